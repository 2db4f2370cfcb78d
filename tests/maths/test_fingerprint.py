"""Equality proved modulo a prime with functions as unknowns."""

from __future__ import annotations

import pytest

from mathdrill.maths.fingerprint import surely_equal
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

NAMES = Names(variables=("x", "y"))


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("x*cos(2x + 1)", "cos(1 + 2x)*x", True),
        ("e^(x + y)", "exp(y + x)", True),
        ("sqrt(x)", "x^(1/2)", True),
        ("max(x, y)", "max(y, x)", True),
        ("(x^2 - 1)/(x - 1)", "x + 1", True),  # equal wherever both are defined
        ("sin(x)^2 + cos(x)^2", "1", False),  # an identity of the functions proves nothing here
        ("e^(x + y)", "e^x*e^y", False),
        ("sin(x)", "sin(y)", False),
        ("x^(10^40)", "x^(10^40)", False),  # beyond the bound on degrees
        ("1/0", "1/0", False),
    ],
)
def test_what_fingerprints_prove(one: str, other: str, sure: bool) -> None:  # noqa: FBT001  # a row
    assert surely_equal(parse(one, NAMES), parse(other, NAMES), ("x", "y")) is sure
