"""Merging: the events that are missing come in, and everything is folded anew.

Two databases that merged each other hold the same events, in the same order, so the fold gives the
same progress: merging is commutative, associative and idempotent. Events keep their ids for ever.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from mathdrill.domain import Event
from mathdrill.errors import DataError
from mathdrill.store import events
from mathdrill.store.database import Database

KINDS = {"answer", "void", "presume", "placement", "settings"}
ID = re.compile(r"[0-9a-f]{12}-[0-9a-f]{8}-\S+")
TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
}
NEEDED = {"id", "device", "seq", "kind", "ts_utc_ms", "tz_offset_min", "study_day"}
NEEDED_BY_ANSWERS = ("session", "template", "skill", "verdict")
LATEST_DAY = 3_652_059  # of the year 9999


def absorb(database: Database, found: Iterable[Event]) -> int:
    """Insert the missing events. Returns: how many they were.

    Two copies of one database go on under the same device name. Where both have used a number, the
    event that comes in is filed under a name of its own, and this database takes a new one.
    """
    ((device,),) = database.execute("SELECT id FROM device")
    added = 0
    is_copy = False
    for event in found:
        if events.has(database, event.id):
            continue
        is_copy |= event.device == device
        taken = "SELECT 1 FROM event WHERE device = ? AND seq = ?"
        if database.execute(taken, (event.device, event.seq)):
            event = replace(event, device=f"{event.device}.{event.id[:12]}")  # noqa: PLW2901
        events.insert(database, event)
        added += 1
    if is_copy:
        database.execute("UPDATE device SET id = ?", (os.urandom(4).hex(),))
    return added


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of another database, so that merging never changes the original.

    Raises: DataError: there is no such file, or it is not a database.
    """
    if not path.is_file():
        raise DataError("store.no-file", path=path)
    import tempfile  # 5 ms that the first question need not wait for

    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "other.db")
        with Database(path) as other:
            other.backup(copy)
        yield copy


def read_log(path: Path) -> Iterator[Event]:
    """The events of an exported log.

    Raises: DataError: a line that is no event; its number is told.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    event = _event(line)
                    if event is None:
                        raise DataError("store.bad-line", path=path, line=number)
                    yield event
    except OSError as error:
        raise DataError("store.no-file", path=path) from error
    except UnicodeDecodeError as error:
        raise DataError("store.bad-line", path=path, line=1) from error


def _event(line: str) -> Event | None:
    """One line of `data export`; None for everything else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not found.keys() >= NEEDED:
        return None
    known = {field.name: str(field.type).partition(" ")[0] for field in fields(Event)}
    values = {name: value for name, value in found.items() if value is not None}
    if not values.keys() <= known.keys():
        return None
    if not all(_fits(value, TYPES[known[name]]) for name, value in values.items()):
        return None
    event = Event(**values)
    return event if _makes_sense(event) else None


def _fits(value: Any, types: tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return bool in types
    return isinstance(value, types) and (not isinstance(value, int) or abs(value) < 2**63)


def _makes_sense(event: Event) -> bool:
    """Whether the fold can read it."""
    if event.kind not in KINDS or ID.fullmatch(event.id) is None:
        return False
    if not 0 < event.study_day <= LATEST_DAY or event.rating not in {None, 1, 2, 3, 4}:
        return False
    if event.kind == "presume" and None in {event.template, event.skill}:
        return False
    rated = event.kind in {"answer", "placement"} and event.rating is not None
    if rated and any(getattr(event, name) is None for name in NEEDED_BY_ANSWERS):
        return False
    try:
        json.loads(event.payload or "null")
    except (ValueError, RecursionError):
        return False
    return True
