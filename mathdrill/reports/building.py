"""The report of a moment, from what is known of the learner and what the log says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mathdrill.domain import Catalogue, Event, Item, ItemTemplate
from mathdrill.memory.progress import SkillState
from mathdrill.planning.desk import Desk
from mathdrill.planning.ladder import skill_states
from mathdrill.planning.projection import arrival
from mathdrill.planning.situation import Situation
from mathdrill.reports.habits import days_done, streak, totals, weeks_done
from mathdrill.reports.mistakes import misconceptions, weakest
from mathdrill.reports.outlook import calibration, forecast
from mathdrill.reports.report import (
    ENOUGH,
    SCHEMA_VERSION,
    Arrival,
    Report,
    StageStanding,
    Standing,
)
from mathdrill.store.tallies import Answer, Tally

RECENT_ANSWERS = 30  # of a skill; what lies further back says little about today
FORESEEN_DAYS = 14  # lived by the planner to see how fast the route goes
KNOWN = (SkillState.REVIEWING, SkillState.MASTERED)

Generate = Callable[[ItemTemplate, int], Item]


@dataclass(frozen=True, slots=True)
class Log:
    """The answers of a period that count, as a report needs them.

    since_day: the first study day of the period, None for the whole log.
    recent: the latest answers of each skill, the newest last. answers: all of them, in order.
    """

    tallies: tuple[Tally, ...] = ()
    recent: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    answers: Iterable[Answer] = ()
    since_day: int | None = None


def build(
    catalogue: Catalogue,
    now: Situation,
    log: Log,
    language: str,
    generate: Generate,
    days_off: frozenset[int] = frozenset(),
) -> Report:
    """The report of a study day.

    Args:
        now: the learner's situation before a session, with the settings in it.
        generate: makes the items of wrong answers again, to show what was asked.
        days_off: weekdays without a session, Monday = 0.
    """
    desk = Desk(now)
    ahead = forecast(desk)
    done = totals(log.tallies)
    states = skill_states(now.route.order, now.progress, now.day)
    standings = tuple(_standing(desk, skill, states[skill]) for skill in now.route.order)
    return Report(
        schema_version=SCHEMA_VERSION,
        language=language,
        date=_iso(now.day),
        since=None if log.since_day is None else _iso(log.since_day),
        command="mathdrill today",
        due=ahead[0].items,
        due_minutes=ahead[0].minutes,
        budget_minutes=round((now.budget_s or 0.0) / 60, 1),
        totals=done,
        streak=streak(sorted({tally.day for tally in log.tallies}), now.day, days_off),
        stages=_stages(catalogue, standings),
        mastery=standings,
        weakest=weakest(catalogue, log.recent, generate),
        misconceptions=misconceptions(catalogue, log.recent, generate),
        calibration=calibration(log.tallies),
        forecast=ahead,
        days=days_done(log.tallies, now.day),
        weeks=weeks_done(log.tallies, now.day),
        arrival=_arrival(now, days_off) if done.answered >= ENOUGH else None,
        answers=log.answers,
    )


def _standing(desk: Desk, skill: str, state: SkillState) -> Standing:
    templates = desk.route.templates[skill]
    started = sum(desk.row(template) is not None for template in templates)
    recalled = desk.skill_recall(skill)
    return Standing(
        skill=skill,
        title=desk.route.skills[skill].title,
        stage=desk.route.stages[skill],
        state=state,
        retrievability=None if recalled is None else round(recalled, 4),
        due=sum(map(desk.is_due, templates)),
        started=started,
        templates=len(templates),
    )


def _stages(catalogue: Catalogue, standings: tuple[Standing, ...]) -> tuple[StageStanding, ...]:
    found = []
    for stage in catalogue.stages:
        here = [standing for standing in standings if standing.stage == stage.number]
        if here:
            states = [standing.state for standing in here]
            known = sum(map(states.count, KNOWN))
            mastered = states.count(SkillState.MASTERED)
            found.append(StageStanding(stage.number, stage.title, len(here), known, mastered))
    return tuple(found)


def _arrival(now: Situation, days_off: frozenset[int]) -> Arrival | None:
    done = any(row.practised_day == now.day for row in now.progress.skills.values())
    eta = arrival(now, FORESEEN_DAYS, days_off, done=done)
    return None if eta is None else Arrival(*map(_iso, (eta.earliest, eta.expected, eta.latest)))


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
