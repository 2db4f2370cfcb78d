"""Computed formulas as one would write them."""

from __future__ import annotations

import pytest

from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.simplify import expanded, simplified, tidy

NAMES = Names(variables=("x", "y", "n"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2*3*x", "6x"),
        ("x + x", "2x"),
        ("3x - x", "2x"),
        ("x - x", "0"),
        ("x*x", "x^2"),
        ("x^2*x^3", "x^5"),
        ("x/x", "1"),
        ("x^3/x", "x^2"),
        ("x/x^3", "1/x^2"),
        ("x^(-y)", "1/x^y"),
        ("relu(x)^(-y)", "relu(x)^(-y)"),  # 0 where x and y are negative, and there 0^y is nothing
        ("0*x", "0"),
        ("x^0", "1"),
        ("x^1", "x"),
        ("1*x", "x"),
        ("x + 0", "x"),
        ("--x", "x"),
        ("-(-3)*x", "3x"),
        ("2*(x/4)", "x/2"),
        ("6x/4", "3x/2"),
        ("(2x)^3", "8x^3"),
        ("(x/y)^2", "x^2/y^2"),
        ("(-x)^2", "x^2"),
        ("(-x)^3", "-x^3"),
        ("(x^2)^3", "x^6"),
        ("(x^2)^(1/2)", "sqrt(x^2)"),  # |x|, not x
        ("sqrt(x)^2", "x"),
        ("x^(1/2)", "sqrt(x)"),
        ("sqrt(16)", "4"),
        ("2^10", "1024"),
        ("2^-2", "1/4"),
        ("ln(e)", "1"),
        ("ln(exp(x))", "x"),
        ("ln(1)", "0"),
        ("exp(0)", "1"),
        ("sin(0)", "0"),
        ("cos(0)", "1"),
        ("0.5*4", "2"),
        ("0.5*x", "0.5x"),
        ("0.1 + 0.2", "0.3"),
        ("x*(x+1)*(x+1)", "x*(x + 1)^2"),
        ("5*x^(5-1)", "5x^4"),
        ("n*x^(n-1)", "n*x^(n - 1)"),
        ("2x*y + 3y*x", "5x*y"),
        ("1/0", "1/0"),  # stays what it is
        ("x^-1", "1/x"),
        ("[1+1, x+x]", "[2, 2x]"),
    ],
)
def test_simplified(typed: str, printed: str) -> None:
    assert linear(simplified(parse(typed, NAMES))) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1*x", "x"),
        ("x^1", "x"),
        ("x + 0", "x"),
        ("0*x", "0"),
        ("-1*x", "-x"),
        ("--x", "x"),
        ("x/1", "x"),
        ("(-2)*x", "-2x"),
        ("x + (-3)", "x - 3"),
        ("x - (-3)", "x + 3"),
        ("4*3x^(4 - 1)", "4*3*x^(4 - 1)"),  # nothing is computed
        ("2 + 3", "2 + 3"),
        ("(-2)/x", "-2/x"),
    ],
)
def test_tidy(typed: str, printed: str) -> None:
    assert linear(tidy(parse(typed, NAMES))) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(x+1)^2", "x^2 + 2x + 1"),
        ("(x+1)(x-1)", "x^2 - 1"),
        ("x(x+y)", "x^2 + x*y"),
        ("-(x-1)", "-x + 1"),
        ("(x+1)^3", "x^3 + 3x^2 + 3x + 1"),
        ("(2x+4)/2", "x + 2"),
        ("2(x+1) + 3(x-1)", "5x - 1"),
    ],
)
def test_expanded(typed: str, printed: str) -> None:
    assert linear(expanded(parse(typed, NAMES))) == printed


def test_expanding_stops_before_it_drowns() -> None:
    with pytest.raises(OverflowError):
        expanded(parse("(x+y+n)^50", NAMES))
