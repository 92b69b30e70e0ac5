"""The built service on the example book, on a port of its own choice."""
import json
import pathlib
import subprocess
import tempfile
import urllib.error
import urllib.request

from document import ROOT


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.content = response.read()

    @property
    def type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0]

    def json(self):
        return json.loads(self.content)


class Service:
    """Started by `with`, and ended with it."""

    def __init__(self, binary):
        self.binary = binary

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--book", "Config/book", "--port", "0", "--development-key",
             "--data", str(pathlib.Path(self.folder.name) / "data")],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        self.key = self.word_after("development key ")
        self.address = self.word_after("listening on ")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def word_after(self, start):
        for line in self.process.stdout:
            if line.startswith(start):
                return line.removeprefix(start).strip()
        raise SystemExit("the service ended without listening")

    def send(self, method, target, headers=None, content=None):
        request = urllib.request.Request(
            self.address + target,
            method=method.upper(),
            headers=headers or {},
            data=None if content is None else json.dumps(content).encode(),
        )
        try:
            with urllib.request.urlopen(request) as response:
                return Answer(response)
        except urllib.error.HTTPError as refusal:
            return Answer(refusal)
