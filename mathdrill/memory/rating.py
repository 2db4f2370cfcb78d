"""Verdict and evidence -> rating: tests/README.md, *Verdicts*. Nobody is ever asked how it felt."""

from __future__ import annotations

from collections.abc import Sequence

from mathdrill.domain import Outcome, Rating

RATING_RULE = 1  # stored with every answer; raise it when the rule below changes
TIMED_SUCCESSES = 3  # before that a median is no measure of what is fast
EASY_FROM_S = 3.0  # nobody reads, thinks and types in less


def rate(
    outcome: Outcome, *, hints: int, seconds: float | None, successes: Sequence[float]
) -> Rating | None:
    """The rating that the evidence gives, or None where nothing may be scheduled.

    Args:
        outcome: INCORRECT also for an item that was revealed.
        seconds: active time; None when it was not measured.
        successes: active seconds of the learner's own correct answers to this template.
    """
    usual = median(successes) if successes else None
    match outcome:
        case Outcome.INVALID | Outcome.UNDECIDED:
            return None
        case Outcome.INCORRECT:
            return Rating.AGAIN
        case Outcome.CORRECT if hints:
            return Rating.HARD
        case Outcome.CORRECT if seconds is None or usual is None:
            return Rating.GOOD
        case Outcome.CORRECT if seconds > 2 * usual:
            return Rating.HARD
        case Outcome.CORRECT if (
            len(successes) >= TIMED_SUCCESSES and EASY_FROM_S < seconds < usual / 2
        ):
            return Rating.EASY
        case Outcome.CORRECT:
            return Rating.GOOD


def median(numbers: Sequence[float]) -> float:
    """The middle one of at least one number, or the mean of the two in the middle."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
