"""The fold of answers into rows: what a template and a skill remember."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.domain import Event
from mathdrill.memory.progress import (
    Progress,
    SkillProgress,
    SkillState,
    TemplateProgress,
    fold,
    fold_skill,
    fold_template,
    gate_mark,
)
from tests.learning import DAY, answered, unrated


def skill_after(story: str) -> SkillProgress:
    """The row after a story such as "r w | r": right, wrong, h with a hint, | a new day."""
    row, day = None, DAY
    for sign in story.split():
        if sign == "|":
            day += 1
            continue
        event = answered("a.1", day=day, correct=sign != "w", hints=int(sign == "h"))
        row = fold_skill(row, event)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("story", "state"),
    [
        ("r", "learning"),  # one clean answer is not enough
        ("r r", "reviewing"),
        ("r | r", "reviewing"),  # in a row, not in a day
        ("r w r", "learning"),
        ("r h r", "learning"),  # an answer with a hint is not clean
        ("w w w r r", "reviewing"),
        ("r r | w", "reviewing"),  # one failure in seven days
        ("r r | w | r | w", "lost"),  # two of them
        ("r r | w | | | | | | w", "lost"),  # on the first and the seventh day
        ("r r | w | | | | | | | w", "reviewing"),  # eight days apart
        ("r r | w w r", "lost"),  # one clean answer does not bring it back
        ("r r | w w r r", "reviewing"),
        ("r r | w w r r | w", "reviewing"),  # failures from before it was lost do not count
    ],
)
def test_the_ladder(story: str, state: str) -> None:
    assert skill_after(story).state == state


def test_a_failed_second_attempt_of_a_day_does_not_lose_a_skill() -> None:
    row = skill_after("r r | w")
    again = answered("a.1", day=DAY + 1, correct=False, review=False)
    assert fold_skill(row, again).state == "reviewing"


def test_success_days_count_days_and_not_answers() -> None:
    row = skill_after("r r r | r | w")
    assert (row.success_days, row.last_success, row.introduced) == (2, DAY + 1, DAY)


def test_a_lost_skill_earns_its_success_days_anew() -> None:
    assert skill_after("r r | r | w | w").success_days == 0


def test_practised_counts_the_day_and_the_state() -> None:
    assert skill_after("w w | w").practised == 1  # a new day
    assert skill_after("w w w").practised == 3
    assert skill_after("w r r").practised == 0  # learnt: nothing of reviewing yet


def template_after(*events: Event) -> TemplateProgress:
    row = None
    for event in events:
        row = fold_template(row, event)
    assert row is not None
    return row


def test_only_the_first_attempt_of_a_day_is_a_review() -> None:
    first = answered("a.1", correct=False)
    row = template_after(first, answered("a.1"), answered("a.1", day=DAY + 1))
    alone = template_after(first, answered("a.1", day=DAY + 1))
    assert row.memory == alone.memory
    assert (row.answers, row.outcomes) == (3, "011")


def test_an_answer_that_comes_late_from_an_earlier_day_is_no_review() -> None:
    """After a merge the log may hold an answer that another device gave the day before."""
    late = template_after(answered("a.1", day=DAY), answered("a.1", day=DAY - 1))
    assert late.memory == template_after(answered("a.1", day=DAY)).memory


def test_the_last_eight_times_are_kept_and_those_of_scripts_are_not() -> None:
    times = [30_000, 999, None, *range(10_000, 19_000, 1000)]
    row = template_after(*(answered("a.1", ms=ms, correct=ms != 12_000) for ms in times))
    assert row.answer_ms == tuple(range(11_000, 19_000, 1000))
    assert row.success_ms == (10_000, 11_000, *range(13_000, 19_000, 1000))
    assert row.outcomes == "10111111"


def test_what_is_not_judged_moves_only_the_last_day() -> None:
    progress = fold(Progress(), unrated(answered("a.1", day=DAY + 3)))
    assert progress == Progress(last_day=DAY + 3)


def test_an_answer_touches_its_own_template_and_skill() -> None:
    progress = fold(fold(Progress(), answered("a.1")), answered("b.2", correct=False))
    assert set(progress.templates) == {"a.1", "b.2"}
    assert set(progress.skills) == {"a", "b"}
    assert progress.last_day == DAY


# --- placement and gates


def presume(template: str, day: int) -> Event:
    event = answered(template, day=day)
    return replace(event, kind="presume", verdict=None, rating=None, rating_rule=None, review=None)


def folded(*events: Event) -> Progress:
    progress = Progress()
    for event in events:
        progress = fold(progress, event)
    return progress


def test_what_is_presumed_is_known_for_ten_days_and_was_never_reviewed() -> None:
    progress = folded(presume("a.1", DAY))
    memory = progress.templates["a.1"].memory
    assert (memory.stability, memory.last_day, memory.reviews) == (10.0, DAY, 0)
    assert progress.templates["a.1"].answers == 0
    assert progress.skills["a"].state is SkillState.REVIEWING


def test_what_practice_has_told_is_not_presumed_otherwise() -> None:
    known = folded(answered("a.1", day=DAY - 1, correct=False))
    presumed = fold(known, presume("a.1", DAY))
    assert (presumed.templates, presumed.skills) == (known.templates, known.skills)


@pytest.mark.parametrize(
    ("correct", "presumed", "state"),
    [(True, "confirmed", "reviewing"), (False, "no", "learning")],
)
def test_the_first_answer_confirms_or_refutes(*, correct: bool, presumed: str, state: str) -> None:
    check = answered("a.1", day=DAY + 3, correct=correct)
    row = folded(presume("a.1", DAY), check).skills["a"]
    assert (row.presumed, row.state) == (presumed, state)


def test_the_first_item_of_a_gate_begins_an_attempt_anew() -> None:
    def mark(template: str, number: int, *, correct: bool = True) -> Event:
        return replace(answered(template, correct=correct), payload=gate_mark(1, number))

    first = folded(mark("a.1", 1), mark("b.1", 2, correct=False))
    assert first.gates[1].marks == ("+a", "-b")
    assert fold(first, mark("b.2", 1)).gates[1].marks == ("+b",)


def test_study_days_with_a_clean_success_are_kept_once() -> None:
    row = folded(
        answered("a.1", day=DAY),
        answered("a.2", day=DAY),
        answered("a.1", day=DAY + 1, hints=1),
        answered("a.1", day=DAY + 2, correct=False),
        answered("a.1", day=DAY + 3),
    ).skills["a"]
    assert row.clean_days == (DAY, DAY + 3)
