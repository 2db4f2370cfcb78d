"""Points on every branch of a formula, where samples may miss one.

Legend: g stands for a subformula at which a function changes its branch (|g|, relu(g), sqrt(g), …);
its border is g = 0, and its sides are g < 0 and g > 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import (
    ONE,
    TWO,
    Call,
    Expr,
    Mul,
    Neg,
    Num,
    Pow,
    add,
    free_names,
    walk,
)
from mathdrill.maths.fingerprint import fingerprint, residue_of
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.points import Domain, Point, sample
from mathdrill.maths.pointwise import PRECISIONS, Formula
from mathdrill.maths.rational import NotRational, exact_constant

_SATURATED = ("tanh", "sigmoid", "softplus", "coth", "sech", "atan")  # flat far from the origin
_BRANCHED = (
    "abs",
    "sign",
    "relu",
    "step",
    "sqrt",
    "log",
    "log2",
    "log10",
    "log1p",
)
_SEARCH = 60  # steps downhill
_STARTS = 8  # points
_BISECTIONS = 40
_MOST_BORDERS = 20
_PARTS = (0.02, 0.5, 0.98)  # of the way to the next border
_WORK = 500  # nodes times borders
_ROOM = 6_000  # nodes times points beside the borders
_FEWEST = 12  # points
_FAR = (0.3131, 0.9241, 2.5171, 7.0313, 20.0719, 61.7, 233.3, 3_010.1, 47_001.3, 1e6)
_DOUBTFUL = 4  # points at which a border is looked at with many digits
_GRID = (*(-value for value in reversed(_FAR)), 0.0131, *_FAR)


def branch_points(
    trees: Sequence[Expr], points: Sequence[Point], variables: Sequence[str], domain: Domain
) -> list[Point]:
    """More points, until every branching subformula was seen on both sides of its border.

    relu(-x - 50) is 0 near the origin and max(x, -35) is x there: only a point far out tells.
    """
    if not variables:
        return []
    more: list[Point] = []
    borders = {
        border.tree: border for tree in trees for border in _borders(tree, (*variables,), domain)
    }
    for border in borders.values():
        for sign in (1.0, -1.0):
            if not any(border.side(point) == sign for point in (*points, *more)):
                found = border.reached(sign)
                if found is not None:
                    more.append(found)
    nodes = sum(1 for tree in trees for _ in walk(tree))
    beside = _beside(list(borders.values()), variables, domain, max(_FEWEST, _ROOM // nodes))
    return more + beside + _steps(trees, variables, domain)


class _Border:
    """g with what was found out about it; a response is compared with many keys."""

    def __init__(self, tree: Expr, variables: tuple[str, ...], domain: Domain) -> None:
        self.tree = tree
        self.variables = variables
        self.domain = domain
        self._evaluate = compiled(tree)
        self._reached: dict[float, Point | None] = {}
        self._roots: dict[str, tuple[float, ...]] = {}

    def side(self, point: Mapping[str, float]) -> float:
        """The sign of g; 0 on the border and where g has no value."""
        return _side(self._evaluate, point)

    def reached(self, sign: float) -> Point | None:
        """A point where sign·g > 0: far out first, then downhill from the nearest miss."""
        if sign not in self._reached:
            self._reached[sign] = self._far_out(sign) or self._downhill(sign)
        return self._reached[sign]

    def roots(self, name: str) -> tuple[float, ...]:
        """Where g changes its sign along one axis."""
        if name not in self._roots:
            self._roots[name] = tuple(self._bisected(name))
        return self._roots[name]

    def _bisected(self, name: str) -> Iterator[float]:
        base = dict.fromkeys(self.variables, 0.37)

        def side(value: float) -> float:
            return _side(self._evaluate, {**base, name: value})

        sides = [side(value) for value in _GRID]
        for (first, left), (last, right) in pairwise(zip(_GRID, sides, strict=True)):
            if left * right >= 0:
                continue
            low, high = first, last
            for _ in range(_BISECTIONS):
                middle = (low + high) / 2
                low, high = (middle, high) if side(middle) == left else (low, middle)
            yield round(high, 9)

    def _far_out(self, sign: float) -> Point | None:
        doubtful: list[Point] = []
        for size in (61.7, 233.3, 3_010.1, 47_001.3, 0.0131):
            for name in self.variables:
                for direction in (size, -size):
                    point = {**dict.fromkeys(self.variables, 0.37), name: direction}
                    side = self.side(point) if point in self.domain else -sign
                    if side == sign:
                        return point
                    if not side:
                        doubtful.append(point)
        return self._finely(sign, doubtful[:_DOUBTFUL]) if doubtful else None

    def _finely(self, sign: float, points: Sequence[Point]) -> Point | None:
        """One of the points where doubles lose g in a term such as e^x - e^x, but g has that sign."""
        found = fingerprint(self.tree, {name: residue_of(name) for name in self.variables})
        if found is None or not found.value:  # 0 everywhere, or nowhere defined
            return None
        formula = Formula(self.tree, self._evaluate)
        for point in points:
            try:
                value, err = formula.value(point, PRECISIONS[-1])
            except (Loose, Undefined):
                continue
            if sign * value > err:
                return point
        return None

    def _downhill(self, sign: float) -> Point | None:
        def miss(point: Point) -> float:
            try:
                value = float(self._evaluate(point)[0])
            except (Loose, Undefined):
                return float("inf")
            return -sign * value if point in self.domain else float("inf")

        starts = sample("downhill", self.variables, self.domain, _STARTS)
        best = min(starts, key=miss, default=None)
        if best is None or (least := miss(best)) == float("inf"):
            return None
        step = 4.0
        for _ in range(_SEARCH):
            near = [{**best, name: best[name] + d} for name in best for d in (step, -step)]
            lower, nearest = min(((miss(point), i) for i, point in enumerate(near)))
            if lower < least:
                best, least = near[nearest], lower
                step *= 2
            else:
                step /= 2
            if self.side(best) == sign:
                return best
        return None


@lru_cache(maxsize=64)
def _borders(tree: Expr, variables: tuple[str, ...], domain: Domain) -> tuple[_Border, ...]:
    found: dict[Expr, None] = {}
    nodes = 0
    for node in walk(tree):
        nodes += 1
        for border in _borders_of(node):
            factors = border.factors if isinstance(border, Mul) else ()
            found.update(dict.fromkeys((border, *factors)))  # two signs that change hide each other
    crossed = [border for border in found if free_names(border)]  # a constant has one side
    most = min(_MOST_BORDERS, max(4, _WORK // nodes))
    return tuple(_Border(border, variables, domain) for border in crossed[:most])


def _borders_of(node: Expr) -> Iterator[Expr]:
    """The g at whose zeros a function changes its branch, jumps, or has its bump."""
    match node:
        case Call("floor" | "ceil", (argument,)):
            yield from (argument, add(argument, Neg(ONE)))
        case Call(name, (argument,)) if name in _BRANCHED:
            yield argument
        case Call("asin" | "acos" | "atanh", (argument,)):
            yield add(ONE, Neg(Pow(argument, TWO)))
        case Call(name, (argument,)) if name in _SATURATED:
            yield from (add(argument, Neg(ONE)), argument)
        case Call("acosh", (argument,)):
            yield add(argument, Neg(ONE))
        case Call("max" | "min", arguments):
            yield from (add(one, Neg(other)) for one, other in combinations(arguments, 2))
        case Call("exp", (argument,)):
            yield from _peaks(argument)
        case Pow(base, exponent) if not _is_integer(exponent):
            yield base
            yield from _peaks(exponent)


def _peaks(exponent: Expr) -> Iterator[Expr]:
    """The x - 30 of e^(-(x - 30)^2), which is 0 to most digits a little away from 30."""
    for node in walk(exponent):
        match node:
            case Pow(base, Num(value)) if value.denominator == 1 and not value.numerator % 2:
                yield base


def _beside(
    borders: Sequence[_Border], variables: Sequence[str], domain: Domain, most: int
) -> list[Point]:
    """Along each axis points on both sides of every border, and so between any two neighbours.

    Close to it rather than far out: what grows there would hide a jump from every digit.

    Args:
        most: about so many points, each border's nearest zeros first.
    """
    found: list[Point] = []
    base = dict.fromkeys(variables, 0.37)
    each = max(1, most // (len(_PARTS) * max(1, len(borders) * len(variables))))
    for name in variables:
        nearest = (sorted(border.roots(name), key=abs)[:each] for border in borders)
        roots = sorted({root for some in nearest for root in some})
        if roots:
            first, last = roots[0], roots[-1]
            values = [first - 0.1 * abs(first) - 0.3, last + 0.1 * abs(last) + 0.3]
            values += (
                low + part * (high - low) for low, high in pairwise(roots) for part in _PARTS
            )
            found += ({**base, name: value} for value in values)
    return [point for point in found if point in domain]


def _steps(trees: Sequence[Expr], variables: Sequence[str], domain: Domain) -> list[Point]:
    """Whole numbers, where floor and ceil jump."""
    jumps = any(isinstance(n, Call) and n.name in ("floor", "ceil") for t in trees for n in walk(t))
    points = ({name: float(3 + k + index) for index, name in enumerate(variables)} for k in (0, -5))
    return [point for point in points if point in domain] if jumps else []


def _is_integer(exponent: Expr) -> bool:
    try:
        return exact_constant(exponent).denominator == 1
    except (NotRational, ZeroDivisionError):
        return False


def _side(evaluate: Evaluate, point: Mapping[str, float]) -> float:
    try:
        value, err = evaluate(point)
    except (Loose, Undefined):
        return 0.0
    return 0.0 if abs(value) <= err else (1.0 if value > 0 else -1.0)
