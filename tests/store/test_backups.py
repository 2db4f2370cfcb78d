from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from mathdrill.errors import DataError
from mathdrill.store import Store
from mathdrill.store.backups import folder, kept
from mathdrill.store.database import Database
from tests.learning import DAY, answered

LAST = date.fromordinal(DAY)


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    every = [LAST - timedelta(days=n) for n in range(800)]
    found = kept(every)
    assert found >= set(every[:7])
    assert len({day.isocalendar()[:2] for day in found}) >= 4
    assert len({(day.year, day.month) for day in found}) == 12
    assert len(found) <= 7 + 4 + 12
    assert kept(found) == found  # nothing is lost by looking again


def test_there_is_one_backup_a_day_and_the_oldest_go(tmp_path: Path) -> None:
    with Store.open(tmp_path / "test.db") as store:
        store.append(answered("a.1"))
        for day in range(DAY, DAY + 40):
            written = store.back_up_daily(day)
            assert written is not None
            assert store.back_up_daily(day) is None
    files = sorted(folder(tmp_path / "test.db").iterdir())
    assert len(files) < 20
    with Store.open(files[-1]) as newest:
        assert len(list(newest.events())) == 1


def test_a_restored_backup_is_what_it_was_and_the_present_is_kept(tmp_path: Path) -> None:
    backup = tmp_path / "elsewhere" / "kept.db"
    with Store.open(tmp_path / "test.db") as store:
        store.append(answered("a.1"))
        store.backup(backup)
        before = store.progress()
        store.append(answered("a.2"))
        present = store.restore(backup, DAY)
        assert store.progress() == before
        store.append(answered("a.3"))
        assert [event.template for event in store.events()] == ["a.1", "a.3"]
    with Store.open(present) as was:
        assert [event.template for event in was.events()] == ["a.1", "a.2"]


def test_what_is_no_database_of_ours_is_not_restored(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("This is a letter, and a long one." * 99, encoding="utf-8")
    empty = tmp_path / "empty.db"
    Database(empty).close()
    with Store.open(tmp_path / "test.db") as store:
        store.append(answered("a.1"))
        for path in (letter, empty, tmp_path / "nowhere.db"):
            with pytest.raises(DataError):
                store.restore(path, DAY)
        assert len(list(store.events())) == 1
    assert letter.read_text(encoding="utf-8").startswith("This is a letter")


def test_tables_of_another_fold_are_made_anew_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    with Store.open(path) as store:
        store.append(answered("a.1"))
        before = store.progress()
        store._database.execute("UPDATE head SET fold = 'fsrs-6/1'")
    with Store.open(path) as store:
        assert store.progress() == before
    assert (tmp_path / "test.fsrs-6-1.backup.db").exists()
