"""How each kind of answer is judged: one file a kind, one line here."""

from __future__ import annotations

from collections.abc import Callable

from mathdrill.domain import Item, Kind, Verdict
from mathdrill.scoring.formula import Decide
from mathdrill.scoring.responses import (
    choice,
    code,
    expression,
    graph,
    matrix,
    multichoice,
    number,
    ordering,
    shape,
    steps,
    token,
    vector,
)
from mathdrill.scoring.responses import set as set_of_numbers

Judge = Callable[[Item, str, Decide | None], Verdict]

RESPONSES: dict[Kind, Judge] = {
    Kind.EXPRESSION: expression.judge,
    Kind.NUMBER: number.judge,
    Kind.VECTOR: vector.judge,
    Kind.MATRIX: matrix.judge,
    Kind.SHAPE: shape.judge,
    Kind.SET: set_of_numbers.judge,
    Kind.CHOICE: choice.judge,
    Kind.MULTICHOICE: multichoice.judge,
    Kind.TOKEN: token.judge,
    Kind.ORDERING: ordering.judge,
    Kind.STEPS: steps.judge,
    Kind.CODE: code.judge,
    Kind.GRAPH: graph.judge,
}
