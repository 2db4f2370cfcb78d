"""Whether the data of a file has the shape that its model asks for, fault by fault with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from mathdrill.domain import LANGUAGES
from mathdrill.packs.findings import Code, Finding, KeyPath, finding
from mathdrill.packs.marked import Document
from mathdrill.packs.schema import KINDS, AnyTemplate, Model, TemplateModel, models_in

M = TypeVar("M", bound=Model)

_TEMPLATE: TypeAdapter[Any] = TypeAdapter(AnyTemplate)

# pydantic's name of a fault -> ours; schema.py raises the hyphenated ones
CODES: Mapping[str, Code] = {
    "pattern": Code.PATTERN,
    "not-a-number": Code.NOT_A_NUMBER,
    "not-one-of": Code.NOT_ONE_OF,
    "format": Code.FORMAT,
    "draw": Code.DRAW,
    "missing": Code.MISSING_KEY,
    "extra_forbidden": Code.UNKNOWN_KEY,
    "string_type": Code.NOT_A_TEXT,
    "int_type": Code.NOT_A_TEXT,
    "float_type": Code.NOT_A_TEXT,
    "string_too_short": Code.EMPTY,
    "list_type": Code.NOT_A_LIST,
    "dict_type": Code.NOT_A_MAPPING,
    "model_type": Code.NOT_A_MAPPING,
    "model_attributes_type": Code.NOT_A_MAPPING,
    "too_short": Code.TOO_FEW,
    "too_long": Code.TOO_MANY,
    "union_tag_invalid": Code.NOT_ONE_OF,
    "union_tag_not_found": Code.MISSING_KEY,
}


def validate(cls: type[M], document: Document) -> tuple[M | None, list[Finding]]:
    """The file as its model, or every fault of its shape."""
    try:
        return cls.model_validate(document.data), []
    except ValidationError as error:
        return None, _mended([_finding(cls, document, fault) for fault in error.errors()])


def sound_templates(document: Document) -> Iterator[tuple[int, TemplateModel]]:
    """The entries of `templates` that have the right shape, where the file as a whole has not."""
    entries = document.data.get("templates") if isinstance(document.data, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        try:
            yield index, _TEMPLATE.validate_python(entry)
        except ValidationError:
            continue


def _finding(cls: type[Model], document: Document, fault: Any) -> Finding:
    location: tuple[str | int, ...] = fault["loc"]
    values: dict[str, Any] = dict(fault.get("ctx") or {})
    kind: str = fault["type"]
    if kind.startswith("union_tag"):
        location = (*location, "kind")
    of_key = location[-1:] == ("[key]",)
    path = _path(document, location[:-1] if of_key else location)
    name = str(path[-1]) if path else ""
    code = CODES.get(kind, Code.NOT_A_MAPPING)
    match code:
        case Code.MISSING_KEY:
            language = name in LANGUAGES
            place = document.key(path[:-1])
            return finding(place, Code.MISSING_LANGUAGE if language else code, name=name)
        case Code.UNKNOWN_KEY:
            near = get_close_matches(name, _keys_at(cls, location[:-1]), n=1, cutoff=0.6)
            if near:
                return finding(document.key(path), Code.MISSPELT_KEY, name=name, near=near[0])
            return finding(document.key(path), code, name=name)
        case Code.NOT_ONE_OF:
            allowed = ", ".join(values.get("allowed", KINDS))
            found = values.get("found", values.get("tag"))
            return finding(document.place(path), code, name=name, found=found, allowed=allowed)
        case Code.TOO_FEW:
            return finding(document.key(path), code, name=name, least=values["min_length"])
        case Code.TOO_MANY:
            return finding(document.key(path), code, name=name, most=values["max_length"])
        case _:
            place = document.key(path) if of_key or code is Code.EMPTY else document.place(path)
            return finding(place, code, name=name, **values)


def _mended(findings: list[Finding]) -> list[Finding]:
    """Without the keys that are missing only because they are misspelt."""
    missing, misspelt = Code.MISSING_KEY.value[0], Code.MISSPELT_KEY.value[0]
    meant = {dict(f.sentence.values)["near"] for f in findings if f.code == misspelt}
    return [
        f for f in findings if f.code != missing or dict(f.sentence.values)["name"] not in meant
    ]


def _path(document: Document, location: tuple[str | int, ...]) -> KeyPath:
    """The path of a fault in the file: pydantic's location without the kinds it went through."""
    path: KeyPath = ()
    for step in location:
        if step in KINDS and path[-2:-1] == ("templates",) and (*path, step) not in document.keys:
            continue
        path = (*path, step)
    return path


def _keys_at(cls: type[Model], location: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand where pydantic found an unknown one."""
    for step in location:
        if step in KINDS and cls in KINDS.values():
            cls = KINDS[str(step)]
        elif isinstance(step, str) and step in cls.model_fields:
            inside = models_in(cls.model_fields[step].annotation)
            cls = inside[0] if inside else cls
    return [field.alias or name for name, field in cls.model_fields.items()]
