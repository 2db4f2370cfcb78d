"""Exact constants, multiples of π, and rational functions modulo a prime."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.rational import PRIME, NotRational, exact_constant, pi_multiple, residue

NAMES = Names(variables=("x", "y"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3 + 1/6", Fraction(1, 2)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("2^-3", Fraction(1, 8)),
        ("(2/3)^4", Fraction(16, 81)),
        ("8^(1/3)", Fraction(2)),
        ("(4/9)^(3/2)", Fraction(8, 27)),
        ("sqrt(2.25)", Fraction(3, 2)),
        ("|-7|", Fraction(7)),
        ("max(1/2, 1/3)", Fraction(1, 2)),
        ("min(1, 2, -3)", Fraction(-3)),
        ("floor(-1/2)", Fraction(-1)),
        ("ceil(-1/2)", Fraction(0)),
        ("floor(7/2)", Fraction(3)),
        ("relu(-3)", Fraction(0)),
        ("sign(-3)", Fraction(-1)),
        ("step(0)", Fraction(0)),
        ("ln(1)", Fraction(0)),
        ("exp(0)", Fraction(1)),
        ("0^0", Fraction(1)),
        ("1^10000000", Fraction(1)),
        ("(-1)^10000001", Fraction(-1)),
        ("10^400/10^399", Fraction(10)),
        ("1e400*1e-400", Fraction(1)),
    ],
)
def test_exact_constant(text: str, value: Fraction) -> None:
    assert exact_constant(parse(text, NAMES)) == value


@pytest.mark.parametrize(
    "text", ["x", "pi", "e", "sqrt(2)", "sin(1)", "2^(1/2)", "ln(2)", "9^9^9", "2^100000", "e^0.5"]
)
def test_not_rational(text: str) -> None:
    with pytest.raises(NotRational):
        exact_constant(parse(text, NAMES))


@pytest.mark.parametrize("text", ["1/0", "0^-1", "1/(1/2 - 0.5)", "(-4)^(1/2)", "sqrt(-1)"])
def test_without_a_value(text: str) -> None:
    with pytest.raises(ZeroDivisionError):
        exact_constant(parse(text, NAMES))


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("pi", Fraction(1)),
        ("7pi", Fraction(7)),
        ("-pi/2", Fraction(-1, 2)),
        ("3*pi/4", Fraction(3, 4)),
        ("pi + pi/2", Fraction(3, 2)),
        ("2*(pi - pi/3)", Fraction(4, 3)),
        ("0", Fraction(0)),
        ("pi*x", None),
        ("pi^2", None),
        ("pi*pi", None),
        ("1", None),
        ("pi/0", None),
    ],
)
def test_multiples_of_pi(text: str, turns: Fraction | None) -> None:
    assert pi_multiple(parse(text, NAMES)) == turns


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("(x+y)^2", "x^2+2x*y+y^2", True),
        ("(x^2-y^2)/(x-y)", "x+y", True),
        ("1/(1+1/x)", "x/(x+1)", True),
        ("(x-1)^6000", "(1-x)^6000", True),
        ("(x-1)^6001", "(1-x)^6001", False),
        ("x^-3", "1/(x*x*x)", True),
        ("x", "x + 10^-50", False),
        ("x", "2^61*x", False),  # 1 modulo 2^61 - 1
        ("x", "2^60*x", False),
        ("x^1000000", "x^1000001", False),
    ],
)
def test_residues_tell_rational_functions_apart(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    point = {"x": 123_456_789_123, "y": 987_654_321_987}
    assert (residue(parse(one, NAMES), point) == residue(parse(other, NAMES), point)) is same


@pytest.mark.parametrize(
    "text", ["sin(x)", "sqrt(x)", "x^y", "x^0.5", "pi*x", "(x^999999)^9999999"]
)
def test_what_is_no_rational_function_has_no_residue(text: str) -> None:
    with pytest.raises(NotRational):
        residue(parse(text, NAMES), {"x": 2, "y": 3})


@pytest.mark.parametrize("text", ["1/(x - x)", "1/(2x - x - x)", "(x*0)^-1"])
def test_a_vanishing_denominator_has_no_residue(text: str) -> None:
    with pytest.raises(ZeroDivisionError):
        residue(parse(text, NAMES), {"x": 12_345, "y": 3})


def test_small_bases_have_a_large_order_modulo_the_prime() -> None:
    """Else powers of two repeat, as 2^61 = 1 modulo 2^61 - 1."""
    assert sympy.isprime(PRIME)
    assert sympy.isprime((PRIME - 1) // 2)
