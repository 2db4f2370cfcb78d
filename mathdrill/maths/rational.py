"""Exact arithmetic: constants as fractions, and rational functions modulo a prime."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from mathdrill.maths.expression import Add, Call, Const, Div, Expr, Mul, Neg, Num, Pow, Sym

MAX_BITS = 8_000  # of a numerator or denominator
# (PRIME - 1)/2 is prime, too: no number but 0 and ±1 has a small order modulo it, whereas modulo the
# Mersenne prime 2^61 - 1 powers of 2 repeat, 2^61 = 1. Identity tests err with probability deg/2^60.
_ROOT_BITS = 2_000  # of a number whose exact root is looked for
PRIME = (1 << 60) - 3_677
MAX_DEGREE = 10**12  # far below PRIME: x^(PRIME - 1) = 1 by Fermat's little theorem


class NotRational(Exception):
    """The formula is no rational constant, resp. no rational function."""


def exact_constant(expr: Expr) -> Fraction:
    """The exact value of a formula without variables.

    Raises: NotRational: it has variables or irrational parts, or grows beyond MAX_BITS.
        ZeroDivisionError: it has no value.
    """
    return constant_of(expr, exact_constant)


def constant_of(expr: Expr, constant: Callable[[Expr], Fraction]) -> Fraction:
    """The exact value of a formula from those of its parts. Raises: as `exact_constant` does."""
    match expr:
        case Num(value):
            return value
        case Sym() | Const():
            raise NotRational
        case Neg(argument):
            return -constant(argument)
        case Add(terms):
            total = Fraction(0)
            for term in terms:
                total = _bounded(total + constant(term))
            return total
        case Mul(factors):
            product = Fraction(1)
            for factor in factors:
                product = _bounded(product * constant(factor))
            return product
        case Div(numerator, denominator):
            return _bounded(constant(numerator) / constant(denominator))
        case Pow(base, exponent):
            return _power(constant(base), constant(exponent))
        case Call(name, arguments) if name in _EXACT:
            return _EXACT[name](*map(constant, arguments))
        case Call("sqrt", (argument,)):
            return _root(constant(argument), 2)
        case Call("cbrt", (argument,)):
            return _real_cube_root(constant(argument))
        case Call("log", (Num(value),)) if value == 1:
            return Fraction(0)
        case Call("exp", (Num(value),)) if value == 0:
            return Fraction(1)
        case _:
            raise NotRational


_EXACT: dict[str, Callable[..., Fraction]] = {
    "abs": abs,
    "sign": lambda v: Fraction((v > 0) - (v < 0)),
    "step": lambda v: Fraction(v > 0),
    "relu": lambda v: max(v, Fraction(0)),
    "max": lambda *v: max(v),
    "min": lambda *v: min(v),
    "floor": lambda v: Fraction(v.numerator // v.denominator),
    "ceil": lambda v: Fraction(-(-v.numerator // v.denominator)),
}


def _bounded(value: Fraction) -> Fraction:
    if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
        raise NotRational
    return value


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        if base < 0:
            raise ZeroDivisionError
        root = _root(base, exponent.denominator)
        return _power(root, Fraction(exponent.numerator))
    n = int(exponent)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if base not in (0, 1, -1) and bits * abs(n) > MAX_BITS:
        raise NotRational
    if base in (1, -1):
        return base if n % 2 else Fraction(1)
    if base == 0 and n >= 0:
        return Fraction(0 if n else 1)
    return base**n


def _root(value: Fraction, degree: int) -> Fraction:
    if value < 0:
        raise ZeroDivisionError
    if degree > 64 or value.numerator.bit_length() + value.denominator.bit_length() > _ROOT_BITS:
        raise NotRational
    top, bottom = (_integer_root(part, degree) for part in (value.numerator, value.denominator))
    if top**degree != value.numerator or bottom**degree != value.denominator:
        raise NotRational
    return Fraction(top, bottom)


def _real_cube_root(value: Fraction) -> Fraction:
    return -_root(-value, 3) if value < 0 else _root(value, 3)


def _integer_root(value: int, degree: int) -> int:
    """The largest r with r^degree ≤ value, by Newton's method from above."""
    if degree == 2:
        return math.isqrt(value)
    if value < 2:
        return value
    root = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * root + value // root ** (degree - 1)) // degree
        if better >= root:
            return root
        root = better


