from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Memory
from mathdrill.planning.gain import gain
from tests.learning import DAY


def memory(stability: float, difficulty: float = 5.0) -> Memory:
    return Memory(stability, difficulty, DAY, reviews=1, lapses=0)


@given(stability=st.floats(0.1, 1000), difficulty=st.floats(1, 10))
def test_practising_what_is_due_is_worth_something(stability: float, difficulty: float) -> None:
    due = DAY + int(stability) + 1
    assert 0 < gain(memory(stability, difficulty), due) < 1


def test_the_day_after_a_review_there_is_little_to_gain() -> None:
    assert gain(memory(100), DAY + 1) < gain(memory(100), DAY + 101) / 10
