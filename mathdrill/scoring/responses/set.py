"""A set of numbers in any order: `{1, 2}`, `1, 2`, `[1, 2]`; `{}` has none."""

from __future__ import annotations

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.errors import FormulaError
from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.expression import Expr
from mathdrill.scoring.arrays import read_array
from mathdrill.scoring.asked import BRACES, Asked, asked_of
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide, matches, unreadable


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on a set: every element of the key is there and nothing else is."""
    (asked,) = asked_of(item)
    try:
        found = _elements(asked, text)
    except FormulaError as error:
        return unreadable(error)
    key = list(as_array(asked.key).entries)
    understood = text.strip()
    missing = [one for one in key if not any(matches(asked, one, other) for other in found)]
    extra = [one for one in found if not any(matches(asked, other, one) for other in key)]
    if not missing and not extra:
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    counts = sentence("score.set-wrong", missing=len(missing), extra=len(extra))
    verdict = Verdict(Outcome.INCORRECT, counts, understood=understood)
    for wrong in item.rejects:
        predicted = _elements(asked, wrong.answer)
        if _same(asked, predicted, found):
            return misconceived(verdict, wrong)
    return verdict


def _elements(asked: Asked, text: str) -> list[Expr]:
    try:
        return list(as_array(read_array(asked, text.translate(BRACES))).entries)
    except NoArrayError:
        raise FormulaError("score.ragged", position=0) from None


def _same(asked: Asked, one: list[Expr], other: list[Expr]) -> bool:
    return all(any(matches(asked, a, b) for b in other) for a in one) and all(
        any(matches(asked, a, b) for a in one) for b in other
    )
