"""Values of formulas at a point, each with a bound on its error.

Legend: every value is a pair (v, err) with |true value - v| ≤ err; u is the unit roundoff.
The same rules run on doubles (u = 2⁻⁵³) and on multiprecision numbers (mpmath, u = 2⁻ᵖ): only the
elementary functions and u differ. The bounds are running first-order bounds made safe by evaluating
each derivative's supremum over [v - err, v + err]; elementary functions are trusted to 4u.
Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, ch. 3 (running error analysis).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from mathdrill.maths.arithmetic import FLOAT, Arithmetic, Loose, Undefined, Value
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
from mathdrill.maths.functions import RULES, Rule
from mathdrill.maths.rational import NotRational, constant_of, pi_multiple

Evaluate = Callable[[Mapping[str, Any]], Value]


def compiled(expr: Expr, arithmetic: Arithmetic = FLOAT) -> Evaluate:
    """The formula as a function of a point {name: value}.

    The function raises Undefined or Loose. Vectors and relations have no value here.
    """
    return _Compiler(arithmetic).whole(expr)[0]


def evaluate(expr: Expr, point: Mapping[str, Any], arithmetic: Arithmetic = FLOAT) -> Value:
    """(value, error bound) at one point. Raises: Undefined, Loose."""
    return compiled(expr, arithmetic)(point)


def _undefined(point: Mapping[str, Any]) -> Value:
    raise Undefined


def _number(value: Fraction, arithmetic: Arithmetic) -> Evaluate:
    try:
        number = arithmetic.number(value)
    except Loose:
        return _loose
    if arithmetic is FLOAT and value and abs(number) < _NORMAL:
        return _loose  # an underflow is no zero
    exact = arithmetic is FLOAT and number.as_integer_ratio() == value.as_integer_ratio()
    pair = (
        number,
        0.0 if exact or not value else abs(number) * arithmetic.unit * 2 + arithmetic.tiny,
    )
    return lambda point: pair


def _loose(point: Mapping[str, Any]) -> Value:
    raise Loose


_Known = Fraction | type[Exception]  # or NotRational, or ZeroDivisionError: without a value


class _Compiler:
    """One pass over a tree, leaves first; every exact constant is computed once."""

    def __init__(self, arithmetic: Arithmetic) -> None:
        self.arithmetic = arithmetic

    def whole(self, expr: Expr) -> tuple[Evaluate, _Known]:
        """A formula, and what it is when it is constant."""
        if isinstance(expr, Sym):
            name = expr.name
            return (lambda point: (point[name], 0.0)), NotRational
        if isinstance(expr, Num):
            return _number(expr.value, self.arithmetic), expr.value
        inner: list[Evaluate] = []
        constants: list[_Known] = []
        varies = isinstance(expr, Const)
        for part in children(expr):
            evaluate_part, known = self.whole(part)
            inner.append(evaluate_part)
            constants.append(known)
            varies = varies or known is NotRational
        if not varies:
            known = _combined(expr, constants)
            if isinstance(known, Fraction):
                return _number(known, self.arithmetic), known
            if known is ZeroDivisionError:
                return _undefined, known
        return self.parts(expr, inner, constants), NotRational

    def parts(self, expr: Expr, inner: list[Evaluate], constants: list[_Known]) -> Evaluate:
        """A formula that is no constant, over its parts."""
        ar = self.arithmetic
        match expr:
            case Neg():
                return _negation(inner[0])
            case Add():
                return _sum(inner, ar)
            case Mul():
                return _product(inner, ar)
            case Div():
                return _quotient(inner[0], inner[1], ar)
            case Pow():
                power = constants[1]
                if isinstance(power, Fraction) and power.denominator == 1 and abs(power) <= 10_000:
                    return _integer_power(inner[0], int(power), ar)
                return _general_power(inner[0], inner[1], ar)
            case Call(name, arguments):
                return self.call(name, arguments, inner)
            case Const(name):
                value = ar.functions.pi if name == "pi" else ar.functions.e
                pair = (+value, abs(+value) * ar.unit * 2)
                return lambda point: pair
            case _:  # lists and relations have no value
                return _loose

    def call(self, name: str, arguments: tuple[Expr, ...], inner: list[Evaluate]) -> Evaluate:
        ar = self.arithmetic
        if name in _TURNS:
            special = _quarter_turn(name, arguments[0], ar)
            if special is not None:
                return special
        if name in ("max", "min"):
            return _extreme(max if name == "max" else min, inner)
        rule = RULES.get(name)
        if rule is None:
            raise Loose
        return _elementary(rule, inner[0], ar)


def _combined(expr: Expr, constants: list[_Known]) -> _Known:
    known = {id(part): value for part, value in zip(children(expr), constants, strict=True)}

    def constant(part: Expr) -> Fraction:
        value = known[id(part)]
        if isinstance(value, Fraction):
            return value
        raise value

    try:
        return constant_of(expr, constant)
    except (NotRational, ZeroDivisionError) as error:
        return type(error)


def _negation(inner: Evaluate) -> Evaluate:
    def negation(point: Mapping[str, Any]) -> Value:
        value, err = inner(point)
        return -value, err

    return negation


def _sum(terms: list[Evaluate], ar: Arithmetic) -> Evaluate:
    unit = ar.unit

    def total(point: Mapping[str, Any]) -> Value:
        value, err = terms[0](point)
        for term in terms[1:]:
            other, other_err = term(point)
            value += other
            err += other_err + abs(value) * unit
        return _finite(value, err)

    return total


def _product(factors: list[Evaluate], ar: Arithmetic) -> Evaluate:
    unit = ar.unit

    def product(point: Mapping[str, Any]) -> Value:
        value, err = factors[0](point)
        for factor in factors[1:]:
            other, other_err = factor(point)
            if (not value and not err) or (not other and not other_err):
                value, err = 0.0, 0.0
                continue
            err = abs(value) * other_err + abs(other) * err + err * other_err
            value *= other
            err += abs(value) * unit + ar.tiny
        return _finite(value, err)

    return product


_NORMAL = 2.3e-308  # below this a double has lost digits


def _finite(value: Any, err: Any) -> Value:
    """A comparison with an infinite or missing bound would accept everything."""
    if not (abs(value) < math.inf and err < math.inf):
        raise Loose
    return value, err


def _quotient(top: Evaluate, bottom: Evaluate, ar: Arithmetic) -> Evaluate:
    unit = ar.unit

    def quotient(point: Mapping[str, Any]) -> Value:
        a, a_err = top(point)
        b, b_err = bottom(point)
        if abs(b) <= b_err:
            raise Undefined if b == 0 and b_err == 0 else Loose
        value = a / b
        err = (a_err + abs(value) * b_err) / (abs(b) - b_err) + abs(value) * unit + ar.tiny
        return _finite(value, err)

    return quotient


def _integer_power(inner: Evaluate, n: int, ar: Arithmetic) -> Evaluate:
    count = abs(n)

    def power(point: Mapping[str, Any]) -> Value:
        value, err = inner(point)
        size = abs(value)
        if n < 0 and size <= err:
            raise Undefined if value == 0 and err == 0 else Loose
        if count and size + err and count * abs(ar.functions.log(size + err)) > ar.largest:
            raise Loose
        # |(v ± err)ⁿ - vⁿ| ≤ n (|v| + err)ⁿ⁻¹ err
        raised = value**count
        bound = count * (size + err) ** max(count - 1, 0) * err + abs(raised) * count * ar.unit
        if n >= 0:
            return _finite(raised, bound + ar.tiny)
        if abs(raised) <= bound:
            raise Loose
        result = 1 / raised
        return _finite(result, abs(result) * bound / (abs(raised) - bound) + abs(result) * ar.unit)

    return power


def _general_power(inner: Evaluate, exponent: Evaluate, ar: Arithmetic) -> Evaluate:
    functions = ar.functions

    def power(point: Mapping[str, Any]) -> Value:
        a, a_err = inner(point)
        b, b_err = exponent(point)
        if a_err == 0 and a == 0:
            if abs(b) <= b_err and b_err:
                raise Loose
            if b < 0:
                raise Undefined
            return (0.0, 0.0) if b > 0 else (1.0, 0.0)
        if abs(a) <= a_err:
            raise Loose
        if a < 0:
            if b_err == 0 and abs(b) <= 10_000 and b == int(b):
                return _integer_power(inner, int(b), ar)(point)
            # a rational exponent whose value is rounded is still no integer
            if abs(b - functions.floor(b + 0.5)) > b_err:
                raise Undefined
            raise Loose
        log = functions.log(a)
        if abs(b * log) > ar.largest:
            raise Loose
        value = functions.exp(b * log) if ar is not FLOAT else a**b
        spread = a_err / (a - a_err)
        shift = (abs(b) + b_err) * spread + abs(log) * b_err + (abs(b * log) + 4) * 2 * ar.unit
        if shift > 0.1:
            raise Loose
        return _finite(value, abs(value) * shift * 1.1)

    return power


def _elementary(rule: Rule, inner: Evaluate, ar: Arithmetic) -> Evaluate:
    def call(point: Mapping[str, Any]) -> Value:
        value, err = inner(point)
        try:
            return _finite(*rule(ar, value, err))
        except (OverflowError, ZeroDivisionError):  # on its way to a bound
            raise Loose from None

    return call


def _extreme(choose: Callable[..., Any], inner: list[Evaluate]) -> Evaluate:
    def extreme(point: Mapping[str, Any]) -> Value:
        values = [evaluate_one(point) for evaluate_one in inner]
        middle = choose(value for value, _ in values)
        low = choose(value - err for value, err in values)
        high = choose(value + err for value, err in values)
        return middle, max(high - middle, middle - low)

    return extreme


# each as a quotient of two of: the sine, the cosine, one
_TURNS = {
    "sin": ("sin", "one"),
    "cos": ("cos", "one"),
    "tan": ("sin", "cos"),
    "cot": ("cos", "sin"),
    "sec": ("one", "cos"),
    "csc": ("one", "sin"),
}


def _quarter_turn(name: str, argument: Expr, ar: Arithmetic) -> Evaluate | None:
    """The circular functions at multiples of π/2, where rounding would hide a zero or a pole."""
    turns = pi_multiple(argument)
    if turns is None or (turns * 2).denominator != 1:
        return None
    quarter = int(turns * 2) % 4
    values = {"sin": (0, 1, 0, -1)[quarter], "cos": (1, 0, -1, 0)[quarter], "one": 1}
    top, bottom = (values[part] for part in _TURNS[name])
    return _number(Fraction(top, bottom), ar) if bottom else _undefined
