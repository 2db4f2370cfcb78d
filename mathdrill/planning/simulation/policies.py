"""What is practised next: our planner, and what others do.

All policies live under one roof: the same lessons before a skill's first item, the same fifteen
minutes. Ours stops before the bell; the others begin no item after it (they are "cut").
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Protocol

from mathdrill.domain import Event, Memory, Outcome, Rating
from mathdrill.memory import fsrs
from mathdrill.memory.progress import Progress, fold, is_review
from mathdrill.memory.rating import rate
from mathdrill.planning.planner import choose
from mathdrill.planning.route import Route
from mathdrill.planning.situation import Answered, Choice, Situation

NEW_A_DAY = 20  # Anki's default
AGAIN_AFTER = 10  # items until a new or failed one comes once more on the same day
RIGHT_IN_A_ROW = 3  # massed practice stays with a template until then


class Policy(Protocol):
    """Asked item by item. Returns of `following`: (template, whether its lesson comes first)."""

    def begin(self, day: int) -> None:
        """A session begins."""

    def following(self, spent_s: float) -> tuple[str, bool] | None:
        """What comes next; None when the session is over."""

    def answered(self, template: str, *, correct: bool, seconds: float) -> None:
        """What came of it. seconds: of active time, without those of a lesson."""


class Mathdrill:
    """The planner that serves people, and the fold and the rating that feed it."""

    def __init__(self, route: Route, _seed: int, budget_s: float) -> None:
        self._skills = {t.id: t.skill for ts in route.templates.values() for t in ts}
        self._now = Situation(route=route, progress=Progress(), day=0, budget_s=budget_s)
        self._choice: Choice | None = None

    def begin(self, day: int) -> None:
        self._now = replace(self._now, day=day, trail=())

    def following(self, spent_s: float) -> tuple[str, bool] | None:
        self._now = replace(self._now, spent_s=spent_s)
        self._choice = choose(self._now)
        return None if self._choice is None else (self._choice.template, self._choice.lesson)

    def answered(self, template: str, *, correct: bool, seconds: float) -> None:
        now, choice = self._now, self._choice
        row = now.progress.templates.get(template)
        outcome = Outcome.CORRECT if correct else Outcome.INCORRECT
        times = [ms / 1000 for ms in row.success_ms] if row else []
        skill, trail = self._skills[template], now.trail
        event = Event(
            id=f"{len(trail):04}",
            device="",
            seq=0,
            kind="answer",
            ts_utc_ms=0,
            tz_offset_min=0,
            study_day=now.day,
            template=template,
            skill=skill,
            verdict=outcome.value,
            hints=0,
            ms_active=round(1000 * seconds),
            rating=rate(outcome, hints=0, seconds=seconds, successes=times),
            review=is_review(row, now.day),
            interleaved=not trail or trail[-1].skill != skill,
            payload=None if choice is None else choice.payload,
        )
        one = Answered(event.id, template, skill, correct, seconds)
        self._now = replace(now, progress=fold(now.progress, event), trail=(*trail, one))


@dataclass(slots=True)
class Queue:
    """One template as the queues of others know it. due: a day; step: whatever the rule counts."""

    due: int
    step: float = 0.0
    factor: float = 2.5
    memory: Memory | None = None


Rule = Callable[[Queue, bool, int], None]


def anki_fsrs(row: Queue, correct: bool, day: int) -> None:  # noqa: FBT001 - a table of rules
    """FSRS-6 at a desired retention of 0.9, Again and Good, as Anki runs it."""
    rating = Rating.GOOD if correct else Rating.AGAIN
    row.memory = fsrs.review(row.memory, rating, day)
    row.due = day + max(1, round(row.memory.stability))


def sm2(row: Queue, correct: bool, day: int) -> None:  # noqa: FBT001 - as above
    """SM-2 with the answers 4 and 2: 1 day, 6 days, then times the factor."""
    quality = 4 if correct else 2
    row.factor = max(1.3, row.factor + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
    if not correct or row.step < 1:
        row.step = 1
    elif row.step < 6:
        row.step = 6
    else:
        row.step = math.ceil(row.step * row.factor)
    row.due = day + int(row.step)


def leitner(row: Queue, correct: bool, day: int) -> None:  # noqa: FBT001 - as above
    """Seven boxes of 1, 2, 4, …, 64 days; a wrong answer goes back to the first."""
    row.step = min(row.step + 1, 6) if correct and row.memory else 0
    row.memory = Memory(1.0, 5.0, day, 1, 0)  # was met before
    row.due = day + int(2**row.step)


class DueFirst:
    """Due items, the longest due first, with up to NEW_A_DAY new ones mixed in along the route.

    What is new or failed comes once more after AGAIN_AFTER items, until it is right; then the day's
    work is over, whatever time is left.
    """

    def __init__(self, rule: Rule, route: Route, budget_s: float) -> None:
        self._rule = rule
        self._order = [t.id for skill in route.order for t in route.templates[skill]]
        self._skills = {t.id: t.skill for ts in route.templates.values() for t in ts}
        self._budget_s = budget_s
        self._rows: dict[str, Queue] = {}
        self._plan: list[str] = []
        self._again: list[tuple[int, str]] = []
        self._met: set[str] = set()
        self._seen: set[str] = set()
        self._day = self._count = 0

    def begin(self, day: int) -> None:
        self._day, self._count, self._again, self._seen = day, 0, [], set()
        due = sorted((row.due, t) for t, row in self._rows.items() if row.due <= day)
        new = [t for t in self._order if t not in self._rows][:NEW_A_DAY]
        self._plan = _mixed([t for _, t in due], new)

    def following(self, spent_s: float) -> tuple[str, bool] | None:
        if spent_s >= self._budget_s:
            return None
        self._count += 1
        ripe = next((each for each in self._again if each[0] <= self._count), None)
        if ripe is None and not self._plan:
            ripe = min(self._again, default=None)
        if ripe is not None:
            self._again.remove(ripe)
            return ripe[1], False
        if not self._plan:
            return None
        template = self._plan.pop(0)
        lesson = self._skills[template] not in self._met
        self._met.add(self._skills[template])
        return template, lesson

    def answered(self, template: str, *, correct: bool, seconds: float) -> None:
        del seconds  # none of them knows what time is
        is_new = template not in self._rows
        if template not in self._seen:
            self._seen.add(template)
            row = self._rows.setdefault(template, Queue(self._day))
            self._rule(row, correct, self._day)
        if is_new or not correct:
            self._again.append((self._count + AGAIN_AFTER, template))


def _mixed(due: list[str], new: list[str]) -> list[str]:
    """Both in their order, evenly spread."""
    places = [((n + 0.5) / len(group), t) for group in (due, new) for n, t in enumerate(group)]
    return [t for _, t in sorted(places, key=lambda place: place[0])]


@dataclass(slots=True)
class Unplanned:
    """Practice until the bell without a memory model; a skill's first item has its lesson."""

    route: Route
    seed: int
    budget_s: float
    met: set[str] = field(default_factory=set)

    def begin(self, day: int) -> None:
        """Nothing depends on the day."""

    def following(self, spent_s: float) -> tuple[str, bool] | None:
        if spent_s >= self.budget_s:
            return None
        template, skill = self.drawn()
        lesson = skill not in self.met
        self.met.add(skill)
        return template, lesson

    def drawn(self) -> tuple[str, str]:
        """The next template and its skill."""
        raise NotImplementedError


