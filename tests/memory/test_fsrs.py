"""Our formulas against the package, on study days."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import fsrs as package
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Memory, Rating
from mathdrill.memory import fsrs

DAY = 739_943

memories = st.builds(
    Memory,
    stability=st.floats(0.01, 3650),
    difficulty=st.floats(1, 10),
    last_day=st.just(DAY),
    reviews=st.integers(1, 99),
    lapses=st.just(0),
)
later = st.integers(1, 4000)
ratings = st.lists(st.tuples(st.sampled_from(Rating), st.integers(1, 200)), min_size=1, max_size=12)


def test_the_stored_parameters_are_the_models_defaults() -> None:
    assert fsrs.PARAMETERS == DEFAULT_PARAMETERS


@given(memory=memories, days=st.integers(0, 4000))
def test_retrievability_is_the_packages(memory: Memory, days: int) -> None:
    card = package.Card(
        card_id=0,
        state=package.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=noon(DAY),
        last_review=noon(DAY),
    )
    scheduler = package.Scheduler(enable_fuzzing=False)
    expected = scheduler.get_card_retrievability(card, noon(DAY + days))
    assert fsrs.retrievability(memory, DAY + days) == pytest.approx(expected, rel=1e-12)


@given(memory=memories, days=later)
def test_the_foreseen_stabilities_are_the_packages(memory: Memory, days: int) -> None:
    good = fsrs.review(memory, Rating.GOOD, DAY + days)
    again = fsrs.review(memory, Rating.AGAIN, DAY + days)
    assert fsrs.stability_after_success(memory, DAY + days) == pytest.approx(good.stability)
    assert fsrs.stability_after_failure(memory, DAY + days) == pytest.approx(again.stability)


@given(memory=memories)
def test_due_is_the_first_day_below_ninety_percent(memory: Memory) -> None:
    due = fsrs.due_day(memory)
    rounding = 1e-12
    assert fsrs.retrievability(memory, due) < 0.9 + rounding
    assert due == DAY + 1 or fsrs.retrievability(memory, due - 1) >= 0.9 - rounding


@given(steps=ratings)
def test_reviews_of_whole_days_follow_the_package(steps: list[tuple[Rating, int]]) -> None:
    """Card by card, through the package's own datetimes, without its learning steps and fuzz."""
    scheduler = package.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, memory, day = package.Card(card_id=0, due=noon(DAY)), None, DAY
    for rating, days in steps:
        day += days
        card, _ = scheduler.review_card(card, package.Rating(int(rating)), noon(day))
        memory = fsrs.review(memory, rating, day)
        assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)


@pytest.mark.parametrize(
    ("steps", "stability", "difficulty"),
    [
        ("G0", 2.3065, 2.118104),  # the first Good is due on the third day
        ("G0 G3", 13.826904, 2.111214),
        ("G0 G3 G11", 49.974486, 2.104331),
        ("A0", 0.212, 6.4133),
        ("A0 G1", 1.886788, 6.402115),  # known on the day after a failure
        ("G0 G3 A11", 1.682015, 7.392238),
        ("E0", 8.2956, 1.0),
        ("H0 H2", 4.469455, 6.74046),
    ],
)
def test_golden_sequences(steps: str, stability: float, difficulty: float) -> None:
    """Letters are ratings, numbers days since the review before; they pin the package's numerics."""
    memory, day = None, DAY
    for step in steps.split():
        day += int(step[1:])
        memory = fsrs.review(memory, Rating("AHGE".index(step[0]) + 1), day)
    assert memory is not None
    assert memory.stability == pytest.approx(stability, abs=1e-6)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-6)


def test_a_review_counts_reviews_and_lapses() -> None:
    memory = fsrs.review(None, Rating.AGAIN, DAY)  # not known yet is no lapse
    memory = fsrs.review(memory, Rating.GOOD, DAY + 1)
    memory = fsrs.review(memory, Rating.AGAIN, DAY + 5)
    assert (memory.reviews, memory.lapses, memory.last_day) == (3, 1, DAY + 5)


def test_a_second_review_of_a_day_is_refused() -> None:
    """Nine Easy on one day would give a stability of 97 days."""
    memory = fsrs.review(None, Rating.GOOD, DAY)
    with pytest.raises(ValueError, match="not after"):
        fsrs.review(memory, Rating.EASY, DAY)


def test_recall_before_the_last_review_is_certain() -> None:
    assert math.isclose(fsrs.recall(3.0, -2), 1.0)


def noon(day: int) -> datetime:
    return datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(hours=12)
