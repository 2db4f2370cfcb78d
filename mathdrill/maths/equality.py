"""Are two formulas equal wherever the key is defined? A decision with three values and a witness.

Equal rational functions are recognised exactly, modulo a prime. Everything else is evaluated at
points with running error bounds: two values differ only where their distance is clearly above the
bounds, agree only where the bounds are tight, and decide nothing in between. Doubles come first,
then 40 and 120 digits. No timing enters a decision.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mathdrill.maths.arithmetic import FLOAT, Arithmetic, Loose, Undefined, multiprecision
from mathdrill.maths.expression import Expr, walk
from mathdrill.maths.fingerprint import surely_equal
from mathdrill.maths.linear import seed_text
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.points import COUNT, Domain, Point, branch_points, concerned, crowd, sample
from mathdrill.maths.rational import PRIME, NotRational, exact_constant, residue

_DIGITS = (40, 120)
_TIGHT = 1e-9  # a bound this small, relative to the values, lets two doubles count as equal
_CLEAR = 4  # a distance above this multiple of the bounds lets two values count as different
_RESIDUES = 3
_CONFIRMING = 3  # points
_NOTHING = 1e-80  # what is certainly smaller counts as zero; it takes 120 digits to be certain
_FEW = 6  # points inside the key's domain that are too few to trust
_FIRST = 3  # points
_ENOUGH = 8  # points to look at the domain of what is known to be equal
_FEWEST = 4  # points for the longest formulas
_WORK = 1_000  # nodes times points: a formula of a thousand characters is compared at fewer points
_HANDY = 1_000.0  # values below this are easy to compare at sight
_NICE = (2.0, 1.0, 3.0, -1.0, 0.5, -2.0, 4.0, 1.5, 0.0, 5.0, 10.0)


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
    agreed: at how many points the values agreed.
    """

    decision: Decision
    point: tuple[tuple[str, float], ...] = ()
    key: float | None = None
    response: float | None = None
    agreed: int = 0


class _Formula:
    """A formula in the arithmetics that were needed so far."""

    def __init__(self, tree: Expr) -> None:
        self.tree = tree
        self._float = compiled(tree)
        self._precise: dict[int, Evaluate] = {}

    def value(self, point: Point, arithmetic: Arithmetic, digits: int) -> tuple[Any, Any]:
        if arithmetic is FLOAT:
            return self._float(point)
        if digits not in self._precise:
            self._precise[digits] = compiled(self.tree, arithmetic)
        exact = {name: arithmetic.functions.mpf(value) for name, value in point.items()}
        return self._precise[digits](exact)


class _Ladder:
    """The arithmetics from fast to precise; the slow ones are made when first needed."""

    def __init__(self) -> None:
        self._made: dict[int, Arithmetic] = {0: FLOAT}

    def __getitem__(self, digits: int) -> Arithmetic:
        if digits not in self._made:
            self._made[digits] = multiprecision(digits)
        return self._made[digits]


def compare(
    key: Expr, response: Expr, variables: Sequence[str] = (), domain: Sequence[Expr] = ()
) -> Comparison:
    """Decide whether the response equals the key wherever the key is defined.

    Args:
        variables: every name that either formula may use.
        domain: conditions on the variables, as relations.
    """
    variables, domain = concerned(key, response, variables, domain)
    exact = _compare_exactly(key, response, variables)
    if exact in (Decision.EQUAL, Decision.NOWHERE):
        return Comparison(exact, agreed=_RESIDUES)
    result = _compare_values(key, response, variables, domain)
    if exact is Decision.DIFFERENT and result.decision is not Decision.DIFFERENT:
        return Comparison(Decision.DIFFERENT)  # by less than any double can show
    if key == response and result.decision is Decision.UNDECIDED:
        return Comparison(Decision.EQUAL, agreed=result.agreed)
    return result


