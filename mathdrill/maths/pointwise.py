"""Two formulas at points: different, alike, or not to be told, with running error bounds.

Two values differ only where their distance is clearly above the bounds, agree only where the bounds
are tight, and decide nothing in between. Doubles come first, then 40 and 120 digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mathdrill.maths.arithmetic import Loose, Undefined, multiprecision
from mathdrill.maths.expression import Expr
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.points import Domain, Point

_DIGITS = (40, 120)
DOUBLES = (0,)
PRECISIONS = (*DOUBLES, *_DIGITS)
_TIGHT = 1e-9  # a bound this small, relative to the values, lets two doubles count as equal
_CLEAR = 4  # a distance above this multiple of the bounds lets two values count as different
_SHOWN_DIGITS = 20
_HUGE = 1e6  # doubles of this size lose what counts
_NOTHING = 1e-80  # what is certainly smaller counts as zero; it takes 120 digits to be certain
_HANDY = 1_000.0  # values below this are easy to compare at sight
_NICE = (2.0, 1.0, 3.0, -1.0, 0.5, -2.0, 4.0, 1.5, 0.0, 5.0, 10.0, -3.0, -4.0, -10.0)


class Decision(StrEnum):
    """NARROWER: equal where both are defined, but the response fails on a part of the key's domain.

    NOWHERE: the response has no real value at any point. UNDECIDED: no point told.
    """

    EQUAL = "equal"
    DIFFERENT = "different"
    NARROWER = "narrower"
    NOWHERE = "nowhere"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Comparison:
    """point: where they differ (DIFFERENT) or where the response fails (NARROWER).

    key, response: the values there; None for a response that has none.
    agreed: at how many points the values agreed; unsure: at how many no precision could tell.
    """

    decision: Decision
    point: tuple[tuple[str, float], ...] = ()
    key: float | None = None
    response: float | None = None
    agreed: int = 0
    unsure: int = 0


_NONE = Comparison(Decision.UNDECIDED)


class Formula:
    """A formula in the arithmetics that were needed so far."""

    def __init__(self, tree: Expr, doubles: Evaluate | None = None) -> None:
        self.tree = tree
        self._made: dict[int, Evaluate] = {0: doubles or compiled(tree)}

    def value(self, point: Point, digits: int) -> tuple[Any, Any]:
        """(value, error bound) with that many digits, 0 for doubles. Raises: Undefined, Loose."""
        if not digits:
            return self._made[0](point)
        arithmetic = multiprecision(digits)
        if digits not in self._made:
            self._made[digits] = compiled(self.tree, arithmetic)
        exact = {name: arithmetic.functions.mpf(value) for name, value in point.items()}
        return self._made[digits](exact)


def compare_at(
    key: Formula,
    response: Formula,
    points: Sequence[Point],
    earlier: Comparison = _NONE,
    precisions: Sequence[int] = PRECISIONS,
) -> Comparison:
    """What the points tell, together with what was found at earlier ones."""
    agreed, unsure = earlier.agreed, earlier.unsure
    failing = earlier if earlier.decision is Decision.NARROWER else None
    for point in points:
        outcome = _compare_once(key, response, point, precisions)
        if outcome is None:
            continue
        if outcome == "agree":
            agreed += 1
        elif outcome == "unsure":
            unsure += 1
        elif isinstance(outcome, Comparison):
            if outcome.decision is Decision.DIFFERENT:
                return outcome
            if failing is None and outcome.key is not None:
                failing = outcome
    if failing is not None:
        return replace(failing, agreed=agreed, unsure=unsure)
    # a few doubtful points beside many that agree are the price of rounding, not a doubt
    same = agreed and unsure <= agreed
    return Comparison(Decision.EQUAL if same else Decision.UNDECIDED, agreed=agreed, unsure=unsure)


def confirmed(
    result: Comparison,
    key: Formula,
    response: Formula,
    points: Sequence[Point],
    most: int,
    digits: int,
) -> Comparison:
    """The result unless some points, the nearest ones, contradict it with that many digits.

    All doubles may agree by saturation: x + 10^-20·sin(x), sigmoid(x + 50), e^(π√163). Points near
    the origin tell such formulas apart best.
    """

    def distance(point: Point) -> float:
        return max((abs(value) for value in point.values()), default=0.0)

    told = 0
    for point in sorted(points, key=distance):
        outcome = _compare_once(key, response, point, (digits,))
        told += outcome is not None
        if isinstance(outcome, Comparison) and outcome.decision is Decision.DIFFERENT:
            return outcome
        if outcome == "unsure" and not point:  # π^1024 + 1 is π^1024 to 500 digits
            return Comparison(Decision.UNDECIDED)
        if told == most:
            break
    return result


def is_within_sight(formula: Formula, points: Sequence[Point], digits: int) -> bool:
    """Whether at one of the points its value is small enough for that many digits to show a change.

    Not so for e^(x^2) + ln(x - 100): where it has a value, a thousand digits come before those of ln.
    """
    for point in points:
        try:
            value = formula.value(point, digits)[0]
        except (Loose, Undefined):
            continue
        if abs(value) < 10 ** (digits - _SHOWN_DIGITS):
            return True
    return False


def _compare_once(
    key: Formula,
    response: Formula,
    point: Point,
    precisions: Sequence[int] = PRECISIONS,
) -> Comparison | str | None:
    """One of "agree" and "unsure", a Comparison that differs or fails here, or None where the key
    has no value, or one that is out of every range.
    """
    outcome = None
    for digits in precisions:
        try:
            expected, expected_err = key.value(point, digits)
        except Undefined:
            return None
        except Loose:
            continue
        outcome = "unsure"
        try:
            found, found_err = response.value(point, digits)
        except Undefined:
            return Comparison(Decision.NARROWER, tuple(point.items()), _as_float(expected))
        except Loose:
            continue
        gap, bound = abs(expected - found), expected_err + found_err
        if gap > _CLEAR * bound:
            values = (_as_float(expected), _as_float(found))
            return Comparison(Decision.DIFFERENT, tuple(point.items()), *values)
        size = max(abs(expected), abs(found))
        exact_zero = (0, 0) in ((expected, expected_err), (found, found_err))
        if gap <= bound and _is_tight(bound, size if point else min(size, 1), digits, exact_zero):
            return "agree"
    return outcome


def _is_tight(bound: Any, size: Any, digits: int, exact_zero: bool) -> bool:  # noqa: FBT001
    """Relative to the value, which may itself be lost in rounding: 1 - tanh(81)² is 10⁻⁷⁰, not 0.

    Where one side is exactly zero, only many digits can vouch for the other.
    """
    if digits == 0:
        return bool(bound <= _TIGHT * size) or bound == 0
    tolerance = 10.0 ** (-digits // 4)
    return bool(bound <= tolerance * size or (exact_zero and bound <= _NOTHING))


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def merged(first: Comparison, second: Comparison) -> Comparison:
    """What two sets of points tell together; what differs anywhere differs."""
    agreed = first.agreed + second.agreed
    for decision in (Decision.DIFFERENT, Decision.NARROWER):
        for result in (first, second):
            if result.decision is decision:
                return Comparison(decision, result.point, result.key, result.response, agreed)
    if Decision.UNDECIDED in (first.decision, second.decision) and agreed == 0:
        return Comparison(Decision.UNDECIDED)
    return Comparison(first.decision, agreed=agreed)


def defined_somewhere(formula: Formula, points: Sequence[Point]) -> bool:
    """Whether the formula has a value, or might have one, at any of the points."""
    return any(may_have_value(formula, point) for point in points)


def has_value(formula: Formula, points: Sequence[Point], digits: int = 0) -> bool:
    """Whether that many digits, 0 for doubles, find a value of the formula at one of the points."""
    for point in points:
        try:
            formula.value(point, digits)
        except (Loose, Undefined):
            continue
        return True
    return False


def is_huge(formula: Formula, point: Point) -> bool:
    """Whether the value hides much smaller ones from doubles, or is out of their range."""
    try:
        return bool(abs(formula.value(point, 0)[0]) > _HUGE)
    except Loose:
        return True
    except Undefined:
        return False


def may_have_value(formula: Formula, point: Point) -> bool:
    """Whether doubles find a value at the point, or cannot tell."""
    try:
        formula.value(point, 0)
    except Undefined:
        return False
    except Loose:
        return True
    return True


def at_sight(
    key: Formula, response: Formula, variables: Sequence[str], domain: Domain
) -> Iterator[Comparison | None]:
    """At each point with small numbers: how doubles tell the two apart, where one can see it."""
    for index in range(len(_NICE)):
        point = {name: _NICE[(index + k) % len(_NICE)] for k, name in enumerate(variables)}
        if point not in domain:
            continue
        outcome = _compare_once(key, response, point, DOUBLES)
        if isinstance(outcome, Comparison) and _looks_different(outcome):
            yield outcome
        else:
            yield None


def _looks_different(result: Comparison) -> bool:
    if result.decision is not Decision.DIFFERENT:
        return False
    return format(result.key, ".4g") != format(result.response, ".4g")


def nicer(
    result: Comparison,
    key: Formula,
    response: Formula,
    variables: Sequence[str],
    domain: Domain,
) -> Comparison:
    """The same finding at a point with small numbers, where its values are small, too."""
    found: list[Comparison] = []
    for outcome in at_sight(key, response, variables, domain):
        if outcome is not None and is_handy(outcome):
            return outcome
        found += [outcome] if outcome is not None else []
    return min(found, key=_size, default=result)


def is_handy(result: Comparison) -> bool:
    """Whether its values are easy to compare at sight."""
    return _size(result) < _HANDY


def _size(result: Comparison) -> float:
    return max(abs(result.key or 0.0), abs(result.response or 0.0))
