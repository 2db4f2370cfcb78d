"""Two devices, one learner: whatever is merged into what, the same progress comes out."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from mathdrill.errors import DataError
from mathdrill.memory.progress import gate_mark
from mathdrill.session import presumption
from mathdrill.store import Store
from mathdrill.store.merging import copied, read_log
from tests.learning import DAY, MORNING, answered, template


def made(path: Path, device: str, *events: str, first: int = DAY) -> Path:
    with Store.open(path, device=device, day_begins_h=4) as store:
        for number, name in enumerate(events):
            day = first + number
            store.append(answered(name.strip("!"), day=day, correct="!" not in name))
    return path


def merged(tmp_path: Path, name: str, *paths: Path) -> Store:
    store = Store.open(tmp_path / name, device=name)
    for path in paths:
        with copied(path) as copy, Store.open(copy) as other:
            store.absorb(other.events())
    return store


def test_merging_is_commutative_associative_and_idempotent(tmp_path: Path) -> None:
    paths = [
        made(tmp_path / "one.db", "one", "a.1", "a.2", "b.1!"),
        made(tmp_path / "two.db", "two", "a.1!", "a.1", "c.1"),
        made(tmp_path / "three.db", "three", "a.1", "a.1!", "b.1"),
    ]
    found = []
    for number, order in enumerate(permutations(paths)):
        with merged(tmp_path, f"all-{number}", *order, order[0]) as store:
            found.append((store.progress(), [event.id for event in store.events()]))
    assert len(found[0][1]) == 9
    assert all(each == found[0] for each in found)


def test_a_copy_that_went_on_by_itself_loses_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "laptop.db", "laptop", "a.1")
    shutil.copy(path, tmp_path / "copy.db")
    made(path, "laptop", "b.1")
    made(tmp_path / "copy.db", "laptop", "c.1", "c.2", first=DAY + 1)
    with Store.open(path) as store, copied(tmp_path / "copy.db") as copy, Store.open(copy) as other:
        assert store.absorb(other.events()) == 2
        assert store.absorb(other.events()) == 0
        assert {event.template for event in store.events()} == {"a.1", "b.1", "c.1", "c.2"}
        assert store.device != "laptop"  # from here on the two can be told apart
        store.append(answered("d.1", day=DAY + 9))


def test_an_exported_log_comes_back_whole(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with Store.open(made(tmp_path / "one.db", "one", "a.1", "a.2!", "b.1")) as store:
        store.void_last(MORNING)
        log.write_text("\n".join(store.export()) + "\n", encoding="utf-8")
        progress, events = store.progress(), list(store.events())
    with Store.open(tmp_path / "two.db") as store:
        assert store.absorb(read_log(log)) == 4
        assert store.progress() == progress
        assert list(store.events()) == events


GOOD = {
    "id": "0123456789ab-00000001-d",
    "device": "d",
    "seq": 1,
    "kind": "void",
    "ts_utc_ms": 1,
    "tz_offset_min": 0,
    "study_day": DAY,
}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps({"id": "x"}),
        json.dumps(GOOD | {"seq": "1"}),
        json.dumps(GOOD | {"seq": 2**70}),
        json.dumps(GOOD | {"kind": "wish"}),
        json.dumps(GOOD | {"id": "no id"}),
        json.dumps(GOOD | {"mood": "fine"}),
        json.dumps(GOOD | {"kind": "answer", "rating": 9}),
        json.dumps(GOOD | {"kind": "answer", "rating": 3}),  # of what?
        json.dumps(GOOD | {"payload": "{"}),
        json.dumps(GOOD | {"study_day": 0}),
    ],
)
def test_a_line_that_is_no_event_stops_everything(tmp_path: Path, line: str) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(f"{json.dumps(GOOD)}\n{line}\n", encoding="utf-8")
    with Store.open(tmp_path / "test.db") as store:
        with pytest.raises(DataError, match=r"store\.bad-line"):
            store.absorb(read_log(log))
        assert list(store.events()) == []


def test_a_replay_gives_gates_and_presumptions_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "test.db") as store:
        store.append(presumption(template("k", 1), "s", store.stamp(MORNING)))
        for number, name in enumerate(("a.1", "b.1", "k.1"), 1):
            event = answered(name, day=DAY + 3, correct=name != "b.1")
            store.append(replace(event, payload=gate_mark(1, number)))
        store.void_last(MORNING)
        before = store.progress()
        assert before.gates[1].marks == ("+a", "-b")
        assert before.skills["k"].presumed == "unchecked"
        assert before.templates["k.1"].memory.stability == 10
        store.rebuild()
        assert store.progress() == before
