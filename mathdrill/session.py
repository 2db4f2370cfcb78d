"""The whole program as two pure functions: plan what comes next, answer what is on the screen.

A session is an `OpenSession`, the trail of its judged answers and one `Pending` item. All three are
values; who keeps them, and what time it is, is not decided here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mathdrill.domain import (
    Event,
    Item,
    ItemTemplate,
    Outcome,
    Rating,
    Sentence,
    Verdict,
    sentence,
)
from mathdrill.errors import ContentError
from mathdrill.memory.fsrs import ALGO, DESIRED_RETENTION, due_day, retrievability
from mathdrill.memory.progress import Progress, is_review
from mathdrill.memory.rating import RATING_RULE, rate
from mathdrill.planning.placement import choose_placement
from mathdrill.planning.planner import choose
from mathdrill.planning.situation import Answered, Choice, Reason, Situation

Generate = Callable[[ItemTemplate, int], Item]
Score = Callable[[Item, str], Verdict]

PLACEMENT = "placement"  # a mode of session, and the kind of its answers in the log
IDLE_FACTOR = 4  # more than this many times the usual is not thinking but coffee
LONGEST_ANSWER = 2000  # characters of a typed answer that are kept
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was begun and not finished.

    mode: today, topic or placement. budget_s: None without a bell. count: items to answer, None without end.
    skills: those of a topic. before: (skill, state) of every skill that was not new at the start.
    aside, aside_s: items that were put aside, and the active time spent on them.
    """

    id: str
    mode: str
    study_day: int
    budget_s: float | None
    count: int | None
    skills: tuple[str, ...]
    before: tuple[tuple[str, str], ...]
    aside: int = 0
    aside_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Pending:
    """The item on the screen; it is on disk before it is shown.

    choice: what the planner said of it. interleaved: see `Event`.
    attempts, spent_s: free tries so far, and the active time of them.
    """

    session: str
    item: Item
    choice: Choice
    interleaved: bool
    hints: int = 0
    attempts: int = 0
    spent_s: float = 0.0

    def is_same_item(self, other: Pending | None) -> bool:
        """Whether both show the same numbers in the same session, whatever was tried since."""
        return other is not None and (self.session, self.item) == (other.session, other.item)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an answer was given, and by which program."""

    ts_utc_ms: int
    tz_offset_min: int
    study_day: int
    app_version: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one try led to.

    event: to be logged; None for a try that was not understood. rating: None when nothing is
    scheduled; then `pending` waits for the next try.
    """

    verdict: Verdict
    rating: Rating | None
    event: Event | None
    pending: Pending


def plan_next(
    session: OpenSession, now: Situation, generate: Generate, templates: Mapping[str, ItemTemplate]
) -> tuple[Pending | None, frozenset[str]]:
    """The next item of a session, None when it is over; and the templates found broken on the way."""
    broken: frozenset[str] = frozenset()
    while session.count is None or len(now.trail) < session.count:
        choice = choose_placement(now) if session.mode == PLACEMENT else choose(now)
        if choice is None:
            break
        try:
            item = generate(templates[choice.template], seed_of(choice, now.progress))
        except ContentError:  # `pack check` is where authors hear of it; a learner just goes on
            broken |= {choice.template}
            now = replace(now, set_aside=now.set_aside | broken)
            continue
        return pend(session, now, choice, item), broken
    return None, broken


def seed_of(choice: Choice, progress: Progress) -> int:
    """0, 1, 2, …: how often the template was answered; so `pack check` has met what a learner meets."""
    if choice.seed is not None:
        return choice.seed
    row = progress.templates.get(choice.template)
    return row.answers if row else 0


def pend(session: OpenSession, now: Situation, choice: Choice, item: Item) -> Pending:
    """The item as it goes to disk and to the screen."""
    return Pending(
        session=session.id,
        item=item,
        choice=choice,
        interleaved=not now.trail or now.trail[-1].skill != choice.skill,
    )


