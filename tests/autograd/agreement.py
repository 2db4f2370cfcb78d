"""How far our tapes are from other witnesses: torch in float64, and finite differences."""

from __future__ import annotations

import math

from mathdrill.autograd.graph_tape import adjoints, record, tangents
from mathdrill.autograd.oracle_graph import replay_backward, replay_forward
from mathdrill.errors import MathdrillError
from tests.autograd.tapes import Drawn

WIDTH = 1e-4  # of a finite difference, relative
JUMP = 0.01  # what halving the width may change, relative


def gap(ours: float, theirs: float | None) -> float:
    """Relative to numbers above 1; no gradient at all is 0."""
    return abs(ours - (theirs or 0.0)) / max(1.0, abs(ours))


def torch_gap(drawn: Drawn) -> float:
    """The largest distance of a value, an adjoint or a tangent of any node from torch's."""
    tape = drawn.tape
    direction = {name: math.cos(3.0 * number) for number, name in enumerate(drawn.point)}
    back = replay_backward(drawn.graph, drawn.point)
    along = replay_forward(drawn.graph, drawn.point, direction)
    pairs = [
        *zip(tape.values, back.values, strict=True),
        *zip(adjoints(tape), back.derivatives, strict=True),
        *zip(tangents(tape, direction), along.derivatives, strict=True),
    ]
    return max(gap(ours, theirs) for ours, theirs in pairs)


def difference_gap(drawn: Drawn) -> float | None:
    """The largest distance of ∂result/∂leaf from a central difference, extrapolated once.

    Relative to the largest number in sight, because a difference loses as many digits as the values
    have before the point. None where the function cannot be evaluated nearby, or jumps there as floor
    does: then the difference grows as its width shrinks.
    """
    found = adjoints(drawn.tape)
    scale = max(1.0, *(abs(number) for number in (*drawn.tape.values, *drawn.tape.slopes, *found)))
    gaps = []
    for index in drawn.graph.leaves:
        name = drawn.graph.nodes[index].name
        width = WIDTH * max(1.0, abs(drawn.point[name])) / scale
        try:
            coarse, fine = (_slope(drawn, name, width / part) for part in (1, 2))
        except MathdrillError:
            return None
        if abs(fine - coarse) > JUMP * scale:
            return None
        gaps.append(abs(found[index] - (4 * fine - coarse) / 3) / scale)
    return max(gaps)


def _slope(drawn: Drawn, name: str, width: float) -> float:
    above, below = (
        record(drawn.graph, {**drawn.point, name: drawn.point[name] + step}).result
        for step in (width, -width)
    )
    return (above - below) / (2 * width)
