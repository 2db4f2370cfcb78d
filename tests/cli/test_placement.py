"""A placement through the same hands as every other session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mathdrill.cli.drill import DrillOptions
from mathdrill.memory.progress import Presumed
from mathdrill.store import Store
from tests.drilling import Begin, answer_right, answer_wrong, name, on
from tests.learning import DAY, HandClock

PLACEMENT = DrillOptions("placement")


def test_a_right_answer_places_all_it_requires_and_a_wrong_one_nothing_above(
    begin: Begin, path: Path
) -> None:
    drill = begin(PLACEMENT)
    assert on(drill).item.skill == "b"  # the middle decides the most
    assert on(drill).lesson is None
    answer_right(drill)
    assert on(drill).item.skill == "c"
    answer_wrong(drill, 1)
    summary = drill.finish()
    assert summary.over is not None
    assert summary.over.key == "placement.decided"
    with Store.open(path) as store:
        progress = store.progress()
        assert set(progress.skills) == {"a", "b"}
        assert {row.memory.stability for row in progress.templates.values()} == {10.0}
        kinds = [event.kind for event in store.events()]
        assert kinds == ["placement"] * 2 + ["presume"] * 8


def test_leaving_at_any_time_keeps_what_was_learnt(begin: Begin, path: Path) -> None:
    drill = begin(PLACEMENT)
    answer_right(drill)
    drill.leave()
    with Store.open(path) as store:
        assert set(store.progress().skills) == {"a", "b"}
        assert store.open_session("placement") is None


def test_a_placement_that_was_cut_off_counts_when_the_next_session_begins(begin: Begin) -> None:
    answer_right(begin(PLACEMENT))  # and nothing more: the power fails
    drill = begin()
    assert on(drill).item.skill == "c"


def test_an_answer_of_a_placement_can_be_taken_back(begin: Begin, path: Path) -> None:
    drill = begin(PLACEMENT)
    first = name(drill)
    answer_right(drill)
    drill.undo()
    assert name(drill) == first
    answer_wrong(drill, 1)
    drill.leave()
    with Store.open(path) as store:
        assert dict(store.progress().skills) == {}


def test_what_was_presumed_gets_one_early_check(begin: Begin, clock: HandClock, path: Path) -> None:
    drill = begin(PLACEMENT)
    answer_right(drill)
    drill.finish()
    clock.sleep_until(4)
    drill = begin()
    while on(drill).why.sentences[0].key != "why.check":
        answer_right(drill)
    skill = on(drill).item.skill
    answer_wrong(drill, 1)
    with Store.open(path) as store:
        row = store.progress().skills[skill]
        assert (row.presumed, row.state) == (Presumed.NO, "learning")
        assert store.progress().last_day == DAY + 4


def test_a_long_break_is_told_in_days_of_practice(begin: Begin, clock: HandClock) -> None:
    drill = begin()
    answer_right(drill, 12)
    drill.finish()
    clock.sleep_until(300)
    short = replace(DrillOptions("today"), minutes=1)
    view = begin(short).begin()
    assert view.notice is not None
    assert view.notice.key == "plan.backlog"
