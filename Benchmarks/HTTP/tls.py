#!/usr/bin/env python3
"""Measures bench-http with TLS beside nginx with TLS: the same policy, keep-alive, TLS 1.3.

usage: tls.py [--rounds 3] [--seconds 4] [--connections 64] [--binary PATH]

Needs nginx, wrk and openssl. Makes an ECDSA P-256 certificate of its own. Loopback only."""
import argparse
import os
import re
import socket
import statistics
import subprocess
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
payloads = os.environ.get("BENCH_PAYLOADS", "/tmp/bench-payloads")
TICKS = os.sysconf("SC_CLK_TCK")

NGINX = """worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 4096; use epoll; }}
http {{
    access_log off;
    keepalive_requests 100000000;
    keepalive_timeout 600;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    default_type application/json;
    ssl_certificate {folder}/chain.pem;
    ssl_certificate_key {folder}/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off;
    server {{
        listen 127.0.0.1:{port} ssl reuseport backlog=1024;
        location = /policies/refund-goodwill {{ return 200 '{policy}'; }}
    }}
}}
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--binary", default=os.path.join(root, ".build/release/bench-http"))
    return parser.parse_args()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes(pid):
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as children:
            for child in children.read().split():
                found += processes(int(child))
    return found


def processor_seconds(pid):
    ticks = 0
    for process in processes(pid):
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def load(port, seconds, connections):
    url = f"https://127.0.0.1:{port}/policies/refund-goodwill"
    command = ["wrk", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--latency", url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        print(printed)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))
    count = int(re.search(r"(\d+) requests in", printed).group(1))
    return rate, count


def measure(command, port, options):
    """One run: requests a second, and processor time of the server per request in µs."""
    server = subprocess.Popen(command)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        load(port, 1, options.connections)
        before = processor_seconds(server.pid)
        rate, count = load(port, options.seconds, options.connections)
        return rate, (processor_seconds(server.pid) - before) / count * 1e6
    finally:
        server.terminate()
        server.wait()


options = arguments()
with tempfile.TemporaryDirectory() as folder:
    key, chain = f"{folder}/key.pem", f"{folder}/chain.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    subprocess.run(
        make.split() + ["-subj", "/CN=localhost", "-keyout", key, "-out", chain],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    runs = {"nginx": [], "Leeway": []}
    for _ in range(options.rounds):
        port = free_port()
        with open(f"{payloads}/policy.json") as policy, open(f"{folder}/nginx.conf", "w") as file:
            text = policy.read().replace("'", "\\'")
            file.write(NGINX.format(folder=folder, port=port, policy=text))
        nginx = ["nginx", "-c", f"{folder}/nginx.conf"]
        runs["nginx"].append(measure(nginx, port, options))
        port = free_port()
        leeway = [options.binary, str(port), "2", f"{payloads}/policy.json"]
        leeway += [f"{payloads}/decision.json", chain, key]
        runs["Leeway"].append(measure(leeway, port, options))

print(f"\n### Lookup over TLS 1.3, {options.connections} connections\n")
print("| | req/s | ÷ nginx | CPU µs | ÷ nginx |")
print("|---|---|---|---|---|")
for peer, measured in runs.items():
    rate = statistics.median(rate for rate, _ in measured)
    cost = statistics.median(cost for _, cost in measured)
    pairs = list(zip(measured, runs["nginx"]))
    relative_rate = statistics.median(mine[0] / theirs[0] for mine, theirs in pairs)
    relative_cost = statistics.median(mine[1] / theirs[1] for mine, theirs in pairs)
    print(f"| {peer} | {rate:,.0f} | {relative_rate:.2f} | {cost:.2f} | {relative_cost:.2f} |")
