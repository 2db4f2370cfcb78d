"""The single values of a pack file: names, numbers, texts, draws, and what is said of a bad one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

FORMAT = 1


def _matching(pattern: str, example: str) -> Callable[[object], object]:
    compiled = re.compile(pattern)

    def check(text: object) -> object:
        if isinstance(text, str) and text and not compiled.fullmatch(text):
            raise PydanticCustomError("pattern", "", {"found": text, "example": example})
        return text

    return check


def _whole(least: int, most: int) -> Callable[[object], object]:
    def convert(text: object) -> object:
        if not isinstance(text, str):
            return text
        if not re.fullmatch(r"-?[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise PydanticCustomError(
                "not-a-number", "", {"found": text, "least": least, "most": most}
            )
        return int(text)

    return convert


def _weight(text: object) -> object:
    if not isinstance(text, str):
        return text
    if not re.fullmatch(r"0?\.[0-9]{1,6}|1(\.0+)?", text) or float(text) == 0:
        raise PydanticCustomError("not-a-number", "", {"found": text, "least": "0.01", "most": 1})
    return float(text)


def _one_of(*allowed: str) -> Callable[[object], object]:
    def check(text: object) -> object:
        if isinstance(text, str) and text not in allowed:
            raise PydanticCustomError("not-one-of", "", {"found": text, "allowed": allowed})
        return text

    return check


def _version(text: object) -> object:
    if isinstance(text, str) and text != str(FORMAT):
        raise PydanticCustomError("format", "", {"found": text, "format": FORMAT})
    return text


def _required_form(text: object) -> object:
    if isinstance(text, str) and re.fullmatch(r"without (/|[a-z][a-z0-9]*)", text):
        return text
    return _one_of(*FORMS, "without …")(text)


FORMS = ("expanded", "factored", "single-fraction", "no-negative-powers")
LEVELS = ("recognise", "compute", "combine", "explain", "predict", "debug")

Written = Annotated[str, Field(min_length=1)]
Version = Annotated[Written, BeforeValidator(_version)]
Id = Annotated[Written, BeforeValidator(_matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "chain-rule"))]
TemplateId = Annotated[
    Written,
    BeforeValidator(_matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.[1-9][0-9]{0,3}", "chain-rule.1")),
]
Name = Annotated[Written, BeforeValidator(_matching(r"[A-Za-z][A-Za-z0-9_]*", "a"))]
PartName = Annotated[Written, BeforeValidator(_matching(r"[^\s=,;]+", "dy/dx"))]
LabelId = Annotated[Written, BeforeValidator(_matching(r"[^\s=,;>]+", "add"))]
Outline = Annotated[Written, BeforeValidator(_matching(r"[1-9][0-9]*\.[1-9][0-9]*", "2.3"))]
Bullet = Annotated[Written, BeforeValidator(_matching(r"[1-9][0-9]*\.[1-9][0-9]*\.[a-z]", "2.3.a"))]
Edge = Annotated[Written, BeforeValidator(_matching(r"[^\s=,;>]+ *> *[^\s=,;>]+", "mul > add"))]
Stage = Annotated[int, BeforeValidator(_whole(1, 99))]
Section = Annotated[int, BeforeValidator(_whole(1, 99))]
Revision = Annotated[int, BeforeValidator(_whole(1, 9_999))]
Seconds = Annotated[int, BeforeValidator(_whole(1, 3_600))]
Places = Annotated[int, BeforeValidator(_whole(0, 12))]
Count = Annotated[int, BeforeValidator(_whole(1, 999))]
Weight = Annotated[float, BeforeValidator(_weight)]
Level = Annotated[Written, BeforeValidator(_one_of(*LEVELS))]
Decimals = Annotated[Written, BeforeValidator(_one_of("rounded", "exact"))]
Form = Annotated[Written, BeforeValidator(_required_form)]


def _draw_spec(spec: object) -> object:
    """A range is a text; options are texts, bilingual texts, or mappings from names to such."""
    options = spec if isinstance(spec, list) else [spec]
    if not options or not all(_is_option(option) for option in options):
        raise PydanticCustomError("draw", "", {"found": "{…}"})
    if isinstance(spec, dict):
        raise PydanticCustomError("draw", "", {"found": "{…}"})
    if "" in options:
        raise PydanticCustomError("string_too_short", "")
    return tuple(options) if isinstance(spec, list) else spec


def _is_option(option: object) -> bool:
    if isinstance(option, dict):
        values = option.values()
        return bool(values) and all(
            isinstance(value, str) or is_bilingual(value) for value in values
        )
    return isinstance(option, str)


def is_bilingual(value: object) -> bool:
    """Whether a drawn value is a text in both languages."""
    return isinstance(value, dict) and set(value) == {"en", "zh"}


DrawSpec = Annotated[Any, PlainValidator(_draw_spec)]


def in_both(text: object) -> object:
    """One string that reads alike in both languages as a bilingual text."""
    return {"en": text, "zh": text} if isinstance(text, str) and text else text


def _as_list(text: object) -> object:
    return [text] if isinstance(text, str) and text else text


Observed = Annotated[list[Written], BeforeValidator(_as_list), Field(min_length=1)]
"""One observed expression, or several."""
