"""A report, built once from the log; every format prints the same value.

Legend: R = retrievability, the chance of recalling a template today; due = R < 0.9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mathdrill.domain import Catalogue, Event, Item, ItemTemplate, Outcome, Text
from mathdrill.errors import ContentError
from mathdrill.memory.fsrs import due_day
from mathdrill.memory.progress import Progress, SkillState, TemplateProgress
from mathdrill.planning.ladder import skill_retrievabilities, skill_states
from mathdrill.planning.pace import pace
from mathdrill.planning.route import route_of

SCHEMA_VERSION = 1
FORECAST_DAYS = 30
RECENT_ANSWERS = 30  # of a skill; what lies further back says little about today
WEAKEST = 5  # skills
WRONG_SHOWN = 3  # wrong answers of each of them
ENOUGH = 20  # predictions; fewer say nothing about calibration
BIN_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)

Generate = Callable[[ItemTemplate, int], Item]


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole log in a few numbers. minutes: active time."""

    answered: int
    correct: int
    minutes: float
    days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one skill stands; retrievability is None before its first answer."""

    skill: str
    title: Text
    stage: int
    state: SkillState
    retrievability: float | None
    due: int
    started: int
    templates: int


@dataclass(frozen=True, slots=True)
class WrongAnswerGiven:
    """One wrong answer as it was typed, with what was asked, where that can still be made."""

    date: str
    template: str
    answer: str | None
    misconception: str | None
    prompt: Text | None
    key: Text | None
    feedback: Text | None


@dataclass(frozen=True, slots=True)
class Weakness:
    """A skill with wrong answers among the recent ones, and the command that trains it."""

    skill: str
    title: Text
    answered: int
    wrong: int
    misconceptions: tuple[tuple[str, int], ...]
    answers: tuple[WrongAnswerGiven, ...]
    command: str


@dataclass(frozen=True, slots=True)
class DueDay:
    """What one day brings, if nothing is answered before: items, and minutes for them."""

    date: str
    items: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews whose predicted R lies in [low, high): their mean prediction, and what came true."""

    low: float
    high: float
    reviews: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against observed recall. bins: None while there are fewer than ENOUGH reviews."""

    reviews: int
    predicted: float | None
    observed: float | None
    bins: tuple[Bin, ...] | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format may print. language: of the reader; date: the study day, ISO 8601."""

    schema_version: int
    language: str
    date: str
    command: str
    due: int
    due_minutes: float
    totals: Totals
    mastery: tuple[Standing, ...]
    weakest: tuple[Weakness, ...]
    forecast: tuple[DueDay, ...]
    calibration: Calibration


def build(
    catalogue: Catalogue,
    progress: Progress,
    judged: Iterable[Event],
    day: int,
    language: str,
    generate: Generate,
) -> Report:
    """The report of a study day.

    Args:
        judged: the answers that count, in order.
        day: number of the study day, see `mathdrill.clock.study_day`.
        generate: makes the items of wrong answers again, to show what was asked.
    """
    answers = tuple(judged)
    days = forecast(catalogue, progress, day)
    weakest = _weakest(catalogue, answers, generate)
    return Report(
        schema_version=SCHEMA_VERSION,
        language=language,
        date=date.fromordinal(day).isoformat(),
        command="mathdrill today",
        due=days[0].items,
        due_minutes=days[0].minutes,
        totals=_totals(answers),
        mastery=_mastery(catalogue, progress, day),
        weakest=weakest,
        forecast=days,
        calibration=_calibration(answers),
    )


def _totals(answers: tuple[Event, ...]) -> Totals:
    return Totals(
        answered=len(answers),
        correct=sum(map(_is_correct, answers)),
        minutes=round(sum(event.ms_active or 0 for event in answers) / 60_000, 1),
        days=len({event.study_day for event in answers}),
    )


def _is_correct(event: Event) -> bool:
    return event.verdict == Outcome.CORRECT


