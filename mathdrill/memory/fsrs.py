"""FSRS-6 on study days; the only importer of the fsrs package.

Legend
  S  stability: days until retrievability has fallen to 0.9
  D  difficulty, 1 (easy) to 10
  t  study days since the last review
  R  retrievability: the chance to answer correctly now
  w  the 21 parameters of the model

A review goes through the package, which is imported at the first answer, not at the first item.
What planning must know before any answer - R now, S after one more review - is three formulas
here, which a test holds against the package.
Source: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm (FSRS-6)
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from mathdrill.domain import Memory, Rating

if TYPE_CHECKING:
    from fsrs import Scheduler

ALGO = "fsrs-6"  # every answer says which model predicted it; other parameters get another name
DESIRED_RETENTION = 0.9

# the defaults of FSRS-6, as in fsrs 6.3: stored here so that a new package changes no history
PARAMETERS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # w0..w3: S after the first review, by rating
    *(6.4133, 0.8334, 3.0194, 0.001),  # w4..w7: difficulty
    *(1.8722, 0.1666, 0.796),  # w8..w10: S after a success
    *(1.4835, 0.0614, 0.2629, 1.6483),  # w11..w14: S after a failure
    *(0.6014, 1.8729),  # w15, w16: hard penalty, easy bonus
    *(0.5425, 0.0912, 0.0658, 0.1542),  # w17..w19: reviews on one day; w20: decay of R
)
DECAY = -PARAMETERS[20]
FACTOR = math.pow(0.9, 1 / DECAY) - 1  # makes R = 0.9 at t = S
STABILITY_MIN = 0.001
PRESUMED_STABILITY = 10.0  # days, for what a placement found known


def recall(stability: float, days: float) -> float:
    """R = (1 + FACTOR·t/S)^DECAY."""
    return math.pow(1 + FACTOR * max(0.0, days) / stability, DECAY)


def retrievability(memory: Memory, day: float) -> float:
    """R on a study day."""
    return recall(memory.stability, day - memory.last_day)


def interval(stability: float, retention: float = DESIRED_RETENTION) -> float:
    """t = S/FACTOR·(r^(1/DECAY) - 1): days until R has fallen to the desired retention r."""
    return stability / FACTOR * (math.pow(retention, 1 / DECAY) - 1)


def due_day(memory: Memory, retention: float = DESIRED_RETENTION) -> int:
    """The first study day on which R is below the desired retention."""
    return memory.last_day + math.floor(interval(memory.stability, retention)) + 1


def stability_after_success(memory: Memory, day: float) -> float:
    """S' = S·(1 + e^w8·(11 - D)·S^-w9·(e^(w10·(1 - R)) - 1)), for the rating Good."""
    w, S, D = PARAMETERS, memory.stability, memory.difficulty
    surprise = math.exp(w[10] * (1 - retrievability(memory, day))) - 1
    return S * (1 + math.exp(w[8]) * (11 - D) * math.pow(S, -w[9]) * surprise)


def stability_after_failure(memory: Memory, day: float) -> float:
    """S' = min(w11·D^-w12·((S + 1)^w13 - 1)·e^(w14·(1 - R)), S/e^(w17·w18))."""
    w, S, D = PARAMETERS, memory.stability, memory.difficulty
    surprise = math.exp(w[14] * (1 - retrievability(memory, day)))
    relearnt = w[11] * math.pow(D, -w[12]) * (math.pow(S + 1, w[13]) - 1) * surprise
    return max(STABILITY_MIN, min(relearnt, S / math.exp(w[17] * w[18])))


def review(memory: Memory | None, rating: Rating, day: int) -> Memory:
    """The memory after the first attempt of a study day.

    Args:
        memory: None before the first review of the template.
        day: a day number later than the last review's; FSRS gets whole days, because it counts
            blocks of 24 hours and would take 23 h and 25 h for different days.
    Raises: ValueError: the day is not later.
    """
    import fsrs

    card = fsrs.Card(card_id=0, due=_noon(day))  # with an id it neither sleeps nor asks the clock
    if memory is not None:
        if day <= memory.last_day:
            raise ValueError(f"day {day} is not after the last review on day {memory.last_day}")
        card.state, card.step = fsrs.State.Review, None
        card.stability, card.difficulty = memory.stability, memory.difficulty
        card.last_review = _noon(memory.last_day)
    after, _ = _scheduler().review_card(card, fsrs.Rating(int(rating)), _noon(day))
    return Memory(
        stability=cast("float", after.stability),  # None only before the first review
        difficulty=cast("float", after.difficulty),
        last_day=day,
        reviews=1 if memory is None else memory.reviews + 1,
        lapses=0 if memory is None else memory.lapses + (rating is Rating.AGAIN),
    )


def presumed(day: int) -> Memory:
    """What placement takes for known: S = PRESUMED_STABILITY, the difficulty of a first Good."""
    difficulty = review(None, Rating.GOOD, day).difficulty
    return Memory(PRESUMED_STABILITY, difficulty, day, reviews=0, lapses=0)


@cache
def _scheduler() -> Scheduler:
    """The package's model without learning steps and without fuzz, which is global randomness."""
    import fsrs

    return fsrs.Scheduler(
        parameters=PARAMETERS,
        desired_retention=DESIRED_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


@lru_cache(maxsize=4096)  # ten years
def _noon(day: int) -> datetime:
    return datetime.fromordinal(day).replace(hour=12, tzinfo=UTC)
