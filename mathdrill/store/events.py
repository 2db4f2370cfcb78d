"""Event ↔ row of the log, and the identity of events.

An id is `milliseconds-seq-device` in hexadecimal digits of fixed width, so that ids sort by time.
The milliseconds never go back behind the last event of the log, wherever that came from; on one
device seq counts on. So ids stay in order and unique while a clock stands still or is set back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta

from mathdrill import __version__
from mathdrill.clock import DAY_BEGINS_H, study_day
from mathdrill.domain import Event
from mathdrill.session import Stamp
from mathdrill.store.database import Database, Row

COLUMNS = tuple(field.name for field in fields(Event))
FLAGS = tuple(COLUMNS.index(name) for name in ("revealed", "review", "interleaved"))
SELECT = f"SELECT {', '.join(COLUMNS)} FROM event"  # noqa: S608 - the names of our own fields
PLACES = ", ".join("?" * len(COLUMNS))
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({PLACES})"  # noqa: S608 - as SELECT

NOT_VOIDED = "NOT EXISTS (SELECT 1 FROM event AS v WHERE v.kind = 'void' AND v.target = event.id)"
JUDGED = f"kind = 'answer' AND rating IS NOT NULL AND {NOT_VOIDED}"
PLACED = f"kind = 'placement' AND rating IS NOT NULL AND {NOT_VOIDED}"
COUNTS = f"({JUDGED} OR kind = 'presume')"


def stamp_of(moment: datetime, last_day: int, day_begins_h: int = DAY_BEGINS_H) -> Stamp:
    """When an event happens: a clock that was set back does not turn the study day back."""
    offset = moment.utcoffset() or timedelta()
    return Stamp(
        ts_utc_ms=round(moment.timestamp() * 1000),
        tz_offset_min=round(offset.total_seconds() / 60),
        study_day=max(study_day(moment, day_begins_h), last_day),
        app_version=__version__,
    )


def identified(event: Event, device: str, last_seq: int, last_ms: int) -> Event:
    """The event with its place in the log."""
    seq = last_seq + 1
    milliseconds = max(event.ts_utc_ms, last_ms)
    name = f"{milliseconds:012x}-{seq:08x}-{device}"
    return replace(event, id=name, device=device, seq=seq)


def void_of(answer: Event, stamp: Stamp) -> Event:
    """The event that takes an answer back."""
    return Event(
        id="",
        device="",
        seq=0,
        kind="void",
        ts_utc_ms=stamp.ts_utc_ms,
        tz_offset_min=stamp.tz_offset_min,
        study_day=stamp.study_day,
        session=answer.session,
        target=answer.id,
        app_version=stamp.app_version,
    )


def milliseconds_of(event_id: str) -> int:
    """The moment by which an event is sorted."""
    return int(event_id.partition("-")[0] or "0", 16)


def insert(database: Database, event: Event) -> None:
    """Write one event at the end of the log."""
    database.execute(INSERT, [getattr(event, name) for name in COLUMNS])


def select(
    database: Database, where: str = "TRUE", parameters: tuple[object, ...] = ()
) -> Iterator[Event]:
    """Events in the order of the log."""
    for row in database.stream(f"{SELECT} WHERE {where} ORDER BY id", parameters):
        yield _event(row)


def last_judged(database: Database, session: str | None = None) -> Event | None:
    """The last answer that counts, of one session or of all."""
    if session is None:
        rows = database.execute(f"{SELECT} WHERE {JUDGED} ORDER BY id DESC LIMIT 1")
    else:
        last = "SELECT max(event) FROM session_answer WHERE session = ?"
        rows = database.execute(f"{SELECT} WHERE id = ({last})", (session,))
    return _event(rows[0]) if rows else None


def latest(
    database: Database, where: str, parameters: tuple[object, ...], limit: int
) -> tuple[Event, ...]:
    """The last `limit` events of those meant, in the order of the log."""
    rows = database.execute(
        f"{SELECT} WHERE {where} ORDER BY id DESC LIMIT ?", (*parameters, limit)
    )
    return tuple(map(_event, reversed(rows)))


def _event(row: Row) -> Event:
    values = list(row)
    for index in FLAGS:
        values[index] = None if values[index] is None else bool(values[index])
    return Event(*values)


def has(database: Database, event_id: str) -> bool:
    """Whether the log holds an event."""
    return bool(database.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)))


def as_json(event: Event) -> str:
    """One line of `data export`: every field that the event uses."""
    values = {name: getattr(event, name) for name in COLUMNS}
    return json.dumps({name: value for name, value in values.items() if value is not None})
