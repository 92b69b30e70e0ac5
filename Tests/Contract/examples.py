"""Sends every example of the description to the service, and holds the answers against it.

Each must have the status and type under which its own example stands, fit the schema with nothing that
the schema does not name, and be equal to that example but for ids, times and the book's digest.
"""
import json
import os
import urllib.parse

import jsonschema

from document import operations, read, resolved, write

# What differs from run to run.
CHANGING = {"decision_id", "id", "at", "received_at", "loaded_at", "time", "book", "before", "after",
            "instance", "last_attempt"}


# Stands in examples for the address of the service at hand.
ADDRESS = b"http://127.0.0.1:8080"


def validator(description, schema, is_closed=False):
    """Of a schema of the description; closed, it refuses members that no schema names."""
    schemas = dict(description["components"]["schemas"], **{"": schema})
    if is_closed:
        parts = {
            part["$ref"].rsplit("/", 1)[1]
            for parts in _all_of(schemas) for part in parts if "$ref" in part
        }
        schemas = {name: _closed(found, name in parts) for name, found in schemas.items()}
    return jsonschema.Draft202012Validator(
        {"$ref": "#/components/schemas/", "components": {"schemas": schemas}},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def _closed(node, is_part=False):
    """A part of an `allOf` stays open: the whole is closed."""
    if isinstance(node, list):
        return [_closed(element) for element in node]
    if not isinstance(node, dict):
        return node
    made = {}
    for name, value in node.items():
        if name == "allOf":
            made[name] = [_closed(part, True) for part in value]
        elif name == "properties":
            made[name] = {key: _closed(part) for key, part in value.items()}
        elif name in ("const", "enum", "example", "examples", "required"):
            made[name] = value
        else:
            made[name] = _closed(value)
    is_whole = "allOf" in node or node.get("type") == "object" and "properties" in node
    if is_whole and not is_part and "additionalProperties" not in node:
        made["unevaluatedProperties"] = False
    return made


def _all_of(node):
    """Every list of an `allOf` in it."""
    if isinstance(node, dict):
        if "allOf" in node:
            yield node["allOf"]
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from _all_of(value)


def settled(value):
    """The value without what differs from run to run."""
    if isinstance(value, dict):
        return {
            name: "…" if name in CHANGING else settled(member) for name, member in value.items()
        }
    return [settled(element) for element in value] if isinstance(value, list) else value


def target(document, path, operation):
    """The path with the examples of its parameters."""
    query = []
    for parameter in operation["parameters"]:
        parameter = resolved(document, parameter)
        if "example" not in parameter:
            continue
        example = str(parameter["example"])
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(example, safe=""))
        elif parameter["in"] == "query":
            query.append((parameter["name"], example))
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def requests(document):
    """Every request that the description shows: operation, name of the example, target, content."""
    for method, path, operation in operations(document):
        place = target(document, path, operation)
        body = operation.get("requestBody")
        if not body:
            yield method, operation, "example", place, None
            continue
        for name, example in body["content"]["application/json"]["examples"].items():
            yield method, operation, name, place, example["value"]


def documented(document, operation, name, status, media):
    """The media type of an answer, and its example by that name; None for what is missing."""
    response = resolved(document, operation["responses"].get(str(status), {}))
    found = response.get("content", {}).get(media)
    return found, (found or {}).get("examples", {}).get(name)


def check(service):
    document = read()
    bundled = service.send("GET", "/openapi.json").json()
    updates = os.environ.get("UPDATE_GOLDEN") == "1"
    faults, count = [], 0
    for method, operation, name, place, content in requests(document):
        count += 1
        where = f"{operation['operationId']} ({name})"
        headers = {"Authorization": f"Bearer {service.key}"}
        if content is not None:
            headers["Content-Type"] = "application/json"
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            errors = validator(bundled, schema).iter_errors(content)
            faults += [f"{where}: the request does not fit: {error.message}" for error in errors]
        answer = service.send(method, place, headers, content)
        media, example = documented(document, operation, name, answer.status, answer.type)
        if media is None:
            faults.append(f"{where}: {answer.status} {answer.type} is not in the description")
            continue
        required = resolved(document, operation["responses"][str(answer.status)])["headers"]
        for field, header in required.items():
            if resolved(document, header).get("required") and field not in answer.headers:
                faults.append(f"{where}: the field {field} is missing")
        if not answer.type.endswith("json") or operation["operationId"] == "openapi":
            continue
        found = json.loads(answer.content.replace(service.address.encode(), ADDRESS))
        for error in validator(bundled, media["schema"], is_closed=True).iter_errors(found):
            faults.append(f"{where}: {error.json_path}: {error.message[:300]}")
        if updates:
            if example is None or settled(example["value"]) != settled(found):
                media.setdefault("examples", {})[name] = {"value": found}
        elif example is None:
            faults.append(f"{where}: {answer.status} has no example of that name")
        elif settled(example["value"]) != settled(found):
            faults.append(f"{where}: the answer is not the example; UPDATE_GOLDEN=1 writes it anew")
    if updates:
        write(document)
    return count, faults
