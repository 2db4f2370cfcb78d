"""What happens when a formula is evaluated and differentiated, step by step: the microscope.

Legend: reverse mode takes one sweep from the result to the leaves and finds v̄ = ∂L/∂v; forward mode
takes one sweep from the leaves to the result for each direction and finds v̇. One step is one edge:
slope × what arrives = what it adds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mathdrill.autograd.graph import Edge, Graph
from mathdrill.autograd.graph_program import forward_lines, reverse_lines
from mathdrill.autograd.graph_reading import read_graph, spelled
from mathdrill.autograd.graph_rules import rule_name
from mathdrill.autograd.graph_tape import Tape, adjoints, local_formula, record, tangents
from mathdrill.errors import FormulaError, UsageError
from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.numeric import compiled
from mathdrill.maths.parser import parse

ALONG = "v"  # what a direction that was asked for is called
TOLERANCE = 1e-9  # relative: how near our numbers and torch's are to each other

_SEPARATOR = re.compile("[,;，；、]")
_NAME = re.compile(r"[^\W\d_][A-Za-z0-9_]*")


class Mode(StrEnum):
    REVERSE = "reverse"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Step:
    """One edge: `adds` = `slope` × `arriving`, by the rule of that name.

    local: the slope as a formula over the names of the nodes.
    """

    edge: Edge
    rule: str
    local: Expr
    slope: float
    arriving: float
    adds: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """One pass of derivatives over the whole graph.

    name: of the direction: a leaf, or ALONG; "" in reverse mode.
    derivatives: one a node. steps: in the order in which they are taken.
    """

    name: str
    direction: tuple[tuple[str, float], ...]
    derivatives: tuple[float, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A formula at a point, evaluated and differentiated.

    lines: the program that makes PyTorch do the same.
    """

    text: str
    mode: Mode
    graph: Graph
    point: tuple[tuple[str, float], ...]
    tape: Tape
    sweeps: tuple[Sweep, ...]
    lines: tuple[str, ...]


def trace(
    text: str,
    point: Mapping[str, float],
    mode: Mode = Mode.REVERSE,
    along: Mapping[str, float] | None = None,
) -> Trace:
    """Trace a formula or a list of assignments.

    Args:
        along: the one direction of forward mode; without it there is one for each leaf.
    Raises: FormulaError: a fault in the text. UsageError: a leaf without a value, or a value or a
        direction for a name that is no leaf. MathdrillError: no value or no derivative there.
    """
    graph = _read(text, tuple(point))
    _check_names(graph, point, along or {})
    tape = record(graph, point)
    full = {graph.nodes[index].name: tape.values[index] for index in graph.leaves}
    directions = {ALONG: dict(along)} if along else {name: {name: 1.0} for name in full}
    if mode is Mode.REVERSE:
        sweeps: tuple[Sweep, ...] = (_backward(tape),)
        lines = reverse_lines(graph, full)
    else:
        sweeps = tuple(_forward(tape, name, each) for name, each in directions.items())
        lines = forward_lines(graph, full, directions)
    return Trace(text.strip(), mode, graph, tuple(full.items()), tape, sweeps, lines)


def agreeing(
    trace: Trace, values: Sequence[float], derivatives: Sequence[Sequence[float | None]]
) -> bool:
    """Whether the numbers of another differentiator are ours; where it has none, ours must be 0."""
    pairs = list(zip(trace.tape.values, values, strict=True))
    for sweep, found in zip(trace.sweeps, derivatives, strict=True):
        theirs = (0.0 if number is None else number for number in found)
        pairs += zip(sweep.derivatives, theirs, strict=True)
    return all(abs(a - b) <= TOLERANCE * max(1.0, abs(a)) for a, b in pairs)


def read_point(text: str) -> dict[str, float]:
    """`x=2, y=pi/3` as numbers by name.

    Raises: FormulaError, with the place of the fault in `text`.
    """
    point: dict[str, float] = {}
    start = 0
    for end in [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]:
        piece = text[start:end].replace("＝", "=")
        head, equals, _ = piece.partition("=")
        place, after = start + len(piece) - len(piece.lstrip()), start + len(head) + 1
        if piece.strip():
            name = spelled(head)
            if not equals or not _NAME.fullmatch(name) or name in point:
                length = len(piece.strip())
                raise FormulaError(
                    "trace.point", position=place, length=length, found=piece.strip()
                )
            point[name] = _value(" " * after + text[after:end], place)
        start = end + 1
    return point


def _read(text: str, leaves: tuple[str, ...]) -> Graph:
    """The graph; a letter that nothing is known of is a variable whose value was forgotten."""
    try:
        return read_graph(text, leaves or None)
    except FormulaError as error:
        name = error.values.get("name")
        if error.sentence != "formula.unknown-name" or not isinstance(name, str) or len(name) > 1:
            raise
        raise _missing([name], [*leaves, name]) from error


def _missing(names: Sequence[str], leaves: Sequence[str]) -> UsageError:
    example = ",".join(f"{name}={number}" for number, name in enumerate(leaves, start=2))
    return UsageError("trace.missing", names=", ".join(names), example=example)


def _value(text: str, position: int) -> float:
    try:
        return float(compiled(parse(text, Names()))({})[0])
    except (Undefined, Loose):
        found = text.strip()
        raise FormulaError("trace.no-number", position=position, found=found) from None


def _check_names(graph: Graph, point: Mapping[str, float], along: Mapping[str, float]) -> None:
    open_leaves = [graph.nodes[i].name for i in graph.leaves if graph.nodes[i].given is None]
    missing = [name for name in open_leaves if name not in point]
    if missing:
        raise _missing(missing, open_leaves)
    leaves = [graph.nodes[index].name for index in graph.leaves]
    for name in (*point, *along):
        if name not in leaves:
            raise UsageError("trace.no-leaf", name=name, names=", ".join(leaves))


def _backward(tape: Tape) -> Sweep:
    found = adjoints(tape)
    edges = sorted(
        zip(tape.graph.edges, tape.slopes, strict=True), key=lambda pair: -pair[0].target
    )
    steps = tuple(_step(tape.graph, edge, slope, found[edge.target]) for edge, slope in edges)
    return Sweep("", (), found, steps)


def _forward(tape: Tape, name: str, direction: Mapping[str, float]) -> Sweep:
    found = tangents(tape, direction)
    edges = zip(tape.graph.edges, tape.slopes, strict=True)
    steps = tuple(_step(tape.graph, edge, slope, found[edge.source]) for edge, slope in edges)
    return Sweep(name, tuple(direction.items()), found, steps)


def _step(graph: Graph, edge: Edge, slope: float, arriving: float) -> Step:
    node = graph.nodes[edge.target]
    rule = rule_name(node.operation, graph.operands(edge.target))
    return Step(edge, rule, local_formula(graph, edge), slope, arriving, slope * arriving)
