"""The numbers that formulas are evaluated in: doubles, and any number of digits.

Legend: every value is a pair (v, err) with |true value - v| ≤ err.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Value = tuple[Any, Any]


class Undefined(Exception):
    """The formula has no real value at this point: 1/0, ln(-1), (-8)^(1/3)."""


class Loose(Exception):
    """This arithmetic cannot say: the error bound swallows the value, or the range is exceeded."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Numbers with unit roundoff `unit`, and their elementary functions in `functions`.

    largest: bound on the arguments of exp and of exponent·ln(base); widest: on those of sin, cos.
    tiny: what an underflow on the way may lose.
    """

    unit: Any
    functions: Any
    number: Callable[[Fraction], Any]
    largest: float
    widest: float
    tiny: float = 0.0


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        raise Loose from None


FLOAT = Arithmetic(2.0**-53, math, _float, 700.0, 1e8, tiny=5e-323)


_MADE: ContextVar[dict[int, Arithmetic]] = ContextVar("made")


def multiprecision(digits: int) -> Arithmetic:
    """Arithmetic with that many decimal digits, for the thread that asks.

    Contexts of mpmath are slow to make, and no two threads may share one.
    """
    made = _MADE.get(None)
    if made is None:
        made = {}
        _MADE.set(made)
    if digits not in made:
        import mpmath

        context = mpmath.MPContext()
        context.dps = digits
        made[digits] = Arithmetic(
            context.mpf(2) ** -context.prec,
            context,
            lambda value: context.mpf(value.numerator) / value.denominator,
            1e6,
            1e30,
        )
    return made[digits]
