"""Runs schemathesis with all its checks: thousands of requests that fit the description or just do not."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
# For each operation and phase: about a minute in all.
EXAMPLES = os.environ.get("CONTRACT_EXAMPLES", "20")


def check(service):
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")),
        "--config-file", str(FOLDER / "schemathesis.toml"), "run", service.address + "/openapi.json",
        "--checks", "all", "--max-examples", EXAMPLES, "--no-color",
    ]
    environment = {
        **os.environ, "LEEWAY_KEY": service.key,
        "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(FOLDER),
    }
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    found = re.search(r"(\d+) generated", run.stdout)
    if run.returncode == 0 and found:
        return int(found[1]), []
    return 1, [run.stdout + run.stderr]
