"""Progress = a fold over the event log: one row per template, one per skill.

Rows are small, and nothing in them needs the content: the log and this file are enough to build
them again, to the same bytes (tests/README.md, law 7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mathdrill.domain import Event, Memory, Outcome, Rating
from mathdrill.memory import fsrs

FOLD = 2  # raise when the rows below change their meaning: the store then folds the log anew
RECENT = 8  # outcomes and times that are kept per template
CLEAN_DAYS = 12  # study days with a clean success that are kept per skill
CLEAN_IN_A_ROW = 2  # ends learning
LOST_FAILURES = 2  # within LOST_DAYS: what was known is lost
LOST_DAYS = 7
TIMED_FROM_MS = 1000  # less is a script or a stuck key, not a person who answers


class SkillState(StrEnum):
    """The ladder of a skill. The log knows LEARNING, REVIEWING and LOST.

    NEW is the absence of answers; MASTERED depends on the day: see `mathdrill.planning.ladder`.
    """

    NEW = "new"
    LEARNING = "learning"
    REVIEWING = "reviewing"
    MASTERED = "mastered"
    LOST = "lost"


class Presumed(StrEnum):
    """What a placement said of a skill, and whether an answer has confirmed it since."""

    NO = "no"
    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class TemplateProgress:
    """What the log says about one template.

    answers: how many were judged; the seed of the next repetition.
    outcomes: the last RECENT ones, oldest first, "1" correct and "0" incorrect.
    answer_ms, success_ms: active times of the last RECENT judged and of the last correct answers.
    A memory without a review was presumed by a placement.
    """

    template: str
    skill: str
    memory: Memory
    answers: int = 0
    outcomes: str = ""
    answer_ms: tuple[int, ...] = ()
    success_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """What the log says about one skill.

    streak: clean successes in a row. introduced: the study day of the first answer.
    practised: answers on practised_day since the present state began.
    failures: study days of failed reviews since the present state began, as far as they count.
    success_days: study days with a successful review; last_success: the last of them.
    interleaved: whether the last successful review followed an item of another skill.
    clean_days: the last CLEAN_DAYS study days with a clean success.
    presumed: whether a placement took the skill for known, and whether an answer has confirmed it.
    """

    skill: str
    state: SkillState
    introduced: int
    streak: int = 0
    practised: int = 0
    practised_day: int = 0
    failures: tuple[int, ...] = ()
    success_days: int = 0
    last_success: int = 0
    interleaved: bool = False
    clean_days: tuple[int, ...] = ()
    presumed: Presumed = Presumed.NO


@dataclass(frozen=True, slots=True)
class GateProgress:
    """The last attempt at the gate of a stage: what was asked, and on which study day last.

    marks: one for each item, "+" or "-" and the skill.
    """

    stage: int
    day: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All rows, by id, and the latest study day in the log (0 for an empty one)."""

    templates: Mapping[str, TemplateProgress] = field(default_factory=dict)
    skills: Mapping[str, SkillProgress] = field(default_factory=dict)
    last_day: int = 0
    gates: Mapping[int, GateProgress] = field(default_factory=dict)


def is_judged(event: Event) -> bool:
    """Whether an event is an answer that counts, so not an undecided one."""
    return event.kind == "answer" and event.rating is not None


def is_review(before: TemplateProgress | None, day: int) -> bool:
    """Whether an answer on this study day is an FSRS review: the first attempt of the day."""
    return before is None or day > before.memory.last_day


def is_placed(event: Event) -> bool:
    """Whether an event is an answer of a placement, which no memory hears of."""
    return event.kind == "placement" and event.rating is not None


def is_presumption(event: Event) -> bool:
    """Whether an event takes a template for known."""
    return event.kind == "presume"


def counts(event: Event) -> bool:
    """Whether an event changes the rows of its template and its skill."""
    return is_judged(event) or is_presumption(event)


def fold(progress: Progress, event: Event) -> Progress:
    """Progress after one more event; what does not count only moves the last day."""
    last_day = max(progress.last_day, event.study_day)
    if not counts(event):
        return replace(progress, last_day=last_day)
    template, skill = event.template or "", event.skill or ""
    return Progress(
        {**progress.templates, template: fold_template(progress.templates.get(template), event)},
        {**progress.skills, skill: fold_skill(progress.skills.get(skill), event)},
        last_day,
        fold_gates(progress.gates, event),
    )


