"""The log counted by the database, against a count by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mathdrill.domain import Event
from mathdrill.store import Store
from mathdrill.store.tallies import BANDS, Tally
from tests.histories import HISTORIES, history, sample_course, write
from tests.learning import DAY, MORNING, answered


def stored(path: Path, log: Sequence[Event]) -> Store:
    write(log, path)
    return Store.open(path)


@pytest.mark.parametrize("name", HISTORIES)
def test_every_answer_is_counted_once(name: str, tmp_path: Path) -> None:
    log = history(sample_course(), HISTORIES[name])
    answers, right = Counter[int](), Counter[int]()
    for event in log:
        answers[event.study_day] += 1
        right[event.study_day] += event.verdict == "correct"
    with stored(tmp_path / "log.db", log) as store:
        found = store.tallies()
        assert [template for _, _, _, template, *_ in store.answers()] == [e.template for e in log]
    counted, correct = Counter[int](), Counter[int]()
    for tally in found:
        counted[tally.day] += tally.answers
        correct[tally.day] += tally.correct
        assert tally.band is None or tally.band <= BANDS
        if tally.band is not None:
            mean = tally.predicted / tally.answers
            assert tally.band / BANDS <= mean < (tally.band + 1) / BANDS
    assert (counted, correct) == (answers, right)


def test_what_does_not_count_is_not_counted(tmp_path: Path) -> None:
    """An answer taken back, a try without a verdict, an answer of a placement."""
    good = answered("a.1", ms=None)
    placed = replace(good, kind="placement")
    undecided = replace(good, rating=None)
    with Store.open(tmp_path / "log.db", device="here") as store:
        for event in (placed, undecided, good, answered("a.2")):
            store.append(event)
        store.void_last(MORNING)
        assert store.tallies() == (Tally(DAY, None, 1, 1, 0, 0.0, 0.0, 0.0),)
        assert [template for _, _, _, template, *_ in store.answers()] == ["a.1"]
        assert [event.template for event in store.recent(5)["a"]] == ["a.1"]


def test_the_latest_answers_of_a_skill_end_with_the_newest(tmp_path: Path) -> None:
    with Store.open(tmp_path / "log.db", device="here") as store:
        for day in range(5):
            store.append(answered(f"a.{day}", day=DAY - 4 + day))
            store.append(answered(f"b.{day}", day=DAY - 4 + day))
        found = store.recent(2)
        assert {skill: [e.template for e in events] for skill, events in found.items()} == {
            "a": ["a.3", "a.4"],
            "b": ["b.3", "b.4"],
        }
        assert store.recent(2, DAY + 1) == {}
        assert [day for day, *_ in store.answers(DAY)] == [DAY, DAY]
