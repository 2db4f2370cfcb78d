"""What comes on which day, by the planner itself with a learner who does as foreseen.

The learner recalls what FSRS foresees, learns new things with the share of right answers seen so
far, and takes the median time. Everything is drawn from one seed: the same log, the same plan.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from mathdrill.domain import Event, Outcome, Rating
from mathdrill.memory.fsrs import retrievability
from mathdrill.memory.progress import SkillState, fold, is_review
from mathdrill.planning.desk import Desk
from mathdrill.planning.gates import is_passed
from mathdrill.planning.planner import choose
from mathdrill.planning.situation import Answered, Choice, Reason, Situation

PRIOR_RIGHT, PRIOR_ANSWERS = 0.8, 20  # share of right answers that everybody starts with
SLOW, FAST = 1.35, 0.8  # times the days expected: the range that is told
LEAST_A_DAY = 0.2  # skills; slower than this is not foreseen


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day. items, minutes: foreseen; new: the skills that begin; gate: the stage, if asked."""

    day: int
    off: bool
    items: int = 0
    reviews: int = 0
    minutes: float = 0.0
    new: tuple[str, ...] = ()
    gate: int | None = None


@dataclass(frozen=True, slots=True)
class Eta:
    """Day numbers on which every skill of the route may have been begun and every gate passed."""

    earliest: int
    expected: int
    latest: int


@dataclass(frozen=True, slots=True)
class DayOff:
    """What leaving out the next session costs: due items then, and points of recall."""

    due_with: int
    due_without: int
    points: float


@dataclass(frozen=True, slots=True)
class Projection:
    """eta: None when there is nothing left to begin."""

    days: tuple[PlannedDay, ...]
    eta: Eta | None
    day_off: DayOff


def project(now: Situation, days: int, days_off: frozenset[int], *, done: bool) -> Projection:
    """The plan from a situation before a session.

    Args:
        days_off: weekdays without a session, Monday = 0.
        done: whether today's session is over, so that the plan begins tomorrow.
    """
    first = now.day + 1 if done else now.day
    planned = _foreseen(now, first, days, days_off)
    return Projection(tuple(planned), _eta(now, planned, first, days_off), day_off(now, first))


def arrival(now: Situation, days: int, days_off: frozenset[int], *, done: bool) -> Eta | None:
    """When the route is walked, as `project` tells it; the days are lived if they decide."""
    first = now.day + 1 if done else now.day
    planned = _foreseen(now, first, days, days_off) if _waiting(now) else []
    return _eta(now, planned, first, days_off)


def _foreseen(now: Situation, first: int, days: int, days_off: frozenset[int]) -> list[PlannedDay]:
    draw = Random("projection")
    planned = []
    following = now
    for day in range(first, first + days):
        if date.fromordinal(day).weekday() in days_off:
            planned.append(PlannedDay(day, off=True))
        else:
            following, plan = _lived(replace(following, day=day, trail=(), spent_s=0.0), draw)
            planned.append(plan)
    return planned


def _lived(now: Situation, draw: Random) -> tuple[Situation, PlannedDay]:
    """One session, answered as foreseen."""
    right = _share_right(now)
    new: list[str] = []
    gate: int | None = None
    reviews = 0
    begun = set(now.progress.skills)
    while (choice := choose(now)) is not None:
        if choice.skill not in begun:
            begun.add(choice.skill)
            new.append(choice.skill)
        if choice.reason is Reason.GATE:
            gate = now.route.stages[choice.skill]
        row = now.progress.templates.get(choice.template)
        reviews += row is not None
        chance = right if row is None else retrievability(row.memory, now.day)
        now = _answered(now, choice, correct=draw.random() < chance)
    minutes = round(now.spent_s / 60, 1)
    return now, PlannedDay(
        day=now.day,
        off=False,
        items=len(now.trail),
        reviews=reviews,
        minutes=minutes,
        new=tuple(new),
        gate=gate,
    )


def _answered(now: Situation, choice: Choice, *, correct: bool) -> Situation:
    trail = now.trail
    event = Event(
        id=f"{len(trail):04}",
        device="",
        seq=0,
        kind="answer",
        ts_utc_ms=0,
        tz_offset_min=0,
        study_day=now.day,
        template=choice.template,
        skill=choice.skill,
        verdict=(Outcome.CORRECT if correct else Outcome.INCORRECT).value,
        hints=0,
        ms_active=0,  # what is foreseen teaches nothing about the pace
        rating=Rating.GOOD if correct else Rating.AGAIN,
        review=is_review(now.progress.templates.get(choice.template), now.day),
        interleaved=not trail or trail[-1].skill != choice.skill,
        payload=choice.payload,
    )
    one = Answered(event.id, choice.template, choice.skill, correct, choice.seconds)
    return replace(
        now,
        progress=fold(now.progress, event),
        trail=(*trail, one),
        spent_s=now.spent_s + choice.seconds,
    )


def _share_right(now: Situation) -> float:
    marks = Counter("".join(row.outcomes for row in now.progress.templates.values()))
    return (marks["1"] + PRIOR_RIGHT * PRIOR_ANSWERS) / (marks.total() + PRIOR_ANSWERS)


def _eta(
    now: Situation, planned: list[PlannedDay], first: int, days_off: frozenset[int]
) -> Eta | None:
    """From the pace of the days foreseen: a rough figure, and told as a range."""
    waiting = _waiting(now)
    gates = sum(not is_passed(Desk(now), stage) for stage in now.route.gates)
    if not waiting and not gates:
        return None
    last = max((index for index, day in enumerate(planned) if day.new), default=len(planned) - 1)
    sessions = sum(not day.off for day in planned[: last + 1])
    begun = sum(len(day.new) for day in planned)
    rate = max(LEAST_A_DAY, begun / sessions if sessions else LEAST_A_DAY)
    needed = len(waiting) / rate + gates
    days_each = 7 / max(1, 7 - len(days_off))
    earliest, expected, latest = (
        first + round(needed * factor * days_each) for factor in (FAST, 1.0, SLOW)
    )
    return Eta(earliest, expected, latest)


def _waiting(now: Situation) -> list[str]:
    """The skills of the route that are still to be begun."""
    return [s for s in now.route.order if now.route.templates[s] and not _is_begun(now, s)]


def _is_begun(now: Situation, skill: str) -> bool:
    row = now.progress.skills.get(skill)
    return row is not None and row.state is not SkillState.NEW


def day_off(now: Situation, day: int) -> DayOff:
    """What it costs to leave out the session of a day."""
    rows = [row for row in now.progress.templates.values() if row.template in _known(now)]
    due = [
        sum(desk.due_day(row) <= later for row in rows)
        for later in (day, day + 1)
        for desk in (Desk(replace(now, day=later)),)
    ]
    lost = (
        sum(retrievability(r.memory, day) - retrievability(r.memory, day + 1) for r in rows)
        / len(rows)
        if rows
        else 0.0
    )
    return DayOff(due[0], due[1], round(100 * lost, 1))


def _known(now: Situation) -> set[str]:
    return {t.id for templates in now.route.templates.values() for t in templates}
