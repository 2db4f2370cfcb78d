"""Backups: one a day beside the database, of which 7 days, 4 weeks and 12 months are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from mathdrill.errors import DataError
from mathdrill.store.database import APPLICATION_ID, SCHEMA_VERSION, Database, explained

DAYS, WEEKS, MONTHS = 7, 4, 12


def folder(path: Path) -> Path:
    """Where the backups of a database are kept."""
    return path.with_name("backups")


def write(database: Database, path: Path) -> None:
    """Copy the database to a file; whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        database.backup(part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DataError("store.cannot-open", path=path, reason=error.strerror) from error


def daily(database: Database, study_day: int) -> Path | None:
    """One backup a study day, then those that have become too many are deleted."""
    path = _daily_path(database.path, date.fromordinal(study_day))
    if path.exists():
        return None
    write(database, path)
    dates = _dates(database.path)
    for each in set(dates) - kept(dates):
        _daily_path(database.path, each).unlink(missing_ok=True)
    return path


def kept(dates: Iterable[date]) -> set[date]:
    """The last DAYS dates, and the last date of each of the last WEEKS weeks and MONTHS months."""
    ordered = sorted(dates)
    return {
        *ordered[-DAYS:],
        *_last_of_each(ordered, lambda day: day.isocalendar()[:2])[-WEEKS:],
        *_last_of_each(ordered, lambda day: (day.year, day.month))[-MONTHS:],
    }


def restore(database: Database, path: Path, study_day: int) -> Path:
    """Put a backup in the place of the database, which is kept among the backups first.

    Raises: DataError: there is no such file, or it is no database of mathdrill's.
    """
    if not path.is_file():
        raise DataError("store.no-file", path=path)
    with Database(path) as backup:
        version = backup.number("PRAGMA user_version")
        if backup.number("PRAGMA application_id") != APPLICATION_ID or version > SCHEMA_VERSION:
            raise DataError("store.foreign", path=path)
        keep = _free(folder(database.path), f"before-restore-{date.fromordinal(study_day)}")
        write(database, keep)
        try:
            backup.connection.backup(database.connection)
        except sqlite3.Error as error:
            raise explained(error, database.path) from error
    return keep


def _free(place: Path, name: str) -> Path:
    found, number = place / f"{name}.db", 1
    while found.exists():
        number += 1
        found = place / f"{name}-{number}.db"
    return found


def _last_of_each(ordered: list[date], period: Callable[[date], object]) -> list[date]:
    return list({period(day): day for day in ordered}.values())


def _daily_path(path: Path, day: date) -> Path:
    return folder(path) / f"{path.stem}-{day.isoformat()}.db"


def _dates(path: Path) -> list[date]:
    found = []
    for each in folder(path).glob(f"{path.stem}-*.db"):
        try:
            found.append(date.fromisoformat(each.stem.removeprefix(f"{path.stem}-")))
        except ValueError:
            continue
    return found
