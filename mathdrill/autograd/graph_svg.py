"""A graph as an SVG drawing for reports: the same rows and lanes as `rails`.

No script, no style sheet, no reference to anything outside; the colour is that of the text around it,
so that it prints and reads on a dark page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from mathdrill.autograd.graph import Edge, Graph
from mathdrill.autograd.lanes import Lanes, lanes_of
from mathdrill.autograd.rails import Column, cells, labels
from mathdrill.maths.linear import Style

# all in user units, 1 of which is a pixel on a screen of 96 dpi
ROW, LANE, RADIUS = 28, 24, 6
CHARACTER = 8.5  # width of one in a monospaced font of 14
BRIDGE = 5  # half the gap that a line leaves for one it only crosses
DOUBLE = 2  # half the distance of two lines that stand for x·x


def svg(
    graph: Graph,
    columns: Sequence[Column],
    *,
    title: str,
    leaf: str = "input",
    given: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The drawing as one element.

    Args:
        title: what a screen reader says for it.
        leaf: what stands in the place of a leaf's formula.
        given: the same for single leaves, by name.
    """
    lanes = lanes_of(graph)
    table = [Column(labels(graph, leaf, Style.UNICODE, given)), *columns]
    widths = [CHARACTER * (max(map(cells, column.cells)) + 2) for column in table]
    left = LANE * lanes.width + 8
    width, height = left + sum(widths), ROW * len(graph.nodes)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height}"'
        f' width="{width:g}" height="{height}" font-family="ui-monospace, monospace"'
        ' font-size="14" fill="currentColor" stroke="none">'
    )
    parts = [
        head,
        f"<title>{escape(title)}</title>",
        '<g fill="none" stroke="currentColor" stroke-width="1.5">',
        *(_edge(graph, lanes, edge) for edge in graph.edges),
        "</g>",
        *(
            f'<circle cx="{_x(lanes.lane[row])}" cy="{_y(row)}" r="{RADIUS}"/>'
            for row in range(len(graph.nodes))
        ),
        *_texts(table, widths, left),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(lane: int) -> int:
    return LANE * lane + LANE // 2


def _y(row: int) -> int:
    return ROW * row + ROW // 2


def _edge(graph: Graph, lanes: Lanes, edge: Edge) -> str:
    """Down the lane of the operand, then across to the node, with gaps where other lanes pass."""
    source, target = graph.nodes[edge.source].name, graph.nodes[edge.target].name
    twins = [other for other in graph.into(edge.target) if other.source == edge.source]
    shift = 0 if len(twins) < 2 else DOUBLE * (1 if twins.index(edge) else -1)
    x, y = _x(lanes.lane[edge.source]), _y(edge.target) + shift
    path = f"M{x} {_y(edge.source)}V{y}"
    start, end = sorted((lanes.lane[edge.source], lanes.lane[edge.target]))
    at = _x(start)
    for lane in sorted(_passing(graph, lanes, edge)):
        if start < lane < end:
            path += f"M{at} {y}H{_x(lane) - BRIDGE}"
            at = _x(lane) + BRIDGE
    if start < end:
        path += f"M{at} {y}H{_x(end)}"
    return f'<path d="{path}"><title>{escape(source)} → {escape(target)}</title></path>'


def _passing(graph: Graph, lanes: Lanes, edge: Edge) -> set[int]:
    operands = {lanes.lane[other.source] for other in graph.into(edge.target)}
    return lanes.open_below(edge.target) - operands


def _texts(table: Sequence[Column], widths: Sequence[float], left: float) -> Iterator[str]:
    for row in range(len(table[0].cells)):
        x = left
        for column, width in zip(table, widths, strict=True):
            at = x + width - 2 * CHARACTER if column.right else x
            anchor = ' text-anchor="end"' if column.right else ""
            text = escape(column.cells[row])
            if text:
                yield f'<text x="{at:g}" y="{_y(row) + 5}"{anchor}>{text}</text>'
            x += width
