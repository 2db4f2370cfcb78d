"""Drawn values inside programs, as Python writes them; a program is never tidied."""

from __future__ import annotations

import re

from mathdrill.errors import ContentError
from mathdrill.items.formulas import Bindings
from mathdrill.maths.expression import Expr, Num, Vector
from mathdrill.maths.linear import linear
from mathdrill.maths.rational import NotRational, exact_constant
from mathdrill.maths.simplify import simplified

_NAME = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")


def filled_program(bindings: Bindings, text: str) -> str:
    """A program, or a line of one, with the value of every `$name` in its place.

    Raises: ContentError: a name that is not drawn, or whose value is no number or list of numbers.
    """
    return _NAME.sub(lambda match: _value(bindings, match.group(1)), text)


def _value(bindings: Bindings, name: str) -> str:
    if name in bindings.heads:
        return bindings.heads[name]
    if name in bindings.texts:
        return bindings.texts[name].en.strip("`")
    value = bindings.values.get(name, bindings.derived.get(name))
    if value is None:
        raise ContentError("program.placeholder", template=bindings.template, name=name)
    try:
        return python_literal(value)
    except (NotRational, ZeroDivisionError) as error:
        raise ContentError("program.placeholder", template=bindings.template, name=name) from error


def python_literal(value: Expr) -> str:
    """3, -0.25, (1/3), [1, 2]. Raises: NotRational, ZeroDivisionError."""
    if isinstance(value, Vector):
        return f"[{', '.join(python_literal(entry) for entry in value.entries)}]"
    if isinstance(value, Num) and value.decimal:
        return linear(value)
    number = exact_constant(simplified(value))
    return str(number) if number.denominator == 1 else f"({number})"
