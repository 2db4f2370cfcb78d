"""Opening a database: is it ours, is it readable, is it of this version, are its tables in step?"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import sleep

from mathdrill.errors import DataError, LockedError
from mathdrill.memory.fsrs import ALGO, PARAMETERS
from mathdrill.store import derived
from mathdrill.store.database import APPLICATION_ID, SCHEMA_VERSION, Database

PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
SCHEMA = Path(__file__).with_name("schema.sql")


def prepare(database: Database, device: str) -> None:
    """Make a database ready for use; a file that is not ours or cannot be read stays as it is.

    Args:
        device: the name of this device, for a new database.
    Raises: DataError, LockedError: see `Store.open`.
    """
    version = database.number("PRAGMA user_version")
    if not _is_empty(database):
        if database.number("PRAGMA application_id") != APPLICATION_ID:
            raise DataError("store.foreign", path=database.path)
        if version > SCHEMA_VERSION:
            raise LockedError("store.newer", path=database.path)
    _set_pragmas(database)
    if version == 0:
        _create(database, device)
    elif version < SCHEMA_VERSION:
        from mathdrill.store.migrations import migrate  # sqlite-utils: only when it is needed

        migrate(database)
    if not derived.is_current(database):
        made_by = derived.fold_of(database)
        if made_by is not None:
            database.backup(_before_fold(database.path, made_by))
        with database.writing():
            row = (ALGO, json.dumps(PARAMETERS))
            database.execute("INSERT OR IGNORE INTO algorithm VALUES (?, ?)", row)
            derived.rebuild(database)


def _before_fold(path: Path, made_by: str) -> Path:
    """Where the database is kept as it was before its derived tables were made anew."""
    return path.with_name(f"{path.stem}.{made_by.replace('/', '-')}.backup{path.suffix}")


def _is_empty(database: Database) -> bool:
    return database.number("SELECT count(*) FROM sqlite_master") == 0


def _set_pragmas(database: Database) -> None:
    _write_ahead(database)
    database.execute("PRAGMA synchronous = FULL")  # a committed answer survives a power cut
    database.execute("PRAGMA recursive_triggers = ON")  # or INSERT OR REPLACE slips past triggers


def _write_ahead(database: Database) -> None:
    """WAL, once in a database's life: this one switch does not wait by itself for other windows."""
    for pause_s in PAUSES_S:
        if database.execute("PRAGMA journal_mode") == [("wal",)]:
            return
        with suppress(LockedError):
            database.execute("PRAGMA journal_mode = WAL")
            return
        sleep(pause_s)
    database.execute("PRAGMA journal_mode = WAL")


def _create(database: Database, device: str) -> None:
    with database.writing():
        if not _is_empty(database):  # another mathdrill was faster
            return
        database.execute_script(SCHEMA.read_text(encoding="utf-8"))
        database.execute("INSERT INTO device VALUES (?)", (device,))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION:d}")
