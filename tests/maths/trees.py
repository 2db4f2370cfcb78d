"""Random formulas for the laws: as typed text, as our trees, and as SymPy's, with a walk between."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st

from mathdrill.maths.expression import (
    PI,
    Call,
    E,
    Expr,
    Neg,
    Num,
    Pow,
    Sym,
    add,
    mul,
)
from mathdrill.maths.names import Names

X = sympy.Symbol("x", positive=True)
NAMES = Names(variables=("x", "y"))
AUTHOR = Names(author=True)

_ATOMS = ["x", "y", "2", "3", "10", "0.5", "1.25", "pi", "e", "x^2", "2x", "-x", "[1, x]"]
_FUNCTIONS = ["sin", "ln", "exp", "sqrt", "abs", "relu", "sigmoid", "log2", "asin", "step"]


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from(["+", " + ", "-", " - ", "*", "/", " ", "^", "·", "÷", "**", "−"])
    return st.one_of(
        st.builds("({}){}({})".format, parts, operator, parts),
        st.builds("{}{}({})".format, parts, st.sampled_from(["+", "-", "*", "/", "^"]), parts),
        st.builds("({}){}{}".format, parts, st.sampled_from(["+", "-", "*", "/"]), parts),
        st.builds("-{}".format, parts),
        st.builds("({})".format, parts),
        st.builds("|{}|".format, parts),
        st.builds("{}({})".format, st.sampled_from(_FUNCTIONS), parts),
        st.builds("max({}, {})".format, parts, parts),
    )


texts = st.recursive(st.sampled_from(_ATOMS), _joined, max_leaves=8)
"""What people type: most of it can be read."""


def from_sympy(expr: Any) -> Expr:
    """SymPy's formula as our tree, node by node; written anew, so that it can witness."""
    match expr:
        case sympy.Integer() | sympy.Rational():
            value = Fraction(int(expr.p), int(expr.q))
            return Num(value) if value >= 0 else Neg(Num(-value))
        case sympy.Symbol():
            return Sym(expr.name)
        case sympy.Add():
            return add(*map(from_sympy, expr.args))
        case sympy.Mul():
            return mul(*map(from_sympy, expr.args))
        case sympy.Pow():
            return Pow(from_sympy(expr.base), from_sympy(expr.exp))
        case _ if expr is sympy.E:
            return E
        case _ if expr is sympy.pi:
            return PI
        case sympy.sec() | sympy.csc() | sympy.cot() | sympy.Function():
            name = {"Abs": "abs"}.get(type(expr).__name__, type(expr).__name__)
            return Call(name, tuple(map(from_sympy, expr.args)))
        case _:
            raise TypeError(expr)


_leaves = st.one_of(
    st.just(X),
    st.builds(lambda a, b: a * X + b, st.integers(1, 5), st.integers(0, 4)),
    st.builds(lambda a, n: a * X**n, st.integers(1, 4), st.integers(2, 4)),
    st.builds(lambda a: X**2 + a, st.integers(1, 4)),
)
_functions = st.sampled_from([sympy.sin, sympy.cos, sympy.exp, sympy.log, sympy.sqrt, sympy.atan])
_outer = st.sampled_from([lambda u: u**2, lambda u: u**3, lambda u: 1 / u, sympy.tanh, sympy.sin])


def _grown(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda a, b: a + b, parts, parts),
        st.builds(lambda a, b: a * b, parts, parts),
        st.builds(lambda a, b: a / (b + 1), parts, parts),
        st.builds(lambda f, a: f(a), _functions, parts),
        st.builds(lambda f, a: f(a), _outer, parts),
    )


smooth = st.recursive(_leaves, _grown, max_leaves=3)
"""Differentiable functions of x > 0 that a course could ask for."""

simple = st.one_of(_leaves, st.builds(lambda f, a: f(a), _functions, _leaves))
"""The outer and inner functions of a chain rule."""
