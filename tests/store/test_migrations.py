from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from mathdrill.store import Store
from mathdrill.store.database import SCHEMA_VERSION, Database
from mathdrill.store.migrations import STEPS, backup_path, migrate
from tests.learning import answered

NEXT = SCHEMA_VERSION + 1


def add_mood(database: sqlite_utils.Database) -> None:
    database.table("device").add_column("mood", str)


def break_halfway(database: sqlite_utils.Database) -> None:
    database.table("device").add_column("half", str)
    raise RuntimeError("halfway")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "test.db") as store:
        store.append(answered("a.1"))
    return tmp_path / "test.db"


def columns(path: Path) -> list[str]:
    with Database(path) as database:
        return [row[1] for row in database.execute("PRAGMA table_info(device)")]


def version(path: Path) -> int:
    with Database(path) as database:
        return database.number("PRAGMA user_version")


def test_there_is_a_step_to_every_version_after_the_first() -> None:
    assert set(STEPS) == set(range(2, SCHEMA_VERSION + 1))


def test_a_migration_is_done_once_after_a_backup(path: Path) -> None:
    with Database(path) as database:
        migrate(database, {NEXT: add_mood}, NEXT)
        migrate(database, {NEXT: add_mood}, NEXT)
    assert (columns(path), version(path)) == (["id", "mood"], NEXT)
    with Store.open(backup_path(path, SCHEMA_VERSION)) as kept:
        assert [event.template for event in kept.events()] == ["a.1"]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    with Database(path) as database, pytest.raises(RuntimeError, match="halfway"):
        migrate(database, {NEXT: break_halfway}, NEXT)
    assert (columns(path), version(path)) == (["id"], SCHEMA_VERSION)


def test_several_steps_are_one_transaction(path: Path) -> None:
    with Database(path) as database, pytest.raises(RuntimeError, match="halfway"):
        migrate(database, {NEXT: add_mood, NEXT + 1: break_halfway}, NEXT + 1)
    assert (columns(path), version(path)) == (["id"], SCHEMA_VERSION)


def test_a_present_database_is_opened_without_sqlite_utils(path: Path) -> None:
    check = (
        "import sys; from mathdrill.store import Store; Store.open(sys.argv[1]).close();"
        "heavy = {'sqlite_utils', 'fsrs', 'numpy', 'yaml', 'sympy', 'pydantic'} & set(sys.modules);"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    for place in (path, path.with_name("fresh.db")):
        subprocess.run([sys.executable, "-c", check, place], check=True)
