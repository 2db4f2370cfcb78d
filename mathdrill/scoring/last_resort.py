"""Asking SymPy, through whoever can ask it and be killed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mathdrill.maths.expression import Expr, free_names
from mathdrill.maths.linear import linear
from mathdrill.scoring.formula import Decide

FUNCTION = "mathdrill.maths.symbolic:answer"
DEADLINE_S = 2.0

Ask = Callable[[Mapping[str, Any]], dict[str, Any] | None]


def decide_by(ask: Ask) -> Decide:
    """The last resort that `score` and `grade` take, made of a `Worker.ask` for FUNCTION."""

    def decide(key: Expr, response: Expr, domain: tuple[Expr, ...]) -> bool | None:
        formulas = (key, response, *domain)
        reply = ask(
            {
                "key": linear(key),
                "response": linear(response),
                "variables": sorted({name for tree in formulas for name in free_names(tree)}),
                "domain": [linear(condition) for condition in domain],
            }
        )
        return None if reply is None else reply["equal"]

    return decide
