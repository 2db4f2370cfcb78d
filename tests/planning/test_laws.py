"""Laws of the planner over drawn histories: whoever answers however, these hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Event
from mathdrill.memory.progress import Progress, SkillState, fold, is_review
from mathdrill.planning.desk import Desk
from mathdrill.planning.planner import choose
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Answered, Choice, Situation
from tests.learning import DAY, answered, course

REQUIRES = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ("d",), "f": ()}
ROUTE = route_of(course(REQUIRES, stages={"e": 2, "f": 2}))
marks = st.lists(st.booleans(), min_size=60, max_size=200)
paces = st.floats(5, 70)


def answer(now: Situation, choice: Choice, seconds: float, *, correct: bool) -> Situation:
    row = now.progress.templates.get(choice.template)
    event: Event = replace(
        answered(choice.template, day=now.day, correct=correct, ms=round(1000 * seconds)),
        review=is_review(row, now.day),
        payload=choice.payload,
    )
    one = Answered(f"{len(now.trail):04}", choice.template, choice.skill, correct, seconds)
    progress = fold(now.progress, event)
    spent_s = now.spent_s + seconds
    return replace(now, progress=progress, trail=(*now.trail, one), spent_s=spent_s)


def lived(results: list[bool], seconds: float) -> list[tuple[Situation, Choice]]:
    """Session after session, until the results are used up; each choice with what it was made of."""
    met = []
    now = Situation(route=ROUTE, progress=Progress(), day=DAY, budget_s=400.0)
    for correct in results:
        choice = choose(now)
        if choice is None:
            now = replace(now, day=now.day + 1, trail=(), spent_s=0.0)
            choice = choose(now)
        if choice is None:
            break
        met.append((now, choice))
        now = answer(now, choice, seconds, correct=correct)
    return met


@given(marks, paces)
def test_no_item_is_begun_that_p95_puts_past_the_bell(results: list[bool], seconds: float) -> None:
    for now, choice in lived(results, seconds):
        template = next(t for t in ROUTE.templates[choice.skill] if t.id == choice.template)
        desk = Desk(now)
        assert desk.fits(template) or (not now.trail and Desk(now, lenient=True).fits(template))


@given(marks, paces)
def test_no_skill_is_begun_before_what_it_requires(results: list[bool], seconds: float) -> None:
    for now, choice in lived(results, seconds):
        if choice.skill in now.progress.skills:
            continue
        needed = ROUTE.skills[choice.skill].requires
        assert all(now.progress.skills[s].state is SkillState.REVIEWING for s in needed)


@given(marks, paces)
def test_the_same_log_gives_the_same_choice(results: list[bool], seconds: float) -> None:
    for now, choice in lived(results, seconds)[::7]:
        again = replace(now, progress=replace(now.progress))
        assert choose(again) == choice


@given(marks, paces)
def test_no_template_comes_twice_in_a_row(results: list[bool], seconds: float) -> None:
    assert all(
        not now.trail or now.trail[-1].template != choice.template
        for now, choice in lived(results, seconds)
    )


@pytest.mark.parametrize("wrong_every", [4, 6, 10])
def test_nothing_starves(wrong_every: int) -> None:
    """Who is wrong now and then meets every template, gate or no gate, and every due item again."""
    results = [number % wrong_every != 0 for number in range(1, 900)]
    met = lived(results, 20)
    now, _ = met[-1]
    assert set(now.progress.templates) == {t.id for ts in ROUTE.templates.values() for t in ts}
    oldest = min(
        row.memory.last_day + row.memory.stability for row in now.progress.templates.values()
    )
    assert now.day - oldest < 30
