"""The log counted by the database itself: one pass, however long the log, and few rows come out."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mathdrill.domain import Event
from mathdrill.store.database import Database
from mathdrill.store.events import JUDGED, latest

AVERAGED = 100  # reviews in the moving average
STEPS = 1_000  # of a prediction
BANDS = 20  # a prediction lies in [band, band + 1) / BANDS

COUNT = f"""
    SELECT study_day,
        CASE WHEN review AND predicted IS NOT NULL THEN CAST(predicted * {BANDS} AS INTEGER) END,
        count(*), sum(verdict = 'correct'), coalesce(sum(ms_active), 0), coalesce(sum(predicted), 0)
    FROM event WHERE {JUDGED} AND study_day >= ?
    GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - JUDGED is our own


REVIEWED = f"{JUDGED} AND study_day >= ? AND review AND predicted IS NOT NULL"

PREDICTED = f"""
    SELECT CAST(round(predicted * {STEPS}) AS INTEGER), count(*), sum(verdict = 'correct')
    FROM event WHERE {REVIEWED} GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - our own words

AVERAGES = f"""
    SELECT coalesce(recalled, 0), reviewed, count(*), sum(correct) FROM (
        SELECT verdict = 'correct' AS correct,
            sum(verdict = 'correct') OVER before AS recalled, count(*) OVER before AS reviewed
        FROM event WHERE {REVIEWED}
        WINDOW before AS (ORDER BY id ROWS BETWEEN {AVERAGED} PRECEDING AND 1 PRECEDING)
    ) GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Tally:
    """The judged answers of one study day whose predictions lie in one band.

    band: None for answers that are no review, or to something that was never met.
    ms: active time. predicted: the sum of the predictions.
    """

    day: int
    band: int | None
    answers: int
    correct: int
    ms: int
    predicted: float


class Answer(NamedTuple):
    """A judged answer, as much of it as a table shows; a million of them are made in a second."""

    study_day: int
    ts_utc_ms: int
    tz_offset_min: int
    session: str | None
    skill: str | None
    template: str | None
    verdict: str | None
    answer: str | None
    misconception: str | None
    ms_active: int | None
    hints: int | None
    attempts: int | None
    review: int | None
    predicted: float | None


ANSWERS = f"""
    SELECT {", ".join(Answer._fields)} FROM event WHERE {JUDGED} AND study_day >= ? ORDER BY id
"""  # noqa: S608 - the names of our own fields


def answers(database: Database, since_day: int) -> Generator[Answer, None, None]:
    """All judged answers from a study day on, in the order of the log; to be closed before it."""
    yield from map(Answer._make, database.stream(ANSWERS, (since_day,)))


def tallies(database: Database, since_day: int) -> tuple[Tally, ...]:
    """All judged answers from a study day on, by day and band."""
    return tuple(Tally(*row) for row in database.execute(COUNT, (since_day,)))


class Foresight(NamedTuple):
    """Reviews with one prediction of their recall."""

    predicted: float
    reviews: int
    correct: int


def predictions(database: Database, since_day: int) -> tuple[Foresight, ...]:
    """The reviews by what the model predicted, to a thousandth."""
    found = database.execute(PREDICTED, (since_day,))
    return tuple(Foresight(step / STEPS, count, right) for step, count, right in found)


def moving_averages(database: Database, since_day: int) -> tuple[Foresight, ...]:
    """The same reviews by what the latest AVERAGED before each of them would have predicted.

    That is (recalled + 1) / (reviewed + 2), Laplace's rule of succession, so never 0 or 1.
    """
    found = database.execute(AVERAGES, (since_day,))
    return tuple(
        Foresight((recalled + 1) / (reviewed + 2), count, right)
        for recalled, reviewed, count, right in found
    )


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
