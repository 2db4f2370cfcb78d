"""The answers of a report as a table for spreadsheets: one row an answer, the oldest first.

It begins with the mark of UTF-8, without which a Chinese Excel reads it as GBK, and ends its lines as
RFC 4180 asks. A typed text that a spreadsheet would take for a formula gets an apostrophe in front:
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from mathdrill.lang import say
from mathdrill.reports.report import Report
from mathdrill.reports.wording import visible
from mathdrill.store.tallies import SHARES

MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")
COLUMNS = (
    *("date", "time", "skill", "title", "template", "verdict", "answer", "misconception"),
    *("seconds", "hints", "tries", "review", "predicted", "session"),
)
ROWS_AT_ONCE = 256  # more would leave the processor's cache
TYPED_KEPT = 4096
DAY_MIN = 1440
EPOCH = date(1970, 1, 1).toordinal()

Key = TypeVar("Key")


class _Once(dict[Key, str]):
    """Texts that recur, each made once: the fields of a million rows are looked up, not written."""

    def __init__(self, make: Callable[[Key], str]) -> None:
        self.make = make

    def __missing__(self, key: Key) -> str:
        text = self[key] = self.make(key)
        return text


def render(report: Report) -> Iterator[str]:
    """The table, some hundred rows a piece."""
    language = report.language
    titles = {standing.skill: standing.title[language] for standing in report.mastery}
    words = {name: say(language, f"report.{name}") for name in ("correct", "incorrect")}
    yield MARK + ",".join(field(say(language, f"report.column-{c}")) for c in COLUMNS) + "\r\n"

    dates = _Once[tuple[int, int]](lambda key: f"{_date(key[0])},{_date(EPOCH + key[1])}")
    clock = _Once[int](lambda minute: f"{minute // 60:02}:{minute % 60:02}")
    asked = _Once[tuple[str | None, str | None]](
        lambda key: ",".join(map(field, (key[0], titles.get(key[0] or ""), key[1])))
    )
    verdicts = _Once[str | None](lambda verdict: field(words.get(verdict or "", verdict)))
    plain = _Once[str | None](field)
    seconds = _Once[int | None](lambda tenths: "" if tenths is None else str(tenths / 10))
    counts = _Once[tuple[int | None, int | None, int | None]](
        lambda key: ",".join("" if count is None else str(count) for count in key)
    )
    shares = [*(str(share / SHARES) for share in range(SHARES + 1)), ""]  # the last one at -1
    answers = iter(report.answers)
    while lines := [
        f"{dates[day, minute // DAY_MIN]} {clock[minute % DAY_MIN]},{asked[skill, template]},"
        f"{verdicts[verdict]},{field(typed)},{plain[misconception]},{seconds[tenths]},"
        f"{counts[hints, tries, review]},{shares[predicted]},{plain[session]}\r\n"
        for (
            day,
            minute,
            skill,
            template,
            verdict,
            typed,
            misconception,
            tenths,
            hints,
            tries,
            review,
            predicted,
            session,
        ) in islice(answers, ROWS_AT_ONCE)
    ]:
        yield "".join(lines)


@lru_cache(maxsize=TYPED_KEPT)
def field(text: str | None) -> str:
    """A text as RFC 4180 wants it between two commas, and no spreadsheet runs it; None is empty."""
    shown = guarded(text or "")
    if "," in shown or '"' in shown:
        return '"' + shown.replace('"', '""') + '"'
    return shown


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; control characters are told by their number."""
    shown = text if text.isprintable() else visible(text)
    return f"'{shown}" if text.startswith(DANGEROUS) else shown


def _date(day: int) -> str:
    return date.fromordinal(day).isoformat()
