"""Are two formulas equal wherever the key is defined? A decision with three values and a witness.

Equal rational functions are recognised exactly, modulo a prime. Everything else is evaluated at
points with running error bounds: two values differ only where their distance is clearly above the
bounds, agree only where the bounds are tight, and decide nothing in between. Doubles come first,
then 40 and 120 digits. No timing enters a decision.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from mathdrill.maths.arithmetic import Loose, Undefined, multiprecision
from mathdrill.maths.branches import branch_points
from mathdrill.maths.expression import Expr, walk
from mathdrill.maths.fingerprint import Fingerprint, fingerprint
from mathdrill.maths.linear import linear
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.points import COUNT, Domain, Point, concerned, crowd, sample
from mathdrill.maths.rational import PRIME, NotRational, exact_constant

_DIGITS = (40, 120)
_TIGHT = 1e-9  # a bound this small, relative to the values, lets two doubles count as equal
_CLEAR = 4  # a distance above this multiple of the bounds lets two values count as different
_RESIDUES = 2
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


class _Key:
    """What several responses to one key share: a wrong one is compared with each misconception."""

    def __init__(self, tree: Expr, variables: tuple[str, ...], domain: tuple[Expr, ...]) -> None:
        self.tree = tree
        self.variables = variables
        self.domain = Domain(domain)
        self.seed = linear(tree)
        self.doubles = compiled(tree)
        self.nodes = sum(1 for _ in walk(tree))
        self.first = tuple(self.sample(_FIRST))
        chance = random.Random("residues|" + self.seed).random
        rounds = range(_RESIDUES if variables else 1)
        self.residues = tuple({name: int(chance() * PRIME) for name in variables} for _ in rounds)
        self._prints: dict[int, Fingerprint | None] = {}

    def print(self, index: int) -> Fingerprint | None:
        """The fingerprint at the point of that index in `residues`."""
        if index not in self._prints:
            self._prints[index] = fingerprint(self.tree, self.residues[index])
        return self._prints[index]

    def sample(self, count: int) -> list[Point]:
        """The first so many points of the key."""
        return sample(self.seed, self.variables, self.domain, count)


_prepared = lru_cache(maxsize=64)(_Key)


class _Proof(StrEnum):
    """What residues prove: Schwartz and Zippel's identity test, for constants exact fractions.

    IDENTICAL, DIFFERENT, NOWHERE: as rational functions; the response may have no value at all.
    EQUAL: wherever the key is defined. ALMOST: wherever both are.
    """

    IDENTICAL = "identical"
    EQUAL = "equal"
    ALMOST = "almost"
    DIFFERENT = "different"
    NOWHERE = "nowhere"
    NONE = "none"


def compare(
    key: Expr, response: Expr, variables: Sequence[str] = (), domain: Sequence[Expr] = ()
) -> Comparison:
    """Decide whether the response equals the key wherever the key is defined.

    Args:
        variables: every name that either formula may use.
        domain: conditions on the variables, as relations.
    """
    prepared = _prepared(key, *concerned(key, response, variables, domain))
    proof = _proof(prepared, response)
    if proof is _Proof.NOWHERE:
        return Comparison(Decision.NOWHERE)
    if proof is _Proof.IDENTICAL:
        return Comparison(Decision.EQUAL, agreed=_RESIDUES)
    result = _compare_values(prepared, response, proof)
    if proof is _Proof.DIFFERENT and result.decision is not Decision.DIFFERENT:
        return Comparison(Decision.DIFFERENT)  # by less than any double can show
    if key == response and result.decision is Decision.UNDECIDED:
        return Comparison(Decision.EQUAL, agreed=result.agreed)
    return result


def _compare_values(key: _Key, response: Expr, proof: _Proof) -> Comparison:
    left, right = _Formula(key.tree, key.doubles), _Formula(response)
    variables, inside = key.variables, key.domain
    first = _compare_at(left, right, key.first)
    if first.decision is Decision.DIFFERENT:  # most wrong answers show at once
        return _nicer(first, left, right, variables, inside) if variables else first
    if proof is _Proof.EQUAL and first.agreed:
        return first
    sure = proof in (_Proof.EQUAL, _Proof.ALMOST)
    nodes = key.nodes + sum(1 for _ in walk(response))
    count = min(_ENOUGH if sure else COUNT, max(_FEWEST, _WORK // nodes))
    points = key.sample(count)
    if sum(_may_have_value(left, point) for point in points) < min(_FEW, count):
        # the key lives far from where one looks first, such as ln(x - 500)
        points += crowd(branch_points((key.tree,), points, variables, inside), inside)
    result = _compare_at(left, right, points)
    if result.decision in (Decision.EQUAL, Decision.UNDECIDED, Decision.NARROWER):
        more = branch_points((key.tree, response), points, variables, inside)
        if more:
            result = _merge(result, _compare_at(left, right, more))
    if result.decision in (Decision.EQUAL, Decision.UNDECIDED):
        if result.decision is Decision.EQUAL and not sure:
            result = _confirmed(result, left, right, points)
        elif sure and _defined_somewhere(left, points):
            # 2x - |2x| hides its zeros from every point
            result = Comparison(Decision.EQUAL, agreed=result.agreed)
    if result.decision is Decision.DIFFERENT and variables:
        return _nicer(result, left, right, variables, inside)
    doubtful = result.decision in (Decision.NARROWER, Decision.UNDECIDED) and not result.agreed
    if doubtful and points and not _defined_somewhere(right, points):
        return Comparison(Decision.NOWHERE)
    return result


def _proof(key: _Key, response: Expr) -> _Proof:
    if not key.variables:
        return _proof_of_constants(key, response)
    pairs = list[tuple[Fingerprint, Fingerprint]]()
    for index, point in enumerate(key.residues):
        one, other = key.print(index), fingerprint(response, point)
        if one is None or other is None or one.value is None:
            return _Proof.NONE
        if not (one.rational and other.rational) and other.value != one.value:
            return _Proof.NONE
        pairs.append((one, other))
    if not all(one.rational and other.rational for one, other in pairs):
        covered = all(other.partial <= one.partial for one, other in pairs)
        return _Proof.EQUAL if covered else _Proof.ALMOST
    found = [other.value for _, other in pairs]
    if None in found:
        return _Proof.NONE if any(value is not None for value in found) else _Proof.NOWHERE
    same = all(one.value == other.value for one, other in pairs)
    return _Proof.IDENTICAL if same else _Proof.DIFFERENT


def _proof_of_constants(key: _Key, response: Expr) -> _Proof:
    """Fractions are compared; of larger numbers, different residues tell that they differ."""
    try:
        same = exact_constant(key.tree) == exact_constant(response)
    except ZeroDivisionError:
        return _Proof.NONE
    except NotRational:
        expected, found = key.print(0), fingerprint(response, {})
        if expected is None or found is None or None in (expected.value, found.value):
            return _Proof.NONE
        if expected.value == found.value:
            return _Proof.ALMOST
        return _Proof.DIFFERENT if expected.rational and found.rational else _Proof.NONE
    return _Proof.IDENTICAL if same else _Proof.DIFFERENT


def _compare_at(key: _Formula, response: _Formula, points: Sequence[Point]) -> Comparison:
    agreed, unsure = 0, 0
    failing: tuple[Point, float] | None = None
    for point in points:
        outcome = _compare_once(key, response, point)
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
    result: Comparison, key: _Formula, response: _Formula, points: Sequence[Point]
) -> Comparison:
    """The result unless a few points contradict it in the finest arithmetic.

    All doubles may agree by saturation: x + 10^-20·sin(x), sigmoid(x + 50), e^(π√163). Points near
    the origin tell such formulas apart best.
    """

    def distance(point: Point) -> float:
        return max((abs(value) for value in point.values()), default=0.0)

    for point in sorted(points, key=distance)[:_CONFIRMING]:
        outcome = _compare_once(key, response, point, _DIGITS[-1:])
        if isinstance(outcome, Comparison) and outcome.decision is Decision.DIFFERENT:
            return outcome
        if outcome == "unsure" and not point:  # π^1024 + 1 is π^1024 to 500 digits
            return Comparison(Decision.UNDECIDED)
    return result


def _compare_once(
    key: _Formula,
    response: _Formula,
    point: Point,
    precisions: Sequence[int] = (0, *_DIGITS),
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


def _merge(first: Comparison, second: Comparison) -> Comparison:
    agreed = first.agreed + second.agreed
    for decision in (Decision.DIFFERENT, Decision.NARROWER):
        for result in (first, second):
            if result.decision is decision:
                return Comparison(decision, result.point, result.key, result.response, agreed)
    if Decision.UNDECIDED in (first.decision, second.decision) and agreed == 0:
        return Comparison(Decision.UNDECIDED)
    return Comparison(first.decision, agreed=agreed)


def _defined_somewhere(formula: _Formula, points: Sequence[Point]) -> bool:
    """Whether the formula has a value, or might have one, at any of the points."""
    return any(_may_have_value(formula, point) for point in points)


def _may_have_value(formula: _Formula, point: Point) -> bool:
    try:
        formula.value(point, 0)
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
    best = result
    for index in range(len(_NICE)):
        point = {name: _NICE[(index + k) % len(_NICE)] for k, name in enumerate(variables)}
        if point not in domain:
            continue
        outcome = _compare_once(key, response, point)
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
