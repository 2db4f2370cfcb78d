"""Labels put in order, separated by blanks, commas or arrows; any order the edges allow is right."""

from __future__ import annotations

import re
import unicodedata

from mathdrill.domain import Item, Outcome, Sentence, Verdict, sentence
from mathdrill.items.literals import is_valid_order
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide

_SEPARATORS = re.compile(r"[\s,;、。→>\-]+")


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one order of the labels."""
    words = _words(item, text)
    fault = _fault(item, words)
    if fault is not None:
        return Verdict(Outcome.INVALID, fault, position=_place(text, words, item))
    order = [_label(item, word) or "" for word in words]
    understood = " ".join(order)
    right = [item.key.split(), *(answer.split() for answer in item.accepts)]
    if order in right or (item.edges and is_valid_order(order, item.edges)):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    verdict = Verdict(Outcome.INCORRECT, _first_fault(item, order), understood=understood)
    for wrong in item.rejects:
        if order == wrong.answer.split():
            return misconceived(verdict, wrong)
    return verdict


def _words(item: Item, text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).strip()
    words = [word for word in _SEPARATORS.split(plain) if word]
    if len(words) == 1 and len(words[0]) == len(item.labels) and _all_short(item):
        return list(words[0])
    return words


def _all_short(item: Item) -> bool:
    return all(len(label) == 1 for label in item.labels)


def _label(item: Item, word: str) -> str | None:
    """The label itself in any case, else the label at that number in the shown order."""
    for label in item.labels:
        if word.casefold() == label.casefold():
            return label
    if word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(item.labels):
        return item.labels[int(word[:4]) - 1]
    return None


def _fault(item: Item, words: list[str]) -> Sentence | None:
    labels = " ".join(item.labels)
    if not words:
        return sentence("formula.empty")
    found = []
    for word in words:
        label = _label(item, word)
        if label is None:
            return sentence("score.label-unknown", label=word, labels=labels)
        if label in found:
            return sentence("score.label-twice", label=label)
        found.append(label)
    missing = [label for label in item.labels if label not in found]
    if missing:
        return sentence("score.label-missing", labels=" ".join(missing))
    return None


def _place(text: str, words: list[str], item: Item) -> int:
    for word in words:
        if _label(item, word) is None:
            return max(text.find(word), 0)
    return len(text.rstrip())


def _first_fault(item: Item, order: list[str]) -> Sentence:
    """The first edge that the order breaks, in the learner's own labels."""
    place = {label: index for index, label in enumerate(order)}
    for before, after in item.edges:
        if place[before] > place[after]:
            return sentence("score.order", before=before, after=after)
    return sentence("score.incorrect")
