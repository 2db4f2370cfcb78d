"""How much a session is likely to hold: a rough count for its first line, not a plan."""

from __future__ import annotations

from collections.abc import Iterator

from mathdrill.domain import ItemTemplate
from mathdrill.memory.progress import CLEAN_IN_A_ROW
from mathdrill.planning.desk import Desk
from mathdrill.planning.situation import LESSON_S, Situation


def estimate(now: Situation, count: int | None) -> tuple[int, int]:
    """About how many items of how many skills are still to come.

    Args:
        count: items still to answer; None when only the bell ends the session.
    """
    desk = Desk(now)
    if now.skills is not None:
        items = count or 0
        return items, min(items, len(tuple(desk.in_play())))
    seconds_left = 0.0 if now.budget_s is None else now.budget_s - now.spent_s
    skills: list[str] = []
    for template, lesson_s in _in_order(desk):
        seconds_left -= desk.answer_pace(template).p50 + lesson_s
        if seconds_left < 0:
            break
        skills.append(template.skill)
    return len(skills), len(set(skills))


def _in_order(desk: Desk) -> Iterator[tuple[ItemTemplate, float]]:
    """What is due, never met, or can be reviewed ahead, each with the time of a lesson before it."""
    rest: list[ItemTemplate] = []
    yield from ((template, 0.0) for template in desk.due)
    for skill in desk.in_play():
        met = desk.skill_row(skill) is not None
        templates = [t for t in desk.route.templates[skill] if not desk.row(t) and desk.has(t)]
        first = len(templates) if met else CLEAN_IN_A_ROW
        for index, template in enumerate(templates[:first]):
            yield template, 0.0 if met or index else LESSON_S
        rest += templates[first:]
    yield from ((template, 0.0) for template in (*rest, *desk.ahead))
