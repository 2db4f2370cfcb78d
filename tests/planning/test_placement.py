"""Placement over the prerequisite graph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.memory.progress import Progress
from mathdrill.planning.placement import MOST_ITEMS, choose_placement, presumed
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Answered, Situation
from tests.learning import DAY, course

NAMES = [f"s{n:02}" for n in range(40)]
LINE = course({name: tuple(NAMES[n - 1 : n]) for n, name in enumerate(NAMES)})


def place(knows: int) -> Situation:
    """A learner who knows the first skills of a line, and nothing else."""
    now = Situation(route=route_of(LINE), progress=Progress(), day=DAY, budget_s=900)
    while (choice := choose_placement(now)) is not None:
        assert len(now.trail) < MOST_ITEMS
        correct = NAMES.index(choice.skill) < knows
        one = Answered(f"{len(now.trail):04}", choice.template, choice.skill, correct, 20)
        now = replace(now, trail=(*now.trail, one), spent_s=now.spent_s + 20)
    return now


@pytest.mark.parametrize("knows", [0, 1, 7, 20, 39, 40])
def test_forty_skills_in_a_line_are_told_apart_in_a_handful_of_items(knows: int) -> None:
    now = place(knows)
    assert presumed(now) == tuple(NAMES[:knows])
    assert len(now.trail) <= 7


def test_the_first_item_decides_the_most() -> None:
    choice = choose_placement(place(0).__class__(route_of(LINE), Progress(), DAY, budget_s=900))
    assert choice is not None
    assert choice.skill in NAMES[15:25]
    assert not choice.lesson


def test_without_an_answer_nothing_is_presumed() -> None:
    assert presumed(Situation(route_of(LINE), Progress(), DAY)) == ()


def test_nothing_is_begun_that_would_end_after_the_bell() -> None:
    now = Situation(route_of(LINE), Progress(), DAY, spent_s=880, budget_s=900)
    assert choose_placement(now) is None