def _mastery(catalogue: Catalogue, progress: Progress, day: int) -> tuple[Standing, ...]:
    route = route_of(catalogue)
    states = skill_states(route.order, progress, day)
    recalled = skill_retrievabilities(progress, day)
    rows = _known_rows(catalogue, progress)
    standings = []
    for skill in route.order:
        started = [row for row in rows if row.skill == skill]
        standings.append(
            Standing(
                skill=skill,
                title=catalogue.skills[skill].title,
                stage=route.stages[skill],
                state=states[skill],
                retrievability=_rounded(recalled.get(skill)),
                due=sum(due_day(row.memory) <= day for row in started),
                started=len(started),
                templates=len(route.templates[skill]),
            )
        )
    return tuple(standings)


def _known_rows(catalogue: Catalogue, progress: Progress) -> list[TemplateProgress]:
    return [row for name, row in progress.templates.items() if name in catalogue.templates]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def forecast(catalogue: Catalogue, progress: Progress, day: int) -> tuple[DueDay, ...]:
    """Today with all that is overdue, then day by day."""
    items: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    for row in _known_rows(catalogue, progress):
        due = max(day, due_day(row.memory))
        items[due] += 1
        median = pace(catalogue.templates[row.template].seconds, row.answer_ms).p50
        seconds[due] += round(median)
    return tuple(
        DueDay(date.fromordinal(each).isoformat(), items[each], round(seconds[each] / 60, 1))
        for each in range(day, day + FORECAST_DAYS)
    )


def _weakest(
    catalogue: Catalogue, answers: tuple[Event, ...], generate: Generate
) -> tuple[Weakness, ...]:
    by_skill: dict[str, list[Event]] = {}
    for event in answers:
        if event.skill in catalogue.skills:
            by_skill.setdefault(event.skill or "", []).append(event)
    recent = {skill: events[-RECENT_ANSWERS:] for skill, events in by_skill.items()}
    wrong = {
        skill: [event for event in events if not _is_correct(event)]
        for skill, events in recent.items()
    }
    ranked = sorted(
        (skill for skill in wrong if wrong[skill]),
        key=lambda skill: -(len(wrong[skill]) + 1) / (len(recent[skill]) + 2),  # Laplace's rule
    )
    return tuple(
        _weakness(catalogue, skill, len(recent[skill]), wrong[skill], generate)
        for skill in ranked[:WEAKEST]
    )


def _weakness(
    catalogue: Catalogue, skill: str, answered: int, wrong: list[Event], generate: Generate
) -> Weakness:
    named = Counter(event.misconception for event in wrong if event.misconception)
    latest = reversed(wrong[-WRONG_SHOWN:])
    return Weakness(
        skill=skill,
        title=catalogue.skills[skill].title,
        answered=answered,
        wrong=len(wrong),
        misconceptions=tuple(named.most_common()),
        answers=tuple(_given(catalogue, event, generate) for event in latest),
        command=f"mathdrill topic {skill}",
    )


def _given(catalogue: Catalogue, event: Event, generate: Generate) -> WrongAnswerGiven:
    item = _item(catalogue, event, generate)
    rejects = item.rejects if item else ()
    feedback = next(
        (each.feedback for each in rejects if each.misconception == event.misconception), None
    )
    return WrongAnswerGiven(
        date=date.fromordinal(event.study_day).isoformat(),
        template=event.template or "",
        answer=event.answer,
        misconception=event.misconception,
        prompt=item.prompt if item else None,
        key=item.key_text if item else None,
        feedback=feedback,
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


def _calibration(answers: tuple[Event, ...]) -> Calibration:
    pairs = [
        (event.predicted, _is_correct(event))
        for event in answers
        if event.review and event.predicted is not None
    ]
    if len(pairs) < ENOUGH:
        return Calibration(len(pairs), None, None, None)
    bins = []
    for low, high in pairwise(BIN_EDGES):
        inside = [pair for pair in pairs if low <= pair[0] < high]
        if inside:
            bins.append(Bin(low, min(high, 1.0), len(inside), *_means(inside)))
    return Calibration(len(pairs), *_means(pairs), tuple(bins))


def _means(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    predicted = sum(pair[0] for pair in pairs) / len(pairs)
    observed = sum(pair[1] for pair in pairs) / len(pairs)
    return round(predicted, 4), round(observed, 4)
