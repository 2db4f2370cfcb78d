"""A graph at a point: values forward, adjoints backward, tangents forward.

Legend: v̄ = ∂L/∂v is the adjoint of a node v, L being the result; v̇ its tangent, the derivative along
a direction in the space of the leaves; a slope is the number of one edge, ∂target/∂source with all
other operands held. A node that is used often gets the sum over its uses: v̄ = Σ w̄ ∂w/∂v.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mathdrill.autograd.graph import Edge, Graph
from mathdrill.autograd.graph_rules import local_derivatives
from mathdrill.errors import MathdrillError
from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import Expr, Sym, free_names
from mathdrill.maths.linear import linear
from mathdrill.maths.numeric import compiled
from mathdrill.maths.simplify import tidy


@dataclass(frozen=True, slots=True)
class Tape:
    """What a forward pass remembers.

    values: one a node. slopes: one an edge, in the order of `graph.edges`.
    """

    graph: Graph
    values: tuple[float, ...]
    slopes: tuple[float, ...]

    @property
    def result(self) -> float:
        return self.values[self.graph.output]


def record(graph: Graph, point: Mapping[str, float]) -> Tape:
    """Evaluate a graph where its leaves have the values of `point`, or those the text gave them.

    Raises: MathdrillError: a leaf without a value, a node or a slope without a finite real one.
    """
    values: dict[str, float] = {}
    for index, node in enumerate(graph.nodes):
        if node.is_leaf and node.name in point:
            values[node.name] = point[node.name]
        elif node.is_leaf and node.given is None:
            raise MathdrillError("graph.no-leaf-value", name=node.name)
        else:
            formula = node.given or graph.formula(index)
            values[node.name] = _number(formula, values, "graph.no-value", node.name, formula)
    slopes = []
    for edge in graph.edges:
        name, formula = graph.nodes[edge.target].name, graph.formula(edge.target)
        slope = _number(local_formula(graph, edge), values, "graph.no-slope", name, formula)
        slopes.append(slope)
    return Tape(graph, tuple(values[node.name] for node in graph.nodes), tuple(slopes))


def local_formula(graph: Graph, edge: Edge) -> Expr:
    """∂target/∂source of one edge, over the names of the nodes."""
    node = graph.nodes[edge.target]
    slopes = local_derivatives(node.operation, graph.operands(edge.target), Sym(node.name))
    return tidy(slopes[edge.slot])


def adjoints(tape: Tape, seed: float = 1.0) -> tuple[float, ...]:
    """∂result/∂node times `seed`, one a node: one pass from the result back to the leaves."""
    found = [0.0] * len(tape.graph.nodes)
    found[tape.graph.output] = seed
    for edge, slope in zip(reversed(tape.graph.edges), reversed(tape.slopes), strict=True):
        found[edge.source] += found[edge.target] * slope
    return tuple(found)


def tangents(tape: Tape, direction: Mapping[str, float]) -> tuple[float, ...]:
    """The derivative of every node along a direction: one pass from the leaves to the result.

    Args:
        direction: the tangent of each leaf; 0 for those it does not name.
    """
    found = [direction.get(node.name, 0.0) if node.is_leaf else 0.0 for node in tape.graph.nodes]
    for edge, slope in zip(tape.graph.edges, tape.slopes, strict=True):
        found[edge.target] += slope * found[edge.source]
    return tuple(found)


def gradient(tape: Tape) -> dict[str, float]:
    """∂result/∂leaf by the name of the leaf."""
    found = adjoints(tape)
    return {tape.graph.nodes[index].name: found[index] for index in tape.graph.leaves}


def _number(tree: Expr, values: Mapping[str, float], key: str, name: str, formula: Expr) -> float:
    """The value of `tree`; where it has none, the error tells it of the node's formula."""
    try:
        return float(compiled(tree)(values)[0])
    except (Undefined, Loose):
        point = ", ".join(f"{used} = {values[used]:.6g}" for used in free_names(formula))
        shown = f"${linear(formula)}$"
        raise MathdrillError(key, name=name, formula=shown, point=point) from None
