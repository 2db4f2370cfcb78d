"""A file that is not ours, not whole, not old enough or not free: said clearly, never overwritten."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mathdrill.errors import DataError, LockedError, MathdrillError
from mathdrill.lang.sentences import SENTENCES
from mathdrill.store import Store
from mathdrill.store.database import SENTENCES as NAMED
from mathdrill.store.database import Database
from tests.learning import answered


def refusal(path: Path) -> MathdrillError:
    with pytest.raises(MathdrillError) as caught:
        Store.open(path, busy_s=0.05)
    return caught.value


@pytest.mark.parametrize(
    "content",
    [b"This is not a database, but a letter to one." * 9, b"SQLite format 3\x00" + bytes(84)],
)
def test_a_damaged_file_is_reported_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "test.db"
    path.write_bytes(content)
    error = refusal(path)
    assert isinstance(error, DataError)
    assert error.sentence == "store.damaged"
    assert path.read_bytes() == content


def test_a_file_damaged_in_its_middle_is_reported_when_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    with Store.open(path) as store:
        append_many(store, 300)
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"store\.damaged"), Store.open(path) as store:
        list(store.events())
    assert path.read_bytes() == bytes(content)


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    content = path.read_bytes()
    assert refusal(path).sentence == "store.foreign"
    assert path.read_bytes() == content


def test_the_database_of_a_newer_mathdrill_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    content = path.read_bytes()
    error = refusal(path)
    assert isinstance(error, LockedError)
    assert error.sentence == "store.newer"
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).sentence == "store.cannot-open"


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert refusal(tmp_path / "file" / "test.db").sentence == "store.cannot-open"


def test_a_writer_that_does_not_let_go_is_reported_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    Store.open(path).close()
    other = Database(path)
    with other.writing(), Store.open(path, busy_s=0.05) as store:
        with pytest.raises(LockedError, match=r"store\.locked"):
            store.append(answered("a.1"))
        assert list(store.events()) == []
    with Store.open(path) as store:
        store.append(answered("a.1"))  # it has let go
    other.close()


def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    with Store.open(tmp_path / "test.db") as store:
        connection = store._database.connection
        ((pages,),) = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(DataError, match=r"store\.full"):
            append_many(store, 1000)
        stored = len(list(store.events()))
        assert 0 < stored == len(store.progress().templates) < 1000
        connection.execute("PRAGMA max_page_count = 100000")  # space again
        store.append(answered("b.1"))
        assert len(list(store.events())) == stored + 1


def append_many(store: Store, count: int) -> None:
    for number in range(count):
        store.append(answered(f"a.{number}"))


WRITE = """
import sys
from mathdrill.store import Store
from tests.learning import answered
with Store.open(sys.argv[1], device=sys.argv[2]) as store:
    for number in range(5):
        store.append(answered(f"{sys.argv[2]}.{number}"))
"""


def test_several_processes_may_begin_and_write_one_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    names = ["p", "q", "r", "s"]
    processes = [subprocess.Popen([sys.executable, "-c", WRITE, path, name]) for name in names]
    assert [process.wait(60) for process in processes] == [0] * 4
    with Store.open(path) as store:
        assert len(list(store.events())) == 20
        assert len(store.progress().templates) == 20
        assert len({event.device for event in store.events()}) == 1  # one of them began it
        assert store.integrity() == ()


def test_an_sqlite_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert refusal(tmp_path / "test.db").sentence == "store.old-sqlite"


def test_every_fault_has_a_sentence_in_every_language() -> None:
    others = {"store.locked", "store.newer", "store.foreign"}
    for language in SENTENCES:
        assert SENTENCES[language].keys() >= set(NAMED.values()) | others


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    path.touch()
    with Store.open(path) as store:
        assert list(store.events()) == []
        assert store.integrity() == ()
