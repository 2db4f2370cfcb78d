"""Are two formulas equal wherever the key is defined? A decision with three values and a witness.

Equal rational functions are recognised exactly, modulo a prime. Everything else is evaluated at
points with running error bounds: two values differ only where their distance is clearly above the
bounds, agree only where the bounds are tight, and decide nothing in between. Doubles come first,
then 40 and 120 digits, and 400 where something huge hides the rest. No timing enters a decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice

from mathdrill.maths.branches import branch_points
from mathdrill.maths.expression import ZERO, Expr, walk
from mathdrill.maths.fingerprint import Fingerprint, fingerprint, residue_of
from mathdrill.maths.linear import linear
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.points import COUNT, Domain, Point, concerned, crowd, sample
from mathdrill.maths.pointwise import (
    DOUBLES,
    PRECISIONS,
    Comparison,
    Decision,
    Formula,
    at_sight,
    compare_at,
    confirmed,
    defined_somewhere,
    has_value,
    is_handy,
    is_huge,
    is_within_sight,
    may_have_value,
    merged,
    nicer,
)
from mathdrill.maths.rational import NotRational, exact_constant

_RESIDUES = 2
_FEW = 6  # points inside the key's domain that are too few to trust
_MORE = 72  # points to look for those inside the key's domain
_CONFIRMING = 3  # points
_MOST_HUGE = 9  # points beside the borders of branches where the key hides much smaller values
_HUGE_DIGITS = 400
_AT_SIGHT = 2  # points with small numbers that are tried first
_FIRST = 3  # points
_ENOUGH = 8  # points to look at the domain of what is known to be equal
_FEWEST = 4  # points for the longest formulas
_WORK = 1_000  # nodes times points: a formula of a thousand characters is compared at fewer points


class _Key:
    """What several responses to one key share: a wrong one is compared with each misconception.

    Each part is made when it is first needed: residues alone decide rational functions.
    """

    def __init__(self, tree: Expr, variables: tuple[str, ...], domain: tuple[Expr, ...]) -> None:
        self.tree = tree
        self.variables = variables
        self.domain = Domain((*domain,))
        rounds = range(_RESIDUES if variables else 1)
        self.residues = tuple(
            {name: residue_of(name, index) for name in variables} for index in rounds
        )
        self._prints: dict[int, Fingerprint | None] = {}

    def print(self, index: int) -> Fingerprint | None:
        """The fingerprint at the point of that index in `residues`."""
        if index not in self._prints:
            self._prints[index] = fingerprint(self.tree, self.residues[index])
        return self._prints[index]

    @cached_property
    def value(self) -> Expr:
        """The key to be evaluated: 0 for sin(x) - sin(x), of which no digits are sure."""
        found = self.print(0) if self.variables else None
        nothing = found is not None and found.value == 0 and found.low and not found.partial
        return ZERO if nothing else self.tree

    @cached_property
    def doubles(self) -> Evaluate:
        """The key in doubles; other arithmetics belong to one thread."""
        return compiled(self.value)

    @cached_property
    def nodes(self) -> int:
        """The size of the key."""
        return sum(1 for _ in walk(self.tree))

    @cached_property
    def first(self) -> tuple[Point, ...]:
        """The points at which most wrong responses show."""
        return tuple(self.sample(_FIRST))

    def sample(self, count: int) -> list[Point]:
        """The first so many points of the key, which depend on its value alone."""
        found = self.print(0)
        seed = linear(self.tree) if found is None else str(found.value)
        return sample(seed, self.variables, self.domain, count)


_prepared = lru_cache(maxsize=64)(_Key)


class _Proof(StrEnum):
    """What residues prove: Schwartz and Zippel's identity test, for constants exact fractions.

    IDENTICAL, DIFFERENT: as rational functions; or the response equals the key and has a value
    everywhere. NOWHERE: the response has no value at any point.
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
    return _compare(key, response, variables, domain, thorough=True)


def decision(
    key: Expr, response: Expr, variables: Sequence[str] = (), domain: Sequence[Expr] = ()
) -> Decision:
    """What `compare` decides, without the search for a witness that is easy to look at.

    And without going on when three points have shown that EQUAL is out of reach: many predicted
    answers are compared with one response, which costs the same at each when no precision can tell
    its value.
    """
    return _compare(key, response, variables, domain, thorough=False).decision


def _compare(
    key: Expr, response: Expr, variables: Sequence[str], domain: Sequence[Expr], *, thorough: bool
) -> Comparison:
    prepared = _prepared(key, *concerned(key, response, variables, domain))
    proof = _proof(prepared, response)
    if proof is _Proof.NOWHERE:
        return Comparison(Decision.NOWHERE)
    if proof is _Proof.IDENTICAL:
        return Comparison(Decision.EQUAL, agreed=_RESIDUES)
    if proof is _Proof.EQUAL and has_value(Formula(response), prepared.first):
        return Comparison(Decision.EQUAL, agreed=1)
    result = _compare_values(prepared, response, proof, thorough=thorough)
    if proof is _Proof.DIFFERENT and result.decision is not Decision.DIFFERENT:
        return Comparison(Decision.DIFFERENT)  # by less than any double can show
    if key == response and result.decision is Decision.UNDECIDED:
        return Comparison(Decision.EQUAL, agreed=result.agreed)
    return result


