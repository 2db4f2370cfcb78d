"""Texts with formulas between dollars."""

from __future__ import annotations

import pytest

from mathdrill.errors import FormulaError
from mathdrill.maths.linear import Style
from mathdrill.maths.prose import formulas, map_formulas, render


@pytest.mark.parametrize(
    ("text", "unicode_", "ascii_"),
    [
        ("Differentiate $3*x^2$.", "Differentiate 3x².", "Differentiate 3x^2."),
        ("no formula", "no formula", "no formula"),
        ("$f'(x) = 2*x$", "f'(x) = 2x", "f'(x) = 2x"),
        ("$x != 0$", "x ≠ 0", "x != 0"),
        ("$x -> 0$", "x → 0", "x -> 0"),
        ("$a <= b$", "a ≤ b", "a <= b"),
        ("$f(g(k))$", "f(g(k))", "f(g(k))"),
        ("$dy/dx$", "dy/dx", "dy/dx"),
        ("求 $x^2$ 的导数。", "求 x² 的导数。", "求 x^2 的导数。"),
        ("$x = ?$", "x = ?", "x = ?"),
        ("$3*^$ stays", "3*^ stays", "3*^ stays"),  # `pack check` has reported it
        ("one $ alone", "one $ alone", "one $ alone"),
    ],
)
def test_render(text: str, unicode_: str, ascii_: str) -> None:
    assert (render(text), render(text, Style.ASCII)) == (unicode_, ascii_)


def test_formulas_in_order() -> None:
    assert formulas("$x$ and $y^2$, not z") == ("x", "y^2")


def test_a_dollar_without_partner_has_a_place() -> None:
    with pytest.raises(FormulaError) as fault:
        map_formulas("one $ alone", str)
    assert (fault.value.sentence, fault.value.position) == ("formula.dollar", 4)
