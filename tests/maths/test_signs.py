"""What the form of a formula tells of its sign and its domain."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import (
    Add,
    Call,
    Const,
    Div,
    Expr,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    children,
)
from mathdrill.maths.names import FUNCTIONS, Names
from mathdrill.maths.numeric import evaluate
from mathdrill.maths.parser import parse
from mathdrill.maths.signs import Sign, is_defined, sign_of

NAMES = Names(variables=("x", "y"))
POINTS = [{"x": x, "y": y} for x in (-2.3, -0.4, 0.0, 0.7, 3.1) for y in (-1.6, 0.0, 2.2)]


@pytest.mark.parametrize(
    ("formula", "sign"),
    [
        ("3", Sign.POSITIVE),
        ("0", Sign.NOT_NEGATIVE),
        ("pi", Sign.POSITIVE),
        ("x", Sign.UNKNOWN),
        ("-2", Sign.UNKNOWN),
        ("x^2", Sign.NOT_NEGATIVE),
        ("x^3", Sign.UNKNOWN),
        ("x^2 + 1", Sign.POSITIVE),
        ("x^2 + y", Sign.UNKNOWN),
        ("x^2*|y|", Sign.NOT_NEGATIVE),
        ("e^x/(1 + e^x)", Sign.POSITIVE),
        ("1/x^2", Sign.POSITIVE),
        ("2^(x - y)", Sign.POSITIVE),
        ("sqrt(x)", Sign.NOT_NEGATIVE),
        ("cosh(x) - 1", Sign.UNKNOWN),
    ],
)
def test_signs(formula: str, sign: Sign) -> None:
    assert sign_of(parse(formula, NAMES)) is sign


@pytest.mark.parametrize(
    ("formula", "defined"),
    [
        ("sin(x)", True),
        ("ln(x)", False),
        ("ln(x^2)", False),  # not at 0
        ("ln(x^2 + 1)", True),
        ("sqrt(x^2)", True),
        ("sqrt(x - 1)", False),
        ("log1p(e^x)", True),
        ("tan(x)", False),
        ("(x^2)^(3/2)", True),
        ("(x^2)^(-3/2)", False),
        ("x^y", False),
        ("2^y", True),
        ("asin(x)", False),
    ],
)
def test_domains(formula: str, defined: bool) -> None:  # noqa: FBT001  # a row
    assert is_defined(parse(formula, NAMES)) is defined


def _trees() -> st.SearchStrategy[Expr]:
    numbers = st.integers(-3, 3) | st.sampled_from([Fraction(1, 2), Fraction(-3, 2)])
    leaves: st.SearchStrategy[Expr] = st.one_of(
        numbers.map(lambda value: Num(Fraction(value))),
        st.sampled_from([Sym("x"), Sym("y"), Const("e"), Const("pi")]),
    )
    unary = [name for name, (fewest, _) in FUNCTIONS.items() if fewest == 1]
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(Neg),
            st.tuples(inner, inner).map(Add),
            st.tuples(inner, inner).map(Mul),
            st.builds(Div, inner, inner),
            st.builds(Pow, inner, inner),
            st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(unary), inner),
        ),
        max_leaves=6,
    )


@given(_trees())
def test_no_value_contradicts_them(tree: Expr) -> None:
    for point in POINTS:
        try:
            value, err = evaluate(tree, point)
        except Loose:
            continue
        except Undefined:
            if isinstance(tree, Call | Pow) and is_defined(tree):
                assert not all(_has_value(part, point) for part in children(tree))
            continue
        assert math.isfinite(value)
        if sign_of(tree) is Sign.POSITIVE:
            assert value + err > 0
        elif sign_of(tree) is Sign.NOT_NEGATIVE:
            assert value + err >= 0


def _has_value(tree: Expr, point: dict[str, float]) -> bool:
    try:
        evaluate(tree, point)
    except (Loose, Undefined):
        return False
    return True
