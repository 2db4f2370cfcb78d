"""A graph as lines of text: one node a row, its operands joined to it by rails.

Legend: ● is a node; a line straight into it from above is an operand; ├ ┤ ┼ join an operand that is
used again below, └ ┘ ┴ one that ends here; │ beside them only passes; ═ counts twice, as in x·x.

    ●      x = input        2  x̄ = 2.584
    │ ●    y = input        3  ȳ = 2
    ├─●    a = x·y          6  ā = 1
    ● │    b = sin(x)  0.9093  b̄ = 1
    ●─┘    L = a + b    6.909  L̄ = 1
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.lanes import Lanes, lanes_of
from mathdrill.maths.expression import Sym
from mathdrill.maths.linear import Style, linear

GAP = 2  # blanks between two columns
ROOM = 24  # cells that a formula and its numbers need beside the rails
MACRON = "\u0304"

# (goes on below, run to the left, run to the right) -> a joint
_JOINTS = {
    (True, False, True): "├",
    (True, True, False): "┤",
    (True, True, True): "┼",
    (False, False, True): "└",
    (False, True, False): "┘",
    (False, True, True): "┴",
}
_DOUBLE = str.maketrans("├┤┼└┘┴─", "╞╡╪╘╛╧═")
_ASCII = str.maketrans("●│├┤┼└┘┴─╞╡╪╘╛╧═", "*|+++'''-+++'''=")
GLYPHS = "●│├┤┼└┘┴─╞╡╪╘╛╧═" + MACRON
"""What an encoding must have for anything but the ASCII drawing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One text a node, "?" for what is asked; `right` where they stand at the right, as numbers do."""

    cells: tuple[str, ...]
    right: bool = False


def rails(graph: Graph, style: Style = Style.UNICODE) -> tuple[str, ...]:
    """The rails of each row, without texts."""
    lanes = lanes_of(graph)
    rows = (_row(graph, lanes, row) for row in range(len(graph.nodes)))
    return tuple(row if style is Style.UNICODE else row.translate(_ASCII) for row in rows)


def draw(
    graph: Graph,
    columns: Sequence[Column],
    width: int,
    *,
    leaf: str = "input",
    given: Mapping[str, str] = MappingProxyType({}),
    style: Style = Style.UNICODE,
) -> tuple[str, ...]:
    """The rows with their formulas and columns, no line wider than `width` cells.

    Where a row is too wide its columns go below it, and where the rails alone are, they are left
    out: the formulas say the same.

    Args:
        leaf: what stands in the place of a leaf's formula.
        given: the same for single leaves, by name.
    """
    first = Column(labels(graph, leaf, style, given))
    table = [first, *columns]
    widths = [max(map(cells, column.cells)) for column in table]
    tracks = rails(graph, style)
    indent = 2 * lanes_of(graph).width - 1 + GAP
    if indent + sum(widths) + GAP * len(columns) <= width:
        return tuple(
            (track.ljust(indent) + _aligned(table, widths, row)).rstrip()
            for row, track in enumerate(tracks)
        )
    if width - indent < ROOM:
        indent, tracks = 0, ("",) * len(tracks)
    return tuple(_stacked(graph, table, tracks, indent, width, style))


def labels(
    graph: Graph, leaf: str, style: Style, given: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """`a = x·y` for each node, with the equals signs below each other."""
    names = [linear(Sym(node.name), style) for node in graph.nodes]
    widest = max(map(cells, names))
    formulas = [
        given.get(node.name, leaf) if node.is_leaf else linear(graph.formula(index), style)
        for index, node in enumerate(graph.nodes)
    ]
    return tuple(
        f"{name}{' ' * (widest - cells(name))} = {formula}"
        for name, formula in zip(names, formulas, strict=True)
    )


def cells(text: str) -> int:
    """How many columns of the screen a formula takes: an accent takes none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide + sum(not unicodedata.combining(character) for character in text)


def adjoint_name(name: str, result: str, style: Style = Style.UNICODE) -> str:
    """x̄ for ∂L/∂x; dL/dx where accents cannot be shown."""
    if style is Style.ASCII:
        return f"d{result}/d{name}"
    return accented(linear(Sym(name), style), MACRON)


def accented(name: str, accent: str) -> str:
    """The name with an accent on its first letter."""
    return unicodedata.normalize("NFC", name[0] + accent) + name[1:]


def tangent_name(name: str, leaf: str, style: Style = Style.UNICODE) -> str:
    """∂a/∂x, the tangent of a node along the direction of one leaf."""
    if style is Style.ASCII:
        return f"d{name}/d{leaf}"
    return f"∂{linear(Sym(name), style)}/∂{linear(Sym(leaf), style)}"


def number_text(value: float, digits: int = 4) -> str:
    """A number in at most so many significant digits; a whole one with all of its own."""
    if value == int(value) and abs(value) < 10**9:
        return str(int(value))
    return f"{value:.{digits}g}"


def _row(graph: Graph, lanes: Lanes, row: int) -> str:
    own = lanes.lane[row]
    sources = [edge.source for edge in graph.into(row)]
    joined = {lanes.lane[source]: lanes.last[source] > row for source in sources}
    joined.pop(own, None)
    low, high = min((own, *joined)), max((own, *joined))
    passing = lanes.open_below(row) - {own}
    line = ""
    for lane in range(lanes.width):
        if lane == own:
            line += "●"
        elif lane in joined:
            line += _JOINTS[joined[lane], lane > low, lane < high]
        elif lane in passing:
            line += "│"
        else:
            line += "─" if low < lane < high else " "
        line += "─" if low <= lane < high else " "
    doubled = len(set(sources)) < len(sources)
    return (line.translate(_DOUBLE) if doubled else line).rstrip()


def _aligned(table: Sequence[Column], widths: Sequence[int], row: int) -> str:
    parts = []
    for column, width in zip(table, widths, strict=True):
        text = column.cells[row]
        blanks = " " * (width - cells(text))
        parts.append(blanks + text if column.right else text + blanks)
    return (" " * GAP).join(parts)


def _stacked(
    graph: Graph,
    table: Sequence[Column],
    tracks: Sequence[str],
    indent: int,
    width: int,
    style: Style,
) -> Iterator[str]:
    """Each node's formula on its row, its columns on lines below between the lanes that go on."""
    lanes = lanes_of(graph)
    for row, track in enumerate(tracks):
        below = "".join(
            "│ " if lane in lanes.open_below(row) else "  " for lane in range(lanes.width)
        )
        below = below if style is Style.UNICODE else below.translate(_ASCII)
        first, rest = (text.ljust(indent)[:indent] for text in (track, below))
        texts = [column.cells[row] for column in table[1:] if column.cells[row]]
        for number, line in enumerate(_packed(table[0].cells[row], texts, width - indent)):
            yield ((rest if number else first) + line).rstrip()


def _packed(label: str, texts: Sequence[str], width: int) -> Iterator[str]:
    """The label, then the texts in as few lines as they fit; what is too long is cut where it must."""
    yield from _cut(label, width)
    line = ""
    for text in (part for whole in texts for part in _cut(whole, width - GAP)):
        if line and cells(line) + GAP + cells(text) > width:
            yield line
            line = ""
        line += " " * GAP + text
    if line:
        yield line


def _cut(text: str, width: int) -> Iterator[str]:
    piece = ""
    for character in text:
        if cells(piece + character) > max(width, 1):
            yield piece
            piece = ""
        piece += character
    yield piece
