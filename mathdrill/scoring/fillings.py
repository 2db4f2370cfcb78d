"""Judging what a learner puts into the blank of a program, by running the completed program.

A filling that does what the key does is right, however it is written; one that does what a
predicted wrong filling does is named after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mathdrill.autograd.program import available, observe, typed
from mathdrill.autograd.program_filling import Completed, complete, is_refused_at
from mathdrill.autograd.program_observation import (
    Failed,
    Observation,
    same_course,
    same_observation,
)
from mathdrill.codec import decode, encode
from mathdrill.domain import Item, Kind, Outcome, Sentence, Verdict, WrongAnswer, sentence
from mathdrill.errors import ProgramError
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import unreadable


def judge_filling(item: Item, text: str) -> Verdict:
    """The verdict on one filling.

    What is written as the key or a predicted wrong answer is judged without torch.
    """
    if item.program is None:
        return _without_program(item, text)
    program = item.program
    try:
        filled = complete(program, text)
    except ProgramError as error:
        return unreadable(error)
    understood = " ".join(text.split())
    if any(complete(program, right).program == filled.program for right in _right(item)):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    if not available():
        return _as_written(item, filled, understood)
    try:
        seen = observe(filled.text, item.observe)
    except ProgramError as error:
        return unreadable(is_refused_at(error, program, text))
    key = observe(complete(program, item.key).text, item.observe)
    if same_observation(seen, key):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    if _is_right(filled.bracketed, item, key):
        return Verdict(Outcome.INVALID, sentence("program.brackets", text=understood), position=0)
    verdict = Verdict(Outcome.INCORRECT, _difference(item, seen, key), understood=understood)
    wrong = _predicted(item, lambda other: other.program == filled.program) or _predicted(
        item, lambda other: same_course(observe(other.text, item.observe), seen)
    )
    return verdict if wrong is None else misconceived(verdict, wrong)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """`judge_filling` for a request {"item", "text"}, in a process that may be killed.

    Without a text: what torch returns for the item's program. An empty request only loads torch.
    """
    if not request:
        observe("", [])
        return {"ready": True}
    item = decode(Item, request["item"])
    if "text" not in request:
        return {"returned": returned(item)}
    return {"verdict": encode(judge_filling(item, request["text"]))}


def returned(item: Item) -> list[str]:
    """What torch returns for each observed expression once the item's program has run.

    Raises: ProgramError, TorchMissingError.
    """
    program = item.program or ""
    if item.kind is Kind.CODE:
        program = complete(program, item.key).text
    return [typed(seen) for seen in observe(program, item.observe).values]


def _without_program(item: Item, text: str) -> Verdict:
    understood = " ".join(text.split())
    if any("".join(right.split()) == "".join(text.split()) for right in _right(item)):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    return Verdict(Outcome.UNDECIDED, sentence("program.no-program"), understood=understood)


def _right(item: Item) -> tuple[str, ...]:
    return (item.key, *item.accepts)


def _as_written(item: Item, filled: Completed, understood: str) -> Verdict:
    """What can be said without torch: the wrong answers that are written as predicted."""
    wrong = _predicted(item, lambda other: other.program == filled.program)
    if wrong is None:
        return Verdict(Outcome.UNDECIDED, sentence("program.no-torch"), understood=understood)
    incorrect = Verdict(Outcome.INCORRECT, sentence("score.incorrect"), understood=understood)
    return misconceived(incorrect, wrong)


def _is_right(text: str, item: Item, key: Observation) -> bool:
    try:
        return bool(text) and same_observation(observe(text, item.observe), key)
    except ProgramError:
        return False


def _predicted(item: Item, matches: Callable[[Completed], bool]) -> WrongAnswer | None:
    """The first wrong answer that matches; None where two misconceptions lay claim to it."""
    found: list[WrongAnswer] = []
    for wrong in item.rejects:
        try:
            if matches(complete(item.program or "", wrong.answer)):
                found.append(wrong)
        except ProgramError:  # a filling that is refused is invalid, and never wrong
            continue
    return found[0] if len({wrong.misconception for wrong in found}) == 1 else None


def _difference(item: Item, seen: Observation, key: Observation) -> Sentence:
    """What the completed program does otherwise than it should."""
    if seen.error != key.error and seen.error is not None:
        return sentence("program.ends-with", error=seen.error)
    for expression, value, wanted in zip(item.observe, seen.values, key.values, strict=True):
        if value != wanted and not isinstance(value, bool | Failed):
            return sentence(
                "program.observed",
                expression=f"`{expression}`",
                found=f"`{typed(value)}`",
                expected=f"`{typed(wanted)}`",
            )
    return sentence("score.incorrect")
