"""What becomes of an answer: a verdict, a rating, an event of the log, memory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from mathdrill.domain.texts import Sentence, Text


class Outcome(StrEnum):
    """UNDECIDED and INVALID never reach the scheduler; the learner tries again for free."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNDECIDED = "undecided"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Witness:
    """A point where the response and the key differ, with both values, as shown to the learner."""

    point: tuple[tuple[str, str], ...]
    response: str
    key: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What scoring found out, and why.

    UNDECIDED is not a polite INCORRECT: it never reaches the scheduler.

    message: the one sentence a learner hears first; details: what else is worth knowing.
    position: 0-based offset into the typed text that an INVALID verdict points at.
    understood: the response printed back as it was read.
    """

    outcome: Outcome
    message: Sentence
    details: tuple[Sentence, ...] = ()
    understood: str = ""
    position: int | None = None
    misconception: str | None = None
    feedback: Text | None = None
    witness: Witness | None = None


class Rating(IntEnum):
    """The four grades of FSRS, derived from evidence and never asked for."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of one template.
    stability: days until retrievability falls to 0.9; difficulty: 1..10; last_day: the study day
    (a day number) of the last review.
    """

    stability: float
    difficulty: float
    last_day: int
    reviews: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the append-only log.

    kind: answer | void | presume | placement | settings. study_day: the local date of (time - 4 h)
    as a day number (date.toordinal). Fields that a kind does not use are None.
    review: whether this answer counts as an FSRS review (the first of its study day).
    interleaved: whether the item before it in its session was of another skill, or there was none.
    """

    id: str
    device: str
    seq: int
    kind: str
    ts_utc_ms: int
    tz_offset_min: int
    study_day: int
    session: str | None = None
    template: str | None = None
    revision: int | None = None
    skill: str | None = None
    seed: int | None = None
    params: str | None = None
    verdict: str | None = None
    misconception: str | None = None
    attempts: int | None = None
    hints: int | None = None
    revealed: bool | None = None
    ms_active: int | None = None
    answer: str | None = None
    rating: int | None = None
    rating_rule: int | None = None
    review: bool | None = None
    predicted: float | None = None
    algo: str | None = None
    target: str | None = None
    payload: str | None = None
    app_version: str | None = None
    interleaved: bool | None = None
