"""What can stand on the screen, as values; `layout` turns them into lines.

Everything a learner sees in a session, and every overview, is a tuple of blocks first. So the
plain front end and the coloured one say the same, and tests compare values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a line is for. A colour may go with it; the meaning is always in its words."""

    NORMAL = "normal"
    QUIET = "quiet"
    STRONG = "strong"
    RIGHT = "right"
    WRONG = "wrong"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Heading:
    """The line that begins an item or a part; `aside` stands at its right end."""

    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of the content: `$…$`, `` `code` ``, `**bold**`, paragraphs, lists, kept lines."""

    text: str
    role: Role = Role.NORMAL
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of the interface, shown as it is. It may hold what a learner typed."""

    text: str
    role: Role = Role.NORMAL
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """Lines of code, kept as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines that were laid out for this width already: a graph, steps below each other."""

    lines: tuple[str, ...]
    role: Role = Role.NORMAL


@dataclass(frozen=True, slots=True)
class Entries:
    """Labelled texts of the content, one below the other: choices, things to put in order."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What was typed, with a caret under the place that could not be read."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and their values, one pair a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; on a narrow screen each row becomes a paragraph of names and values.

    right: the columns whose cells stand at the right, such as numbers.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Framed:
    """Blocks that belong together under a heading: an item."""

    heading: Heading
    blocks: tuple[Block, ...]


Block = Heading | Prose | Words | Program | Kept | Entries | Pointed | Fields | Table | Gap | Framed
