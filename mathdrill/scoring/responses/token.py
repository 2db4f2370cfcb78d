"""A literal word such as nan, yes or RuntimeError, in either language; case does not matter."""

from __future__ import annotations

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.items.literals import folded, same_token
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide, without_name


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one word."""
    word = folded(without_name(text, item.answer_names))
    if not word:
        return Verdict(Outcome.INVALID, sentence("formula.empty"), position=0)
    if any(same_token(word, right) for right in (item.key, *item.accepts)):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=word)
    verdict = Verdict(Outcome.INCORRECT, sentence("score.incorrect"), understood=word)
    for wrong in item.rejects:
        if same_token(word, wrong.answer):
            return misconceived(verdict, wrong)
    return verdict
