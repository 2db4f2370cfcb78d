"""Where decimal numbers and exact ones meet.

Legend: a decimal that was typed stands for every number that rounds to it; its half-width is half a
unit of its last digit. Four significant digits, as torch prints them, are enough for an exact key;
fewer are right so far. A precision that the prompt states wins over both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mathdrill.domain import Decimals
from mathdrill.maths.arithmetic import FLOAT, Arithmetic, Loose, Undefined, multiprecision
from mathdrill.maths.branches import branch_points
from mathdrill.maths.expression import Call, Expr, Num, Pow, children, transform, walk
from mathdrill.maths.linear import decimal_text, linear
from mathdrill.maths.numeric import compiled
from mathdrill.maths.points import Domain, Point, concerned, sample

ENOUGH_DIGITS = 4
_MOST_LITERALS = 12
_DOUBLE_DIGITS = 12  # that a double shows, with room for rounding on the way
_COARSEST = 0.6  # relative: one significant digit, 1 for 0.5 to 1.5
_FINE = 2e-3  # relative: four significant digits, and some arithmetic with them
_ROUNDING = 1 + 1e-9  # a half-width is itself rounded to a double


class Closeness(StrEnum):
    """ENOUGH: right to the digits that are asked for. TOO_FEW: right so far. NO: another number."""

    ENOUGH = "enough"
    TOO_FEW = "too-few"
    NO = "no"


def closeness(
    key: Expr,
    response: Expr,
    policy: Decimals,
    places: int | None,
    variables: Sequence[str],
    domain: Sequence[Expr],
) -> Closeness:
    """Whether a response that is not equal to the key rounds to it, or the key to the response."""
    if places is None and not (has_decimals(response) or has_decimals(key)):
        return Closeness.NO
    typed = _rounded(response, key)
    rounded_key = _rounded(key, response) if policy is Decimals.ROUNDED else []
    if places is not None:
        return _to_places(key, response, places, typed, variables, domain)
    if not typed and not rounded_key:
        return Closeness.NO
    if max(len(typed), len(rounded_key)) > _MOST_LITERALS:
        return Closeness.NO
    points = _points(key, response, variables, domain)
    long = [one for one in typed if significant_digits(one) >= ENOUGH_DIGITS]
    if has_decimals(response) and typed:  # against a short decimal key: the key is the number
        rounded_key = [one for one in rounded_key if significant_digits(one) >= ENOUGH_DIGITS]
    coarsest = _FINE if long else _COARSEST
    if (long or not typed) and _near(key, response, points, rounded_key, long, coarsest):
        return Closeness.ENOUGH
    short = [one for one in typed if 0 < significant_digits(one) < ENOUGH_DIGITS]
    if short and _near(key, response, points, [], typed):
        return Closeness.TOO_FEW
    return Closeness.NO


def has_decimals(tree: Expr) -> bool:
    """Whether a number in the formula was typed with a decimal point."""
    return any(isinstance(node, Num) and node.decimal for node in walk(tree))


def significant_digits(number: Num) -> int:
    """Digits from the first that is not zero to the last one."""
    text = decimal_text(abs(number.value), number.places) or ""
    return len(text.replace(".", "").lstrip("0"))


def _decimals(tree: Expr) -> list[Num]:
    found = (node for node in walk(tree) if isinstance(node, Num) and node.decimal)
    return list(dict.fromkeys(found))


def _rounded(tree: Expr, other: Expr) -> list[Num]:
    """The literals that may stand for a rounded result.

    Not 0.5 in sigmoid(0.5) or e^0.5, where it is an exact argument (but 0.3333 in x^0.3333), and
    not one that the other formula holds too.
    """
    shared = set(_decimals(other))
    found = (literal for literal in _outer_decimals(tree) if literal not in shared)
    return list(dict.fromkeys(found))


def _outer_decimals(tree: Expr) -> Iterator[Num]:
    match tree:
        case Num(_, True):
            yield tree
        case Call():
            return
        case Pow(base, exponent):
            yield from _outer_decimals(base)
            for literal in _outer_decimals(exponent):
                if significant_digits(literal) >= ENOUGH_DIGITS:
                    yield literal
        case _:
            for part in children(tree):
                yield from _outer_decimals(part)


def _half_width(number: Num) -> Fraction:
    text = decimal_text(number.value, number.places) or "0"
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2]))


def _points(
    key: Expr, response: Expr, variables: Sequence[str], domain: Sequence[Expr]
) -> list[Point]:
    names, conditions = concerned(key, response, variables, domain)
    inside = Domain((*conditions,))
    points = sample(linear(key), names, inside)
    return points + branch_points((key, response), points, names, inside)


def _near(
    key: Expr,
    response: Expr,
    points: Sequence[Point],
    key_literals: Sequence[Num],
    response_literals: Sequence[Num],
    coarsest: float = _COARSEST,
) -> bool:
    """Whether at every point the two differ by no more than rounding a literal explains."""
    arithmetic = _fine_enough([*key_literals, *response_literals])
    met = False
    for point in points:
        expected, found = _value(key, point, arithmetic), _value(response, point, arithmetic)
        if expected is None:
            continue
        if found is None:
            return False
        most = coarsest * max(abs(expected), abs(found))
        if abs(expected - found) > most * _ROUNDING:
            return False  # too far for any width that is allowed
        width = max(
            _spread(key, expected, point, key_literals, arithmetic),
            _spread(response, found, point, response_literals, arithmetic),
        )
        if abs(expected - found) > width * _ROUNDING:
            return False
        if width > most:
            return False  # next to a pole or a zero a rounded literal explains everything
        met = True
    return met


def _fine_enough(literals: Sequence[Num]) -> Arithmetic:
    """Doubles cannot tell 0.99999999999999999999 from 1."""
    longest = max((len(decimal_text(one.value, one.places) or "") for one in literals), default=0)
    return FLOAT if longest <= _DOUBLE_DIGITS else multiprecision(longest + _DOUBLE_DIGITS)


def _spread(
    tree: Expr, value: Any, point: Point, literals: Sequence[Num], arithmetic: Arithmetic
) -> Any:
    """How far the value moves when each literal moves by its half-width."""
    total = 0.0
    for literal in literals:
        width = _half_width(literal)
        moved = []
        for other in (literal.value + width, literal.value - width):
            there = _value(_replaced(tree, literal, Num(other, decimal=True)), point, arithmetic)
            moved.append(abs(there - value) if there is not None else 0.0)
        total += max(moved)
    return total


def _replaced(tree: Expr, literal: Num, other: Num) -> Expr:
    return transform(tree, lambda node: other if node == literal else node)


def _value(tree: Expr, point: Point, arithmetic: Arithmetic = FLOAT) -> Any:
    if arithmetic is not FLOAT:
        point = {name: arithmetic.functions.mpf(value) for name, value in point.items()}
    try:
        return compiled(tree, arithmetic)(point)[0]
    except (Loose, Undefined):
        return None


def _to_places(
    key: Expr,
    response: Expr,
    places: int,
    typed: Sequence[Num],
    variables: Sequence[str],
    domain: Sequence[Expr],
) -> Closeness:
    def digits(number: Num) -> int:
        return len((decimal_text(number.value, number.places) or "").partition(".")[2])

    half = Fraction(1, 2 * 10**places)
    points = _points(key, response, variables, domain)
    pairs = [(_value(key, point), _value(response, point)) for point in points]
    met = [(expected, found) for expected, found in pairs if expected is not None]
    if met and all(
        found is not None and abs(expected - found) <= float(half) * _ROUNDING
        for expected, found in met
    ):
        return Closeness.ENOUGH
    coarse = [number for number in typed if digits(number) < places]
    if coarse and _near(key, response, points, [], typed):
        return Closeness.TOO_FEW
    return Closeness.NO
