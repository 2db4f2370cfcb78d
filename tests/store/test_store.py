"""The log is append-only, ordered and enough: everything derived from it comes back the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import Event
from mathdrill.errors import DataError
from mathdrill.memory.progress import Progress
from mathdrill.planning.situation import Answered
from mathdrill.store import Store
from mathdrill.store.derived import TABLES
from mathdrill.store.events import stamp_of
from tests.learning import DAY, MORNING, answered, unrated


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "test.db", device="here") as opened:
        yield opened


def raw(path: Path) -> sqlite3.Connection:
    """The database as another program sees it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def derived_bytes(path: Path) -> str:
    """The derived tables, cell by cell; floats in full."""
    connection = raw(path)
    rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    connection.close()
    return repr(rows)


# --- the log


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET rating = 4",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "REPLACE INTO event SELECT * FROM event",
        "UPDATE OR IGNORE event SET answer = ''",
    ],
)
def test_the_log_is_append_only(store: Store, attack: str) -> None:
    store.append(answered("a.1"))
    connection = raw(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(attack)
    connection.close()
    assert [event.rating for event in store.events()] == [3]


def test_the_log_is_strict_about_types(store: Store) -> None:
    with pytest.raises(DataError):
        store.append(replace(answered("a.1"), seed="many"))  # type: ignore[arg-type]


def test_an_event_comes_back_as_it_was_logged(store: Store) -> None:
    event = replace(
        answered("a.1"),
        params='{"a": "3"}',
        misconception="sign-slip",
        revealed=False,
        answer="6·x²\x00 'quoted'",
        predicted=0.123456789012345678,
        algo="fsrs-6",
    )
    logged = store.append(event)
    assert list(store.events()) == [logged]
    assert replace(logged, id="", device="d", seq=0) == event


def test_ids_sort_by_time_and_stay_unique_while_the_clock_stands_still(store: Store) -> None:
    ids = [store.append(answered("a.1")).id for _ in range(3)]
    assert ids == sorted(set(ids))


def test_ids_go_on_when_the_clock_is_set_back(store: Store) -> None:
    first = store.append(answered("a.1"))
    earlier = store.append(replace(answered("a.1"), ts_utc_ms=first.ts_utc_ms - 9_000_000))
    assert earlier.id > first.id
    assert earlier.ts_utc_ms < first.ts_utc_ms


def test_two_devices_never_share_an_id(tmp_path: Path, store: Store) -> None:
    with Store.open(tmp_path / "other.db", device="there") as other:
        assert store.append(answered("a.1")).id != other.append(answered("a.1")).id


def test_a_database_keeps_the_device_it_was_begun_on(store: Store) -> None:
    with Store.open(store.path, device="other") as again:
        assert again.device == "here"


def test_a_clock_set_back_does_not_turn_the_study_day_back() -> None:
    stamp = stamp_of(MORNING - timedelta(days=3), last_day=DAY)
    assert stamp.study_day == DAY
    assert stamp_of(MORNING + timedelta(days=1), last_day=DAY).study_day == DAY + 1
    assert (
        stamp_of(MORNING - timedelta(hours=5), last_day=0).study_day == DAY - 1
    )  # half past three


def test_the_export_is_one_ascii_object_a_line(store: Store) -> None:
    store.append(replace(answered("a.1"), answer="导数"))
    store.void_last(MORNING)
    lines = [json.loads(line) for line in store.export()]
    assert [line["kind"] for line in lines] == ["answer", "void"]
    assert lines[0]["answer"] == "导数"
    assert all(line.isascii() and "\n" not in line for line in store.export())
    assert "payload" not in lines[0]  # what an event does not use is left out


# --- taking back


def test_the_last_answer_is_taken_back_and_stays_in_the_log(store: Store) -> None:
    store.append(answered("a.1"))
    before = store.progress()
    second = store.append(answered("a.2", correct=False))
    taken = store.void_last(MORNING)
    assert taken == second
    assert store.progress() == before
    assert [event.kind for event in store.events()] == ["answer", "answer", "void"]
    assert [event.template for event in store.judged()] == ["a.1"]


def test_taking_back_goes_on_to_the_beginning_and_no_further(store: Store) -> None:
    events = [store.append(answered(f"a.{n}")) for n in (1, 2, 3)]
    assert [store.void_last(MORNING) for _ in events] == events[::-1]
    assert store.void_last(MORNING) is None
    assert store.progress() == Progress(last_day=DAY)


def test_the_answers_of_another_session_can_be_left_alone(store: Store) -> None:
    store.append(answered("a.1", session="old"))
    store.append(answered("a.2", session="new"))
    taken = store.void_last(MORNING, session="new")
    assert taken is not None
    assert taken.template == "a.2"
    assert store.void_last(MORNING, session="new") is None


def test_when_a_review_is_taken_back_the_next_try_of_that_day_becomes_the_review(
    store: Store,
) -> None:
    store.append(answered("a.1", correct=False, session="one"))
    store.append(answered("a.1", review=False, session="two"))
    store.void_last(MORNING, session="one")
    memory = store.progress().templates["a.1"].memory
    assert (memory.reviews, memory.stability) == (1, 2.3065)  # as after a first Good


def test_what_could_not_be_decided_is_logged_and_counts_for_nothing(store: Store) -> None:
    store.append(unrated(answered("a.1")))
    assert store.progress() == Progress(last_day=DAY)
    assert store.void_last(MORNING) is None
    assert [event.verdict for event in store.events()] == ["undecided"]


# --- what is derived


def test_the_trail_of_a_session_is_its_judged_answers(store: Store) -> None:
    first = store.append(answered("a.1", session="x", ms=None))
    store.append(answered("b.1", session="y"))
    second = store.append(answered("a.2", session="x", correct=False))
    assert store.trail("x") == (
        Answered(first.id, "a.1", "a", correct=True, seconds=0.0),
        Answered(second.id, "a.2", "a", correct=False, seconds=20.0),
    )


def test_what_another_window_writes_is_noticed(store: Store) -> None:
    assert store.progress() == Progress()
    with Store.open(store.path) as other:
        other.append(answered("a.1"))
    assert set(store.progress().templates) == {"a.1"}


def test_what_a_failed_transaction_wrote_is_forgotten(store: Store) -> None:
    def interrupted() -> None:
        with store.writing():
            store.append(answered("a.1"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.progress() == Progress()
    assert list(store.events()) == []


steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["a.1", "a.2", "b.1"]),
            st.integers(0, 9),  # days that pass
            st.sampled_from(["right", "wrong", "hint", "undecided"]),
            st.sampled_from(["s", "t"]),
        ),
        st.sampled_from(["void", "void of s"]),
    ),
    max_size=25,
)


