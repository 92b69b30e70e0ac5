#!/usr/bin/env python3
"""Measures what an idle keep-alive connection costs a server's process, the kernel's part aside.

usage: idle-memory.py PORT PATH [--tls] [--count N] -- SERVER COMMAND...

Starts the server, opens N connections (2000 by default) of which each makes one request and then
stays, and divides the growth of private memory (RssAnon) between N/2 and N of them by N/2, so that
what the server allocates once is not counted. Loopback only."""
import argparse
import http.client
import os
import resource
import socket
import ssl
import subprocess
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("path")
parser.add_argument("--tls", action="store_true")
parser.add_argument("--count", type=int, default=2000)
parser.add_argument("command", nargs="+")
options = parser.parse_args()

hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
context = ssl._create_unverified_context() if options.tls else None


def private_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))


def open_connection():
    if context:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", options.port, timeout=30, context=context)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=30)
    connection.request("GET", options.path)
    answer = connection.getresponse()
    assert answer.status == 200, answer.status
    answer.read()
    return connection


def await_listener():
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", options.port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("the server does not listen")


server = subprocess.Popen(options.command)
try:
    await_listener()
    connections = []
    sizes = {}
    for count in (options.count // 2, options.count):
        while len(connections) < count:
            connections.append(open_connection())
        time.sleep(0.5)
        sizes[count] = private_kib(server.pid)
        print(f"{count} connections: RssAnon {sizes[count]} KiB")
    few, many = sizes.values()
    each = (many - few) * 1024 / (options.count - options.count // 2)
    print(f"each: {each:.0f} octets")
finally:
    server.kill()
    server.wait()
