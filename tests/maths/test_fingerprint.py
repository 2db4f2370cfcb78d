"""Equality proved modulo a prime with functions as unknowns."""

from __future__ import annotations

import pytest

from mathdrill.maths.fingerprint import Fingerprint, fingerprint
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

NAMES = Names(variables=("x", "y"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x*cos(2x + 1)", "cos(1 + 2x)*x", True),
        ("e^(x + y)", "exp(y + x)", True),
        ("sqrt(x)", "x^(1/2)", True),
        ("max(x, y)", "max(y, x)", True),
        ("x*|-2|*sqrt(4)", "4x", True),
        ("(x^2 - 1)/(x - 1)", "x + 1", True),  # equal wherever both are defined
        ("sin(x)^2 + cos(x)^2", "1", False),  # an identity of the functions proves nothing here
        ("e^(x + y)", "e^x*e^y", False),
        ("sin(x)", "sin(y)", False),
    ],
)
def test_what_fingerprints_prove(one: str, other: str, same: bool) -> None:  # noqa: FBT001  # a row
    first, second = _print(one), _print(other)
    assert first is not None
    assert second is not None
    assert (first.value == second.value) is same


@pytest.mark.parametrize(
    ("formula", "partial"),
    [
        ("x + y^2", 0),
        ("x/2", 0),  # a number is no divisor to care about
        ("x/(sin(2) + 2) + ln(2)", 0),  # a constant is met at any point
        ("sin(x)*tanh(y) + relu(x)", 0),
        ("1/(e^x + y^2) + ln(1 + e^x) + sqrt(x^2 + 1)", 0),
        ("tan(x) + 1/sin(x)", 2),
        ("x^y + 2^x", 1),
        ("1/x", 1),
        ("x^-2 + 1/x", 1),
        ("1/x + 1/y", 2),
        ("sqrt(x) + x^(1/2)", 1),
        ("ln(x)/(x - 1)", 2),
    ],
)
def test_what_may_be_undefined(formula: str, partial: int) -> None:
    found = _print(formula)
    assert found is not None
    assert len(found.partial) == partial


def test_a_formula_beyond_the_bound_on_degrees_has_none() -> None:
    assert _print("x^(10^40)") is None


@pytest.mark.parametrize(
    ("formula", "low"),
    [("x^1000 + 1/x", True), ("(x^40)^40", False), ("x^(10^11)", False)],
)
def test_high_degrees_ask_for_a_second_point(formula: str, low: bool) -> None:  # noqa: FBT001  # a row
    found = _print(formula)
    assert found is not None
    assert found.low is low


def test_a_divisor_that_is_zero_leaves_no_value() -> None:
    found = _print("1/(x - x)")
    assert found is not None
    assert found.value is None


def _print(text: str) -> Fingerprint | None:
    return fingerprint(parse(text, NAMES), {"x": 123_456_789, "y": 987_654_321})
