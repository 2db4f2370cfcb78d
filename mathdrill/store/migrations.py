"""Older databases, brought to the present version by sqlite-utils.

Imported only when a migration is due, because sqlite-utils is slow to import. Each step leads from
the version before it to its own; a backup is made first, and all steps are one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlite_utils import Database as Utility
from sqlite_utils import Migrations

from mathdrill.store.database import SCHEMA_VERSION, Database, explained

Migrate = Callable[[Utility], None]

STEPS: Mapping[int, Migrate] = {}  # the version it leads to -> what it takes


def migrate(
    database: Database, steps: Mapping[int, Migrate] = STEPS, target: int = SCHEMA_VERSION
) -> None:
    """Back the database up, then bring it to the version `target`."""
    with database.writing():
        version = database.number("PRAGMA user_version")
        if version >= target:  # another mathdrill was faster
            return
        with Database(database.path) as reader:  # sees the file as it was before this transaction
            reader.backup(backup_path(database.path, version))
        migrations = Migrations("mathdrill")
        for number in range(version + 1, target + 1):
            migrations(name=f"version-{number}")(steps[number])
        try:
            migrations.apply(Utility(database.connection))
        except sqlite3.Error as error:
            raise explained(error, database.path) from error
        database.execute(f"PRAGMA user_version = {target:d}")


def backup_path(path: Path, version: int) -> Path:
    """Where the database is kept as it was before it was migrated from a version."""
    return path.with_name(f"{path.stem}.v{version}.backup{path.suffix}")
