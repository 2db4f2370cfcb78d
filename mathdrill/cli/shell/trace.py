"""`trace`: a formula evaluated and differentiated step by step, and PyTorch beside it."""

from __future__ import annotations

from importlib.util import find_spec

from mathdrill.autograd.trace import Mode, Sweep, Trace, agreeing, read_point
from mathdrill.autograd.trace import trace as traced
from mathdrill.cli.blocks import Block, Gap, Pointed, Role, Words
from mathdrill.cli.layout import rows
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.trace_page import Beside, Page
from mathdrill.cli.wrap import line_text
from mathdrill.errors import FormulaError, UsageError
from mathdrill.maths.linear import linear

SCHEMA_VERSION = 1


def run(
    terminal: Terminal,
    text: str,
    *,
    at: str,
    mode: str,
    along: str,
    torch: bool | None,
    json: bool,
) -> int:
    """Trace a formula. Returns: 1 where PyTorch finds other numbers than we do."""
    if mode not in set(Mode):
        raise UsageError("trace.mode", given=mode, modes=", ".join(Mode))
    chosen = Mode(mode)
    if along and chosen is Mode.REVERSE:
        raise UsageError("trace.along-reverse")
    trace = _traced(terminal, text, at, chosen, along)
    with_torch = find_spec("torch") is not None if torch is None else torch
    beside = _beside(trace) if with_torch else None
    if json:
        terminal.write_json(_data(trace, beside))
    else:
        show(terminal, _blocks(terminal, trace, beside))
    return 0 if beside is None or beside.agrees else 1


def _traced(terminal: Terminal, text: str, at: str, mode: Mode, along: str) -> Trace:
    """The trace; what cannot be read is shown with a caret under it."""
    reading, option = at, "--at"
    try:
        point = read_point(at)
        reading, option = along, "--along"
        direction = read_point(along)
        reading, option = text, "FORMULA"
        return traced(text, point, mode, direction)
    except FormulaError as error:
        for row in rows((Pointed(reading, error.position),), terminal.width, terminal.formula):
            print(line_text(row.line).rstrip(), file=terminal.stderr)
        raise UsageError("trace.unreadable", option=option, fault=error) from error


def _beside(trace: Trace) -> Beside:
    """What torch finds for the same graph."""
    from mathdrill.autograd import oracle_graph

    point = dict(trace.point)
    replays = [
        oracle_graph.replay_forward(trace.graph, point, dict(sweep.direction))
        if trace.mode is Mode.FORWARD
        else oracle_graph.replay_backward(trace.graph, point)
        for sweep in trace.sweeps
    ]
    values, derivatives = replays[0].values, tuple(each.derivatives for each in replays)
    return Beside(values, derivatives, replays[0].version, agreeing(trace, values, derivatives))


def _blocks(terminal: Terminal, trace: Trace, beside: Beside | None) -> list[Block]:
    page = Page(terminal, trace)
    blocks = [*page.blocks(), *page.program()]
    if beside is None:
        return [*blocks, Gap(), Words(terminal.say("trace.no-torch"), Role.QUIET)]
    return [*blocks, *page.beside(beside)]


def _data(trace: Trace, beside: Beside | None) -> dict[str, object]:
    """The trace as JSON; formulas in the notation that learners type."""
    graph = trace.graph
    nodes = [
        {
            "name": node.name,
            "operation": node.operation,
            "formula": None if node.is_leaf else linear(graph.formula(index)),
            "operands": [graph.nodes[edge.source].name for edge in graph.into(index)],
            "value": trace.tape.values[index],
        }
        for index, node in enumerate(graph.nodes)
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "formula": trace.text,
        "mode": trace.mode,
        "at": dict(trace.point),
        "output": graph.nodes[graph.output].name,
        "nodes": nodes,
        "sweeps": [_sweep_data(trace, sweep) for sweep in trace.sweeps],
        "program": list(trace.lines),
        "torch": None if beside is None else _beside_data(trace, beside),
    }


def _sweep_data(trace: Trace, sweep: Sweep) -> dict[str, object]:
    names = [node.name for node in trace.graph.nodes]
    return {
        "direction": dict(sweep.direction) if trace.mode is Mode.FORWARD else None,
        "derivatives": dict(zip(names, sweep.derivatives, strict=True)),
        "steps": [
            {
                "from": names[step.edge.source],
                "to": names[step.edge.target],
                "rule": step.rule,
                "local": linear(step.local),
                "slope": step.slope,
                "arriving": step.arriving,
                "adds": step.adds,
            }
            for step in sweep.steps
        ],
    }


def _beside_data(trace: Trace, beside: Beside) -> dict[str, object]:
    names = [node.name for node in trace.graph.nodes]
    return {
        "version": beside.version,
        "values": dict(zip(names, beside.values, strict=True)),
        "derivatives": [dict(zip(names, found, strict=True)) for found in beside.derivatives],
        "agrees": beside.agrees,
    }
