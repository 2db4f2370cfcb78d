"""What an item is worth: how much more will be recalled in h days if it is practised today.

Legend: h is 30, or what is left until an exam; R(t, S) retrievability, S stability, p the chance that today's answer is right.
"""

from __future__ import annotations

from functools import lru_cache

from mathdrill.domain import Memory
from mathdrill.memory.fsrs import (
    recall,
    retrievability,
    stability_after_failure,
    stability_after_success,
)

HORIZON_DAYS = 30


@lru_cache(maxsize=16_384)
def gain(memory: Memory, day: float, horizon: int = HORIZON_DAYS) -> float:
    """p·R(h, S after success) + (1 - p)·R(h, S after failure) - R(elapsed + h, S), p = R now."""
    p = retrievability(memory, day)
    after = p * recall(stability_after_success(memory, day), horizon)
    after += (1 - p) * recall(stability_after_failure(memory, day), horizon)
    return after - retrievability(memory, day + horizon)
