"""Text → graph: nodes in topological order with names, faults with their place."""

from __future__ import annotations

import pytest

from mathdrill.autograd.graph import Edge, Graph, Node
from mathdrill.autograd.graph_reading import MOST_NODES, graph_of, read_graph
from mathdrill.errors import FormulaError
from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from tests.autograd.tapes import many


def shown(graph: Graph) -> str:
    """`x, y, a = x*y`, the result marked with an arrow."""
    return ", ".join(
        ("> " if index == graph.output else "")
        + (node.name if node.is_leaf else f"{node.name} = {linear(graph.formula(index))}")
        for index, node in enumerate(graph.nodes)
    )


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("x*y + sin(x)", "x, y, a = x*y, b = sin(x), > L = a + b"),
        ("a = x*y; b = sin(x); L = a + b", "x, y, a = x*y, b = sin(x), > L = a + b"),
        ("a = x*y\nb = sin(x)；L ＝ a + b", "x, y, a = x*y, b = sin(x), > L = a + b"),
        ("u = (x + 1)^2; u*u", "x, a = x + 1, u = a^2, > L = u*u"),
        ("x + y + z", "x, y, z, a = x + y, > L = a + z"),  # two at a time, from the left
        ("x - y - 3", "x, y, a = x - y, > L = a - 3"),
        ("-x*y", "x, y, a = x*y, > L = -a"),
        ("2*3*x", "x, > L = 6x"),  # constants are no nodes
        ("1/3 + x", "x, > L = 1/3 + x"),
        ("sqrt(2)*x + pi", "x, a = sqrt(2)*x, > L = a + pi"),
        ("max(x, y, 2)", "x, y, a = max(x, y), > L = max(a, 2)"),
        ("max(x)", "> x"),
        ("x", "> x"),
        ("y = x; y*y", "x, > L = x*x"),  # another name for the same value
        ("x*y + x*y", "x, y, a = x*y, b = x*y, > L = a + b"),  # written twice, computed twice
        ("x = 2; y = 3; x*y", "x, y, > L = x*y"),
        ("c = 2*pi; c*r", "c, r, > L = c*r"),
        ("a*b + c", "a, b, c, d = a*b, > L = d + c"),  # free letters only
        ("L*f + z", "L, f, z, a = L*f, > out = a + z"),
        ("a = x*y; x + y", "x, y, a = x*y, > L = x + y"),  # a leads nowhere
        ("e^x", "x, > L = e^x"),
        ("v = w1*x_1; sigmoid(v)", "w1, x_1, v = w1*x_1, > L = sigmoid(v)"),
        ("α*x", "alpha, x, > L = alpha*x"),
        ("log(x, 2)", "x, a = ln(x), > L = a/ln(2)"),
    ],
)
def test_a_text_is_read_as_a_graph(text: str, nodes: str) -> None:
    assert shown(read_graph(text)) == nodes


def test_declared_leaves_may_have_long_names_and_hide_constants() -> None:
    graph = read_graph("loss = e*weight; loss^2", ("e", "weight"))
    assert shown(graph) == "e, weight, loss = e*weight, > L = loss^2"


@pytest.mark.parametrize(
    ("text", "leaves", "key", "position"),
    [
        ("", None, "formula.empty", 0),
        (" ; ", None, "formula.empty", 0),
        ("x*y; x + y", None, "graph.unnamed", 0),
        ("a = x; sin = 3; a", None, "graph.name", 7),
        ("ln = x", None, "graph.name", 0),
        ("2a = x", None, "graph.name", 0),
        ("a = x; a = y; a", None, "graph.twice", 7),
        ("a = x; x = 3; a", None, "graph.twice", 7),
        ("x = 3; x", ("x",), "graph.twice", 0),
        ("x + [1, 2]", None, "graph.scalar", 0),
        ("x < 1", None, "graph.scalar", 0),
        ("diff(x^2, x)", None, "graph.function", 0),
        ("3 + 4", None, "graph.no-variable", 0),
        ("x + ", None, "formula.ends", 4),
        ("a = x*y; b = a*(x", None, "formula.unclosed", 15),  # the place in the whole text
        ("a = x; b = q", ("x",), "formula.unknown-name", 11),
        ("a = b = x", ("x",), "formula.unknown-name", 4),
        ("+".join(["x"] * (MOST_NODES + 2)), None, "graph.too-large", 0),
    ],
)
def test_a_fault_is_told_with_its_place(
    text: str, leaves: tuple[str, ...] | None, key: str, position: int
) -> None:
    with pytest.raises(FormulaError) as caught:
        read_graph(text, leaves)
    assert (caught.value.sentence, caught.value.position) == (key, position)


def test_a_tree_is_read_like_its_text() -> None:
    tree = parse("x*y + sin(x)", Names(("x", "y")))
    assert graph_of(tree) == read_graph("x*y + sin(x)")


def test_every_use_is_an_edge() -> None:
    graph = read_graph("a = x*x; a*x")
    assert graph.edges == (Edge(0, 1, 0), Edge(0, 1, 1), Edge(1, 2, 0), Edge(0, 2, 1))
    assert list(graph.into(2)) == [Edge(1, 2, 0), Edge(0, 2, 1)]
    assert graph.leaves == (0,)
    assert graph.index("a") == 1


@pytest.mark.parametrize(
    "nodes",
    [
        (Node("x"), Node("x")),
        (Node("a", "neg", (1,)), Node("x")),
        (Node("a", "neg", (0,)),),
    ],
)
def test_nodes_that_are_no_graph_are_refused(nodes: tuple[Node, ...]) -> None:
    with pytest.raises(ValueError, match=r"name|operand"):
        Graph(nodes, 0)


def test_any_program_is_in_topological_order_under_its_own_names() -> None:
    for drawn in many(100):
        names = [node.name for node in drawn.graph.nodes]
        assert len(set(names)) == len(names)
        assert all(edge.source < edge.target for edge in drawn.graph.edges)
        lines = [line.partition(" = ")[0] for line in drawn.text.split("; ")]
        assert {*lines[:-1]} <= {*names}
