"""Values, adjoints and tangents, with torch and finite differences as witnesses."""

from __future__ import annotations

import math

import pytest

from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_rules import local_derivatives, rule_name
from mathdrill.autograd.graph_tape import adjoints, gradient, local_formula, record, tangents
from mathdrill.errors import MathdrillError
from mathdrill.maths.derivation import derivative
from mathdrill.maths.equality import compare
from mathdrill.maths.expression import Call, Sym, substitute
from mathdrill.maths.linear import linear
from mathdrill.maths.names import FUNCTIONS
from mathdrill.maths.pointwise import Decision
from tests.autograd.agreement import difference_gap, torch_gap
from tests.autograd.tapes import many

U = Sym("u")
FLAT = {"floor", "ceil", "sign", "step"}
ONE_ARGUMENT = [name for name, (fewest, most) in FUNCTIONS.items() if fewest == most == 1]


def test_the_example_of_the_manual() -> None:
    tape = record(read_graph("x*y + sin(x)"), {"x": 2.0, "y": 3.0})
    assert tape.values == (2.0, 3.0, 6.0, math.sin(2), 6 + math.sin(2))
    assert adjoints(tape) == (3 + math.cos(2), 2.0, 1.0, 1.0, 1.0)
    assert tangents(tape, {"x": 1.0}) == (1.0, 0.0, 3.0, math.cos(2), 3 + math.cos(2))
    assert tangents(tape, {"y": 1.0}) == (0.0, 1.0, 2.0, 0.0, 2.0)
    assert tape.result == 6 + math.sin(2)


@pytest.mark.parametrize(
    ("text", "point", "gradients"),
    [
        ("x*y + x", {"x": 2, "y": 3}, {"x": 4, "y": 2}),  # two uses: add
        ("x*x", {"x": 3}, {"x": 6}),  # both operands are the same node
        ("x*x*x", {"x": 2}, {"x": 12}),
        ("h = w*k; w*h", {"w": 3, "k": 2}, {"w": 12, "k": 9}),  # a weight shared over time
        ("u = w*x; v = u + b; e = v - y; e^2", {"w": 2, "x": 3, "b": 1, "y": 5}, None),
        ("(a + b)*c", {"a": 1, "b": 2, "c": 5}, {"a": 5, "b": 5, "c": 3}),
        ("max(a, b)*c - a", {"a": 4, "b": 2, "c": 3}, {"a": 2, "b": 0, "c": 4}),
        ("max(x, y)", {"x": 2, "y": 2}, {"x": 0.5, "y": 0.5}),  # a tie is shared, as torch does
        ("min(x, y)", {"x": 2, "y": 2}, {"x": 0.5, "y": 0.5}),
        ("relu(x) + |x|", {"x": 0}, {"x": 0}),  # kinks, as torch does
        ("x^0", {"x": 0}, {"x": 0}),
        ("x^1", {"x": 0}, {"x": 1}),
        ("x^(1/2)", {"x": 4}, {"x": 0.25}),
        ("x", {"x": 7}, {"x": 1}),
        ("x = 2; y = 3; x^y", {}, {"x": 12, "y": 8 * math.log(2)}),
        ("a = x*y; x + 1", {"x": 2, "y": 3}, {"x": 1, "y": 0}),  # a leads nowhere
    ],
)
def test_gradients(text: str, point: dict[str, float], gradients: dict[str, float] | None) -> None:
    found = gradient(record(read_graph(text), point))
    wanted = gradients or {"w": 12.0, "x": 8.0, "b": 4.0, "y": -4.0}
    assert found == pytest.approx(wanted, abs=1e-15)


def test_the_seed_is_handed_through() -> None:
    tape = record(read_graph("x*y"), {"x": 2.0, "y": 3.0})
    assert adjoints(tape, seed=10.0) == (30.0, 20.0, 10.0)


