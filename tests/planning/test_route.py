from __future__ import annotations

from dataclasses import replace

from mathdrill.domain import Stage, same_text
from mathdrill.planning.route import route_of
from tests.learning import course


def stage(number: int, *order: str) -> Stage:
    return Stage(number, same_text("stage"), order, 5, 12, 10, ())


def test_the_route_goes_stage_by_stage_in_the_order_of_the_file() -> None:
    catalogue = course({"b": (), "a": (), "c": ()}, stages={"b": 2, "a": 2})
    catalogue = replace(catalogue, stages=(stage(1, "c"), stage(2, "a", "b")))
    assert route_of(catalogue).order == ("c", "a", "b")


def test_a_skill_of_ones_own_comes_at_the_end_of_its_stage_after_what_it_requires() -> None:
    catalogue = course({"own": ("other",), "other": (), "a": (), "z": ()}, stages={"z": 2})
    catalogue = replace(catalogue, stages=(stage(1, "a"), stage(2, "z")))
    route = route_of(catalogue)
    assert route.order == ("a", "other", "own", "z")
    assert route.place["own"] == 2
    assert route.stages["own"] == 1


def test_a_skill_that_does_not_exist_yet_is_no_part_of_the_route() -> None:
    catalogue = replace(course({"a": ()}), stages=(stage(1, "missing", "a"),))
    assert route_of(catalogue).order == ("a",)
