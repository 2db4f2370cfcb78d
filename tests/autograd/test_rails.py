"""What the rails show is the graph, in every style and width."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_tape import adjoints
from mathdrill.autograd.lanes import lanes_of
from mathdrill.autograd.rails import (
    GLYPHS,
    ROOM,
    Column,
    adjoint_name,
    cells,
    draw,
    number_text,
    rails,
    tangent_name,
)
from mathdrill.maths.linear import Style
from tests.autograd.tapes import Drawn, many

JOINS = {Style.UNICODE: "├┤┼└┘┴╞╡╪╘╛╧", Style.ASCII: "+'"}
ENDS = {Style.UNICODE: "└┘┴╘╛╧", Style.ASCII: "'"}
DOUBLE = {Style.UNICODE: "═╞╡╪╘╛╧", Style.ASCII: "="}
NODE = {Style.UNICODE: "●", Style.ASCII: "*"}
PASS = {Style.UNICODE: "│", Style.ASCII: "|"}


def edges_seen(rows: tuple[str, ...], style: Style) -> Counter[tuple[int, int]]:
    """The edges that a reader of the drawing sees, knowing nothing but the legend."""
    seen: Counter[tuple[int, int]] = Counter()
    lanes: dict[int, int] = {}  # lane -> the node whose line it is
    for row, text in enumerate(rows):
        glyphs = {place // 2: glyph for place, glyph in enumerate(text) if place % 2 == 0}
        own = next(lane for lane, glyph in glyphs.items() if glyph == NODE[style])
        double = any(glyph in DOUBLE[style] for glyph in text)
        lanes = {
            lane: node
            for lane, node in lanes.items()
            if glyphs.get(lane, " ") in PASS[style] + JOINS[style] + NODE[style]
        }
        if own in lanes:
            seen[lanes[own], row] += 1
        for lane, glyph in glyphs.items():
            if glyph in JOINS[style]:
                seen[lanes[lane], row] += 2 if double else 1
            if glyph in ENDS[style]:
                lanes.pop(lane)
        lanes[own] = row
    return seen


def edges_of(graph: Graph) -> Counter[tuple[int, int]]:
    return Counter((edge.source, edge.target) for edge in graph.edges)


def columns(drawn: Drawn) -> list[Column]:
    return [
        Column(tuple(map(number_text, drawn.tape.values)), right=True),
        Column(
            tuple(
                f"{adjoint_name(node.name, 'L')} = {number_text(number)}"
                for node, number in zip(drawn.graph.nodes, adjoints(drawn.tape), strict=True)
            )
        ),
    ]


@pytest.mark.parametrize("style", Style)
def test_the_drawn_edges_are_the_edges_of_the_graph(style: Style) -> None:
    graphs = [drawn.graph for drawn in many(400)]
    for graph in graphs:
        assert edges_seen(rails(graph, style), style) == edges_of(graph)
    assert any(2 in edges_of(graph).values() for graph in graphs), "no x·x was drawn"


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("width", [24, 40, 78, 100])
def test_no_line_is_too_wide_and_no_content_is_lost(width: int, style: Style) -> None:
    for drawn in many(60):
        rows = draw(drawn.graph, columns(drawn), width, style=style)
        assert max(map(cells, rows)) <= width
        squeezed = re.sub(r"[\s●│├┤┼└┘┴─╞╡╪╘╛╧═|*+'=-]", "", "".join(rows))
        for column in columns(drawn):
            for text in column.cells:
                assert re.sub(r"[\s=+-]", "", text) in squeezed


def test_a_lane_is_not_used_by_two_values_at_once() -> None:
    for drawn in many(100):
        lanes = lanes_of(drawn.graph)
        for row in range(len(drawn.graph.nodes)):
            waiting = [node for node in range(row + 1) if lanes.last[node] > row]
            assert len({lanes.lane[node] for node in waiting}) == len(waiting)


def test_the_drawing_of_the_manual() -> None:
    graph = read_graph("x*y + sin(x)")
    values = Column(("2", "3", "?", "0.9093", "6.909"), right=True)
    open_cells = Column(tuple(f"{adjoint_name(n, 'L')} = ?" for n in "xyabL"))
    assert draw(graph, [values, open_cells], 40) == (
        "●    x = input        2  x̄ = ?",
        "│ ●  y = input        3  ȳ = ?",
        "├─●  a = x·y          ?  ā = ?",
        "● │  b = sin(x)  0.9093  b̄ = ?",
        "●─┘  L = a + b    6.909  L̄ = ?",
    )


def test_the_same_where_glyphs_lack() -> None:
    graph = read_graph("x^2*y")
    values = Column(("2", "3", "4", "12"), right=True)
    drawn = draw(graph, [values], 40, leaf="given", style=Style.ASCII)
    assert drawn == (
        "*    x = given   2",
        "| *  y = given   3",
        "* |  a = x^2     4",
        "*-'  L = a*y    12",
    )
    assert "".join(drawn).isascii()


def test_twice_the_same_operand_is_a_double_line() -> None:
    assert rails(read_graph("a = x*x; a*a + x")) == ("●", "╞═●", "│ ╘═●", "●───┘")


def test_a_line_that_only_passes_is_not_joined() -> None:
    """y, in the third lane, waits while x and z are added up."""
    assert rails(read_graph("a = x + z; b = a*y; b*x*z", ("x", "y", "z"))) == (
        "●",
        "│ ●",
        "│ │ ●",
        "├─┼─│─●",
        "│ │ ●─┘",
        "●─│─┘",
        "●─┘",
    )


def test_where_there_is_no_room_the_columns_go_below_and_then_the_rails_go() -> None:
    graph = read_graph("x*y")
    column = Column(("the first one, x", "the second one, y", "both together"))
    assert draw(graph, [column], 30) == (
        "●    x = input",
        "│      the first one, x",
        "│ ●  y = input",
        "│ │    the second one, y",
        "●─┘  L = x·y",
        "       both together",
    )
    assert draw(graph, [column], ROOM)[0] == "x = input"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (-0.0, "0"),
        (0.90929, "0.9093"),
        (1234.5678, "1235"),
        (123456789.0, "123456789"),
        (1e-7, "1e-07"),
        (6.02e23, "6.02e+23"),
    ],
)
def test_numbers_have_four_digits_and_whole_ones_all_of_theirs(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("name", "style", "adjoint", "tangent"),
    [
        ("a", Style.UNICODE, "ā", "∂a/∂x"),
        ("w1", Style.UNICODE, "w̄₁", "∂w₁/∂x"),
        ("alpha", Style.UNICODE, "ᾱ", "∂α/∂x"),
        ("loss", Style.UNICODE, "l̄oss", "∂loss/∂x"),
        ("w1", Style.ASCII, "dL/dw1", "dw1/dx"),
    ],
)
def test_names_of_derivatives(name: str, style: Style, adjoint: str, tangent: str) -> None:
    assert adjoint_name(name, "L", style) == adjoint
    assert tangent_name(name, "x", style) == tangent
    assert cells(adjoint_name(name, "L")) == cells(tangent_name(name, "x")) - cells("∂/∂x")


def test_the_glyphs_that_an_encoding_must_have_are_all_that_rails_use() -> None:
    used = {glyph for drawn in many(200) for row in rails(drawn.graph) for glyph in row}
    assert used - {" "} <= set(GLYPHS)
    assert len(used) > 12
