"""What an author writes for one drawn parameter.

2..7 · -5..5 except 0, 1 · 0.1..0.5 by 0.1 · [sin, cos, x^2] · 3 of -4..5 · 2x3 of -4..5
[{f: sin, g: cos}, {f: exp, g: exp}]: several names at once
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from mathdrill.domain import Draw, DrawKind, Part, Text, same_text

_RANGE = re.compile(
    r"(?:(?P<length>.+?)\s+of\s+)?(?P<low>\S.*?)\s*\.\.\s*(?P<high>.*?\S)"
    r"(?:\s+by\s+(?P<step>.*?\S))?(?:\s+except\s+(?P<excluded>.*\S))?"
)
_SIZE = re.compile(r"(?P<rows>\w+?)\s*[x×]\s*(?P<columns>\w+)")
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+")


Option = str | Mapping[str, "str | Mapping[str, str]"]
Spec = str | tuple[Option, ...]


def parse_draw(name: str, spec: Spec) -> Draw:
    """The parameter, or the several ones, that a range or a list of options describes.

    Raises: ValueError: it is none of the forms above, or holds no value.
    """
    if isinstance(spec, tuple):
        return _pick(name, spec)
    match = _RANGE.fullmatch(spec.strip())
    if match is None:
        raise ValueError("not a range")
    low, high, step, length = match["low"], match["high"], match["step"], match["length"]
    excluded = _at_commas(match["excluded"] or "")
    if step is not None and length is not None:
        raise ValueError("a vector holds integers")
    if step is None and "." in f"{low} {high}":
        raise ValueError("decimals need a step")
    if _NUMBER.fullmatch(low) and _NUMBER.fullmatch(high) and Fraction(low) > Fraction(high):
        raise ValueError("an empty range")
    if step is not None and _NUMBER.fullmatch(step) and Fraction(step) <= 0:
        raise ValueError("a step that leads nowhere")
    size = _SIZE.fullmatch(length or "")
    if size is not None:
        rows, columns = size["rows"], size["columns"]
        return Draw(name, DrawKind.MATRIX, low, high, "", rows, excluded, columns=columns)
    kind = DrawKind.DECIMAL if step else DrawKind.VECTOR if length else DrawKind.INTEGER
    return Draw(name, kind, low, high, step or "", length or "", excluded)


def drawn_names(name: str, spec: Spec) -> tuple[str, ...]:
    """The parameters that a draw gives a value: itself, or what the entries of its list name."""
    if isinstance(spec, tuple) and isinstance(spec[0], Mapping) and not _is_text(spec[0]):
        return tuple(spec[0])
    return (name,)


def options_of(name: str, spec: Spec) -> tuple[tuple[str, Text], ...]:
    """Every (parameter, value) that a list of options may give; none for a range."""
    if not isinstance(spec, tuple):
        return ()
    return tuple((part.name, part.value) for row in _rows(name, spec) for part in row)


def _pick(name: str, spec: tuple[Option, ...]) -> Draw:
    if all(isinstance(option, str) for option in spec):
        return Draw(name, DrawKind.PICK, options=tuple(map(str, spec)))
    rows = _rows(name, spec)
    if len({frozenset(part.name for part in row) for row in rows}) > 1:
        raise ValueError("every entry gives the same names a value")
    return Draw(name, DrawKind.JOINT, rows=rows)


def _rows(name: str, spec: tuple[Option, ...]) -> tuple[tuple[Part, ...], ...]:
    return tuple(
        (Part(name, _value(option)),)
        if isinstance(option, str) or _is_text(option)
        else tuple(Part(each, _value(value)) for each, value in option.items())
        for option in spec
    )


def _is_text(option: Option) -> bool:
    return isinstance(option, Mapping) and set(option) == {"en", "zh"}


def _value(value: object) -> Text:
    if isinstance(value, Mapping):
        return Text(value["en"], value["zh"])
    return same_text(str(value))


def _at_commas(text: str) -> tuple[str, ...]:
    """The formulas of a list; a comma inside brackets belongs to its formula."""
    if not text:
        return ()
    entries, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            entries.append("")
        else:
            entries[-1] += sign
    entries = [entry.strip() for entry in entries]
    if "" in entries:
        raise ValueError("an exclusion without a value")
    return tuple(entries)
