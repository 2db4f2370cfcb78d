"""The store: one database, opened once, asked and written to by the running program."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from mathdrill.domain import Event
from mathdrill.memory.progress import Progress, fold
from mathdrill.paths import read_config
from mathdrill.planning.situation import Answered
from mathdrill.session import OpenSession, Pending, Stamp
from mathdrill.store import backups, derived, events, merging, screen, tallies
from mathdrill.store.database import BUSY_S, Database
from mathdrill.store.events import stamp_of, void_of
from mathdrill.store.opening import prepare


class Store:
    """The event log and everything beside it; see schema.sql and derived.sql.

    Progress is held in memory and read again when another mathdrill has written.
    """

    def __init__(self, database: Database, day_begins_h: int) -> None:
        self._database = database
        self.day_begins_h = day_begins_h
        self._progress: Progress | None = None
        self._version = -1
        ((self.device,),) = database.execute("SELECT id FROM device")

    @classmethod
    def open(
        cls,
        path: Path | str,
        device: str | None = None,
        *,
        busy_s: float = BUSY_S,
        day_begins_h: int | None = None,
    ) -> Store:
        """Open a database, or begin a new one.

        Args:
            device: the name of this device in a new database; drawn when None.
            busy_s: how long a write waits for another mathdrill's.
            day_begins_h: the hour at which a study day begins; None for what the settings say.
        Raises: DataError: damaged, foreign or not to be opened; the file stays as it is.
            LockedError: written by a newer mathdrill, or held by another one.
        """
        database = Database(Path(path), busy_s)
        try:
            prepare(database, device or os.urandom(4).hex())
            if day_begins_h is None:
                day_begins_h = read_config()[0].day_begins_h
            return cls(database, day_begins_h)
        except BaseException:
            database.close()
            raise

    @property
    def path(self) -> Path:
        return self._database.path

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # --- reading ------------------------------------------------------------------------------

    def progress(self) -> Progress:
        """Progress, from the derived tables and never from the log."""
        version = self._database.number("PRAGMA data_version")
        if self._progress is None or version != self._version:
            self._progress, self._version = derived.load(self._database), version
        return self._progress

    def last_ms(self) -> int:
        """The moment by which the last event is sorted; 0 for an empty log."""
        return derived.head(self._database).last_ms

    def trail(self, session: str) -> tuple[Answered, ...]:
        """The judged answers of a session, in order, without those taken back."""
        return derived.trail(self._database, session)

    def open_session(self, mode: str = "today") -> OpenSession | None:
        return screen.open_session(self._database, mode)

    def pending(self, mode: str = "today") -> Pending | None:
        return screen.pending(self._database, mode)

    def parked(self) -> tuple[tuple[str, int, int], ...]:
        """(template, seed, study day) of what was put aside."""
        return screen.parked(self._database)

    def stamp(self, moment: datetime) -> Stamp:
        """A moment as it is written beside an event, by the learner's own start of the day."""
        return stamp_of(moment, self.progress().last_day, self.day_begins_h)

    def events(self) -> Iterator[Event]:
        """The whole log, in order."""
        return events.select(self._database)

    def judged(self) -> Iterator[Event]:
        """The answers that count, in order: rated and not taken back."""
        return events.select(self._database, events.JUDGED)

    def answers(self, since_day: int = 0) -> Generator[tallies.Answer, None, None]:
        """The same answers as rows of a table, from a study day on; closed before the store."""
        return tallies.answers(self._database, since_day)

    def tallies(self, since_day: int = 0) -> tuple[tallies.Tally, ...]:
        """The same answers counted, by study day and band of their predictions."""
        return tallies.tallies(self._database, since_day)

    def recent(self, limit: int, since_day: int = 0) -> dict[str, tuple[Event, ...]]:
        """The latest of the same answers of each skill, the newest last."""
        return dict(tallies.recent(self._database, limit, since_day))

    def export(self) -> Iterator[str]:
        """The whole log, one JSON object a line, ASCII only."""
        return map(events.as_json, self.events())

    def integrity(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; reads all of it."""
        found = self._database.execute("PRAGMA integrity_check")
        return tuple(text for (text,) in found if text != "ok")

    def new_session_id(self, mode: str) -> str:
        """A name for a session that no other one with an answer has."""
        return f"{derived.head(self._database).last_seq + 1:08x}-{self.device}-{mode}"

    def backup(self, path: Path) -> None:
        """Copy the whole database, as it is at this moment, to a file."""
        backups.write(self._database, path)

    def back_up_daily(self, study_day: int) -> Path | None:
        """Among the daily backups, once a day; None when that was done before."""
        return backups.daily(self._database, study_day)

    # --- writing ------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction for everything written within: all of it or nothing."""
        try:
            with self._database.writing():
                yield
        except BaseException:
            self._progress = None  # it may hold what was not written
            raise

    def append(self, event: Event) -> Event:
        """Log one event and bring the derived tables in step; the event as it was logged."""
        with self.writing():
            before = self.progress()
            head = derived.head(self._database)
            logged = events.identified(event, self.device, head.last_seq, head.last_ms)
            events.insert(self._database, logged)
            after = fold(before, logged)
            derived.record(self._database, logged, after)
            self._progress = after
            return logged

    def void_last(self, moment: datetime, session: str | None = None) -> Event | None:
        """Take the last judged answer back, of one session or of all; None if there is none.

        The answer stays in the log, followed by an event of kind `void` that names it.
        """
        with self.writing():
            answer = events.last_judged(self._database, session)
            if answer is None:
                return None
            stamp = self.stamp(moment)
            head = derived.head(self._database)
            void = events.identified(
                void_of(answer, stamp), self.device, head.last_seq, head.last_ms
            )
            events.insert(self._database, void)
            derived.forget(self._database, answer, void)
            self._progress = None
            return answer

    def absorb(self, found: Iterable[Event]) -> int:
        """Take in the events that are missing, in one transaction. Returns: how many they were."""
        with self.writing():
            added = merging.absorb(self._database, found)
            if added:
                ((self.device,),) = self._database.execute("SELECT id FROM device")
                derived.rebuild(self._database)
                self._progress = None
            return added

    def restore(self, path: Path, study_day: int) -> Path:
        """Put a backup in the place of the database. Returns: where that is kept now."""
        kept = backups.restore(self._database, path, study_day)
        prepare(self._database, self.device)
        ((self.device,),) = self._database.execute("SELECT id FROM device")
        self._progress = None
        return kept

    def rebuild(self) -> None:
        """Fold the whole log anew into the derived tables."""
        with self.writing():
            derived.rebuild(self._database)
            self._progress = None

    def save_session(self, session: OpenSession) -> None:
        with self.writing():
            screen.save_session(self._database, session)

    def close_session(self, mode: str) -> None:
        """Forget the open session of a mode and its pending item."""
        with self.writing():
            screen.close_session(self._database, mode)

    def save_pending(self, mode: str, pending: Pending | None) -> None:
        """Keep the item on the screen of a mode, or none; what was put aside is so no longer."""
        with self.writing():
            screen.save_pending(self._database, mode, pending)
            if pending is not None:
                screen.unpark(self._database, pending.item.template)

    def park(self, template: str, seed: int, study_day: int) -> None:
        """Put an item aside, unrated."""
        with self.writing():
            screen.park(self._database, template, seed, study_day)
