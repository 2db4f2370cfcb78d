"""A graph at a point in exact arithmetic: fractions stay fractions, sin(2) stays sin(2).

The keys of `graph` items come from here; `graph_tape` computes the same in floating point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.graph_tape import local_formula
from mathdrill.errors import MathdrillError
from mathdrill.maths.expression import ONE, ZERO, Add, Expr, Mul, Num, substitute
from mathdrill.maths.rational import NotRational, exact_constant
from mathdrill.maths.simplify import simplified


def exact_values(graph: Graph, point: Mapping[str, Expr]) -> tuple[Expr, ...]:
    """The value of each node as a formula without names.

    Raises: MathdrillError: a leaf without a value.
    """
    values: dict[str, Expr] = {}
    for index, node in enumerate(graph.nodes):
        given = point.get(node.name, node.given) if node.is_leaf else graph.formula(index)
        if given is None:
            raise MathdrillError("graph.no-leaf-value", name=node.name)
        values[node.name] = _computed(substitute(given, values))
    return tuple(values.values())


def exact_adjoints(graph: Graph, values: Sequence[Expr]) -> tuple[Expr, ...]:
    """∂result/∂node as a formula without names, one a node."""
    known = {node.name: value for node, value in zip(graph.nodes, values, strict=True)}
    found: list[Expr] = [ZERO] * len(graph.nodes)
    found[graph.output] = ONE
    for edge in reversed(graph.edges):
        slope = _computed(substitute(local_formula(graph, edge), known))
        found[edge.source] = _computed(Add((found[edge.source], Mul((found[edge.target], slope)))))
    return tuple(found)


def exact_tangents(
    graph: Graph, values: Sequence[Expr], direction: Mapping[str, Expr]
) -> tuple[Expr, ...]:
    """The derivative of each node along a direction; 0 for the leaves that it does not name."""
    known = {node.name: value for node, value in zip(graph.nodes, values, strict=True)}
    found = [direction.get(node.name, ZERO) if node.is_leaf else ZERO for node in graph.nodes]
    for edge in graph.edges:
        slope = _computed(substitute(local_formula(graph, edge), known))
        found[edge.target] = _computed(Add((found[edge.target], Mul((slope, found[edge.source])))))
    return tuple(found)


def _computed(tree: Expr) -> Expr:
    """A number where there is an exact one, else the simplified formula."""
    tree = simplified(tree)
    if isinstance(tree, Num):
        return tree
    try:
        return Num(exact_constant(tree))
    except (NotRational, ZeroDivisionError):
        return tree
