"""As much of JSON Schema as the published one uses: where does a document break it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
Rule = Callable[[Any, Any, Schema, str], Iterator[str]]

KINDS: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
    "number": (int, float),
    "integer": int,
}


def faults(value: Any, wanted: Schema, root: Schema, place: str = "") -> Iterator[str]:
    """One line each. Raises: KeyError: the schema uses a word that is not known here."""
    for word, rule in wanted.items():
        yield from RULES[word](value, rule, root, place)


def _reference(value: Any, rule: str, root: Schema, place: str) -> Iterator[str]:
    yield from faults(value, root["$defs"][rule.removeprefix("#/$defs/")], root, place)


def _type(value: Any, rule: str, root: Schema, place: str) -> Iterator[str]:  # noqa: ARG001
    is_truth = isinstance(value, bool) and rule != "boolean"  # Python counts it as a number
    if is_truth or not isinstance(value, KINDS[rule]):
        yield f"{place} is no {rule}"


def _enum(value: Any, rule: list[Any], root: Schema, place: str) -> Iterator[str]:  # noqa: ARG001
    if value not in rule:
        yield f"{place} is {value}"


def _const(value: Any, rule: Any, root: Schema, place: str) -> Iterator[str]:
    return _enum(value, [rule], root, place)


def _any_of(value: Any, rule: list[Schema], root: Schema, place: str) -> Iterator[str]:
    if all(list(faults(value, each, root, place)) for each in rule):
        yield f"{place} is none of them"


def _required(value: Any, rule: list[str], root: Schema, place: str) -> Iterator[str]:  # noqa: ARG001
    if isinstance(value, dict):
        yield from (f"{place}.{name} is missing" for name in rule if name not in value)


def _properties(value: Any, rule: dict[str, Schema], root: Schema, place: str) -> Iterator[str]:
    """Stricter than JSON Schema: a property that is not described is a fault of ours."""
    for name, inside in value.items() if isinstance(value, dict) else ():
        if name in rule:
            yield from faults(inside, rule[name], root, f"{place}.{name}")
        else:
            yield f"{place}.{name} is not described"


def _items(value: Any, rule: Any, root: Schema, place: str) -> Iterator[str]:
    for number, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(rule, dict):
            yield from faults(each, rule, root, f"{place}[{number}]")


def _prefix_items(value: Any, rule: list[Schema], root: Schema, place: str) -> Iterator[str]:
    entries = value if isinstance(value, list) else []
    for number, (each, its) in enumerate(zip(entries, rule, strict=False)):
        yield from faults(each, its, root, f"{place}[{number}]")
    if len(entries) > len(rule):
        yield f"{place} is too long"


def _min_items(value: Any, rule: int, root: Schema, place: str) -> Iterator[str]:  # noqa: ARG001
    if isinstance(value, list) and len(value) < rule:
        yield f"{place} is too short"


def _nothing(value: Any, rule: Any, root: Schema, place: str) -> Iterator[str]:  # noqa: ARG001
    return iter(())


RULES: dict[str, Rule] = {
    "$ref": _reference,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "anyOf": _any_of,
    "required": _required,
    "properties": _properties,
    "items": _items,
    "prefixItems": _prefix_items,
    "minItems": _min_items,
    **dict.fromkeys(("$schema", "$defs", "title", "description"), _nothing),
}
