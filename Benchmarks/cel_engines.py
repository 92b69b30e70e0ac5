"""Times ten conditions in Leeway's CEL and in engines from PyPI. `Benchmarks/cel-engines` runs it.

Every engine is given the same facts and must find the same two conditions true. The others are
called from Python with the facts as Python's values, compiled once where they can be; that is how
they are used, and the conversion is part of it.
"""
import json
import re
import statistics
import subprocess
import sys
import time
from importlib.metadata import version

FACTS = {
    "actor": {"role": "agent"},
    "amount": 42.5,
    "currency": "EUR",
    "reason": "goodwill",
    "customer": {"tier": "gold", "region": "DE"},
    "context": {"fraud_score": 0.12, "prior_refunds_30d": 0, "order_age_days": 12},
}
# The same as in Benchmarks/CEL/Conditions.swift.
CONDITIONS = [
    "actor.role == 'agent' && amount <= 50.0 && customer.tier in ['gold', 'platinum']",
    "actor.role == 'agent' && amount <= 20.0",
    "actor.role == 'supervisor' && amount <= 250.0",
    "actor.role == 'manager' && amount <= 1000.0",
    "context.fraud_score >= 0.8",
    "context.prior_refunds_30d >= 3 && actor.role != 'manager'",
    "amount > 100.0 && customer.tier == 'bronze'",
    "customer.region in ['US', 'CA'] && currency != 'USD'",
    "context.order_age_days > 90 && actor.role == 'agent'",
    "reason in ['goodwill', 'other'] && amount > 10.0",
]
HOLDING = [0, 9]


def microseconds(work):
    """The median of seven runs of a quarter of a second."""
    times, elapsed = 1, 0.0
    while elapsed < 0.05:
        start = time.perf_counter()
        for _ in range(times):
            work()
        elapsed = time.perf_counter() - start
        times *= 2
    times = max(1, int(times / 2 * 0.25 / elapsed))
    runs = []
    for _ in range(7):
        start = time.perf_counter()
        for _ in range(times):
            work()
        runs.append((time.perf_counter() - start) / times * 1e6)
    return statistics.median(runs)


def rust_cel():
    import cel

    # One list of all, which converts the facts once and is several times as fast as ten programs.
    parts = (f"({source}) ? {index} : -1" for index, source in enumerate(CONDITIONS))
    program = cel.compile("[" + ", ".join(parts) + "]")
    return lambda: [index for index in program.execute(FACTS) if index >= 0]


def cel_python():
    import celpy

    environment = celpy.Environment()
    programs = [environment.program(environment.compile(source)) for source in CONDITIONS]
    facts = celpy.json_to_cel(FACTS)
    return lambda: [i for i, program in enumerate(programs) if program.evaluate(facts)]


def zen():
    import zen as engine

    programs = [
        engine.compile_expression(source.replace("&&", "and").replace("'", '"'))
        for source in CONDITIONS
    ]
    return lambda: [i for i, program in enumerate(programs) if program.evaluate(FACTS)]


def cedar():
    import cedarpy

    def hundredths(match):
        # Cedar has no fractions.
        return str(round(float(match.group(0)) * 100))

    policies = []
    for index, source in enumerate(CONDITIONS):
        body = re.sub(r"(\S+) in (\[.*?\])", r"\2.contains(\1)", source)
        body = re.sub(r"\d+\.\d+", hundredths, body).replace("'", '"')
        body = re.sub(r"context\.(\w+)", r"context.order.\1", body)
        body = re.sub(r"(?<![\w.\"])(actor|customer|amount|currency|reason)\b", r"context.\1", body)
        policies.append(
            f'@id("{index}") permit(principal, action, resource) when {{ {body} }};'
        )
    facts = dict(FACTS, amount=4250, order=dict(FACTS["context"], fraud_score=12))
    del facts["context"]
    request = {
        "principal": 'User::"agent"',
        "action": 'Action::"refund"',
        "resource": 'Order::"1"',
        "context": facts,
    }
    if hasattr(cedarpy, "PolicySet"):
        policy_set = cedarpy.PolicySet.from_str("\n".join(policies))
    else:
        policy_set = "\n".join(policies)

    def work():
        decision = cedarpy.is_authorized(request, policy_set, [])
        # Policies are named in the order of the text, or by their annotations.
        return sorted(int(re.sub(r"\D", "", name)) for name in decision.diagnostics.reasons)

    return work


def rego():
    import regopy

    rules = ["package conditions", "import rego.v1"]
    for index, source in enumerate(CONDITIONS):
        body = re.sub(r"(\S+) in \[(.*?)\]", r"\1 in {\2}", source).replace("'", '"')
        body = re.sub(
            r"(?<![\w.\"])(actor|customer|context|amount|currency|reason)\b", r"input.\1", body
        )
        lines = "\n".join("    " + part.strip() for part in body.split("&&"))
        rules.append(f"holding contains {index} if {{\n{lines}\n}}")
    interpreter = regopy.Interpreter()
    interpreter.add_module("conditions", "\n\n".join(rules))

    def work():
        interpreter.set_input(FACTS)
        output = str(interpreter.query("data.conditions.holding"))
        return sorted(int(number) for number in re.findall(r"\d+", output))

    return work


ENGINES = [
    ("common-expression-language (Rust)", "common-expression-language", rust_cel),
    ("zen-engine (Rust)", "zen-engine", zen),
    ("cedarpy (Rust)", "cedarpy", cedar),
    ("regopy (C++)", "regopy", rego),
    ("cel-python", "cel-python", cel_python),
]


def main():
    ours = json.loads(subprocess.check_output([sys.argv[1], "--json"]))
    base = ours["ten_conditions_us"]
    rows = [
        ("Leeway's CEL", base),
        ("Leeway's CEL, amounts as money", ours["ten_money_conditions_us"]),
    ]
    for name, package, prepare in ENGINES:
        try:
            work = prepare()
            holding = list(work())
            if holding != HOLDING:
                raise ValueError(f"finds {holding}, not {HOLDING}")
            rows.append((f"{name} {version(package)}", microseconds(work)))
        except Exception as error:  # An engine that cannot be had must not hide the others.
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
    print("| ten conditions, one evaluation | µs | times Leeway's |")
    print("|---|---:|---:|")
    for name, time_taken in rows:
        print(f"| {name} | {time_taken:.2f} | {time_taken / base:.1f} |")
    print(f"\nLeeway: {ours['ten_conditions_allocations']:.0f} allocations an evaluation;", end=" ")
    print(f"one condition parsed, checked and compiled in {ours['compile_us']:.1f} µs.")


main()
