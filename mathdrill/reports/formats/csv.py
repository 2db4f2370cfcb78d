"""The answers of a report as a table for spreadsheets: one row an answer, the oldest first.

It begins with the mark of UTF-8, without which a Chinese Excel reads it as GBK, and ends its lines as
RFC 4180 asks. A typed text that a spreadsheet would take for a formula gets an apostrophe in front:
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice

from mathdrill.lang import say
from mathdrill.reports.report import Report
from mathdrill.reports.wording import visible
from mathdrill.store.tallies import Answer

MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")
COLUMNS = (
    *("date", "time", "skill", "title", "template", "verdict", "answer", "misconception"),
    *("seconds", "hints", "tries", "review", "predicted", "session"),
)
ROWS_AT_ONCE = 4096
DAY_MS = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


def render(report: Report) -> Iterator[str]:
    """The table, some thousand rows a piece."""
    language = report.language
    titles = {standing.skill: guarded(standing.title[language]) for standing in report.mastery}
    words = {name: say(language, f"report.{name}") for name in ("correct", "incorrect")}
    head = [say(language, f"report.column-{column}") for column in COLUMNS]
    yield MARK + _lines([head])
    answers = iter(report.answers)
    while found := list(islice(answers, ROWS_AT_ONCE)):
        yield _lines([_row(answer, titles, words) for answer in found])


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; control characters are told by their number."""
    shown = text if text.isprintable() else visible(text)
    return f"'{shown}" if text.startswith(DANGEROUS) else shown


def _row(answer: Answer, titles: dict[str, str], words: dict[str, str]) -> tuple[object, ...]:
    local = answer.ts_utc_ms + 60_000 * answer.tz_offset_min
    typed, skill, verdict = answer.answer, answer.skill or "", answer.verdict or ""
    return (
        _day(answer.study_day),
        f"{_day(EPOCH + local // DAY_MS)} {_time(local % DAY_MS // 60_000)}",
        skill,
        titles.get(skill, ""),
        answer.template,
        words.get(verdict, verdict),
        None if typed is None else guarded(typed),
        answer.misconception,
        None if answer.ms_active is None else answer.ms_active / 1000,
        answer.hints,
        answer.attempts,
        answer.review,
        None if answer.predicted is None else round(answer.predicted, 4),
        answer.session,
    )


def _lines(rows: Iterable[Iterable[object]]) -> str:
    table = io.StringIO(newline="")
    csv.writer(table).writerows(rows)
    return table.getvalue()


@cache
def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()


@cache
def _time(minute: int) -> str:
    """The local time of the clock, as a spreadsheet reads it behind a date."""
    return f"{minute // 60:02}:{minute % 60:02}"
