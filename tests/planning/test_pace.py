from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.planning.pace import pace

times = st.lists(st.integers(1000, 600_000), max_size=8)


def test_before_any_answer_the_author_is_believed() -> None:
    before = pace(20, ())
    assert before.p50 == pytest.approx(20)
    assert before.p95 == pytest.approx(20 * 2.508, rel=1e-3)  # e^(1.6449·0.5·√1.25)


def test_eight_answers_outweigh_the_author_two_to_one() -> None:
    assert pace(20, [40_000] * 8).p50 == pytest.approx(20 * 2 ** (8 / 12))


def test_steady_answers_narrow_the_estimate_and_wild_ones_widen_it() -> None:
    steady, wild = pace(20, [20_000] * 8), pace(20, [5_000, 80_000] * 4)
    assert steady.p95 / steady.p50 < pace(20, ()).p95 / 20 < wild.p95 / wild.p50


@given(author=st.integers(1, 600), answers=times)
def test_the_median_lies_between_the_author_and_the_learner(
    author: int, answers: list[int]
) -> None:
    found = pace(author, answers)
    seconds = [author, *(ms / 1000 for ms in answers)]
    assert min(seconds) * 0.999 <= found.p50 <= max(seconds) * 1.001
    assert found.p95 > found.p50
