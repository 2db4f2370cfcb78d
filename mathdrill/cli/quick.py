"""`today` and `topic` read without typer, whose import costs more than the first item.

Whatever is not plain here, `--help` and every mistake among it, is left to typer: there is one
place that explains and complains. A test holds both readings against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mathdrill.cli.views import Mode
from mathdrill.errors import UsageError

MOST_MINUTES = 24 * 60
MOST_ITEMS = 1000

FLAGS: dict[Mode, tuple[str, ...]] = {
    "today": ("plain", "jsonl", "why"),
    "topic": ("plain", "jsonl"),
}
VALUES: dict[Mode, dict[str, Callable[[str], object]]] = {
    "today": {"minutes": float},
    "topic": {"count": int},
}


@dataclass(frozen=True, slots=True)
class Practice:
    """A session as it was asked for. Raises: UsageError: minutes or count make no sense."""

    mode: Mode
    name: str = ""  # of the topic
    minutes: float | None = None
    count: int = 10
    plain: bool = False
    jsonl: bool = False
    why: bool = False

    def __post_init__(self) -> None:
        if self.minutes is not None and not 0 < self.minutes <= MOST_MINUTES:
            raise UsageError("cli.minutes", given=_number(self.minutes), most=MOST_MINUTES)
        if not 0 < self.count <= MOST_ITEMS:
            raise UsageError("cli.count", given=self.count, most=MOST_ITEMS)


def read_quickly(arguments: Sequence[str]) -> Practice | None:
    """What was asked for, or None for everything that needs typer."""
    match arguments:
        case ["today", *rest]:
            return _read("today", rest, names=0)
        case ["topic", *rest]:
            return _read("topic", rest, names=1)
        case _:
            return None


def _read(mode: Mode, rest: Sequence[str], *, names: int) -> Practice | None:
    found: dict[str, object] = {}
    remaining = iter(rest)
    for argument in remaining:
        option, equals, value = argument.partition("=")
        name = option.removeprefix("--")
        if not argument.startswith("-"):
            if names == 0 or "name" in found:
                return None
            found["name"] = argument
        elif option == f"--{name}" and name in FLAGS[mode] and not equals:
            found[name] = True
        elif option == f"--{name}" and name in VALUES[mode]:
            try:
                found[name] = VALUES[mode][name](value if equals else next(remaining, ""))
            except ValueError:
                return None
        else:
            return None
    if names and "name" not in found:
        return None
    return Practice(mode, **found)  # type: ignore[arg-type]  # each was converted for its field


def _number(value: float) -> str:
    return f"{value:g}" if math.isfinite(value) else str(value)
