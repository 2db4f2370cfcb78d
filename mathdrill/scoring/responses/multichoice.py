"""All options that are right, by their numbers in shown order: `1 3`, `1, 3`, `13`, `ac`."""

from __future__ import annotations

import re
import unicodedata

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide

_MARKS = re.compile(r"[0-9]+|[a-z]")
_NOTHING_ELSE = re.compile(r"[0-9a-z\s,;.、，；()\[\]{}]*")
_NONE = ("none", "0", "无")


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one set of options; every right one must be chosen and no other."""
    chosen = _numbers(item, text)
    if chosen is None:
        message = sentence("score.multichoice-unknown", count=len(item.choices))
        return Verdict(Outcome.INVALID, message, position=0)
    understood = " ".join(map(str, sorted(chosen)))
    key = _numbers(item, item.key)
    if chosen == key:
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    verdict = Verdict(Outcome.INCORRECT, sentence("score.multichoice-wrong"), understood=understood)
    for wrong in item.rejects:
        if _numbers(item, wrong.answer) == chosen:
            return misconceived(verdict, wrong)
    return verdict


def _numbers(item: Item, text: str) -> frozenset[int] | None:
    word = unicodedata.normalize("NFKC", text).casefold().strip()
    if word in _NONE:
        return frozenset()
    marks = _MARKS.findall(word)
    if not marks or not _NOTHING_ELSE.fullmatch(word) or len(word) > 200:
        return None
    numbers = [int(mark[:9]) if mark.isdigit() else ord(mark) - ord("a") + 1 for mark in marks]
    if len(marks) == 1 and numbers[0] > len(item.choices) and marks[0].isdigit():
        numbers = [int(digit) for digit in marks[0]]
    if not all(1 <= number <= len(item.choices) for number in numbers):
        return None
    return frozenset(numbers)
