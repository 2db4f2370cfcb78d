"""Where it goes wrong: the weakest skills with what was typed, and the misconceptions behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from mathdrill.domain import Catalogue, Event, Item, ItemTemplate, Kind, Outcome, Text
from mathdrill.errors import ContentError, FormulaError
from mathdrill.maths.linear import linear
from mathdrill.reports.report import MisconceptionSeen, Weakness, WrongAnswerGiven
from mathdrill.scoring.asked import asked_of
from mathdrill.scoring.formula import read

WEAKEST = 5  # skills
WRONG_SHOWN = 3  # wrong answers of each of them
MISCONCEPTIONS = 8
FORMULAS = {Kind.EXPRESSION, Kind.NUMBER, Kind.VECTOR, Kind.MATRIX}

Generate = Callable[[ItemTemplate, int], Item]
Recent = Mapping[str, tuple[Event, ...]]


def weakest(catalogue: Catalogue, recent: Recent, generate: Generate) -> tuple[Weakness, ...]:
    """The skills with the largest share of wrong answers among the latest ones, worst first."""
    known = {skill: events for skill, events in recent.items() if skill in catalogue.skills}
    wrong = {skill: _wrong(events) for skill, events in known.items()}
    ranked = sorted(
        (skill for skill in wrong if wrong[skill]),
        key=lambda skill: -(len(wrong[skill]) + 1) / (len(known[skill]) + 2),  # Laplace's rule
    )
    return tuple(
        _weakness(catalogue, skill, len(known[skill]), wrong[skill], generate)
        for skill in ranked[:WEAKEST]
    )


def misconceptions(
    catalogue: Catalogue, recent: Recent, generate: Generate
) -> tuple[MisconceptionSeen, ...]:
    """The most frequent ones, each with the last answer that showed it."""
    counts: Counter[str] = Counter()
    last: dict[str, Event] = {}
    for skill, events in recent.items():
        for event in _wrong(events) if skill in catalogue.skills else ():
            if event.misconception:
                counts[event.misconception] += 1
                before = last.get(event.misconception)
                if before is None or before.id <= event.id:
                    last[event.misconception] = event
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(
        MisconceptionSeen(
            misconception=name,
            count=counts[name],
            skill=last[name].skill or "",
            title=catalogue.skills[last[name].skill or ""].title,
            date=_iso(last[name]),
            feedback=_feedback(_item(catalogue, last[name], generate), name),
        )
        for name in ranked[:MISCONCEPTIONS]
    )


def _wrong(events: tuple[Event, ...]) -> list[Event]:
    return [event for event in events if event.verdict != Outcome.CORRECT]


def _weakness(
    catalogue: Catalogue, skill: str, answered: int, wrong: list[Event], generate: Generate
) -> Weakness:
    named = Counter(event.misconception for event in wrong if event.misconception)
    return Weakness(
        skill=skill,
        title=catalogue.skills[skill].title,
        answered=answered,
        wrong=len(wrong),
        misconceptions=tuple(named.most_common()),
        answers=tuple(
            _given(catalogue, event, generate) for event in reversed(wrong[-WRONG_SHOWN:])
        ),
        command=f"mathdrill topic {skill}",
    )


def _given(catalogue: Catalogue, event: Event, generate: Generate) -> WrongAnswerGiven:
    item = _item(catalogue, event, generate)
    bare = WrongAnswerGiven(
        date=_iso(event),
        template=event.template or "",
        answer=event.answer,
        misconception=event.misconception,
    )
    if item is None:
        return bare
    labels = item.labels or tuple(str(n) for n in range(1, len(item.choices) + 1))
    return WrongAnswerGiven(
        date=bare.date,
        template=bare.template,
        answer=bare.answer,
        misconception=bare.misconception,
        prompt=item.prompt,
        key=item.key_text,
        feedback=_feedback(item, event.misconception),
        read=_read(item, event.answer),
        chosen=_chosen(item, event.answer),
        program=item.program,
        choices=tuple(zip(labels, item.choices, strict=True)),
        graph=item.graph,
        asked=tuple(part.name for part in item.parts),
    )


def _item(catalogue: Catalogue, event: Event, generate: Generate) -> Item | None:
    """The item as it was shown; None if its template is gone or has another meaning by now."""
    template = catalogue.templates.get(event.template or "")
    if template is None or template.revision != event.revision or event.seed is None:
        return None
    try:
        return generate(template, event.seed)
    except ContentError:
        return None


def _feedback(item: Item | None, misconception: str | None) -> Text | None:
    rejects = item.rejects if item else ()
    return next((each.feedback for each in rejects if each.misconception == misconception), None)


def _read(item: Item, answer: str | None) -> str | None:
    """The typed text as a formula; None where it is none."""
    if answer is None or item.kind not in FORMULAS:
        return None
    try:
        (asked,) = asked_of(item)
        return linear(read(asked, answer))
    except FormulaError:
        return None


def _chosen(item: Item, answer: str | None) -> Text | None:
    """The option whose number was typed."""
    typed = (answer or "").strip()
    if item.kind is not Kind.CHOICE or not (typed.isascii() and typed.isdigit()):
        return None
    number = int(typed[:3])
    return item.choices[number - 1] if 0 < number <= len(item.choices) else None


def _iso(event: Event) -> str:
    return date.fromordinal(event.study_day).isoformat()
