"""Wrong answers whose difference lies on a narrow part of the axis, or beside something huge."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mathdrill import grade
from mathdrill.domain import Outcome

INSIDE = ("x", "y", "x + y", "x - 2y", "2x - 3y", "x*y", "3x", "x^2")
AROUND = ("{}", "{} + x", "{} + x*y", "{} + e^x", "{} + sin(x)", "{}*e^(-y)", "{} + x/y", "x*({})")
HIDDEN = (  # each is another function for any other a
    *("relu(({g}) - {a})", "max({g}, {a})", "|({g}) - {a}|", "step(({g}) - {a})"),
    *("relu(({g}) - {a}) - relu(({g}) - {a} - 2)", "relu(2 - |({g}) - {a}|)"),
    *("floor(({g})/{a})", "sqrt((({g}) - {a})^2)", "ln(1 + relu(({g}) - {a}))"),
    *("sign((({g}) - {a})*(({g}) - 1000))", "sigmoid(({g}) - {a})", "softplus(({g}) - {a})"),
    *("e^(-(({g}) - {a})^2)", "1/(1 + (({g}) - {a})^2)", "tanh(5*(({g}) - {a}))"),
)
PLACES = st.sampled_from([1, 2, 3, 4, 5, 7, 9, 12, 20, 35, 50, 80, 100, 250, 400])


@given(
    inside=st.sampled_from(INSIDE),
    around=st.sampled_from(AROUND),
    hidden=st.sampled_from(HIDDEN),
    place=PLACES,
    other=PLACES,
)
def test_a_branch_in_another_place_is_found(
    inside: str, around: str, hidden: str, place: int, other: int
) -> None:
    assume(place != other)
    key, wrong = (f"({around.format(hidden.format(g=inside, a=a))})" for a in (place, other))
    assert grade(key, wrong, variables=["x", "y"]).outcome is Outcome.INCORRECT
    again = grade(key, f"{key}*(sin(x)^2 + cos(x)^2)", variables=["x", "y"])
    assert again.outcome in (Outcome.CORRECT, Outcome.UNDECIDED)


@pytest.mark.parametrize("huge", ["e^x", "e^(-x)", "x^6", "cosh(x)", "x^4*e^x", "1/x^4", "tan(x)"])
@given(
    hidden=st.sampled_from(["relu", "step", "floor", "sqrt", "ln", "log2", "acosh", "asin"]),
    place=st.integers(-30, 30),
    slope=st.sampled_from([1, 2, 5, -1, -3]),
    other=st.integers(-30, 30),
)
def test_nothing_hides_behind_what_is_huge(
    huge: str, hidden: str, place: int, slope: int, other: int
) -> None:
    assume(place != other)
    key, wrong = (f"{huge} + {hidden}({slope}*x + ({a}))" for a in (place, other))
    assert grade(key, wrong).outcome is not Outcome.CORRECT
    assert grade(key, f"{key} + x - x").outcome is Outcome.CORRECT
