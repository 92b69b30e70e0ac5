#!/usr/bin/env python3
"""Fits the constants of SearchCalibration on situations alone (needs NumPy and SciPy).

    calibrate.py ../shared/banking77/train.csv

Ten questions of each intent are drawn as situations, fifteen times, with other draws than the
benchmark's. No other question of the file is looked at. Each situation is asked twice: while it is
left out of its own policy, and while that whole policy is left out; a logistic regression tells
the one from the other by the best match. The ranker is that of LocaleIndex, written once more.
"""
import csv
import re
import sys
import unicodedata

import numpy as np
from scipy.optimize import minimize

DRAWS = [*range(11, 16), *range(30, 40)]
SITUATIONS = 10
STEM, PAIR, GRAM = range(3)
KIND_WEIGHTS = np.array([2, 0.4, 0.5])
SATURATION, LENGTH_SHARE, SITUATION_SHARE = 3, 0.75, 0.4
PRIOR_SITUATIONS = 6
NAMES = ["perRaw", "perLength", "perTypical", "perAttainable", "perUnknownShare"]


def features(text):
    text = re.sub("['’‘ʼ`´]", "", text.lower())
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    found, before = set(), "<"
    for word in re.findall(r"[^\W_]+", text):
        stem, marked = word[:4], f"<{word}>"
        found |= {(STEM, stem), (PAIR, f"{before} {stem}")}
        found |= {(GRAM, marked[start : start + 3]) for start in range(len(marked) - 2)}
        before = stem
    return found


class Index:
    """The situations of a draw: one row each, ten rows a policy."""

    def __init__(self, questions):
        numbers = {}
        for question in questions:
            for feature in sorted(question):
                numbers.setdefault(feature, len(numbers))
        self.kinds = np.array([feature[0] for feature in numbers])
        self.has = np.zeros((len(questions), len(numbers)), bool)
        for row, question in enumerate(questions):
            self.has[row, [numbers[feature] for feature in question]] = True
        self.policies = len(questions) // SITUATIONS
        shape = (self.policies, SITUATIONS, len(numbers))
        self.frequencies = self.has.reshape(shape).sum(1).astype(float)
        total = self.frequencies.sum(0)
        logs = np.log(np.maximum(self.frequencies, 1))
        entropy = np.log(total) - (self.frequencies * logs).sum(0) / total
        self.unseen = np.log(self.policies + 1)
        self.weights = KIND_WEIGHTS[self.kinds] * np.maximum(0, self.unseen - entropy)
        length = self.frequencies @ KIND_WEIGHTS[self.kinds]
        self.halves = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / length.mean())
        self.situation_weights = self.has @ self.weights

    def ask(self, row, is_known):
        """The evidence for the policy that a situation finds, it or its policy left out."""
        own = row // SITUATIONS
        present = np.flatnonzero(self.has[row])
        weights, kinds = self.weights[present], self.kinds[present]
        frequencies = self.frequencies[:, present].copy()
        frequencies[own] = frequencies[own] - 1 if is_known else 0
        shares = frequencies / (frequencies + self.halves[:, None])
        total = weights.sum()
        cosines = self.has[:, present] @ weights / np.sqrt(total * self.situation_weights)
        cosines[row] = -1
        nearest = np.sort(cosines.reshape(-1, SITUATIONS), 1)[:, -2:].mean(1)
        raw = shares @ weights / total + SITUATION_SHARE * nearest
        if not is_known:
            raw[own] = -1
        is_word, is_new = kinds == STEM, frequencies.max(0) == 0
        return raw, {
            "single": weights[kinds != PAIR].sum() / total,
            "length": total / self.unseen,
            "attainable": weights @ shares.max(0) / total,
            "unknown": weights[is_word & is_new].sum() / weights[is_word].sum(),
        }

    def typical(self):
        rows = range(len(self.has))
        asked = [self.ask(row, True) for row in rows]
        reached = [raw[row // SITUATIONS] * about["length"] ** 0.5
                   for row, (raw, about) in zip(rows, asked)]
        own = np.array(reached).reshape(-1, SITUATIONS).mean(1)
        share = SITUATIONS / (SITUATIONS + PRIOR_SITUATIONS)
        return share * own + (1 - share) * own.mean()

    def examples(self):
        typical = self.typical()
        for row in range(len(self.has)):
            for is_known in (True, False):
                raw, about = self.ask(row, is_known)
                best = raw.argmax()
                evidence = np.log([raw[best] / about["single"], about["length"], typical[best],
                                   about["attainable"]])
                yield [*evidence, about["unknown"]], is_known, best == row // SITUATIONS


def fit(evidence, is_known):
    mean, deviation = evidence.mean(0), evidence.std(0)
    rows = np.c_[(evidence - mean) / deviation, np.ones(len(evidence))]

    def loss(weights):
        margin = rows @ weights
        likely = 1 / (1 + np.exp(-margin))
        return (np.logaddexp(0, margin) - is_known * margin).mean(), rows.T @ (likely - is_known) / len(rows)

    weights = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = weights[:-1] / deviation
    return slopes, weights[-1] - slopes @ mean


def main(path):
    intents = {}
    with open(path, encoding="utf-8", newline="") as file:
        for text, intent in list(csv.reader(file))[1:]:
            intents.setdefault(intent, []).append(features(text))
    examples = []
    for draw in DRAWS:
        random = np.random.RandomState(draw)
        drawn = [random.permutation(len(intents[name]))[:SITUATIONS] for name in sorted(intents)]
        chosen = [intents[name][n] for name, ns in zip(sorted(intents), drawn) for n in ns]
        examples += Index(chosen).examples()
    evidence = np.array([example[0] for example in examples])
    is_known = np.array([example[1] for example in examples])
    is_right = np.array([example[2] for example in examples])
    slopes, intercept = fit(evidence, is_known)
    for name, value in zip(["intercept", *NAMES], [intercept, *slopes]):
        print(f"{name} {value:.2f}")
    scores = 1 / (1 + np.exp(-(evidence @ slopes + intercept)))
    for least in (0.5, 0.6, 0.7):
        sure = scores >= least
        print(f"from {least}: answered {sure[is_known].mean():.2f}, "
              f"right then {is_right[sure & is_known].mean():.2f}, misled {sure[~is_known].mean():.2f}")


main(sys.argv[1])
