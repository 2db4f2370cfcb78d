"""The JSON Schema of a report, made from the types of `mathdrill.reports.report` itself.

Descriptions are the docstrings of the types. Properties may be added without a new version; what is
renamed, removed or given another meaning raises SCHEMA_VERSION.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mathdrill.reports.report import SCHEMA_VERSION, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
LEFT_OUT = {(Report, "answers")}  # one by one in the CSV, and in the exported log

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema as a document of its own."""
    definitions: dict[str, Schema] = {}
    found = _record(Report, definitions)
    found["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {"$schema": DIALECT, "title": "mathdrill report", **found, "$defs": definitions}


def _record(cls: Any, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls) if (cls, field.name) not in LEFT_OUT]
    return {
        "type": "object",
        "description": getdoc(cls),
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": names,
    }


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return {"anyOf": [_schema(each, definitions) for each in inside]}
    if origin is tuple:
        return _tuple(inside, definitions)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        name = hint.__name__
        if name not in definitions:
            definitions[name] = {}  # its place, should it refer to itself
            definitions[name] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    raise TypeError(f"no schema for {hint}")


def _tuple(inside: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    match inside:
        case (entry, end) if end is ...:
            return {"type": "array", "items": _schema(entry, definitions)}
        case _:
            return {
                "type": "array",
                "prefixItems": [_schema(each, definitions) for each in inside],
                "items": False,
                "minItems": len(inside),
            }
