"""d/dx of a formula, rule by rule.

Legend: u stands for the argument of a function, u′ for its derivative by the chain rule.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mathdrill.maths.expression import (
    ONE,
    TWO,
    ZERO,
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
    add,
    free_names,
)
from mathdrill.maths.simplify import simplified


class NoRule(Exception):
    """There is no derivative rule for a function; the argument is its name."""


def derivative(expr: Expr, variable: str, order: int = 1) -> Expr:
    """∂ⁿ/∂xⁿ of a formula, simplified.

    Raises: NoRule: for a function that has no derivative rule (max, floor, …).
    """
    for _ in range(order):
        expr = simplified(_d(expr, variable))
    return expr


def _d(expr: Expr, x: str) -> Expr:
    match expr:
        case Num() | Const():
            return ZERO
        case Sym(name):
            return ONE if name == x else ZERO
        case Neg(argument):
            return Neg(_d(argument, x))
        case Add(terms):
            return add(*(_d(term, x) for term in terms))
        case Mul(factors):
            return _product(factors, x)
        case Div(top, bottom):
            return _quotient(top, bottom, x)
        case Pow(base, exponent):
            return _power(base, exponent, x)
        case Call(name, (argument,)) if name in OUTER:
            return Mul((OUTER[name](argument), _d(argument, x)))
        case Call(name, arguments):
            if any(x in free_names(argument) for argument in arguments):
                raise NoRule(name)
            return ZERO
        case Vector(entries):
            return Vector(tuple(_d(entry, x) for entry in entries))
        case Relation(operator):
            raise NoRule(operator)


def _product(factors: tuple[Expr, ...], x: str) -> Expr:
    """(f g)′ = f′ g + f g′"""
    terms = []
    for index, factor in enumerate(factors):
        if x in free_names(factor):
            rest = (*factors[:index], _d(factor, x), *factors[index + 1 :])
            terms.append(Mul(rest))
    return add(*terms)


def _quotient(top: Expr, bottom: Expr, x: str) -> Expr:
    """(f/g)′ = (f′ g - f g′)/g²"""
    if x not in free_names(bottom):
        return Div(_d(top, x), bottom)
    if x not in free_names(top):
        return Neg(Div(Mul((top, _d(bottom, x))), Pow(bottom, TWO)))
    change = Add((Mul((_d(top, x), bottom)), Neg(Mul((top, _d(bottom, x))))))
    return Div(change, Pow(bottom, TWO))


def _power(base: Expr, exponent: Expr, x: str) -> Expr:
    """(uⁿ)′ = n uⁿ⁻¹ u′, (bᵘ)′ = bᵘ ln(b) u′"""
    if x not in free_names(exponent):
        return Mul((exponent, Pow(base, Add((exponent, Num(Fraction(-1))))), _d(base, x)))
    if x not in free_names(base):
        if base == Const("e"):
            return Mul((_d(exponent, x), Pow(base, exponent)))
        return Mul((Pow(base, exponent), Call("log", (base,)), _d(exponent, x)))
    return Mul((Pow(base, exponent), _d(Mul((exponent, Call("log", (base,)))), x)))


def _minus_square(u: Expr, name: str) -> Expr:
    return Add((ONE, Neg(Pow(Call(name, (u,)), TWO))))


OUTER: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda u: Call("exp", (u,)),
    "expm1": lambda u: Call("exp", (u,)),
    "log": lambda u: Div(ONE, u),
    "log1p": lambda u: Div(ONE, Add((ONE, u))),
    "log2": lambda u: Div(ONE, Mul((u, Call("log", (TWO,))))),
    "log10": lambda u: Div(ONE, Mul((u, Call("log", (Num(Fraction(10)),))))),
    "sin": lambda u: Call("cos", (u,)),
    "cos": lambda u: Neg(Call("sin", (u,))),
    "tan": lambda u: Div(ONE, Pow(Call("cos", (u,)), TWO)),
    "cot": lambda u: Neg(Div(ONE, Pow(Call("sin", (u,)), TWO))),
    "sec": lambda u: Mul((Call("sec", (u,)), Call("tan", (u,)))),
    "csc": lambda u: Neg(Mul((Call("csc", (u,)), Call("cot", (u,))))),
    "asin": lambda u: Div(ONE, Call("sqrt", (Add((ONE, Neg(Pow(u, TWO)))),))),
    "acos": lambda u: Neg(Div(ONE, Call("sqrt", (Add((ONE, Neg(Pow(u, TWO)))),)))),
    "atan": lambda u: Div(ONE, Add((ONE, Pow(u, TWO)))),
    "sinh": lambda u: Call("cosh", (u,)),
    "cosh": lambda u: Call("sinh", (u,)),
    "tanh": lambda u: _minus_square(u, "tanh"),
    "asinh": lambda u: Div(ONE, Call("sqrt", (Add((Pow(u, TWO), ONE)),))),
    "atanh": lambda u: Div(ONE, Add((ONE, Neg(Pow(u, TWO))))),
    "sqrt": lambda u: Div(ONE, Mul((TWO, Call("sqrt", (u,))))),
    "cbrt": lambda u: Div(ONE, Mul((Num(Fraction(3)), Pow(Call("cbrt", (u,)), TWO)))),
    "abs": lambda u: Call("sign", (u,)),
    "sigmoid": lambda u: Mul((Call("sigmoid", (u,)), Add((ONE, Neg(Call("sigmoid", (u,))))))),
    "softplus": lambda u: Call("sigmoid", (u,)),
    "relu": lambda u: Call("step", (u,)),
}