def _compare_values(
    key: Expr, response: Expr, variables: Sequence[str], domain: Sequence[Expr]
) -> Comparison:
    inside = Domain(domain)
    left, right, ladder = _Formula(key), _Formula(response), _Ladder()
    first = _compare_at(left, right, sample(key, variables, inside, _FIRST), ladder)
    if first.decision is Decision.DIFFERENT:  # most wrong answers show at once
        return _nicer(first, left, right, variables, inside) if variables else first
    sure = surely_equal(key, response, variables)
    nodes = sum(1 for tree in (key, response) for _ in walk(tree))
    count = min(_ENOUGH if sure else COUNT, max(_FEWEST, _WORK // nodes))
    points = sample(key, variables, inside, count)
    if sum(_may_have_value(left, point, ladder) for point in points) < min(_FEW, count):
        # the key lives far from where one looks first, such as ln(x - 500)
        points += crowd(branch_points((key,), points, variables, inside), inside)
    result = _compare_at(left, right, points, ladder)
    if result.decision in (Decision.EQUAL, Decision.UNDECIDED, Decision.NARROWER):
        more = branch_points((key, response), points, variables, inside)
        if more:
            result = _merge(result, _compare_at(left, right, more, ladder))
    if result.decision in (Decision.EQUAL, Decision.UNDECIDED):
        if result.decision is Decision.EQUAL and not sure:
            result = _confirmed(result, left, right, points, ladder)
        elif sure and _defined_somewhere(left, points, ladder):
            # 2x - |2x| hides its zeros from every point
            result = Comparison(Decision.EQUAL, agreed=result.agreed)
    if result.decision is Decision.DIFFERENT and variables:
        return _nicer(result, left, right, variables, inside)
    doubtful = result.decision in (Decision.NARROWER, Decision.UNDECIDED) and not result.agreed
    if doubtful and points and not _defined_somewhere(right, points, ladder):
        return Comparison(Decision.NOWHERE)
    return result


def _compare_exactly(key: Expr, response: Expr, variables: Sequence[str]) -> Decision | None:
    """EQUAL, DIFFERENT or NOWHERE for rational functions; None for others.

    Constants are fractions; functions take Schwartz and Zippel's identity test modulo a prime.
    """
    if not variables:
        return _compare_constants(key, response)
    try:
        chance = random.Random("residues|" + seed_text(key)).random
        points = [{name: int(chance() * PRIME) for name in variables} for _ in range(_RESIDUES)]
        expected = [residue(key, point) for point in points]
        found = [_residue_or_none(response, point) for point in points]
    except (NotRational, ZeroDivisionError):
        return None
    if None in found:
        return None if any(value is not None for value in found) else Decision.NOWHERE
    return Decision.EQUAL if expected == found else Decision.DIFFERENT


def _compare_constants(key: Expr, response: Expr) -> Decision | None:
    """Fractions are compared; of larger numbers, residues only tell that they differ."""
    try:
        same = exact_constant(key) == exact_constant(response)
    except ZeroDivisionError:
        return None
    except NotRational:
        try:
            return None if residue(key, {}) == residue(response, {}) else Decision.DIFFERENT
        except (NotRational, ZeroDivisionError):
            return None
    return Decision.EQUAL if same else Decision.DIFFERENT


def _residue_or_none(tree: Expr, point: Mapping[str, int]) -> int | None:
    """None where a denominator is zero, as at every point for 1/(2x - x - x)."""
    try:
        return residue(tree, point)
    except ZeroDivisionError:
        return None


def _compare_at(
    key: _Formula, response: _Formula, points: Sequence[Point], ladder: _Ladder
) -> Comparison:
    agreed, unsure = 0, 0
    failing: tuple[Point, float] | None = None
    for point in points:
        outcome = _compare_once(key, response, point, ladder)
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
                failing = (point, outcome.key)
    if failing is not None:
        return Comparison(Decision.NARROWER, tuple(failing[0].items()), failing[1], agreed=agreed)
    # a few doubtful points beside many that agree are the price of rounding, not a doubt
    if agreed and unsure <= agreed:
        return Comparison(Decision.EQUAL, agreed=agreed)
    return Comparison(Decision.UNDECIDED, agreed=agreed)


def _confirmed(
    result: Comparison, key: _Formula, response: _Formula, points: Sequence[Point], ladder: _Ladder
) -> Comparison:
    """The result unless a few points contradict it in the finest arithmetic.

    All doubles may agree by saturation: x + 10^-20·sin(x), sigmoid(x + 50), e^(π√163). Points near
    the origin tell such formulas apart best.
    """

    def distance(point: Point) -> float:
        return max((abs(value) for value in point.values()), default=0.0)

    for point in sorted(points, key=distance)[:_CONFIRMING]:
        outcome = _compare_once(key, response, point, ladder, _DIGITS[-1:])
        if isinstance(outcome, Comparison) and outcome.decision is Decision.DIFFERENT:
            return outcome
        if outcome == "unsure" and not point:  # π^1024 + 1 is π^1024 to 500 digits
            return Comparison(Decision.UNDECIDED)
    return result


def _compare_once(
    key: _Formula,
    response: _Formula,
    point: Point,
    ladder: _Ladder,
    precisions: Sequence[int] = (0, *_DIGITS),
) -> Comparison | str | None:
    """One of "agree" and "unsure", a Comparison that differs or fails here, or None where the key
    has no value, or one that is out of every range.
    """
    outcome = None
    for digits in precisions:
        arithmetic = ladder[digits]
        try:
            expected, expected_err = key.value(point, arithmetic, digits)
        except Undefined:
            return None
        except Loose:
            continue
        outcome = "unsure"
        try:
            found, found_err = response.value(point, arithmetic, digits)
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


def _merge(first: Comparison, second: Comparison) -> Comparison:
    agreed = first.agreed + second.agreed
    for decision in (Decision.DIFFERENT, Decision.NARROWER):
        for result in (first, second):
            if result.decision is decision:
                return Comparison(decision, result.point, result.key, result.response, agreed)
    if Decision.UNDECIDED in (first.decision, second.decision) and agreed == 0:
        return Comparison(Decision.UNDECIDED)
    return Comparison(first.decision, agreed=agreed)


def _defined_somewhere(formula: _Formula, points: Sequence[Point], ladder: _Ladder) -> bool:
    """Whether the formula has a value, or might have one, at any of the points."""
    return any(_may_have_value(formula, point, ladder) for point in points)


def _may_have_value(formula: _Formula, point: Point, ladder: _Ladder) -> bool:
    try:
        formula.value(point, ladder[0], 0)
    except Undefined:
        return False
    except Loose:
        return True
    return True


def _nicer(
    result: Comparison,
    key: _Formula,
    response: _Formula,
    variables: Sequence[str],
    domain: Domain,
) -> Comparison:
    """The same finding at a point with small numbers, where its values are small and look different."""
    ladder, best = _Ladder(), result
    for index in range(len(_NICE)):
        point = {name: _NICE[(index + k) % len(_NICE)] for k, name in enumerate(variables)}
        if point not in domain:
            continue
        outcome = _compare_once(key, response, point, ladder)
        if (
            isinstance(outcome, Comparison)
            and outcome.decision is Decision.DIFFERENT
            and format(outcome.key, ".4g") != format(outcome.response, ".4g")
        ):
            if _size(outcome) < _HANDY:
                return outcome
            if best is result or _size(outcome) < _size(best):
                best = outcome
    return best


def _size(result: Comparison) -> float:
    return max(abs(result.key or 0.0), abs(result.response or 0.0))
