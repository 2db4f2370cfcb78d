"""Where formulas are compared: points that no learner's slip is likely to agree on by accident.

Legend: g stands for a subformula at which a function changes its branch (|g|, relu(g), sqrt(g), …).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import (
    ONE,
    TWO,
    Call,
    Expr,
    Neg,
    Pow,
    Relation,
    add,
    free_names,
    walk,
)
from mathdrill.maths.numeric import Evaluate, compiled
from mathdrill.maths.rational import NotRational, exact_constant

Point = dict[str, float]

COUNT = 18
_TRIES = 400
_SEARCH = 60
_SIZES = (0.3, 0.7, 1.1, 1.7, 2.3, 2.9, 4.1, 0.05, 11.0, 37.0, 150.0, 1_300.0)
_SATURATED = ("tanh", "sigmoid", "softplus", "coth", "sech", "atan")  # flat far from the origin
_BISECTIONS = 40
_MOST_BORDERS = 20
_WORK = 500  # nodes times borders
_FAR = (0.3, 0.9, 2.5, 7.0, 20.0, 61.7, 233.3, 3_010.1, 47_001.3, 1e6)
_GRID = (*(-value for value in reversed(_FAR)), 0.0131, *_FAR)
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
    "floor",
    "ceil",
)
_TESTS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "!=": lambda a, b: a != b,
    "=": lambda a, b: a == b,
}


class Domain:
    """Conditions on the variables, such as x > 0 or 0 < x < 1."""

    def __init__(self, conditions: Sequence[Expr]) -> None:
        self._tests = [test for condition in conditions for test in _comparisons(condition)]
        self.borders = sorted({value for _, *sides in self._tests for value in _constants(sides)})

    def __contains__(self, point: Mapping[str, float]) -> bool:
        try:
            return all(
                _TESTS[operator](left(point)[0], right(point)[0])
                for operator, left, right in self._tests
            )
        except (Loose, Undefined):
            return False


def _comparisons(condition: Expr) -> Iterator[tuple[str, Evaluate, Evaluate]]:
    """a < b < c is (a < b) and (b < c)."""
    if not isinstance(condition, Relation):
        return
    left = condition.left
    if isinstance(left, Relation):
        yield from _comparisons(left)
        left = left.right
    if condition.operator == ",":
        yield from _comparisons(condition.right)
    else:
        yield condition.operator, compiled(left), compiled(condition.right)


def concerned(
    key: Expr, response: Expr, variables: Sequence[str], conditions: Sequence[Expr]
) -> tuple[tuple[str, ...], tuple[Expr, ...]]:
    """The variables in use and the conditions on them, with the other names that those need."""
    used = {*free_names(key), *free_names(response)}
    conditions = tuple(condition for condition in conditions if used & {*free_names(condition)})
    used.update(name for condition in conditions for name in free_names(condition))
    declared = tuple(name for name in variables if name in used)
    return (*declared, *sorted(used - set(declared))), conditions


def _constants(sides: Sequence[Evaluate]) -> Iterator[float]:
    """The values of those sides that hold no variable, such as the 50 of x < 50."""
    for side in sides:
        try:
            yield side({})[0]
        except (KeyError, Loose, Undefined):
            continue


def sample(seed: str, variables: Sequence[str], domain: Domain, count: int = COUNT) -> list[Point]:
    """Points of mixed sign and size inside the domain, the same ones for the same seed.

    Fewer than `count` where the domain is too narrow to be hit.
    """
    if not variables:
        return [{}]
    chance = random.Random("points|" + seed).random
    found: list[Point] = []
    for attempt in range(_TRIES):
        point = {}
        for index, name in enumerate(variables):
            size = _SIZES[(attempt * (index + 1) + index) % (8 if attempt % 3 else len(_SIZES))]
            sign = -1 if chance() < 0.4 else 1
            point[name] = sign * size * (0.8 + 0.4 * chance())
        if attempt > 100 and attempt % 2 and domain.borders:
            point = {name: _beside(domain.borders, value, chance) for name, value in point.items()}
        elif attempt > 100:  # a narrow domain: look close to zero, then close to one
            scale = 0.5 if attempt < 250 else 0.02
            point = {name: scale * value / 4 for name, value in point.items()}
        if point in domain:
            found.append(point)
            if len(found) == count:
                break
    return found


def _beside(borders: Sequence[float], value: float, chance: Callable[[], float]) -> float:
    """A value between two borders of the domain, or beyond its first or last one."""
    place = int(chance() * (len(borders) + 1))
    if place == 0:
        return borders[0] - abs(value)
    if place == len(borders):
        return borders[-1] + abs(value)
    return borders[place - 1] + chance() * (borders[place] - borders[place - 1])


def crowd(anchors: Sequence[Point], domain: Domain) -> list[Point]:
    """Each point with others close by, inside the domain."""
    near = [
        {
            name: value * (1 + step * (1 + index))
            for index, (name, value) in enumerate(point.items())
        }
        for point in anchors
        for step in (0.0, 0.013, 0.041, 0.097, -0.007, -0.029, 0.21, 0.53)
    ]
    return [point for point in near if point in domain]


def branch_points(
    trees: Sequence[Expr], points: Sequence[Point], variables: Sequence[str], domain: Domain
) -> list[Point]:
    """More points, until every branching subformula was seen on both sides of its border.

    relu(-x - 50) is 0 near the origin and max(x, -35) is x there: only a point far out tells.
    """
    if not variables:
        return []
    more: list[Point] = []
    borders = _borders(trees)
    for border in borders:
        evaluate = compiled(border)
        for sign in (1.0, -1.0):
            if not any(_side(evaluate, point) == sign for point in (*points, *more)):
                found = _reach(evaluate, sign, points, variables, domain)
                if found is not None:
                    more.append(found)
    return more + _between(borders, variables, domain) + _steps(trees, variables, domain)


def _between(borders: Sequence[Expr], variables: Sequence[str], domain: Domain) -> list[Point]:
    """Along each axis a point between any two neighbouring borders, where a bump may hide."""
    found: list[Point] = []
    for name in variables:
        base = dict.fromkeys(variables, 0.37)
        roots = sorted({root for border in borders for root in _roots(border, base, name)})
        found += ({**base, name: (low + high) / 2} for low, high in pairwise(roots))
    return [point for point in found if point in domain]


def _roots(border: Expr, base: Point, name: str) -> Iterator[float]:
    """Where g changes its sign along one axis, by bisection between the points of a grid."""
    evaluate = compiled(border)

    def side(value: float) -> float:
        return _side(evaluate, {**base, name: value})

    for first, last in pairwise(_GRID):
        left = side(first)
        if left * side(last) >= 0:
            continue
        low, high = first, last
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if side(middle) == left else (low, middle)
        yield round(high, 9)


def _steps(trees: Sequence[Expr], variables: Sequence[str], domain: Domain) -> list[Point]:
    """Whole numbers, where floor and ceil jump."""
    jumps = any(isinstance(n, Call) and n.name in ("floor", "ceil") for t in trees for n in walk(t))
    points = ({name: float(3 + k + index) for index, name in enumerate(variables)} for k in (0, -5))
    return [point for point in points if point in domain] if jumps else []


def _borders(trees: Sequence[Expr]) -> list[Expr]:
    borders: dict[Expr, None] = {}
    for tree in trees:
        for node in walk(tree):
            match node:
                case Call(name, (argument,)) if name in _BRANCHED:
                    borders[argument] = None
                case Call("asin" | "acos" | "atanh", (argument,)):
                    borders[add(ONE, Neg(Pow(argument, TWO)))] = None
                case Call(name, (argument,)) if name in _SATURATED:
                    borders[add(argument, Neg(ONE))] = None
                    borders[argument] = None
                case Call("acosh", (argument,)):
                    borders[add(argument, Neg(ONE))] = None
                case Call("max" | "min", arguments):
                    pairs = combinations(arguments, 2)
                    borders.update((add(one, Neg(other)), None) for one, other in pairs)
                case Pow(base, exponent) if not _is_integer(exponent):
                    borders[base] = None
    nodes = sum(1 for tree in trees for _ in walk(tree))
    crossed = [border for border in borders if free_names(border)]  # a constant has one side
    return crossed[: min(_MOST_BORDERS, max(4, _WORK // nodes))]


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


def _reach(
    evaluate: Evaluate,
    sign: float,
    points: Sequence[Point],
    variables: Sequence[str],
    domain: Domain,
) -> Point | None:
    """A point where sign·g > 0: far out first, then downhill from the nearest miss."""
    for size in (61.7, 233.3, 3_010.1, 47_001.3, 0.0131):
        for name in variables:
            for direction in (size, -size):
                point = {**dict.fromkeys(variables, 0.37), name: direction}
                if point in domain and _side(evaluate, point) == sign:
                    return point
    return _descend(evaluate, sign, points, variables, domain)


def _descend(
    evaluate: Evaluate,
    sign: float,
    points: Sequence[Point],
    variables: Sequence[str],
    domain: Domain,
) -> Point | None:
    def miss(point: Point) -> float:
        try:
            return -sign * float(evaluate(point)[0]) if point in domain else float("inf")
        except (Loose, Undefined):
            return float("inf")

    best = min(points, key=miss, default=None)
    if best is None or miss(best) == float("inf"):
        return None
    step = 4.0
    for _ in range(_SEARCH):
        near = [{**best, name: best[name] + d} for name in variables for d in (step, -step)]
        nearest = min(near, key=miss)
        if miss(nearest) < miss(best):
            best = nearest
            step *= 2
        else:
            step /= 2
        if _side(evaluate, best) == sign:
            return best
    return None
