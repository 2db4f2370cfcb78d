"""A short course and the hands of a learner, for the tests of running sessions."""

from __future__ import annotations

from collections.abc import Callable

from mathdrill.cli.drill import Drill, DrillOptions, Shown
from tests.learning import course

COURSE = course({"a": (), "b": ("a",), "c": ("b",)})
TODAY = DrillOptions("today")
TOPIC = DrillOptions("topic", topic_skills=("b", "a"), count=4)

Begin = Callable[..., Drill]


def on(drill: Drill) -> Shown:
    shown = drill.current()
    assert shown is not None
    return shown


def name(drill: Drill) -> str:
    item = on(drill).item
    return f"{item.template}#{item.seed}"


def answer_right(drill: Drill, items: int = 1, seconds: float = 20) -> None:
    for _ in range(items):
        drill.submit(on(drill).item.key, seconds)


def answer_wrong(drill: Drill, items: int) -> None:
    for _ in range(items):
        drill.submit("wrong " * 300)