@given(steps=steps)
def test_dropping_every_derived_table_and_replaying_gives_the_same_bytes(
    steps: list[tuple[str, int, str, str] | str],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "law.db")
        with Store.open(path, device="d") as store:
            store._database.execute("PRAGMA synchronous = OFF")  # no power cut within this test
            tell(store, steps)
        grown = derived_bytes(path)
        connection = raw(path)
        for table in TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.close()
        Store.open(path).close()
        assert derived_bytes(path) == grown


def tell(store: Store, steps: list[tuple[str, int, str, str] | str]) -> None:
    """Live through a story of answers and second thoughts."""
    day = DAY
    for step in steps:
        if isinstance(step, str):
            store.void_last(MORNING, session="s" if step == "void of s" else None)
            continue
        template, days, outcome, session = step
        day += days
        row = store.progress().templates.get(template)
        event = answered(
            template,
            day=day,
            correct=outcome != "wrong",
            hints=int(outcome == "hint"),
            review=row is None or day > row.memory.last_day,
            session=session,
        )
        store.append(unrated(event) if outcome == "undecided" else event)


def test_tables_of_an_older_fold_are_folded_anew(store: Store) -> None:
    store.append(answered("a.1"))
    grown = derived_bytes(store.path)
    connection = raw(store.path)
    connection.execute("UPDATE head SET fold = 'of old'")
    connection.execute("UPDATE template_progress SET answers = 99")
    connection.close()
    Store.open(store.path).close()
    assert derived_bytes(store.path) == grown


def test_rebuild_leaves_the_screen_alone(store: Store) -> None:
    store.park("a.1", 3, DAY)
    store.rebuild()
    assert store.parked() == (("a.1", 3, DAY),)


def test_events_of_unknown_kinds_are_kept_and_passed_over(store: Store) -> None:
    """What a newer mathdrill logs must survive an older one."""
    event = Event("", "", 0, "placement", answered("a.1").ts_utc_ms, 0, DAY, payload="{}")
    store.append(event)
    store.rebuild()
    assert [event.kind for event in store.events()] == ["placement"]
    assert store.progress().templates == {}
