#!/usr/bin/env python3
"""SQLite FTS5 over the books and questions that `bench-search --export FOLDER` wrote.

Each question's words are OR-ed, as a customer's question must be; ranked by bm25, five rows.
"""
import re
import sqlite3
import sys
import time


def resident_mb():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096 / 1e6


def main(folder):
    print(f"SQLite {sqlite3.sqlite_version}, FTS5, in memory")
    print("policies   indexed s   memory MB   p50 us   p99 us")
    for size in (100, 1_000, 10_000, 100_000):
        with open(f"{folder}/book-{size}.tsv") as book:
            rows = [line.rstrip("\n").split("\t") for line in book]
        with open(f"{folder}/questions-{size}.txt") as lines:
            words = [re.findall(r"\w+", line) for line in lines]
        questions = [" OR ".join(f'"{word}"' for word in question) for question in words]
        before = resident_mb()
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE book USING fts5(id UNINDEXED, title, situations, text)")
        begun = time.thread_time()
        with database:
            database.executemany("INSERT INTO book VALUES (?, ?, ?, ?)", rows)
        database.execute("INSERT INTO book(book) VALUES ('optimize')")
        indexed = time.thread_time() - begun
        memory = resident_mb() - before
        times = []
        for question in questions[: 2_000 if size < 10_000 else 300]:
            begun = time.thread_time()
            database.execute(
                "SELECT id FROM book WHERE book MATCH ? ORDER BY rank LIMIT 5", (question,)
            ).fetchall()
            times.append(time.thread_time() - begun)
        times.sort()
        p50, p99 = times[len(times) // 2] * 1e6, times[len(times) * 99 // 100] * 1e6
        print(f"{size:8d} {indexed:11.2f} {memory:11.1f} {p50:8.0f} {p99:8.0f}", flush=True)


main(sys.argv[1])
