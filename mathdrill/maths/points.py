"""Where formulas are compared: points that no learner's slip is likely to agree on by accident."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import Expr, Relation, free_names
from mathdrill.maths.numeric import Evaluate, compiled

Point = dict[str, float]

COUNT = 18
_TRIES = 400
_SIZES = (0.3, 0.7, 1.1, 1.7, 2.3, 2.9, 4.1, 0.05)
_FAR_SIZES = (37.0, 150.0, 11.0, 1_300.0)
_TESTS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "!=": lambda a, b: a != b,
    "=": lambda a, b: a == b,
}


@dataclass(frozen=True)
class Domain:
    """Conditions on the variables, such as x > 0 or 0 < x < 1."""

    conditions: tuple[Expr, ...]

    @cached_property
    def borders(self) -> list[float]:
        """The constants that a variable is compared with, in their order."""
        return sorted({value for _, *sides in self._tests for value in _constants(sides)})

    @cached_property
    def _tests(self) -> list[tuple[str, Evaluate, Evaluate]]:
        return [test for condition in self.conditions for test in _comparisons(condition)]

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
            if attempt % 6 == 5:
                size = _FAR_SIZES[(attempt // 6 + index) % len(_FAR_SIZES)]
            else:  # an odd step meets all eight sizes
                size = _SIZES[(attempt * (2 * index + 1) + index) % len(_SIZES)]
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
