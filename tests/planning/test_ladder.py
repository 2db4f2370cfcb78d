from __future__ import annotations

import pytest

from mathdrill.domain import Memory
from mathdrill.memory.progress import Progress, SkillProgress, SkillState
from mathdrill.planning.ladder import (
    mean_retrievability,
    skill_state,
    skill_states,
)
from tests.learning import DAY


def memory(stability: float) -> Memory:
    return Memory(stability, 5.0, DAY, reviews=2, lapses=0)


def row(
    state: SkillState = SkillState.REVIEWING, days: int = 2, *, mixed: bool = True
) -> SkillProgress:
    return SkillProgress(
        "a", state, DAY - 9, success_days=days, last_success=DAY, interleaved=mixed
    )


@pytest.mark.parametrize(
    ("progress", "stabilities", "days_later", "state"),
    [
        (None, (), 0, "new"),
        (row(SkillState.LEARNING), (30,), 0, "learning"),
        (row(SkillState.LOST), (30,), 0, "lost"),
        (row(), (30,), 0, "mastered"),
        (row(), (20,), 0, "reviewing"),  # not stable enough
        (row(), (9, 60), 0, "mastered"),  # 23 days in the geometric mean
        (row(), (4, 60), 0, "reviewing"),
        (row(days=1), (30,), 0, "reviewing"),  # right on one day only
        (row(mixed=False), (30,), 0, "reviewing"),  # the last success followed its like
        (row(), (30,), 30, "mastered"),
        (row(), (30,), 31, "reviewing"),  # fallen below 0.9: mastery is a matter of today
    ],
)
def test_the_state_of_a_skill(
    progress: SkillProgress | None, stabilities: tuple[float, ...], days_later: int, state: str
) -> None:
    found = skill_state(progress, [memory(s) for s in stabilities], DAY + days_later)
    assert found == state


def test_retrievability_is_the_mean_over_the_started_templates() -> None:
    assert mean_retrievability([], DAY) is None
    assert mean_retrievability([memory(10), memory(10)], DAY + 10) == pytest.approx(0.9)


def test_every_skill_asked_for_has_a_state() -> None:
    assert skill_states(["a", "b"], Progress(skills={"a": row(SkillState.LEARNING)}), DAY) == {
        "a": "learning",
        "b": "new",
    }
