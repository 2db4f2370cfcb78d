"""Faults that fuzzing and the random campaign found, each a row for ever."""

from __future__ import annotations

import pytest

from mathdrill.errors import UsageError
from mathdrill.scoring.grade import grade

WRONG, RIGHT, AGAIN = {"incorrect"}, {"correct"}, {"invalid"}
REFUSED = WRONG | AGAIN
NEVER_RIGHT = REFUSED | {"undecided"}


@pytest.mark.parametrize(
    ("expected", "answer", "verdicts"),
    [
        # crashes
        ("x", "2*[1, x]", REFUSED),
        ("x", "max([1, 2], 3)", REFUSED),
        ("[1, 2]", "[sin([1, 2]), 2]", REFUSED),
        ("{1, 2}", "{1, 2}^2", AGAIN),
        ("x", "(x*1e300 - 1e300*x)^3", REFUSED),
        ("x", "acosh(1e200*x)", NEVER_RIGHT),
        ("x", "x^(10^400)", NEVER_RIGHT),
        ("x", "sin" + "-" * 990 + "x", AGAIN),
        ("3*x", "sec(" * 115 + "x" + ")" * 115, AGAIN),
        ("x", "log(" * 38 + "x" + ")" * 38, NEVER_RIGHT),
        # false accepts
        ("x", "x + 1e-30", WRONG),
        ("exp(x)", "exp(x) + 1e-30", WRONG),
        ("sigmoid(x + 80)", "sigmoid(-x + 80)", WRONG),
        ("1 - softplus(-(x + 50))^2", "1 + softplus(-(x + 50))^2", WRONG),
        ("5", "tan(1.571)", WRONG),
        ("6*x", "(sinh(csc(2e3)))^7", WRONG),
        ("1/10^400*pi", "2*pi/10^400", NEVER_RIGHT),
        ("0", "sigmoid(0.5)^2e3", WRONG),
        # hangs, and what took long
        ("6*x", "cot(" * 20 + "x" + ")" * 20, NEVER_RIGHT),
        ("x", "+".join(["sqrt(10^4900 + 1)"] * 50), NEVER_RIGHT),
        ("[1, 2]", ",dtype=<" * 100_000, AGAIN),
        ("u = 1, v = 2", "1," * 8_000, AGAIN),
        # decimals
        ("0.622459", "sigmoid(0.5)", RIGHT),
        ("0.6222", "sigmoid(0.5)", WRONG),
        ("tanh(x + 35) + 1.5*x", "1.5*x + tanh(35)", WRONG),
        # readings and names
        ("sqrt(x)", "x^1/2", AGAIN),
        ("ln(x)", "log_e(x)", RIGHT),
        ("1/cos(x)", "sec(x)", RIGHT),
        ("x", "sec(pi/2)", AGAIN),
    ],
)
def test_a_fault_stays_mended(expected: str, answer: str, verdicts: set[str]) -> None:
    assert grade(expected, answer).outcome.value in verdicts


def test_a_condition_on_a_variable_that_nobody_uses() -> None:
    verdict = grade("sin(y)", "cos(y - pi/2)", variables=["x", "y"], domain={"x": "x > 0"})
    assert verdict.outcome.value == "correct"


def test_an_expected_answer_that_is_no_array_is_the_callers_fault() -> None:
    with pytest.raises(UsageError):
        grade("[[1], [1, 2]]", "1", kind="matrix")
