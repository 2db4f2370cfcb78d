"""The cells of a graph, which `graph` items leave open: what each is called, its key, the drawing.

Legend: a cell is called by what it holds: `a` is the value of a node, `dL/da` its adjoint where L is
the result, `da/dx` its tangent along the leaf x. In the drawing an open cell is a question mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.graph_exact import exact_adjoints, exact_tangents, exact_values
from mathdrill.autograd.graph_svg import svg
from mathdrill.autograd.graph_tape import Tape, adjoints, record, tangents
from mathdrill.autograd.rails import Column, adjoint_name, draw, number_text, tangent_name
from mathdrill.maths.expression import ONE, Call, Expr, Sym, substitute
from mathdrill.maths.linear import Style

OPEN = "?"


def cell_keys(graph: Graph, point: Mapping[str, Expr], cells: Iterable[str]) -> dict[str, Expr]:
    """The exact content of each cell.

    Raises: KeyError: there is no such cell. MathdrillError: a leaf without a value.
    """
    values = exact_values(graph, point)
    keys: dict[str, Expr] = {}
    for cell in cells:
        node, along = _places(graph, cell)
        if along is None:
            keys[cell] = values[node]
        elif node == graph.output:
            keys[cell] = exact_adjoints(graph, values)[along]
        else:
            keys[cell] = exact_tangents(graph, values, {graph.nodes[along].name: ONE})[node]
    return keys


def cell_proof(graph: Graph, point: Mapping[str, Expr], cell: str) -> Expr:
    """The content of a cell without graph or tape, for an independent oracle.

    The whole formula is written out, differentiated by diff(…) and evaluated by subs(…): for the
    adjoint of v, first what v itself is, then the leaves.
    Raises: KeyError: there is no such cell.
    """
    node, along = _places(graph, cell)
    if along is None:
        proof = _written_out(graph, node)
    else:
        name = Sym(graph.nodes[along].name)
        proof = Call("diff", (_written_out(graph, node, along), name))
        if not graph.nodes[along].is_leaf:
            proof = Call("subs", (proof, name, _written_out(graph, along)))
    for index in graph.leaves:
        leaf = graph.nodes[index]
        value = point.get(leaf.name, leaf.given)
        if value is not None:
            proof = Call("subs", (proof, Sym(leaf.name), value))
    return proof


def given_cells(graph: Graph, asked: Collection[str]) -> tuple[str, ...]:
    """What a drawing shows by itself.

    Where derivatives are asked for: the values that are not, and the seed of the backward pass.
    """
    if not any("/" in cell for cell in asked):
        return ()
    result = graph.nodes[graph.output].name
    cells = (*(node.name for node in graph.nodes if not node.is_leaf), f"d{result}/d{result}")
    return tuple(cell for cell in cells if cell not in asked)


def drawing(
    graph: Graph,
    point: Mapping[str, float],
    asked: Collection[str],
    shown: Collection[str],
    width: int,
    style: Style = Style.UNICODE,
) -> tuple[str, ...]:
    """The rails with a question mark in each cell that is asked for and numbers in those shown.

    Raises: MathdrillError: a leaf without a value, a node without a real one.
    """
    tape = record(graph, point)
    columns = _shown_columns(tape, asked, shown, style)
    return draw(graph, columns, width, given=_given(tape), style=style)


def picture(
    graph: Graph,
    point: Mapping[str, float],
    asked: Collection[str],
    shown: Collection[str],
    title: str,
) -> str:
    """The same as an SVG drawing; title: what a screen reader says for it.

    Raises: as `drawing`.
    """
    tape = record(graph, point)
    columns = _shown_columns(tape, asked, shown, Style.UNICODE)
    return svg(graph, columns, title=title, given=_given(tape))


def _shown_columns(
    tape: Tape, asked: Collection[str], shown: Collection[str], style: Style
) -> list[Column]:
    """The columns in which anything stands, the values at the right of theirs."""
    columns = []
    for number, cells in enumerate(_columns(tape, style)):
        texts = tuple(
            label + (OPEN if cell in asked else number_text(value))
            if cell in asked or cell in shown
            else ""
            for cell, label, value in cells
        )
        if any(texts):
            columns.append(Column(texts, right=number == 0))
    return columns


def _given(tape: Tape) -> dict[str, str]:
    nodes = tape.graph.nodes
    return {nodes[index].name: number_text(tape.values[index]) for index in tape.graph.leaves}


def _columns(tape: Tape, style: Style) -> Iterator[list[tuple[str, str, float]]]:
    """(cell, what stands before its content, content) for each node, column by column."""
    graph = tape.graph
    names = [node.name for node in graph.nodes]
    result = names[graph.output]
    yield [(name, "", value) for name, value in zip(names, tape.values, strict=True)]
    yield [
        (f"d{result}/d{name}", f"{adjoint_name(name, result, style)} = ", value)
        for name, value in zip(names, adjoints(tape), strict=True)
    ]
    for leaf in (names[index] for index in graph.leaves):
        found = zip(names, tangents(tape, {leaf: 1.0}), strict=True)
        yield [  # the one of the result stands in the column of adjoints
            (
                "" if name == result else f"d{name}/d{leaf}",
                f"{tangent_name(name, leaf, style)} = ",
                v,
            )
            for name, v in found
        ]


def _written_out(graph: Graph, node: int, variable: int | None = None) -> Expr:
    """A node as one formula over the leaves, and over one inner node that stays a variable."""
    formulas: dict[str, Expr] = {}
    for index in range(node + 1):
        name = graph.nodes[index].name
        formula = graph.formula(index)
        formulas[name] = Sym(name) if index == variable else substitute(formula, formulas)
    return formulas[graph.nodes[node].name]


def _places(graph: Graph, cell: str) -> tuple[int, int | None]:
    """(node,) of a value, (A, B) of dA/dB."""
    above, slash, below = cell.partition("/")
    if not slash:
        return graph.index(cell), None
    if not (above.startswith("d") and below.startswith("d")):
        raise KeyError(cell)
    node, along = graph.index(above[1:]), graph.index(below[1:])
    if node != graph.output and not graph.nodes[along].is_leaf:
        raise KeyError(cell)
    return node, along
