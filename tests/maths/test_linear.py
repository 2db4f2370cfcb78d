"""How formulas are printed, to be typed and to be read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mathdrill.maths.expression import Add, Call, Expr, Mul, Neg, Num, Pow, Sym
from mathdrill.maths.linear import Style, decimal_text, linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

NAMES = Names(variables=("x", "y", "w1", "lambda", "alpha_1"))
X = Sym("x")


@pytest.mark.parametrize(
    ("typed", "ascii_", "unicode_"),
    [
        ("3x^2", "3x^2", "3x²"),
        ("3*x^-1", "3x^(-1)", "3x⁻¹"),
        ("x^12", "x^12", "x¹²"),
        ("x^(y+1)", "x^(y + 1)", "x^(y + 1)"),
        ("x^(1/2)", "x^(1/2)", "x^(1/2)"),
        ("2*3", "2*3", "2·3"),
        ("x*y", "x*y", "x·y"),
        ("2^x*3", "2^x*3", "2^x·3"),
        ("3*2^x", "3*2^x", "3·2^x"),
        ("(x+1)(x-1)", "(x + 1)*(x - 1)", "(x + 1)·(x - 1)"),
        ("2(x+1)", "2(x + 1)", "2(x + 1)"),
        ("2sin(x)", "2sin(x)", "2sin(x)"),
        ("x/(2y)", "x/(2y)", "x/(2y)"),
        ("x/2*y", "x/2*y", "x/2·y"),
        ("-(x+1)", "-(x + 1)", "-(x + 1)"),
        ("x-(-y)", "x - (-y)", "x - (-y)"),
        ("(-x)^2", "(-x)^2", "(-x)²"),
        ("ln(x)", "ln(x)", "ln(x)"),
        ("sqrt(x)", "sqrt(x)", "√x"),
        ("sqrt(x+1)", "sqrt(x + 1)", "√(x + 1)"),
        ("|x|", "|x|", "|x|"),
        ("||x|-1|", "abs(|x| - 1)", "abs(|x| - 1)"),
        ("pi*x", "pi*x", "π·x"),
        ("w1", "w1", "w₁"),
        ("lambda", "lambda", "λ"),
        ("alpha_1", "alpha_1", "α₁"),
        ("[1, x]", "[1, x]", "[1, x]"),
        ("0.5x", "0.5x", "0.5x"),
        ("0.5e", "0.5*e", "0.5·e"),  # 0.5e could begin an exponent
        ("2e*5", "2e*5", "2e·5"),
        ("e^x", "e^x", "e^x"),
        ("e^(x^2)", "e^(x^2)", "e^(x²)"),  # not (e^x)²
        ("max(x, 1)", "max(x, 1)", "max(x, 1)"),
        ("0.50", "0.50", "0.50"),  # as typed
        ("2.0x", "2.0x", "2.0x"),
        ("1e-5", "0.00001", "0.00001"),
    ],
)
def test_printing(typed: str, ascii_: str, unicode_: str) -> None:
    tree = parse(typed, NAMES)
    assert (linear(tree), linear(tree, Style.UNICODE)) == (ascii_, unicode_)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Num(Fraction(-1, 2)), "-1/2"),
        (Mul((Num(Fraction(1, 2)), X)), "1/2*x"),
        (Pow(Num(Fraction(1, 2)), X), "(1/2)^x"),
        (Pow(Num(Fraction(-2)), X), "(-2)^x"),
        (Mul((Num(Fraction(-2)), X)), "(-2)*x"),
        (Add((X, Num(Fraction(-3)))), "x - 3"),
        (Add((X, Neg(Add((X, X))))), "x - (x + x)"),
        (Neg(Neg(X)), "-(-x)"),
        (Call("abs", (Call("abs", (X,)),)), "abs(|x|)"),
    ],
)
def test_printing_trees_that_nobody_types(tree: Expr, text: str) -> None:
    assert linear(tree) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(1, 4), 0, "0.25"),
        (Fraction(1, 4), 4, "0.2500"),
        (Fraction(-1, 8), 0, "-0.125"),
        (Fraction(3), 0, "3"),
        (Fraction(3), 2, "3.00"),
        (Fraction(1, 3), 0, None),
        (Fraction(1, 3), 5, None),
        (Fraction(1, 1024), 0, "0.0009765625"),
        (Fraction(0), 0, "0"),
    ],
)
def test_decimal_expansions(value: Fraction, places: int, text: str | None) -> None:
    assert decimal_text(value, places) == text
