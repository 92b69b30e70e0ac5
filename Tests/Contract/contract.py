"""Holds the service against its OpenAPI description: `contract.py BINARY STEP…`."""

import gzip
import sys
import time

import openapi_spec_validator

import document
import examples
import fuzz
import page
from service import Service


def check_form(service):
    """The file is written as `document.written` writes it, so that changes show as what they are."""
    written = document.written(document.read()) + "\n"
    if written == document.PATH.read_text(encoding="utf-8"):
        return 1, []
    return 1, [f"{document.PATH.name} is formatted otherwise; `Scripts/contract format` mends it"]


def check_validity(service):
    """The description as it is served is one, by openapi-spec-validator."""
    served = service.send("GET", "/openapi.json")
    packed = service.send("GET", "/openapi.json", {"Accept-Encoding": "gzip"})
    validator = openapi_spec_validator.OpenAPIV31SpecValidator(served.json())
    faults = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors()]
    if gzip.decompress(packed.content) != served.content:
        faults.append("compressed it is another description")
    return 2, faults


STEPS = {"form": check_form, "validity": check_validity, "examples": examples.check, "fuzz": fuzz.check, "page": page.check}


def main(binary, names):
    passed = failed = 0
    with Service(binary) as service:
        for name in names or STEPS:
            begun = time.monotonic()
            count, faults = STEPS[name](service)
            for fault in faults:
                print(f"{name}: {fault}")
            failed += min(count, len(faults))
            passed += count - min(count, len(faults))
            print(f"{name}: {count} cases, {len(faults)} faults, {time.monotonic() - begun:.1f} s")
        if service.process.poll() is not None:
            print(f"the service ended with {service.process.returncode}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
