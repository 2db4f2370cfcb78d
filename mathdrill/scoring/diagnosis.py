"""Naming the misconception behind a wrong answer."""

from __future__ import annotations

from dataclasses import replace

from mathdrill.domain import Outcome, Verdict, WrongAnswer, sentence

SHORT = ("score.digits", "score.places")


def is_doubtful(verdict: Verdict) -> bool:
    """Whether a misconception may explain the verdict: wrong, or right only to its few digits.

    0.2 is 0.16 rounded, but it is also what adding instead of multiplying gives.
    """
    return verdict.outcome is Outcome.INCORRECT or verdict.message.key in SHORT


def misconceived(verdict: Verdict, wrong: WrongAnswer) -> Verdict:
    """The verdict with the misconception that predicts the response, and its feedback first."""
    return replace(
        verdict,
        outcome=Outcome.INCORRECT,
        message=sentence("score.misconception", feedback=wrong.feedback),
        details=() if verdict.witness is None else (verdict.message,),
        misconception=wrong.misconception,
        feedback=wrong.feedback,
    )