def gate_mark(stage: int, number: int) -> str:
    """What the log keeps beside an answer to the item of a gate; number: its place, from 1."""
    return json.dumps({"gate": stage, "item": number})


def fold_gates(gates: Mapping[int, GateProgress], event: Event) -> Mapping[int, GateProgress]:
    """All gates after one more event; its first item begins an attempt anew."""
    if event.payload is None or not is_judged(event):
        return gates
    match json.loads(event.payload):
        case {"gate": int(stage), "item": int(number)}:
            before = gates[stage].marks if stage in gates and number > 1 else ()
            sign = "+" if event.verdict == Outcome.CORRECT else "-"
            mark = f"{sign}{event.skill}"
            return {**gates, stage: GateProgress(stage, event.study_day, (*before, mark))}
        case _:
            return gates


def fold_template(before: TemplateProgress | None, event: Event) -> TemplateProgress:
    """A template's row after one more judged answer.

    Whether it is a review is found anew and not read from the event: when the first answer of a
    day is taken back, the second becomes the review.
    """
    row = before or TemplateProgress(event.template or "", event.skill or "", UNKNOWN)
    if is_presumption(event):
        return before or replace(row, memory=fsrs.presumed(event.study_day))
    memory = row.memory
    if is_review(before, event.study_day):
        earlier = None if before is None else memory
        memory = fsrs.review(earlier, Rating(event.rating or 0), event.study_day)
    correct = event.verdict == Outcome.CORRECT
    active_ms = event.ms_active or 0
    times = (active_ms,) if active_ms >= TIMED_FROM_MS else ()
    return TemplateProgress(  # spelled out: `replace` would take half the time of a rebuild
        template=row.template,
        skill=row.skill,
        memory=memory,
        answers=row.answers + 1,
        outcomes=(row.outcomes + "01"[correct])[-RECENT:],
        answer_ms=(row.answer_ms + times)[-RECENT:],
        success_ms=(row.success_ms + times if correct else row.success_ms)[-RECENT:],
    )


UNKNOWN = Memory(stability=0.0, difficulty=0.0, last_day=0, reviews=0, lapses=0)


def fold_skill(before: SkillProgress | None, event: Event) -> SkillProgress:
    """A skill's row after one more judged answer."""
    day = event.study_day
    if is_presumption(event):
        known = SkillProgress(event.skill or "", SkillState.REVIEWING, introduced=day)
        return before or replace(known, presumed=Presumed.UNCHECKED)
    row = before or SkillProgress(event.skill or "", SkillState.LEARNING, introduced=day)
    correct = event.verdict == Outcome.CORRECT
    clean = correct and not event.hints
    succeeds = correct and bool(event.review)
    row = SkillProgress(  # spelled out, as above
        skill=row.skill,
        state=row.state,
        introduced=row.introduced,
        streak=row.streak + 1 if clean else 0,
        practised=row.practised + 1 if row.practised_day == day else 1,
        practised_day=day,
        failures=row.failures,
        success_days=row.success_days + (succeeds and day > row.last_success),
        last_success=max(day, row.last_success) if succeeds else row.last_success,
        interleaved=bool(event.interleaved) if succeeds else row.interleaved,
        clean_days=_with_day(row.clean_days, day) if clean else row.clean_days,
        presumed=row.presumed,
    )
    if row.presumed is Presumed.UNCHECKED:
        if not correct:
            return replace(_enter(row, SkillState.LEARNING), presumed=Presumed.NO)
        row = replace(row, presumed=Presumed.CONFIRMED)
    match row.state:
        case SkillState.REVIEWING:
            return row if correct or not event.review else _fail(row, day)
        case SkillState.LEARNING | SkillState.LOST:
            return _enter(row, SkillState.REVIEWING) if row.streak >= CLEAN_IN_A_ROW else row
        case SkillState.NEW | SkillState.MASTERED:
            raise ValueError(f"the log cannot hold the state {row.state}")


def _with_day(days: tuple[int, ...], day: int) -> tuple[int, ...]:
    return days if day in days[-1:] else (*days, day)[-CLEAN_DAYS:]


def _fail(row: SkillProgress, day: int) -> SkillProgress:
    failures = (*(d for d in row.failures if day - d < LOST_DAYS), day)
    if len(failures) < LOST_FAILURES:
        return replace(row, failures=failures)
    return replace(_enter(row, SkillState.LOST), success_days=0, last_success=0, interleaved=False)


def _enter(row: SkillProgress, state: SkillState) -> SkillProgress:
    return replace(row, state=state, practised=0, failures=())
