"""An expression in the item's variables, equal to the key wherever the key is defined."""

from __future__ import annotations

from mathdrill.domain import Item, Verdict
from mathdrill.errors import FormulaError
from mathdrill.scoring.asked import asked_of, predicted
from mathdrill.scoring.diagnosis import is_doubtful, misconceived
from mathdrill.scoring.formula import Decide, judge_tree, matches, read, unreadable


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one formula, with the misconception that predicts it."""
    (asked,) = asked_of(item)
    try:
        tree = read(asked, text)
    except FormulaError as error:
        return unreadable(error)
    verdict = judge_tree(asked, tree, text, decide)
    if not is_doubtful(verdict):
        return verdict
    for wrong in item.rejects:
        ((_, prediction),) = predicted(item, wrong)
        if matches(asked, prediction, tree):
            return misconceived(verdict, wrong)
    return verdict
