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


def versions(folder):
    """The versions that customers may read, by policy, the newest first."""
    found = {}
    for path in sorted(glob.glob(f"{folder}/policies/**/*.yaml", recursive=True)):
        with open(path, encoding="utf-8") as file:
            for version in yaml.load_all(file, Loader=Loader):
                hidden = version.get("visibility") == "staff" or version.get("status") == "draft"
                if not hidden:
                    found.setdefault(version["id"], []).append(version)
    for policy in found.values():
        policy.sort(key=lambda version: -version["version"])
    return found


def main(folder):
    """As `PolicyBook.searchDocuments` does: texts of the newest version, situations of all."""
    for name, policy in versions(folder).items():
        for locale, title in policy[0]["title"].items():
            text = policy[0]["plain"].get(locale) or ""
            said = [
                plain(situation)
                for version in policy
                for situation in (version.get("situations") or {}).get(locale) or []
            ]
            print("\t".join([name, locale, plain(title), plain(text), *dict.fromkeys(said)]))


main(sys.argv[1])
