"""What can be typed instead of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mathdrill.domain import Item, Kind


class Command(StrEnum):
    """The commands of a session; `today --jsonl` knows them by these names."""

    HINT = "hint"
    REVEAL = "reveal"
    LESSON = "lesson"
    WHY = "why"
    PARK = "park"
    UNDO = "undo"
    QUIT = "quit"
    SOLUTION = "solution"
    COMMANDS = "help"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something after a colon that is no command."""

    typed: str


SHORT = {"?": Command.HINT, "？": Command.HINT, "q": Command.QUIT}


def read_command(text: str, item: Item | None) -> Command | Unknown | None:
    """The command that a line stands for; None if it is an answer.

    A command never shadows a declared variable, a label or anything the item takes as an answer.
    """
    typed = text.strip().casefold()
    if item is not None and typed in _taken(item):
        return None
    if typed in SHORT:
        return SHORT[typed]
    if typed[:1] not in {":", "："}:
        return None
    name = typed[1:].strip()
    return Command(name) if name in set(Command) else Unknown(text.strip())


def _taken(item: Item) -> Iterator[str]:
    words = [*item.variables, *item.labels, *(part.name for part in item.parts)]
    if item.kind in {Kind.TOKEN, Kind.CHOICE}:
        words += [item.key, *item.accepts]
        words += [text for choice in item.choices for text in (choice.en, choice.zh)]
    return (word.casefold() for word in words)