@dataclass(slots=True)
class AtRandom(Unplanned):
    """Any template of the course, each as likely as any other."""

    draw: Random = field(init=False)
    every: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.draw = Random(f"at random {self.seed}")
        self.every = _every(self.route)

    def drawn(self) -> tuple[str, str]:
        return self.every[int(self.draw.random() * len(self.every))]

    def answered(self, template: str, *, correct: bool, seconds: float) -> None:
        """Nothing is learnt from it."""
        del template, correct, seconds


@dataclass(slots=True)
class Massed(Unplanned):
    """Along the route, each template until RIGHT_IN_A_ROW; after the last, from the beginning."""

    every: tuple[tuple[str, str], ...] = field(init=False)
    place: int = 0
    streak: int = 0

    def __post_init__(self) -> None:
        self.every = _every(self.route)

    def drawn(self) -> tuple[str, str]:
        return self.every[self.place % len(self.every)]

    def answered(self, template: str, *, correct: bool, seconds: float) -> None:
        del template, seconds
        self.streak = self.streak + 1 if correct else 0
        if self.streak >= RIGHT_IN_A_ROW:
            self.place, self.streak = self.place + 1, 0


def _every(route: Route) -> tuple[tuple[str, str], ...]:
    return tuple((t.id, skill) for skill in route.order for t in route.templates[skill])


POLICIES: dict[str, Callable[[Route, int, float], Policy]] = {
    "mathdrill": Mathdrill,
    "anki-fsrs": lambda route, _, budget_s: DueFirst(anki_fsrs, route, budget_s),
    "sm2": lambda route, _, budget_s: DueFirst(sm2, route, budget_s),
    "leitner": lambda route, _, budget_s: DueFirst(leitner, route, budget_s),
    "random": AtRandom,
    "massed": Massed,
}
