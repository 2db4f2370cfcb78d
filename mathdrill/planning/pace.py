"""How long an answer takes: log-normal per template, shrunk to the author's estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

AUTHOR_WEIGHT = 4  # the author's estimate counts like four answers
SPREAD = 0.5  # standard deviation of ln(seconds) before any answer: 95 % within 2.3 x the median
TEMPO_WEIGHT = 20  # answers that the authors' expectation of everybody counts for
Z95 = 1.6449  # 95 % of a normal distribution lies below mean + Z95 standard deviations


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for one answer: p50 to plan with, p95 to decide whether it still fits."""

    p50: float
    p95: float


def pace(author_s: float, answer_ms: Sequence[int], tempo: float = 0.0) -> Pace:
    """ln T ~ N(m, s²·(1 + 1/n)), with m and s² weighted means of the author's and the last answers'.

    Args:
        author_s: what the author of the template expects.
        answer_ms: active times of the learner's last answers to it.
        tempo: see `tempo`; it moves the author's estimate.
    """
    return _pace(author_s, tuple(answer_ms), tempo)


@lru_cache(maxsize=4096)
def _pace(author_s: float, answer_ms: tuple[int, ...], tempo: float) -> Pace:
    logs = [math.log(ms / 1000) for ms in answer_ms]
    expected = math.log(author_s) + tempo
    weight = AUTHOR_WEIGHT + len(logs)
    mean = (AUTHOR_WEIGHT * expected + sum(logs)) / weight
    squares = sum((log - mean) ** 2 for log in logs)
    variance = (AUTHOR_WEIGHT * SPREAD**2 + squares) / weight
    deviation = math.sqrt(variance * (1 + 1 / weight))  # m itself is only an estimate
    return Pace(math.exp(mean), math.exp(mean + Z95 * deviation))


@lru_cache(maxsize=4096)
def slowness(author_s: float, answer_ms: tuple[int, ...]) -> float:
    """Σ ln(T / author's estimate) over the last answers to one template."""
    return sum(math.log(ms / 1000) for ms in answer_ms) - len(answer_ms) * math.log(author_s)


def tempo(total: float, answers: int) -> float:
    """How much slower than the authors expect, in ln: the mean over `answers`, shrunk to none.

    Rounded, so that what depends on it can be kept from one answer to the next.
    """
    return round(total / (answers + TEMPO_WEIGHT), 2)
