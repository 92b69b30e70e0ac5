#!/usr/bin/env python3
"""Writes a book of many policies in the words of another one (needs PyYAML).

    generate.py Config/book NEW-BOOK [COUNT] [BYTES]

A policy has texts in every language of the book, drawn from the book's own sentences until the
file holds BYTES, and values, a table, three rows and a `never`. The same arguments always give the
same book.
"""
import pathlib
import random
import re
import shutil
import sys

import yaml

RULES = """\
values: { window_days: %(days)d, small: %(small)d.00 EUR, share: 50%% }
tables: { ceiling: { standard: 25.00 EUR, silver: 40.00 EUR, gold: 80.00 EUR } }
discretion:
  - id: small
    remedies: [refund, gift_card]
    role: agent
    when: "!case.receipt && today <= case.bought_on + days(values.window_days)"
    up_to: "min(tables.ceiling[customer.tier], percent(case.total, values.share))"
    confirm: [order_found]
  - { id: swap, remedies: [exchange], role: agent, when: "!case.receipt && !case.worn" }
  - { id: large, remedies: [refund, gift_card], role: supervisor, up_to: values.small }
never:
  - { id: worn-item, remedies: [refund], when: "case.worn && case.reason == 'other'" }
escalation: { to: supervisor, exceptions: true }
"""
PARTS = ["plain", "rule", "why", "steps", "situations", "standards", "explain"]


def sentences(book, locales):
    """The sentences of a book by language, those left out that hold a value or a number."""
    found = {locale: set() for locale in locales}

    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in found and isinstance(value, str):
                    found[key].update(re.split(r"(?<=[.!?]) ", value))
                else:
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for path in sorted(book.glob("policies/**/*.yaml")):
        for document in yaml.load_all(path.read_text("utf-8"), Loader=yaml.BaseLoader):
            walk(document)
    return {
        locale: sorted(s for s in texts if len(s) > 20 and not re.search(r"[{}\d\"\\]", s))
        for locale, texts in found.items()
    }


def policy(number, topics, pools, size, chance):
    """One policy as text; every part grows by a sentence in turn until the size is reached."""
    texts = {part: {locale: [] for locale in pools} for part in PARTS}
    rules = RULES % {"days": chance.randint(10, 90), "small": chance.randint(26, 99)}
    length = len(rules) + 300 + sum(len(pools) * 12 for _ in PARTS)
    while length < size:
        part = PARTS[sum(len(t[next(iter(pools))]) for t in texts.values()) % len(PARTS)]
        for locale, pool in pools.items():
            sentence = chance.choice(pool)
            texts[part][locale].append(sentence)
            length += len(sentence.encode()) + 5

    def block(name, by_locale, as_list, indent=""):
        lines = [f"{indent}{name}:"]
        for locale, parts in by_locale.items():
            value = "[" + ", ".join(f'"{p}"' for p in parts) + "]" if as_list else (
                '"' + " ".join(parts) + '"')
            lines.append(f"{indent}  {locale}: {value}")
        return "\n".join(lines) + "\n"

    title = {locale: [f"P{number}: {chance.choice(pool)}"] for locale, pool in pools.items()}
    text = f"id: bulk.p{number:05}\nversion: 1\ntopic: {topics[number % len(topics)]}\n"
    text += "owner: customer-care\neffective_from: 2026-03-01\n" + rules
    text += block("title", title, False)
    for part in PARTS:
        if not texts[part][next(iter(pools))]:
            continue
        if part == "why":
            text += "why:\n" + block("benefit", texts[part], False, "  ")
        elif part == "explain":
            text += "wording:\n" + block("explain", texts[part], True, "  ")
        else:
            text += block(part, texts[part], part in ("steps", "situations", "standards"))
    return text


def main(source, target, count=10_000, size=8_192):
    book, new = pathlib.Path(source), pathlib.Path(target)
    words = yaml.load((book / "book.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    pools, chance = sentences(book, words["locales"]), random.Random(1)
    new.mkdir(parents=True, exist_ok=True)
    shutil.copy(book / "book.yaml", new / "book.yaml")
    for number in range(int(count)):
        folder = new / "policies" / f"{number // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        text = policy(number, words["topics"], pools, int(size), chance)
        (folder / f"p{number:05}.yaml").write_text(text, "utf-8")


main(*sys.argv[1:])
