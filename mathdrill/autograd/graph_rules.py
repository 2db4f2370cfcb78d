"""The local derivatives of the elementary operations, as formulas.

Legend: u, v are the operands, w is the result of the operation; where the derivative can be written
with w, it is, because that is what a backward pass has at hand: (eᵘ)′ = w.
At a kink we do as torch does: |u|′ = 0 at 0, relu′ = 0 at 0, and max shares equally at a tie.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mathdrill.maths.derivation import OUTER
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
    free_names,
)
from mathdrill.maths.rational import NotRational, exact_constant

Slopes = Callable[[Expr, Expr], tuple[Expr, ...]]  # (u, w) -> (∂w/∂u,)


def local_derivatives(operation: str, operands: tuple[Expr, ...], result: Expr) -> tuple[Expr, ...]:
    """∂w/∂u for each operand u of an operation, over the operands and the result w."""
    match operation, operands:
        case "neg", _:
            return (Num(Fraction(-1)),)
        case "+", _:
            return (ONE, ONE)
        case "-", _:
            return (ONE, Num(Fraction(-1)))
        case "*", (u, v):
            return (v, u)
        case "/", (u, v):
            return (Div(ONE, v), Neg(Div(u, Pow(v, TWO))))
        case "^", (u, v):
            return (_power(u, v), _exponential(u, result))
        case (("max" | "min"), (u, v)):
            return _choice(u, v) if operation == "max" else _choice(v, u)
        case _, (u,) if operation in BY_RESULT:
            return (BY_RESULT[operation](result),)
        case _, (u,) if operation in OUTER:
            return (OUTER[operation](u),)
        case _, (u,):
            return (FURTHER[operation](u),)
        case _:
            raise ValueError(operation)


def _power(u: Expr, n: Expr) -> Expr:
    """(uⁿ)′ = n uⁿ⁻¹"""
    try:
        number = exact_constant(n)
    except (NotRational, ZeroDivisionError):
        return Mul((n, Pow(u, Add((n, Neg(ONE))))))
    if number in (0, 1):
        return Num(number)
    power = u if number == 2 else Pow(u, Num(number - 1))
    return Mul((Num(number), power))


def _exponential(base: Expr, result: Expr) -> Expr:
    """(bᵘ)′ = bᵘ ln(b)"""
    if base == Const("e"):
        return result
    return Mul((result, Call("log", (base,))))


def _choice(u: Expr, v: Expr) -> tuple[Expr, Expr]:
    """The larger one takes all: ½(1 ± sign(u - v)), ½ each at a tie."""
    sign = Call("sign", (Add((u, Neg(v))),))
    return Div(Add((ONE, sign)), TWO), Div(Add((ONE, Neg(sign))), TWO)


def _flat(_: Expr) -> Expr:
    return ZERO


BY_RESULT: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda w: w,
    "expm1": lambda w: Add((w, ONE)),
    "sqrt": lambda w: Div(ONE, Mul((TWO, w))),
    "cbrt": lambda w: Div(ONE, Mul((Num(Fraction(3)), Pow(w, TWO)))),
    "sigmoid": lambda w: Mul((w, Add((ONE, Neg(w))))),
    "tanh": lambda w: Add((ONE, Neg(Pow(w, TWO)))),
}
"""Functions whose derivative is best written with their result."""

FURTHER: dict[str, Callable[[Expr], Expr]] = {
    "sech": lambda u: Neg(Mul((Call("sech", (u,)), Call("tanh", (u,))))),
    "csch": lambda u: Neg(Mul((Call("csch", (u,)), Call("coth", (u,))))),
    "coth": lambda u: Neg(Pow(Call("csch", (u,)), TWO)),
    "acosh": lambda u: Div(ONE, Call("sqrt", (Add((Pow(u, TWO), Neg(ONE))),))),
    "floor": _flat,
    "ceil": _flat,
    "sign": _flat,
    "step": _flat,
}
"""Functions that symbolic derivation leaves out."""

FAMILIES = {
    "neg": "difference",
    "+": "sum",
    "-": "difference",
    "*": "product",
    "/": "quotient",
    "^": "power",
    "max": "choice",
    "min": "choice",
}


def rule_name(operation: str, operands: tuple[Expr, ...]) -> str:
    """What the rule for an operation is called: a factor that is constant makes a product simpler."""
    constant = any(not free_names(operand) for operand in operands)
    if operation == "*" and constant:
        return "factor"
    if operation == "^" and not free_names(operands[0]):
        return "exponential"
    return FAMILIES.get(operation, "function")
