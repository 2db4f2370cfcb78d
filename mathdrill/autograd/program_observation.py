"""What was seen when a program ran: frozen values without torch, and when two of them are alike.

Compared are classes and numbers, never torch's sentences, so that other versions of torch judge
alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RELATIVE = {"float64": 1e-9, "float32": 1e-5, "float16": 1e-2, "bfloat16": 2e-2}
PLAIN_RELATIVE = 1e-5  # a Python number mostly comes out of a float32 by .item()
ABSOLUTE = 1e-6  # where numbers cancelled


@dataclass(frozen=True, slots=True)
class SeenTensor:
    """shape, dtype such as "float32", and the entries in row-major order."""

    shape: tuple[int, ...]
    dtype: str
    entries: tuple[float | int | bool, ...]
    requires_grad: bool
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class SeenList:
    """A list, tuple or torch.Size; they are alike."""

    entries: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class SeenOther:
    """Something that is told apart by its sort alone: a function, a module."""

    sort: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An expression that raised an error of this class."""

    error: str


Seen = SeenTensor | SeenList | SeenOther | Failed | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Observation:
    """What a program did.

    values: of the observed expressions, in their order.
    final: the names that the program gave a value, with their last values, in alphabetical order.
    error: the class of the error that ended it, or None; gist: our own word for it, "" for none.
    warned: the classes of the warnings, in order. printed: what it printed.
    """

    values: tuple[Seen, ...]
    final: tuple[tuple[str, Seen], ...]
    error: str | None
    gist: str
    warned: tuple[str, ...]
    printed: str


def same_observation(one: Observation, other: Observation) -> bool:
    """Whether both programs ended alike and every observed expression has the same value."""
    return one.error == other.error and same_all(one.values, other.values)


def same_course(one: Observation, other: Observation) -> bool:
    """Whether everything is alike: the observed values, every final name, warnings and output."""
    return (
        same_observation(one, other)
        and [name for name, _ in one.final] == [name for name, _ in other.final]
        and same_all([seen for _, seen in one.final], [seen for _, seen in other.final])
        and one.warned == other.warned
        and same(one.printed, other.printed)
    )


def same_all(one: Sequence[Seen], other: Sequence[Seen]) -> bool:
    """Whether all values are the same, pair by pair."""
    return len(one) == len(other) and all(map(same, one, other))


def same(one: Seen, other: Seen) -> bool:
    """Whether two values are the same within the rounding of their type."""
    match one, other:
        case SeenTensor(), SeenTensor():
            return _same_tensor(one, other)
        case SeenList(), SeenList():
            return same_all(one.entries, other.entries)
        case (bool(), _) | (_, bool()):
            return one is other
        case (int() | float()) as a, (int() | float()) as b:
            return _near(a, b, PLAIN_RELATIVE)
        case str(), str():
            return one.split() == other.split()  # torch pads what it prints
        case _:
            return one == other


def _same_tensor(one: SeenTensor, other: SeenTensor) -> bool:
    alike = ("shape", "dtype", "requires_grad", "is_leaf")
    if any(getattr(one, name) != getattr(other, name) for name in alike):
        return False
    relative = RELATIVE.get(one.dtype, 0.0)
    return all(_near(a, b, relative) for a, b in zip(one.entries, other.entries, strict=True))


def _near(one: float, other: float, relative: float) -> bool:
    if one == other or (one != one and other != other):  # noqa: PLR0124 - nan is what is not itself
        return True
    if not (math.isfinite(one) and math.isfinite(other)):
        return False
    absolute = min(ABSOLUTE, relative)
    return math.isclose(one, other, rel_tol=relative, abs_tol=absolute)
