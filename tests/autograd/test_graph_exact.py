"""Keys in exact arithmetic are what the tape finds in floating point; cells have names."""

from __future__ import annotations

import pytest

from mathdrill.autograd.graph_cells import cell_keys, cell_proof, drawing, given_cells
from mathdrill.autograd.graph_exact import exact_adjoints, exact_tangents, exact_values
from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_tape import adjoints, tangents
from mathdrill.autograd.oracle import confirm
from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import ONE, Add, Expr
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.names import Names
from mathdrill.maths.numeric import compiled
from mathdrill.maths.parser import parse
from tests.autograd.tapes import Drawn, many


def number(text: str) -> Expr:
    return parse(text, Names())


def exact_point(drawn: Drawn) -> dict[str, Expr]:
    """The decimals of a drawn point as exact numbers."""
    return {
        name: number(f"{value!r}")
        for name, value in drawn.point.items()
        if drawn.graph.nodes[drawn.graph.index(name)].given is None
    }


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("u", "6"),
        ("v", "19/3"),
        ("L", "361/9"),
        ("dL/dL", "1"),
        ("dL/dv", "38/3"),
        ("dL/dw", "38"),
        ("dL/dx", "76/3"),
        ("dv/dw", "3"),  # a tangent of forward mode
        ("dw/dw", "1"),
        ("dx/dw", "0"),
    ],
)
def test_a_cell_has_an_exact_key(cell: str, key: str) -> None:
    graph = read_graph("u = w*x; v = u + b; v^2")
    point = {"w": number("2"), "x": number("3"), "b": number("1/3")}
    assert linear(cell_keys(graph, point, [cell])[cell]) == key


def test_what_is_irrational_stays_a_formula() -> None:
    graph = read_graph("x*y + sin(x)")
    point = {"x": number("2"), "y": number("3")}
    assert linear(cell_keys(graph, point, ["dL/dx"])["dL/dx"]) == "cos(2) + 3"


@pytest.mark.parametrize("cell", ["u", "v", "L", "dL/dL", "dL/dv", "dL/dw", "dv/dw", "dx/dw"])
def test_torch_finds_each_cell_from_the_whole_formula(cell: str) -> None:
    graph = read_graph("u = w*x; v = u + sin(w*b); v^2 + u")
    point = {"w": number("2"), "x": number("3"), "b": number("1/3")}
    key = cell_keys(graph, point, [cell])[cell]
    assert confirm(cell_proof(graph, point, cell), key, (), (), 1) is True
    assert confirm(cell_proof(graph, point, cell), Add((key, ONE)), (), (), 1) is False


@pytest.mark.parametrize("cell", ["q", "dL/dq", "L/x", "da/db", "dL", ""])
def test_a_cell_that_does_not_exist_is_a_key_error(cell: str) -> None:
    graph = read_graph("a = x*y; b = a + x; b*y")
    with pytest.raises(KeyError):
        cell_keys(graph, {"x": ONE, "y": ONE}, [cell])


def test_exact_and_floating_point_agree() -> None:
    compared = 0
    for drawn in many(120):
        values = exact_values(drawn.graph, exact_point(drawn))
        leaf = next(iter(drawn.point))
        for exact, floating in (
            (values, drawn.tape.values),
            (exact_adjoints(drawn.graph, values), adjoints(drawn.tape)),
            (
                exact_tangents(drawn.graph, values, {leaf: ONE}),
                tangents(drawn.tape, {leaf: 1.0}),
            ),
        ):
            for tree, wanted in zip(exact, floating, strict=True):
                try:
                    found = float(compiled(tree)({})[0])
                except (Loose, Undefined):
                    continue  # a long formula where double precision cannot decide a sign
                assert found == pytest.approx(wanted, rel=1e-7, abs=1e-7), drawn.text
                compared += 1
    assert compared > 3000


def test_a_drawing_shows_what_is_given_and_marks_what_is_open() -> None:
    graph = read_graph("u = w*x; v = u + 3; v^2")
    asked = ("dL/dv", "dL/dw")
    shown = given_cells(graph, asked)
    assert shown == ("u", "v", "L", "dL/dL")
    assert drawing(graph, {"w": 3, "x": 9}, asked, shown, 40) == (
        "●    w = 3           w̄ = ?",
        "│ ●  x = 9",
        "●─┘  u = w·x     27",
        "●    v = u + 3   30  v̄ = ?",
        "●    L = v²     900  L̄ = 1",
    )
    assert drawing(graph, {"w": 3, "x": 9}, asked, shown, 40, Style.ASCII)[0] == (
        "*    w = 3           dL/dw = ?"
    )


def test_a_forward_pass_is_asked_with_nothing_shown() -> None:
    graph = read_graph("u = w*x; relu(u)")
    assert given_cells(graph, ("u", "L")) == ()
    assert drawing(graph, {"w": -2, "x": 3}, ("u", "L"), (), 40) == (
        "●    w = -2",
        "│ ●  x = 3",
        "●─┘  u = w·x      ?",
        "●    L = relu(u)  ?",
    )


def test_forward_mode_has_a_column_for_each_direction_that_is_asked() -> None:
    graph = read_graph("p = x*y; p + x^2")
    rows = drawing(graph, {"x": 2, "y": 3}, ("dp/dx", "dp/dy"), ("p", "dx/dx"), 60)
    assert rows[0] == "●    x = 2         ∂x/∂x = 1"
    assert rows[2] == "├─●  p = x·y    6  ∂p/∂x = ?  ∂p/∂y = ?"
