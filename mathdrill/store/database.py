"""One SQLite file: opening it safely, writing to it whole or not at all, and saying what is wrong.

Every SQL statement of the program goes through `Database`, so that an SQLite error becomes one of
ours in one place.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mathdrill.errors import DataError, LockedError, MathdrillError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x6D64726C  # "mdrl": which program a file belongs to
OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
BUSY_S = 5.0  # how long a write waits for another mathdrill's: they take milliseconds

Row = tuple[Any, ...]

SENTENCES = {
    sqlite3.SQLITE_NOTADB: "store.damaged",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.read-only",
    sqlite3.SQLITE_CANTOPEN: "store.cannot-open",
    sqlite3.SQLITE_PERM: "store.cannot-open",
    sqlite3.SQLITE_IOERR: "store.unreadable",
}


def _ln(value: float | None) -> float | None:
    return None if value is None else math.log(value)


class Database:
    """A connection whose writes are transactions and whose errors are ours."""

    def __init__(self, path: Path, busy_s: float = BUSY_S) -> None:
        self.path = path
        self._depth = 0
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise DataError("store.old-sqlite", version=sqlite3.sqlite_version)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError("store.cannot-open", path=path, reason=error.strerror) from error
        try:
            self.connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
            self._add_ln()
        except sqlite3.Error as error:
            raise explained(error, path) from error

    def _add_ln(self) -> None:
        """Not every SQLite is built with its mathematical functions; its own are faster."""
        try:
            self.connection.execute("SELECT ln(1.0)")
        except sqlite3.OperationalError:
            self.connection.create_function("ln", 1, _ln, deterministic=True)

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement; all its rows."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def execute_many(self, sql: str, rows: Iterator[Sequence[object]]) -> None:
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Generator[Row, None, None]:
        """Run one statement; its rows one by one, so that a long log needs little memory."""
        try:
            yield from self.connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def execute_script(self, script: str) -> None:
        """Run statements within the present transaction, which `executescript` would end."""
        for statement in statements(script):
            self.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT: all of it or nothing. Within another one it is part of that."""
        if self._depth:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(MathdrillError):  # a full disk may have rolled back already
                self.execute("ROLLBACK")
            raise
        finally:
            self._depth = 0

    def number(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """The single number that a statement gives."""
        ((value,),) = self.execute(sql, parameters)
        return int(value)

    def backup(self, path: Path) -> None:
        """Copy the whole database, as it is at one moment, to a new file."""
        try:
            target = sqlite3.connect(path, isolation_level=None)
            try:
                self.connection.backup(target)
            finally:
                target.close()
        except sqlite3.Error as error:
            raise explained(error, path) from error

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def explained(error: sqlite3.Error, path: Path) -> MathdrillError:
    """An SQLite error as one that a person can do something about."""
    # the low byte is the primary code; a misuse of sqlite3 itself has none
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return LockedError("store.locked", path=path)
    return DataError(SENTENCES.get(code, "store.unreadable"), path=path, reason=error)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, each with its triggers' bodies whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