@pytest.mark.parametrize(
    ("text", "point", "key", "name"),
    [
        ("a = ln(x); a + 1", {"x": -1.0}, "graph.no-value", "a"),
        ("1/x", {"x": 0.0}, "graph.no-value", "L"),
        ("exp(x)", {"x": 1e4}, "graph.no-value", "L"),
        ("sqrt(x)", {"x": 0.0}, "graph.no-slope", "L"),
        ("x^n", {"x": -2.0, "n": 2.0}, "graph.no-slope", "L"),  # ∂/∂n needs ln(-2)
        ("x*y", {"x": 1.0}, "graph.no-leaf-value", "y"),
    ],
)
def test_where_there_is_no_number_the_node_is_named(
    text: str, point: dict[str, float], key: str, name: str
) -> None:
    with pytest.raises(MathdrillError) as caught:
        record(read_graph(text), point)
    assert (caught.value.sentence, caught.value.values["name"]) == (key, name)


# --- the table of rules ---------------------------------------------------------------------------


@pytest.mark.parametrize("function", ONE_ARGUMENT)
def test_every_function_has_the_rule_that_symbolic_derivation_finds(function: str) -> None:
    call = Call(function, (U,))
    (local,) = local_derivatives(function, (U,), Sym("w"))
    ours = substitute(local, {"w": call})
    if function in FLAT:
        assert linear(ours) == "0"
        return
    if function in {"sech", "csch", "coth", "acosh"}:  # which it leaves out
        return
    assert compare(derivative(call, "u"), ours, ("u",), ()).decision is Decision.EQUAL


@pytest.mark.parametrize(
    ("text", "locals_"),
    [
        ("x*y", "y, x"),
        ("x - y", "1, -1"),
        ("x/y", "1/y, -x/y^2"),
        ("-x", "-1"),
        ("3x", "3"),
        ("x^3", "3x^2"),
        ("x^2", "2x"),
        ("x^n", "n*x^(n - 1), L*ln(x)"),
        ("2^x", "L*ln(2)"),
        ("e^x", "L"),
        ("exp(x)", "L"),  # written with the result, which is at hand
        ("sigmoid(x)", "L*(1 - L)"),
        ("tanh(x)", "1 - L^2"),
        ("sqrt(x)", "1/(2L)"),
        ("ln(x)", "1/x"),
        ("cos(x)", "-sin(x)"),
    ],
)
def test_local_derivatives_are_written_as_one_learns_them(text: str, locals_: str) -> None:
    graph = read_graph(text)
    assert ", ".join(linear(local_formula(graph, edge)) for edge in graph.edges) == locals_


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x + y", "sum"),
        ("-x", "difference"),
        ("x*y", "product"),
        ("2x", "factor"),
        ("x/2", "quotient"),
        ("x^2", "power"),
        ("2^x", "exponential"),
        ("max(x, y)", "choice"),
        ("sin(x)", "function"),
    ],
)
def test_rules_have_names(text: str, rule: str) -> None:
    graph = read_graph(text)
    node = graph.nodes[graph.output]
    assert rule_name(node.operation, graph.operands(graph.output)) == rule


# --- witnesses: `python -m tests.bench.tapes` asks them about thousands ---------------------------


def test_torch_finds_the_same_values_adjoints_and_tangents() -> None:
    assert max(torch_gap(drawn) for drawn in many(200)) < 1e-9


def test_finite_differences_find_the_same_gradients() -> None:
    gaps = [gap for drawn in many(200) if (gap := difference_gap(drawn)) is not None]
    assert max(gaps) < 1e-4
    assert len(gaps) > 190


def test_both_modes_find_the_same_slope_along_any_direction() -> None:
    """v · ∇L = L̇: one number, computed from either end."""
    for drawn in many(200):
        direction = {name: math.sin(5.0 * n) for n, name in enumerate(drawn.point, start=1)}
        back = gradient(drawn.tape)
        forward = tangents(drawn.tape, direction)[drawn.graph.output]
        along = sum(back[name] * number for name, number in direction.items())
        assert forward == pytest.approx(along, rel=1e-9, abs=1e-7)
