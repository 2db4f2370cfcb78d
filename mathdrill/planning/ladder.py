"""Where a skill stands: new, learning, reviewing, mastered, or lost again."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mathdrill.domain import Memory
from mathdrill.memory.fsrs import DESIRED_RETENTION, retrievability
from mathdrill.memory.progress import Progress, SkillProgress, SkillState

MASTERED_STABILITY = 21.0  # days
MASTERED_DAYS = 2  # study days with a success


def memories(progress: Progress) -> dict[str, list[Memory]]:
    """The memories of the started templates, by skill."""
    found: dict[str, list[Memory]] = {}
    for row in progress.templates.values():
        found.setdefault(row.skill, []).append(row.memory)
    return found


def skill_state(row: SkillProgress | None, started: Iterable[Memory], day: int) -> SkillState:
    """The state of a skill on a study day, from its row and its started templates."""
    if row is None:
        return SkillState.NEW
    if row.state is not SkillState.REVIEWING:
        return row.state
    return SkillState.MASTERED if _is_mastered(row, tuple(started), day) else SkillState.REVIEWING


def _is_mastered(row: SkillProgress, started: tuple[Memory, ...], day: int) -> bool:
    """Mean R ≥ 0.9, successes on two days, the last interleaved, geometric mean of S ≥ 21 d."""
    recalled = mean_retrievability(started, day)
    if recalled is None or row.success_days < MASTERED_DAYS or not row.interleaved:
        return False
    log_stability = sum(math.log(memory.stability) for memory in started) / len(started)
    return recalled >= DESIRED_RETENTION and math.exp(log_stability) >= MASTERED_STABILITY


def mean_retrievability(started: Iterable[Memory], day: int) -> float | None:
    """A skill's retrievability: the mean over its started templates, None without any."""
    recalled = [retrievability(memory, day) for memory in started]
    return sum(recalled) / len(recalled) if recalled else None


def skill_states(skills: Iterable[str], progress: Progress, day: int) -> dict[str, SkillState]:
    """The state of every given skill."""
    started = memories(progress)
    return {s: skill_state(progress.skills.get(s), started.get(s, ()), day) for s in skills}