def _compare_values(key: _Key, response: Expr, proof: _Proof, *, thorough: bool) -> Comparison:
    left, right = Formula(key.value, key.doubles), Formula(response)
    variables, inside = key.variables, key.domain
    plain_first = thorough and variables and proof in (_Proof.DIFFERENT, _Proof.NONE)
    if plain_first and has_value(left, key.first[:1]):  # unlike (-2)^x, at whole numbers alone
        for plain in islice(at_sight(left, right, variables, inside), _AT_SIGHT):
            if plain is not None and is_handy(plain):
                return plain  # most wrong answers show at once
    first = compare_at(left, right, key.first)
    if first.decision is Decision.DIFFERENT:
        return nicer(first, left, right, variables, inside) if thorough and variables else first
    sure = proof in (_Proof.EQUAL, _Proof.ALMOST)
    untold = 0 < first.unsure == len(key.first) and not sure
    if not thorough and (untold or first.decision is Decision.NARROWER):
        return first
    nodes = key.nodes + sum(1 for _ in walk(response))
    count = min(_ENOUGH if sure else COUNT, max(_FEWEST, _WORK // nodes))
    points = _points(key, left, count)
    result = compare_at(left, right, points[len(key.first) :], first)
    beyond: list[Point] = []
    if result.decision in (Decision.EQUAL, Decision.UNDECIDED, Decision.NARROWER):
        beyond = branch_points((key.tree, response), points, variables, inside)
    for some, precisions in ((beyond[:count], PRECISIONS), (beyond[count:], DOUBLES)):
        if some and result.decision is not Decision.DIFFERENT:
            result = merged(result, compare_at(left, right, some, precisions=precisions))
    if result.decision is Decision.EQUAL and not sure:
        result = _confirmed(result, left, right, points, beyond, min(count, _MOST_HUGE))
    if sure and result.decision is Decision.UNDECIDED and defined_somewhere(left, points):
        # 2x - |2x| hides its zeros from every point; what divides by a hidden zero has no value
        valued = proof is _Proof.EQUAL or any(has_value(right, points, n) for n in PRECISIONS)
        result = Comparison(Decision.EQUAL, agreed=result.agreed) if valued else result
    if result.decision is Decision.DIFFERENT and thorough and variables:
        return nicer(result, left, right, variables, inside)
    nowhere = result.decision in (Decision.NARROWER, Decision.UNDECIDED) and not result.agreed
    if nowhere and points and not defined_somewhere(right, points):
        return Comparison(Decision.NOWHERE)
    return result


def _confirmed(
    result: Comparison,
    left: Formula,
    right: Formula,
    points: list[Point],
    beyond: list[Point],
    most: int,
) -> Comparison:
    """EQUAL, unless many digits deny it: doubles agree where something huge hides all the rest."""
    finest = PRECISIONS[-1]
    result = confirmed(result, left, right, points, _CONFIRMING, finest)
    if result.decision is not Decision.EQUAL or points == [{}]:
        return result
    if not is_within_sight(left, points, finest):
        return Comparison(Decision.UNDECIDED)
    huge = [point for point in beyond if is_huge(left, point)]
    return confirmed(result, left, right, huge, most, _HUGE_DIGITS)


def _points(key: _Key, formula: Formula, count: int) -> list[Point]:
    """So many points of the key, and more where few of them lie in its own domain."""
    points = key.sample(count)
    few = min(_FEW, count)
    if sum(may_have_value(formula, point) for point in points) >= few:
        return points
    # a part of the axis, such as that of ln(-x - 2), or far out, such as that of ln(x - 500)
    more = (point for point in key.sample(_MORE)[count:] if may_have_value(formula, point))
    near = list(islice(more, few))
    if len(near) == few:
        return points + near
    far = branch_points((key.tree,), points, key.variables, key.domain)
    return points + near + crowd(far, key.domain)


def _proof(key: _Key, response: Expr) -> _Proof:
    if not key.variables:
        return _proof_of_constants(key, response)
    pairs = list[tuple[Fingerprint, Fingerprint]]()
    for index, point in enumerate(key.residues):
        one, other = key.print(index), fingerprint(response, point)
        if one is None or other is None or one.value is None:
            return _Proof.NONE
        rational = one.rational and other.rational
        if other.value not in (one.value, None):
            return _Proof.DIFFERENT if rational else _Proof.NONE
        pairs.append((one, other))
        if one.low and other.low and other.value is not None:
            break  # one point is proof enough
    found = [other.value for _, other in pairs]
    if None in found:
        return _Proof.NONE if any(value is not None for value in found) else _Proof.NOWHERE
    rational = all(one.rational and other.rational for one, other in pairs)
    if rational or not any(other.partial for _, other in pairs):
        return _Proof.IDENTICAL
    covered = all(other.partial <= one.met for one, other in pairs)
    return _Proof.EQUAL if covered else _Proof.ALMOST


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
