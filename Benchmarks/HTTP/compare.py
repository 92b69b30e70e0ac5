#!/usr/bin/env python3
"""Measures bench-http beside its peers and prints the tables of Benchmarks/README.md.

usage: compare.py [--rounds 3] [--seconds 4] [--peers c2,nginx,hb,ff] [--binary PATH]

The peers, their payloads and the harness are those of ../shared/bench, beside the checkout (its README
says how to build them); BENCH_HARNESS names another place. Every row is measured peer after peer, round
after round, so that what else the machine does falls on all of them alike; a figure is the median of
the rounds, and a ratio the median of each round's ratio to the C program. Loopback only."""
import argparse
import json
import os
import statistics
import subprocess
import tempfile

ROWS = [("get", 1), ("get", 64), ("get", 256), ("post", 1), ("post", 64), ("post", 256), ("pipe", 64)]
NAMES = {
    "c2": "C, the limit",
    "leeway": "Leeway",
    "nginx": "nginx",
    "hb": "Hummingbird",
    "ff": "FlyingFox",
}
TITLES = {"get": "Lookup", "post": "Check", "pipe": "Lookup, 16 pipelined"}

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
harness = os.environ.get("BENCH_HARNESS", os.path.join(root, "../shared/bench"))
payloads = os.environ.get("BENCH_PAYLOADS", "/tmp/bench-payloads")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--peers", default="c2,nginx,hb,ff")
    parser.add_argument("--binary", default=os.path.join(root, ".build/release/bench-http"))
    return parser.parse_args()


def measure(peer, kind, connections, options):
    """One run: the harness's record of it."""
    command = [f"{harness}/http-bench.py", peer]
    if peer == "leeway":
        server = f"{options.binary} 17480 2 {payloads}/policy.json {payloads}/decision.json"
        paths = f"get|/policies/refund-goodwill|,post|/check|{payloads}/check.lua"
        command = [f"{harness}/http-bench.py", "custom", "--label", "leeway"]
        command += ["--cmd", server, "--paths", paths]
    command += ["--only", kind, "--conns", str(connections)]
    command += ["--seconds", str(options.seconds), "--reps", "1"]
    with tempfile.NamedTemporaryFile() as results:
        environment = dict(os.environ, BENCH_RESULTS=results.name)
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return json.loads(results.read().splitlines()[-1])


def print_table(kind, connections, rounds, peers):
    """The medians over `rounds`, a list of records by peer."""
    label = "connection" if connections == 1 else "connections"
    print(f"\n### {TITLES[kind]}, {connections} {label}\n")
    print("| | req/s | ÷ C | p50 µs | p99 µs | CPU µs | ÷ C | memory MB | others' cores |")
    print("|---|---|---|---|---|---|---|---|---|")
    for peer in peers:
        def median(key):
            return statistics.median(records[peer][key] for records in rounds)

        def ratio(key):
            return statistics.median(records[peer][key] / records["c2"][key] for records in rounds)

        print(
            f"| {NAMES[peer]} | {median('rps'):,.0f} | {ratio('rps'):.2f} "
            f"| {median('p50') * 1e3:,.0f} | {median('p99') * 1e3:,.0f} "
            f"| {median('cpu'):.2f} | {ratio('cpu'):.2f} | {median('rss'):.1f} "
            f"| {median('foreign'):.2f} |"
        )


options = arguments()
peers = options.peers.split(",")
peers.insert(1, "leeway")
for kind, connections in ROWS:
    rounds = [
        {peer: measure(peer, kind, connections, options) for peer in peers}
        for _ in range(options.rounds)
    ]
    faults = {peer for records in rounds for peer in peers if records[peer]["bad"] or records[peer]["err"]}
    print_table(kind, connections, rounds, peers)
    if faults:
        print(f"\nAnswers other than 2xx, or socket errors: {', '.join(sorted(faults))}")
