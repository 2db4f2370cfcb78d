"""The missing expression or line of a program, judged by running what it completes."""

from __future__ import annotations

from mathdrill.domain import Item, Verdict
from mathdrill.scoring.formula import Decide


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one filling."""
    from mathdrill.scoring.fillings import judge_filling  # most sessions ask for no code

    return judge_filling(item, text)
