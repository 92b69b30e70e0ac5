#!/usr/bin/env python3
"""Loads a server with good and bad clients and watches its memory and descriptors.

usage: soak.py PID PORT [SECONDS]

Needs wrk. Prints one line every ten seconds and fails when, after the first fifth of the time, the
resident memory grows by more than 20 % or descriptors are left at the end. Loopback only."""
import os
import random
import socket
import subprocess
import sys
import threading
import time

pid, port = int(sys.argv[1]), int(sys.argv[2])
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 600
end = time.monotonic() + seconds
path = "/policies/refund-goodwill"


def resident_kib():
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def descriptors():
    return len(os.listdir(f"/proc/{pid}/fd"))


def connect():
    client = socket.create_connection(("127.0.0.1", port), 5)
    client.settimeout(5)
    return client


def slow_head(client):
    for octet in b"GET / HTTP/1.1\r\nHo":
        client.send(bytes([octet]))
        time.sleep(0.05)


def garbage(client):
    client.send(random.randbytes(random.randrange(1, 4_000)))
    client.recv(4_096)


def half_content(client):
    client.send(b"POST /check HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")


def reset(client):
    client.send(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path.encode())
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def never_reads(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    client.settimeout(0.2)
    request = b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path.encode()
    for _ in range(200):
        client.sendall(request * 20)


def broken_chunks(client):
    client.send(b"POST /check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
    client.shutdown(socket.SHUT_WR)
    client.recv(4_096)


def misbehave():
    while time.monotonic() < end:
        bad = random.choice([slow_head, garbage, half_content, reset, never_reads, broken_chunks])
        try:
            with connect() as client:
                bad(client)
        except OSError:
            pass


def load():
    while time.monotonic() < end:
        subprocess.run(
            ["wrk", "-t1", "-c32", "-d10s", f"http://127.0.0.1:{port}{path}"],
            stdout=subprocess.DEVNULL,
        )


def main():
    at_rest = descriptors()
    threads = [threading.Thread(target=misbehave) for _ in range(8)]
    threads.append(threading.Thread(target=load))
    for thread in threads:
        thread.start()
    settled = None
    while time.monotonic() < end:
        time.sleep(min(10, seconds / 10))
        memory = resident_kib()
        if settled is None and time.monotonic() > end - seconds * 4 / 5:
            settled = memory
        print(f"{seconds - (end - time.monotonic()):5.0f} s  {memory} KiB  {descriptors()} fds")
    for thread in threads:
        thread.join()
    time.sleep(15)
    left, memory = descriptors() - at_rest, resident_kib()
    print(f"at the end: {memory} KiB, {left} descriptors left")
    if left > 0 or (settled and memory > settled * 1.2):
        sys.exit("soak: memory or descriptors grew")


main()
