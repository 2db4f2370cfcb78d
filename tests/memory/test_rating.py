"""tests/README.md, *Verdicts*: the rating rule, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Outcome, Rating
from mathdrill.memory.rating import median, rate

USUAL_20 = (20.0, 18.0, 25.0)


@pytest.mark.parametrize(
    ("outcome", "hints", "seconds", "successes", "rating"),
    [
        (Outcome.INVALID, 0, 5.0, USUAL_20, None),  # not understood: no evidence
        (Outcome.UNDECIDED, 0, 5.0, USUAL_20, None),  # our failure is not the learner's lapse
        (Outcome.INCORRECT, 0, 5.0, USUAL_20, Rating.AGAIN),
        (Outcome.INCORRECT, 2, 99.0, (), Rating.AGAIN),
        (Outcome.CORRECT, 1, 4.0, USUAL_20, Rating.HARD),  # a hint outweighs speed
        (Outcome.CORRECT, 0, 40.1, USUAL_20, Rating.HARD),  # slower than twice the median
        (Outcome.CORRECT, 0, 40.0, USUAL_20, Rating.GOOD),
        (Outcome.CORRECT, 0, 41.0, (20.0,), Rating.HARD),  # one success is a median
        (Outcome.CORRECT, 0, 10.0, USUAL_20, Rating.GOOD),  # not less than half
        (Outcome.CORRECT, 0, 9.9, USUAL_20, Rating.EASY),
        (Outcome.CORRECT, 0, 9.9, (20.0, 20.0), Rating.GOOD),  # two successes are too few
        (Outcome.CORRECT, 0, 3.0, USUAL_20, Rating.GOOD),  # nobody reads and types in 3 s
        (Outcome.CORRECT, 0, 3.1, USUAL_20, Rating.EASY),
        (Outcome.CORRECT, 0, None, USUAL_20, Rating.GOOD),  # no time measured
        (Outcome.CORRECT, 0, 500.0, (), Rating.GOOD),  # nothing to compare with
    ],
)
def test_rating_comes_from_evidence(
    outcome: Outcome,
    hints: int,
    seconds: float | None,
    successes: tuple[float, ...],
    rating: Rating | None,
) -> None:
    assert rate(outcome, hints=hints, seconds=seconds, successes=successes) is rating


@given(numbers=st.lists(st.floats(0.1, 1e6), min_size=1))
def test_half_of_the_numbers_lie_on_each_side_of_the_median(numbers: list[float]) -> None:
    middle = median(numbers)
    assert sum(number < middle for number in numbers) <= len(numbers) / 2
    assert sum(number > middle for number in numbers) <= len(numbers) / 2
