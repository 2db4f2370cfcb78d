"""The log counted by the database itself: one pass, however long the log, and few rows come out."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from mathdrill.domain import Event
from mathdrill.store.database import Database
from mathdrill.store.events import JUDGED, latest

LEAST_CHANCE = 0.001  # what counts as given to an impossible outcome, so that ln is a number
BANDS = 20  # a prediction lies in [band, band + 1) / BANDS

COUNT = f"""
    SELECT study_day,
        CASE WHEN review AND predicted IS NOT NULL THEN CAST(predicted * {BANDS} AS INTEGER) END,
        count(*), sum(verdict = 'correct'), coalesce(sum(ms_active), 0), coalesce(sum(predicted), 0),
        coalesce(sum((1 - given) * (1 - given)), 0),
        coalesce(-sum(ln(max(given, {LEAST_CHANCE}))), 0)
    FROM (
        SELECT *, CASE verdict WHEN 'correct' THEN predicted ELSE 1 - predicted END AS given
        FROM event WHERE {JUDGED} AND study_day >= ?
    )
    GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - JUDGED is our own


@dataclass(frozen=True, slots=True)
class Tally:
    """The judged answers of one study day whose predictions lie in one band.

    band: None for answers that are no review, or to something that was never met.
    ms: active time. predicted: the sum of the predictions; squares: of (prediction - outcome)²;
    losses: of -ln(chance that the prediction gave to the outcome).
    """

    day: int
    band: int | None
    answers: int
    correct: int
    ms: int
    predicted: float
    squares: float
    losses: float


Answer = tuple[
    int,
    int,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    int | None,
    int | None,
    int | None,
    int | None,
    int,
    str | None,
]
"""A judged answer, as much of it as a table shows: study day, minute of the local clock since 1970,
skill, template, verdict, typed answer, misconception, active time in tenths of a second, hints,
attempts, whether it was a review, prediction in 1/SHARES or -1, session. A plain tuple: a million of
them are read in a second.
"""

SHARES = 10_000

ANSWERS = f"""
    SELECT study_day, (ts_utc_ms + 60000 * tz_offset_min) / 60000, skill, template, verdict, answer,
        misconception, (ms_active + 50) / 100, hints, attempts, review,
        coalesce(CAST({SHARES} * predicted + 0.5 AS INTEGER), -1), session
    FROM event WHERE {JUDGED} AND study_day >= ? ORDER BY id
"""  # noqa: S608 - JUDGED is our own


def answers(database: Database, since_day: int) -> Generator[Answer, None, None]:
    """All judged answers from a study day on, in the order of the log; to be closed before it."""
    return database.stream(ANSWERS, (since_day,))


def tallies(database: Database, since_day: int) -> tuple[Tally, ...]:
    """All judged answers from a study day on, by day and band."""
    return tuple(Tally(*row) for row in database.execute(COUNT, (since_day,)))


def recent(
    database: Database, limit: int, since_day: int
) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """(skill, its latest judged answers, the newest last) for each skill that has any."""
    skills = database.execute("SELECT skill FROM skill_progress ORDER BY skill")
    for (skill,) in skills:
        found = latest(
            database, f"skill = ? AND {JUDGED} AND study_day >= ?", (skill, since_day), limit
        )
        if found:
            yield skill, found
