"""Implicit credit: a clean success on an advanced skill makes what it encompasses younger.

Only the age of the simpler skill's templates shrinks, by the factor 1 - w for each study day with a
clean success, one hop deep. S, D and the log know nothing of it, and an explicit check comes at
least every 3·S. (Math Academy's FIRe, made safe for FSRS.)
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from itertools import islice

from mathdrill.domain import Memory
from mathdrill.memory.fsrs import DESIRED_RETENTION, interval
from mathdrill.memory.progress import SkillProgress
from mathdrill.planning.route import Route

MOST_WEIGHT = 0.6
CHECK_EVERY = 3  # times S

Credits = Mapping[str, tuple[tuple[int, float], ...]]


def credits_of(route: Route, skills: Mapping[str, SkillProgress]) -> Credits:
    """Skill -> (study day, weight) of every success that refreshed it, in order."""
    found: dict[str, list[tuple[int, float]]] = {}
    for name, row in skills.items():
        if name in route.skills and row.clean_days:
            for simpler, weight in route.skills[name].encompasses:
                limited = min(weight, MOST_WEIGHT)
                found.setdefault(simpler, []).extend((day, limited) for day in row.clean_days)
    return {simpler: tuple(sorted(each)) for simpler, each in found.items()}


def age(memory: Memory, day: int, refreshed: tuple[tuple[int, float], ...] = ()) -> float:
    """Days since the last review, as far as they count on a study day."""
    days = 0.0
    since = memory.last_day
    for moment, weight in islice(refreshed, bisect_left(refreshed, (since + 1,)), None):
        if moment > day:
            break
        days = (days + moment - since) * (1 - weight)
        since = moment
    return max(0.0, days + day - since)


def credited_due_day(
    memory: Memory,
    day: int,
    refreshed: tuple[tuple[int, float], ...] = (),
    retention: float = DESIRED_RETENTION,
) -> int:
    """The first study day on which an item is due, by the age it has on `day`."""
    until = interval(memory.stability, retention)
    if not refreshed:
        return memory.last_day + math.floor(until) + 1
    begins = day - age(memory, day, refreshed)
    check = memory.last_day + math.floor(max(until, CHECK_EVERY * memory.stability)) + 1
    return min(math.floor(begins + until) + 1, check)
