"""The OpenAPI description as it stands in the repository, and as it is served."""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATH = ROOT / "Sources/CPages/openapi.json"
WIDTH = 118


def read():
    return json.loads(PATH.read_text(encoding="utf-8"))


def written(value, indent=0, lead=0):
    """JSON with what fits into a line on one line, so that a reader sees more than braces."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= WIDTH - indent - lead or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [
            f"{pad}{json.dumps(name)}: {written(member, indent + 2, len(name) + 4)}"
            for name, member in value.items()
        ]
        return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
    lines = [pad + written(element, indent + 2) for element in value]
    return "[\n" + ",\n".join(lines) + "\n" + " " * indent + "]"


def write(document):
    PATH.write_text(written(document) + "\n", encoding="utf-8")


def operations(document):
    """Every operation, as (method, path, operation)."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post"):
                yield method, path, operation


def resolved(document, node):
    """The node, or what its reference inside the document stands for."""
    while isinstance(node, dict) and str(node.get("$ref", "")).startswith("#/"):
        found = document
        for token in node["$ref"][2:].split("/"):
            found = found[token.replace("~1", "/").replace("~0", "~")]
        node = found
    return node
