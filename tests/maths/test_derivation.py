"""Our derivatives against SymPy's, which are found in another way."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
from hypothesis import assume, given

from mathdrill.maths.derivation import OUTER, NoRule, derivative
from mathdrill.maths.equality import compare
from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.pointwise import Decision
from mathdrill.maths.symbolic import to_sympy
from tests.maths.trees import X, from_sympy, smooth

NAMES = Names(variables=("x", "y"))
POSITIVE = (parse("x > 0", Names(author=True)),)


@pytest.mark.parametrize(
    ("function", "printed"),
    [
        ("7", "0"),
        ("y", "0"),
        ("x", "1"),
        ("5x^3", "15x^2"),
        ("x^2 + 3x - 1", "2x + 3"),
        ("1/x", "-1/x^2"),
        ("sqrt(x)", "1/(2sqrt(x))"),
        ("e^x", "e^x"),
        ("e^(3x)", "3e^(3x)"),
        ("2^x", "2^x*ln(2)"),
        ("ln(x)", "1/x"),
        ("sin(x)", "cos(x)"),
        ("cos(x)", "-sin(x)"),
        ("sin(x^2)", "2x*cos(x^2)"),
        ("tanh(x)", "1 - tanh(x)^2"),
        ("sigmoid(x)", "(1 - sigmoid(x))*sigmoid(x)"),
        ("relu(x)", "step(x)"),
        ("|x|", "sign(x)"),
        ("[x, x^2]", "[1, 2x]"),
        ("max(y, 1)", "0"),
    ],
)
def test_derivatives_as_they_are_printed(function: str, printed: str) -> None:
    assert linear(derivative(parse(function, NAMES), "x")) == printed


def test_higher_derivatives() -> None:
    assert linear(derivative(parse("x^4", NAMES), "x", 3)) == "24x"


@pytest.mark.parametrize("function", ["max(x, 1)", "floor(x)", "step(x)", "min(x, y)"])
def test_what_has_no_rule(function: str) -> None:
    with pytest.raises(NoRule):
        derivative(parse(function, NAMES), "x")


KINKED = ("abs", "relu", "sign", "step", "cbrt")


@pytest.mark.parametrize("name", sorted(set(OUTER) - set(KINKED)))
def test_every_rule_agrees_with_sympy(name: str) -> None:
    tree = parse(f"{name}(x/3)", NAMES)
    ours = derivative(tree, "x")
    theirs = from_sympy(sympy.diff(to_sympy(tree, {"x": X}), X))
    assert compare(theirs, ours, ("x",), POSITIVE).decision is Decision.EQUAL


@given(function=smooth)
def test_random_derivatives_agree_with_sympy(function: Any) -> None:
    theirs = from_sympy(sympy.diff(function, X))
    found = compare(theirs, derivative(from_sympy(function), "x"), ("x",), POSITIVE)
    assume(found.decision is not Decision.NOWHERE)
    assert found.decision is Decision.EQUAL
