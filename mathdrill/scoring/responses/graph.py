"""The open cells of a computational graph, some of them or all at once: `a = 6, dL/dx = 2.58`.

Values without names are taken in the order asked. What is right so far is told and asks for the rest;
a wrong cell is wrong at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.errors import FormulaError
from mathdrill.scoring.asked import asked_of
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide, judge_tree, unreadable
from mathdrill.scoring.responses.steps import assigned, diagnose, worst_of


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on the cells that were filled; each wrong one is told, and so are the right ones."""
    parts = asked_of(item)
    try:
        typed = assigned(parts, text, whole=False)
    except FormulaError as error:
        return unreadable(error)
    verdicts = {
        asked.name: judge_tree(asked, typed[asked.name].tree, typed[asked.name].text, decide)
        for asked in parts
        if asked.name in typed
    }
    understood = ", ".join(f"{name} = {verdict.understood}" for name, verdict in verdicts.items())
    right = _listed(name for name, v in verdicts.items() if v.outcome is Outcome.CORRECT)
    worst = worst_of(verdicts)
    if worst is None:
        missing = _listed(asked.name for asked in parts if asked.name not in typed)
        if missing:
            message = sentence("graph.right-so-far", right=right, missing=missing)
            return Verdict(Outcome.INVALID, message, understood=understood)
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    outcome = worst[1].outcome
    first, *others = (
        sentence("score.part", name=f"${name}$", message=verdict.message)
        for name, verdict in verdicts.items()
        if verdict.outcome is outcome
    )
    rest = (sentence("score.parts-right", names=right),) if right else ()
    result = replace(worst[1], message=first, details=(*others, *rest), understood=understood)
    if outcome is not Outcome.INCORRECT:
        return result
    wrong = diagnose(item, parts, typed, verdicts)
    if wrong is None:
        return result
    return replace(misconceived(result, wrong), details=(first, *result.details))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"${name}$" for name in names)
