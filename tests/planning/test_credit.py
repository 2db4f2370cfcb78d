"""Implicit credit: younger, but never for ever."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Memory
from mathdrill.planning.credit import CHECK_EVERY, age, credited_due_day

successes = st.lists(st.tuples(st.integers(101, 400), st.floats(0.05, 0.6)), max_size=12).map(
    lambda found: tuple(sorted(found))
)
stabilities = st.floats(0.5, 200)


def memory(stability: float) -> Memory:
    return Memory(stability, 5.0, last_day=100, reviews=1, lapses=0)


def test_a_success_takes_its_share_off_the_age() -> None:
    assert age(memory(5), 110) == 10
    assert age(memory(5), 110, ((110, 0.6),)) == 4
    assert age(memory(5), 110, ((110, 0.5), (110, 0.5))) == 2.5
    assert age(memory(5), 110, ((105, 0.6),)) == 7  # 5 · 0.4, and five days more
    assert age(memory(5), 110, ((99, 0.6),)) == 10  # before the last review


@given(successes, stabilities, st.integers(100, 500))
def test_credit_never_makes_older_and_never_younger_than_new(
    found: tuple[tuple[int, float], ...], stability: float, day: int
) -> None:
    assert 0 <= age(memory(stability), day, found) <= day - 100


@given(successes, stabilities)
def test_an_explicit_check_comes_at_least_every_three_stabilities(
    found: tuple[tuple[int, float], ...], stability: float
) -> None:
    latest = 100 + math.floor(CHECK_EVERY * stability) + 1
    assert all(credited_due_day(memory(stability), day, found) <= latest for day in (100, 200, 900))
    assert credited_due_day(memory(stability), 900, found) >= 101
