from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.planning.graph import topological

DIAMOND = {"d": ("b", "c"), "b": ("a",), "c": ("a",), "a": ()}


@pytest.mark.parametrize(
    ("skills", "order"),
    [
        ("abcd", "abcd"),
        ("dcba", "abcd"),  # b before c, because d names it first
        ("db", "bd"),  # what is not asked for is left out
        ("xa", "xa"),  # unknown to the graph
    ],
)
def test_prerequisites_come_first_and_otherwise_the_order_given(skills: str, order: str) -> None:
    assert topological(skills, DIAMOND) == tuple(order)


def test_a_cycle_ends() -> None:
    assert set(topological("ab", {"a": ("b",), "b": ("a",)})) == {"a", "b"}


@given(edges=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] > e[1])))
def test_no_skill_comes_before_its_prerequisite(edges: set[tuple[int, int]]) -> None:
    requires = {str(n): tuple(str(b) for a, b in edges if a == n) for n in reversed(range(10))}
    order = topological(requires, requires)
    assert sorted(order) == sorted(requires)
    assert all(order.index(b) < order.index(a) for a in requires for b in requires[a])
