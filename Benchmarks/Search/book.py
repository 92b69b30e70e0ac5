#!/usr/bin/env python3
"""Writes a policy book as the lines that `bench-search --book` reads (needs PyYAML).

    book.py Config/book > BOOK.tsv
"""
import glob
import re
import sys

import yaml


class Loader(yaml.SafeLoader):
    """Reads tags of CEL and the like as text."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: str(getattr(node, "value", "")))

CHOICE = re.compile(r"\{\w+, *(?:plural|select),[^{}]*((?:\{[^{}]*\}[^{}]*)*)\}")


def plain(message):
    """The words of a message pattern, all its choices included, its values left out."""
    message = CHOICE.sub(lambda found: " ".join(re.findall(r"\{([^{}]*)\}", found[1])), message)
    return " ".join(re.sub(r"\{\w+[^{}]*\}", "", message).split())


def main(folder):
    for path in sorted(glob.glob(f"{folder}/policies/*/*.yaml")):
        with open(path, encoding="utf-8") as file:
            policy = next(yaml.load_all(file, Loader=Loader))
        for locale, title in policy["title"].items():
            texts = [(policy.get(part) or {}).get(locale) or "" for part in ("plain", "rule")]
            situations = (policy.get("situations") or {}).get(locale) or []
            fields = [policy["id"], locale, plain(title), plain(" ".join(texts))]
            print("\t".join(fields + [plain(situation) for situation in situations]))


main(sys.argv[1])