def pi_multiple(expr: Expr) -> Fraction | None:
    """The rational q with expr = q·π, or None."""
    match expr:
        case Const("pi"):
            return Fraction(1)
        case Num(value) if value == 0:
            return Fraction(0)
        case Neg(argument):
            inner = pi_multiple(argument)
            return None if inner is None else -inner
        case Add(terms):
            parts = [pi_multiple(term) for term in terms]
            return None if None in parts else sum((p for p in parts if p is not None), Fraction(0))
        case Div(numerator, denominator):
            over, under = pi_multiple(numerator), _constant(denominator)
            return None if over is None or not under else over / under
        case Mul(factors):
            turns = [i for i, factor in enumerate(factors) if pi_multiple(factor) is not None]
            if not turns:
                return None
            product = pi_multiple(factors[turns[0]]) or Fraction(0)
            for index, factor in enumerate(factors):
                if index != turns[0]:
                    other = _constant(factor)
                    if other is None:
                        return None
                    product *= other
            return product
        case _:
            return None


def _constant(expr: Expr) -> Fraction | None:
    if isinstance(expr, Num):
        return expr.value
    try:
        return exact_constant(expr)
    except (NotRational, ZeroDivisionError):
        return None


class Operations:
    """What else but sums and products a residue may need; nothing, unless a subclass says so."""

    def divisor(self, value: int, divisor: Expr) -> None:
        """Called before a division, with the residue of the divisor."""

    def atom(self, expr: Expr, residue_of: Callable[[Expr], int]) -> int:  # noqa: ARG002  # a hook
        """The residue of what is no rational operation. Raises: NotRational."""
        raise NotRational


_RATIONAL = Operations()


def residue(
    expr: Expr,
    point: Mapping[str, int],
    degree: int = MAX_DEGREE,
    operations: Operations = _RATIONAL,
) -> int:
    """A rational function at a point, modulo PRIME.

    Args:
        degree: bound on the product of exponents above one another.
        operations: what else the formula may hold.
    Raises: NotRational: not a rational function, or its exponents are too large.
        ZeroDivisionError: a denominator vanishes there.
    """
    if isinstance(expr, Sym):
        return point[expr.name]
    if isinstance(expr, Num):
        top, bottom = expr.value.as_integer_ratio()
        return top * inverse(bottom) % PRIME

    def inner(part: Expr) -> int:
        return residue(part, point, degree, operations)

    match expr:
        case Neg(argument):
            return -inner(argument) % PRIME
        case Add(terms):
            return sum(map(inner, terms)) % PRIME
        case Mul(factors):
            product = 1
            for factor in factors:
                product = product * inner(factor) % PRIME
            return product
        case Div(numerator, denominator):
            below = inner(denominator)
            operations.divisor(below, denominator)
            return inner(numerator) * inverse(below) % PRIME
        case Pow(base, exponent):
            power = _constant(exponent)
            if power is None or power.denominator != 1:
                return operations.atom(expr, inner)
            if abs(power) > degree:
                raise NotRational
            n = abs(int(power))
            root = residue(base, point, degree // max(n, 1), operations)
            if power < 0:
                operations.divisor(root, base)
            return pow(inverse(root) if power < 0 else root, n, PRIME)
        case _:
            return operations.atom(expr, inner)


def inverse(value: int) -> int:
    """1/value modulo PRIME. Raises: ZeroDivisionError."""
    if value == 1:
        return 1
    if value % PRIME == 0:
        raise ZeroDivisionError
    return pow(value, -1, PRIME)
