"""One of the numbered options, by its number, its letter, or its text."""

from __future__ import annotations

import re

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.items.literals import folded
from mathdrill.maths.linear import Style
from mathdrill.maths.prose import render
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide

_NUMBER = re.compile(r"[(\[]?([0-9]{1,3}|[a-z])[)\].:]?")


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one chosen option."""
    number = _chosen(item, text)
    if number is None:
        message = sentence("score.choice-unknown", count=len(item.choices))
        return Verdict(Outcome.INVALID, message, position=0)
    chosen = item.choices[number - 1]
    understood = f"{number}"
    if str(number) == item.key:
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    verdict = Verdict(
        Outcome.INCORRECT,
        sentence("score.choice-wrong", number=number, text=chosen),
        understood=understood,
    )
    for wrong in item.rejects:
        if wrong.answer == str(number):
            return misconceived(verdict, wrong)
    return verdict


def _chosen(item: Item, text: str) -> int | None:
    word = folded(text)
    by_text = [
        number
        for number, option in enumerate(item.choices, start=1)
        if any(_squeezed(word) == spelling for spelling in _spellings(option.en, option.zh))
    ]
    if len(by_text) == 1:
        return by_text[0]
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    mark = match.group(1)
    number = int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
    return number if 1 <= number <= len(item.choices) else None


def _spellings(*texts: str) -> set[str]:
    forms = {text.replace("$", "") for text in texts}
    forms |= {render(text, style) for text in texts for style in Style}
    return {_squeezed(folded(form)) for form in forms}


def _squeezed(text: str) -> str:
    """Blanks, stars and backticks do not tell options apart."""
    return re.sub(r"[\s*·`$]", "", text).rstrip(".。")
