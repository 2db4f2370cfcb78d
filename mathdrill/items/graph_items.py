"""Items that show a computational graph with open cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.graph_cells import (
    cell_keys,
    cell_proof,
    drawing,
    given_cells,
    picture,
)
from mathdrill.autograd.graph_reading import read_graph, statements
from mathdrill.domain import GraphCells, Item, ItemTemplate, Kind, Part, same_text
from mathdrill.errors import ContentError, FormulaError
from mathdrill.items.formula_items import formula_item
from mathdrill.items.formulas import Bindings
from mathdrill.maths.expression import Expr
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.names import Names
from mathdrill.maths.numeric import compiled
from mathdrill.maths.parser import parse

WIDTH = 70  # cells of the drawing that stands for the program


def graph_item(template: ItemTemplate, seed: int, bindings: Bindings) -> Item | None:
    """The item of one draw, or None where two of its answers coincide.

    A part of the key that is empty gets the exact content of its cell.
    Raises: ContentError: the graph cannot be read, or there is no such cell.
    """
    if template.graph is None:
        raise ContentError("items.no-graph", template=template.id)
    cells, point = _filled(template.graph, bindings)
    graph = _read(template.id, cells)
    try:
        keys = cell_keys(graph, point, (part.name for part in template.key))
    except KeyError as error:
        known = ", ".join(node.name for node in graph.nodes)
        name = error.args[0]
        raise ContentError("items.no-cell", template=template.id, name=name, known=known) from error
    parts = tuple(
        part if part.value.en else Part(part.name, same_text(linear(keys[part.name])))
        for part in template.key
    )
    item = formula_item(replace(template, kind=Kind.STEPS, key=parts), seed, bindings)
    if item is None:
        return None
    if cells.shown is None:
        cells = replace(cells, shown=given_cells(graph, [part.name for part in parts]))
    shown = replace(item, kind=Kind.GRAPH, graph=cells)
    return replace(shown, program="\n".join(graph_drawing(shown, WIDTH)))


def graph_proof(item: Item) -> tuple[tuple[str, Expr], ...]:
    """The second way to the key of a graph item: each cell by differentiating the whole formula."""
    if item.graph is None:
        return ()
    graph = _read(item.template, item.graph)
    point = {name: parse(value, Names()) for name, value in item.graph.at}
    return tuple((part.name, cell_proof(graph, point, part.name)) for part in item.parts)


def graph_drawing(item: Item, width: int, style: Style = Style.UNICODE) -> tuple[str, ...]:
    """The graph of an item with question marks in its open cells; nothing for other items."""
    if item.graph is None:
        return ()
    graph = _read(item.template, item.graph)
    point = {name: float(compiled(parse(v, Names()))({})[0]) for name, v in item.graph.at}
    asked = [part.name for part in item.parts]
    return drawing(graph, point, asked, item.graph.shown or (), width, style)


def graph_picture(cells: GraphCells, asked: Sequence[str], title: str) -> str:
    """The graph of an item as an SVG drawing, with question marks in the cells asked for.

    Args:
        title: what a screen reader says for it.
    """
    graph = _read("", cells)
    point = {name: float(compiled(parse(v, Names()))({})[0]) for name, v in cells.at}
    return picture(graph, point, asked, cells.shown or (), title)


def _read(template: str, cells: GraphCells) -> Graph:
    try:
        return read_graph(cells.nodes, tuple(name for name, _ in cells.at) or None)
    except FormulaError as error:
        raise ContentError(
            "items.formula", template=template, formula=cells.nodes, fault=error
        ) from error


def _filled(cells: GraphCells, bindings: Bindings) -> tuple[GraphCells, dict[str, Expr]]:
    """The graph with drawn values put in, except for the names of its own nodes."""
    point = {name: bindings.compute(value) for name, value in cells.at}
    own = set(point)
    written = []
    for name, formula, _ in statements(cells.nodes):
        others = replace(
            bindings,
            variables=tuple(own),
            values={n: value for n, value in bindings.values.items() if n not in own},
            derived={n: value for n, value in bindings.derived.items() if n not in own},
        )
        text = linear(others.fill(others.read(formula)))
        written.append(f"{name} = {text}" if name else text)
        own.add(name)
    at = tuple((name, linear(value)) for name, value in point.items())
    return replace(cells, nodes="; ".join(written), at=at), point
