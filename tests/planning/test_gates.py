"""The gate of a stage: a table of attempts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.domain import Catalogue
from mathdrill.memory.progress import Progress, fold, gate_mark
from mathdrill.planning.desk import Desk
from mathdrill.planning.gates import Outlook, gate_of, is_open, item_of_gate, outlook
from mathdrill.planning.projection import arrival, project
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from tests.learning import DAY, answered, course

STAGED = course({"a": (), "b": (), "z": ()}, stages={"z": 2})


def staged(critical: tuple[str, ...] = ()) -> Catalogue:
    first = replace(STAGED.stages[0], gate_items=4, gate_pass=3, gate_critical=critical)
    return replace(STAGED, stages=(first, *STAGED.stages[1:]))


def situation(*marks: str, gate_day: int = DAY, critical: tuple[str, ...] = ()) -> Situation:
    """All of stage 1 learnt a week ago; then the answers of a gate such as "+a"."""
    progress = Progress()
    for name in ("a.1", "a.2", "b.1", "b.2"):
        progress = fold(progress, answered(name, day=DAY - 7))
    for number, mark in enumerate(marks, 1):
        event = answered(f"{mark[1:]}.3", day=gate_day, correct=mark[0] == "+")
        progress = fold(progress, replace(event, payload=gate_mark(1, number)))
    return Situation(route=route_of(staged(critical)), progress=progress, day=DAY, budget_s=900)


@pytest.mark.parametrize(
    ("marks", "critical", "found"),
    [
        ("", "", Outlook.OPEN),
        ("+a +b", "", Outlook.OPEN),
        ("+a +b +a", "", Outlook.PASSED),  # three of four, whatever the last one brings
        ("+a -b +a", "", Outlook.OPEN),
        ("+a -b +a +b", "", Outlook.PASSED),
        ("-a -b", "", Outlook.FAILED),  # no more than one may be wrong
        ("+a +a +a", "b", Outlook.OPEN),  # a critical skill was not met
        ("+a +a +a +a", "b", Outlook.FAILED),
        ("+a +a +b", "b", Outlook.PASSED),
    ],
)
def test_attempts(marks: str, critical: str, found: Outlook) -> None:
    gate = gate_of(Desk(situation(critical=(critical,))), staged((critical,)).stages[0])
    assert gate is not None
    assert outlook(gate, tuple(marks.split())) is found


def test_a_gate_opens_the_next_stage_when_it_is_passed() -> None:
    assert not is_open(Desk(situation()), 2)
    assert is_open(Desk(situation("+a", "+b", "+a")), 2)
    choice = item_of_gate(Desk(situation()))
    assert choice is not None
    assert (choice.reason, choice.payload) == ("gate", gate_mark(1, 1))
    assert item_of_gate(Desk(situation("+a", "+b", "+a"))) is None


def test_critical_skills_are_asked_first() -> None:
    choice = item_of_gate(Desk(situation(critical=("b",))))
    assert choice is not None
    assert choice.skill == "b"


def test_a_failed_gate_returns_after_two_days_in_between() -> None:
    failed = ("-a", "-b")
    assert item_of_gate(Desk(situation(*failed, gate_day=DAY - 2))) is None
    choice = item_of_gate(Desk(situation(*failed, gate_day=DAY - 3)))
    assert choice is not None
    assert choice.payload == gate_mark(1, 1)  # from its first item again


def test_no_gate_on_the_day_on_which_its_last_skill_was_learnt() -> None:
    now = situation()
    assert item_of_gate(Desk(replace(now, day=DAY - 7))) is None


def test_who_has_begun_the_next_stage_needs_no_gate() -> None:
    now = situation()
    beyond = replace(now, progress=fold(now.progress, answered("z.1", day=DAY - 1)))
    assert is_open(Desk(beyond), 2)
    assert item_of_gate(Desk(beyond)) is None


def test_a_gate_that_is_left_puts_the_arrival_off() -> None:
    progress = Progress()
    for name in ("a.1", "b.1", "z.1"):  # all is begun, and stage 1 is not learnt
        progress = fold(progress, answered(name, day=DAY - 7, correct=False))
    now = replace(situation(), progress=progress)
    foreseen = arrival(now, 3, frozenset(), done=False)
    assert foreseen is not None
    assert foreseen.expected > DAY
    assert foreseen == project(now, 3, frozenset(), done=False).eta
