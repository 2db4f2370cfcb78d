"""What a running session shows: the values that go from `Drill` to the front ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mathdrill.domain import Item, Rating, Sentence, Text, Verdict
from mathdrill.memory.fsrs import DESIRED_RETENTION

Mode = Literal["today", "topic", "placement"]
MINUTES = 15.0


@dataclass(frozen=True, slots=True)
class DrillOptions:
    """What was asked for. minutes: None when nothing was said: the open session's, or the usual.

    usual_minutes, retention, exam_day: the learner's settings; see `mathdrill.paths.Config`.
    """

    mode: Mode
    minutes: float | None = None
    topic_skills: tuple[str, ...] = ()
    count: int = 10
    usual_minutes: float = MINUTES
    retention: float = DESIRED_RETENTION
    exam_day: int | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    """What lies ahead; the counts are estimates. notice: something odd to be said first."""

    budget_s: int | None
    items: int
    skills: int
    resumed: bool
    notice: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why this item now: the reason first, then the figures."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the screen. lesson: to be shown before the item."""

    item: Item
    number: int
    why: Why
    retrievability: float | None
    spent_s: float
    budget_s: int | None
    lesson: Text | None
    hints_shown: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a try.

    recorded: whether it counts; then `Drill.current` is the next item already.
    moved: the item was answered in another window: nothing was judged, and `Drill.current` is what
    is on the screen there.
    """

    verdict: Verdict
    rating: Rating | None
    next_due: str | None
    recorded: bool
    key: Text | None
    solution: Text | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to. over: why it had no further item; None when it was left early."""

    answered: int
    correct: int
    spent_s: float
    due_tomorrow: int
    skills_moved: tuple[tuple[str, str, str], ...]
    over: Sentence | None = None
