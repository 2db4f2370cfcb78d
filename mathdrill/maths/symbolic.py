"""SymPy as the last resort: is a formula identically equal to another?

The only importer of sympy. It never sees text: our tree is rebuilt node by node from SymPy's own
constructors. Meant to be run in a process that can be killed (`mathdrill.worker`): `simplify` knows
no deadline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy

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
    Relation,
    Sym,
    Vector,
)
from mathdrill.maths.names import FUNCTIONS, Names
from mathdrill.maths.parser import parse

_ONE = sympy.Integer(1)

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "log1p": lambda x: sympy.log(1 + x),
    "expm1": lambda x: sympy.exp(x) - 1,
    "cbrt": lambda x: sympy.sign(x) * sympy.Abs(x) ** sympy.Rational(1, 3),
    "abs": sympy.Abs,
    "ceil": sympy.ceiling,
    "max": sympy.Max,
    "min": sympy.Min,
    "sigmoid": lambda x: _ONE / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "relu": lambda x: sympy.Max(x, 0),
    "step": lambda x: sympy.Piecewise((1, x > 0), (0, True)),
}


def to_sympy(expr: Expr, symbols: Mapping[str, Any]) -> Any:
    """The same formula as a SymPy value.

    Raises: ValueError: a vector, a relation or a name without a symbol has none.
    """

    def convert(part: Expr) -> Any:
        return to_sympy(part, symbols)

    match expr:
        case Num(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Const(name):
            return sympy.pi if name == "pi" else sympy.E
        case Sym(name) if name in symbols:
            return symbols[name]
        case Neg(argument):
            return -convert(argument)
        case Add(terms):
            return sympy.Add(*map(convert, terms))
        case Mul(factors):
            return sympy.Mul(*map(convert, factors))
        case Div(numerator, denominator):
            return convert(numerator) / convert(denominator)
        case Pow(base, exponent):
            return sympy.Pow(convert(base), convert(exponent))
        case Call(name, arguments):
            if name not in FUNCTIONS:
                raise ValueError(expr)
            function = _FUNCTIONS.get(name) or getattr(sympy, name)
            return function(*map(convert, arguments))
        case Sym() | Vector() | Relation():
            raise ValueError(expr)


def symbols_for(variables: Sequence[str], domain: Sequence[Expr] = ()) -> dict[str, Any]:
    """A real symbol for each variable, positive where a condition says so."""
    positive = {
        condition.left.name
        for condition in domain
        if isinstance(condition, Relation)
        and condition.operator in (">", ">=")
        and isinstance(condition.left, Sym)
        and isinstance(condition.right, Num)
        and condition.right.value >= 0
    }
    return {
        name: sympy.Symbol(name, real=True, positive=True if name in positive else None)
        for name in variables
    }


def equal(
    key: Expr, response: Expr, variables: Sequence[str], domain: Sequence[Expr] = ()
) -> bool | None:
    """Whether key - response simplifies to 0; None where SymPy cannot say."""
    symbols = symbols_for(variables, domain)
    try:
        difference = sympy.simplify(to_sympy(key, symbols) - to_sympy(response, symbols))
    except (ValueError, TypeError, NotImplementedError, ZeroDivisionError):
        return None
    if difference == 0:
        return True
    if difference.is_number and difference.is_zero is False:
        return False
    return None


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """`equal` for a request {"key", "response", "variables", "domain"} of printed formulas."""
    variables = tuple(request["variables"])
    names, conditions = Names(variables=variables), Names(variables=variables, author=True)
    return {
        "equal": equal(
            parse(request["key"], names),
            parse(request["response"], names),
            variables,
            [parse(condition, conditions) for condition in request["domain"]],
        )
    }
