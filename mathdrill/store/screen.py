"""What is on the screen: open sessions, their pending items, and what was put aside.

This is not derived from the log, and a replay leaves it alone. What a newer or older mathdrill wrote
in a shape of its own is passed over: then the next item is drawn afresh.
"""

from __future__ import annotations

import json
from typing import TypeVar

from mathdrill.codec import decode, encode
from mathdrill.session import OpenSession, Pending
from mathdrill.store.database import Database

T = TypeVar("T")


def open_session(database: Database, mode: str) -> OpenSession | None:
    """The session of a mode that was begun and not finished."""
    rows = database.execute("SELECT session FROM open_session WHERE mode = ?", (mode,))
    return _read(OpenSession, rows[0][0]) if rows else None


def save_session(database: Database, session: OpenSession) -> None:
    """Keep the open session of its mode."""
    row = (session.mode, json.dumps(encode(session)))
    database.execute("INSERT OR REPLACE INTO open_session VALUES (?, ?)", row)


def close_session(database: Database, mode: str) -> None:
    """Forget the open session of a mode, and its item."""
    database.execute("DELETE FROM open_session WHERE mode = ?", (mode,))
    save_pending(database, mode, None)


def pending(database: Database, mode: str) -> Pending | None:
    """The item that the open session of a mode waits for."""
    rows = database.execute("SELECT pending FROM pending WHERE mode = ?", (mode,))
    return _read(Pending, rows[0][0]) if rows else None


def save_pending(database: Database, mode: str, pending: Pending | None) -> None:
    """Keep the item of a mode, or none."""
    if pending is None:
        database.execute("DELETE FROM pending WHERE mode = ?", (mode,))
        return
    row = (mode, json.dumps(encode(pending)))
    database.execute("INSERT OR REPLACE INTO pending VALUES (?, ?)", row)


def parked(database: Database) -> tuple[tuple[str, int, int], ...]:
    """(template, seed, study day on which it was put aside), the oldest first."""
    rows = database.execute(
        "SELECT template, seed, study_day FROM parked ORDER BY study_day, template"
    )
    return tuple((template, seed, day) for template, seed, day in rows)


def park(database: Database, template: str, seed: int, study_day: int) -> None:
    """Put an item aside."""
    row = (template, seed, study_day)
    database.execute("INSERT OR REPLACE INTO parked VALUES (?, ?, ?)", row)


def unpark(database: Database, template: str) -> None:
    """Take an item up again, if it was put aside."""
    database.execute("DELETE FROM parked WHERE template = ?", (template,))


def _read(cls: type[T], text: str) -> T | None:
    try:
        return decode(cls, json.loads(text))
    except ValueError:
        return None
