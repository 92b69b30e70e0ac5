#!/usr/bin/env python3
"""Measures a lookup and a check through the whole service, beside the C program that has both answers ready.

usage: service.py [--rounds 3] [--seconds 4] [--connections 64] [--binary PATH] [-- ARGUMENT…]

Starts `leeway serve --open` on the example book, keeps what it answers to the lookup and the check of the
README, lets the C program of ../shared/bench answer with the same octets, and loads one after the other,
round after round; a figure is the median of the rounds, and a ratio the median of each round's ratio to C.
Arguments after `--` go to `leeway serve`. BENCH_HARNESS names another place for ../shared/bench. Loopback
only."""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
import urllib.request

PORT = 17480
LOOKUP = "/v1/policies/returns.no-receipt?locale=nl"
CHECK = "/v1/discretion/check"
REQUEST = {
    "staff": {"id": "s-117", "role": "agent"},
    "remedy": "refund",
    "amount": {"value": "30.00", "currency": "EUR"},
    "policy": "returns.no-receipt",
    "customer": {"id": "c-9", "tier": "gold", "refunds_90d": 0},
    "case": {
        "id": "T-1009", "reason": "changed_mind", "receipt": False, "own_order": True, "worn": False,
        "bought_on": "2026-11-10", "total": {"value": "80.00", "currency": "EUR"},
    },
    "verified": ["case.own_order"],
    "locale": "nl",
}

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
harness = os.environ.get("BENCH_HARNESS", os.path.join(root, "../shared/bench"))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--binary", default=os.path.join(root, ".build/release/leeway"))
    parser.add_argument("serve", nargs="*")
    return parser.parse_args()


def fetch(path, content=None):
    """The body of an answer, once the service gives one."""
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", content)
    if content:
        request.add_header("Content-Type", "application/json")
    for _ in range(100):
        try:
            return urllib.request.urlopen(request, timeout=5).read()
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError) and error.code != 503:
                raise
            time.sleep(0.1)
    raise SystemExit("the service does not answer")


def capture(command, folder):
    """Keeps both answers, and the request for wrk."""
    content = json.dumps(REQUEST, separators=(",", ":"))
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        policy, decision = fetch(LOOKUP), fetch(CHECK, content.encode())
    finally:
        server.terminate()
        server.wait()
    for name, octets in (("policy.json", policy), ("decision.json", decision)):
        with open(f"{folder}/{name}", "wb") as file:
            file.write(octets)
    with open(f"{folder}/check.lua", "w") as file:
        file.write('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n')
        file.write(f"wrk.body = [[{content}]]\n")
    print(f"lookup {len(policy)} octets; check {len(content)} octets, answered with {len(decision)}\n")


def measure(peer, kind, command, folder, options):
    """One run: the harness's record of it."""
    harnessed = [f"{harness}/http-bench.py", peer]
    if peer == "custom":
        paths = f"get|{LOOKUP}|,post|{CHECK}|{folder}/check.lua"
        harnessed += ["--label", "leeway", "--cmd", " ".join(command), "--paths", paths]
    harnessed += ["--only", kind, "--conns", str(options.connections)]
    harnessed += ["--seconds", str(options.seconds), "--reps", "1", "--port", str(PORT)]
    results = f"{folder}/results.jsonl"
    environment = dict(os.environ, BENCH_RESULTS=results, BENCH_PAYLOADS=folder)
    subprocess.run(harnessed, env=environment, stdout=subprocess.DEVNULL, check=True)
    with open(results) as file:
        return json.loads(file.read().splitlines()[-1])


options = arguments()
with tempfile.TemporaryDirectory() as folder:
    command = [options.binary, "serve", "--open", "--quiet", "--port", str(PORT)]
    command += ["--book", os.path.join(root, "Config/book"), "--data", f"{folder}/data"]
    command += ["--set", "log.requests=false", *options.serve]
    capture(command, folder)
    print("| | req/s | ÷ C | p50 µs | CPU µs | user µs | ÷ C | others' cores |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, title in (("get", "lookup"), ("post", "check")):
        rounds = [
            {peer: measure(peer, kind, command, folder, options) for peer in ("c2", "custom")}
            for _ in range(options.rounds)
        ]
        for peer, name in (("c2", "C"), ("custom", "Leeway")):
            def median(key):
                return statistics.median(records[peer][key] for records in rounds)

            def ratio(key):
                return statistics.median(records[peer][key] / records["c2"][key] for records in rounds)

            print(
                f"| {title}, {name} | {median('rps'):,.0f} | {ratio('rps'):.2f} "
                f"| {median('p50') * 1e3:,.0f} | {median('cpu'):.2f} | {median('user'):.2f} "
                f"| {ratio('cpu'):.2f} | {median('foreign'):.2f} |"
            )
        if any(records[peer]["bad"] or records[peer]["err"] for records in rounds for peer in records):
            print("\nanswers other than 2xx, or socket errors\n")
