"""Texts of the content: prose with formulas between `$…$`."""

from __future__ import annotations

from collections.abc import Callable

from mathdrill.errors import FormulaError
from mathdrill.maths.display import bracketed
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

_DISPLAYED = Names(display=True)
_LIMIT = 2_000


def map_formulas(text: str, change: Callable[[str], str]) -> str:
    """Replace every formula (without its dollars) by what `change` makes of it.

    Raises: FormulaError: a dollar sign that has no partner.
    """
    pieces = text.split("$")
    if len(pieces) % 2 == 0:
        raise FormulaError("formula.dollar", position=text.rfind("$"))
    return "".join(change(piece) if index % 2 else piece for index, piece in enumerate(pieces))


def formulas(text: str) -> tuple[str, ...]:
    """The formulas of a text, in order.

    Raises: FormulaError: a dollar sign that has no partner.
    """
    map_formulas(text, str)
    return tuple(text.split("$")[1::2])


def render(text: str, style: Style = Style.UNICODE) -> str:
    """A text as it is shown on one line each: the dollars gone, 3x^2 as 3x² in UNICODE.

    A formula that cannot be read is shown as it stands; `pack check` has reported it long before.
    """

    def shown(formula: str) -> str:
        try:
            line = linear(bracketed(parse(formula, _DISPLAYED, limit=_LIMIT)), style)
        except FormulaError:
            line = formula
        return line.replace("∘", "o") if style is Style.ASCII else line

    try:
        return map_formulas(text, shown)
    except FormulaError:
        return text
