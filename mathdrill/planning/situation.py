"""What the planner looks at, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mathdrill.memory.fsrs import DESIRED_RETENTION
from mathdrill.memory.progress import Progress
from mathdrill.planning.route import Route

LESSON_S = 30.0  # to read a lesson before the first item of a skill


class Reason(StrEnum):
    """Why this item now; each is a sentence `why.<reason>`."""

    PARKED = "parked"
    CARRIED = "carried"
    RETRY = "retry"
    START = "start"
    PROBE = "probe"
    GATE = "gate"
    CHECK = "check"
    NEW = "new"
    LEARNING = "learning"
    UNTOUCHED = "untouched"
    DUE = "due"
    AHEAD = "ahead"
    PLACEMENT = "placement"
    TOPIC = "topic"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Answered:
    """One judged answer of the running session."""

    event: str
    template: str
    skill: str
    correct: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that decides what comes next.

    trail: the session's judged answers so far. spent_s: active time of the session.
    budget_s: None for no bell. skills: the only ones in play, None for all.
    parked: (template, seed) of items put aside on an earlier day.
    set_aside: templates that may not be drawn now: parked today, on another screen, or broken.
    retention: R below which an item is due. exam_day: the day number of an exam, None without one.
    """

    route: Route
    progress: Progress
    day: int
    trail: tuple[Answered, ...] = ()
    spent_s: float = 0.0
    budget_s: float | None = None
    skills: frozenset[str] | None = None
    parked: tuple[tuple[str, int], ...] = ()
    set_aside: frozenset[str] = field(default_factory=frozenset)
    retention: float = DESIRED_RETENTION
    exam_day: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What comes next, and why.

    seed: None for a fresh one. gain: see `mathdrill.planning.gain`; None where it decided nothing.
    seconds: the median time planned for it. rivals: how many others were compared.
    payload: what the log keeps beside the answer, such as the place in a gate.
    """

    template: str
    skill: str
    reason: Reason
    lesson: bool
    seconds: float
    seed: int | None = None
    gain: float | None = None
    rivals: int = 0
    payload: str | None = None