def answer(
    pending: Pending,
    progress: Progress,
    verdict: Verdict,
    *,
    text: str | None,
    seconds: float,
    stamp: Stamp,
) -> Step:
    """One try: what is logged, how it is rated, what stays on the screen.

    Args:
        text: None when the learner gave up and had the key revealed.
        seconds: active time of this try; see `active_seconds`.
    """
    tried = replace(pending, attempts=pending.attempts + 1, spent_s=pending.spent_s + seconds)
    item = pending.item
    row = progress.templates.get(item.template)
    rating = rate(
        verdict.outcome,
        hints=pending.hints,
        seconds=tried.spent_s,
        successes=[ms / 1000 for ms in row.success_ms] if row else (),
    )
    if verdict.outcome is Outcome.INVALID:
        return Step(verdict, None, None, tried)
    placed = pending.choice.reason is Reason.PLACEMENT
    event = Event(
        id="",  # id, device and seq are the store's to give
        device="",
        seq=0,
        kind=PLACEMENT if placed else "answer",
        ts_utc_ms=stamp.ts_utc_ms,
        tz_offset_min=stamp.tz_offset_min,
        study_day=stamp.study_day,
        session=pending.session,
        template=item.template,
        revision=item.revision,
        skill=item.skill,
        seed=item.seed,
        params=json.dumps(dict(item.params)),
        verdict=verdict.outcome.value,
        misconception=verdict.misconception,
        attempts=tried.attempts,
        hints=pending.hints,
        revealed=text is None,
        ms_active=round(1000 * tried.spent_s),
        answer=None if text is None else storable(text),
        rating=rating,
        rating_rule=None if rating is None else RATING_RULE,
        review=rating is not None and not placed and is_review(row, stamp.study_day),
        predicted=None if row is None else retrievability(row.memory, stamp.study_day),
        algo=ALGO,
        payload=pending.choice.payload,
        app_version=stamp.app_version,
        interleaved=pending.interleaved,
    )
    return Step(verdict, rating, event, tried)


def presumption(template: ItemTemplate, session: str, stamp: Stamp) -> Event:
    """The event that takes a template for known after a placement."""
    return Event(
        id="",
        device="",
        seq=0,
        kind="presume",
        ts_utc_ms=stamp.ts_utc_ms,
        tz_offset_min=stamp.tz_offset_min,
        study_day=stamp.study_day,
        session=session,
        template=template.id,
        revision=template.revision,
        skill=template.skill,
        algo=ALGO,
        app_version=stamp.app_version,
    )


def given_up() -> Verdict:
    """The verdict on an item whose key was revealed."""
    return Verdict(Outcome.INCORRECT, sentence("why.revealed"))


def storable(text: str) -> str:
    """A typed text as the log keeps it: bounded, and free of broken code points."""
    return text[:LONGEST_ANSWER].encode("utf-8", "backslashreplace").decode("utf-8")


def active_seconds(given: float | None, measured: float, usual: float) -> float:
    """The front end's own measure of active time; else the stopwatch's, without the idle time."""
    if given is not None and math.isfinite(given) and given >= 0:
        return min(given, DAY_S)
    return min(max(measured, 0.0), IDLE_FACTOR * usual)


def next_due(progress: Progress, template: str, retention: float = DESIRED_RETENTION) -> str | None:
    """The date on which a template falls due, ISO 8601."""
    row = progress.templates.get(template)
    return None if row is None else date.fromordinal(due_day(row.memory, retention)).isoformat()


def spent_seconds(
    session: OpenSession, trail: tuple[Answered, ...], pending: Pending | None
) -> float:
    """Active time of the session so far."""
    tries = pending.spent_s if pending else 0.0
    return sum(answered.seconds for answered in trail) + session.aside_s + tries


def why_over(session: OpenSession, now: Situation) -> Sentence:
    """Why a session has no next item."""
    if session.count is not None and len(now.trail) >= session.count:
        return sentence("why.count-reached", count=session.count)
    if session.mode == PLACEMENT:
        return sentence("placement.decided")
    if now.budget_s is None or choose(replace(now, budget_s=None)) is None:
        return sentence("why.nothing-left")
    return sentence("why.nothing-fits", seconds=round(max(0.0, now.budget_s - now.spent_s)))
