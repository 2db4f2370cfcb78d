"""When and how much was practised: totals, days, weeks, days in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mathdrill.reports.report import DayDone, Streak, Totals, WeekDone
from mathdrill.store.tallies import Tally

WEEKS = 53  # a year of whole weeks
FORGIVEN = 1  # missed day between two days of one run


@dataclass(slots=True)
class _Sum:
    answered: int = 0
    correct: int = 0
    ms: int = 0

    def add(self, tally: Tally) -> None:
        self.answered += tally.answers
        self.correct += tally.correct
        self.ms += tally.ms

    @property
    def minutes(self) -> float:
        return round(self.ms / 60_000, 1)


def totals(tallies: Iterable[Tally]) -> Totals:
    """All answers of the period together."""
    whole = _Sum()
    days = set()
    for tally in tallies:
        whole.add(tally)
        days.add(tally.day)
    return Totals(whole.answered, whole.correct, whole.minutes, len(days))


def days_done(tallies: Iterable[Tally], today: int) -> tuple[DayDone, ...]:
    """The days with an answer, of the last WEEKS weeks."""
    first = monday(today) - 7 * (WEEKS - 1)
    found: dict[int, _Sum] = {}
    for tally in tallies:
        if tally.day >= first:
            found.setdefault(tally.day, _Sum()).add(tally)
    return tuple(
        DayDone(date.fromordinal(day).isoformat(), each.answered, each.correct, each.minutes)
        for day, each in sorted(found.items())
    )


def weeks_done(tallies: Sequence[Tally], today: int) -> tuple[WeekDone, ...]:
    """Week after week, from the first with an answer to the present one, the last WEEKS at most."""
    if not tallies:
        return ()
    last = monday(today)
    first = max(min(monday(tally.day) for tally in tallies), last - 7 * (WEEKS - 1))
    found = {week: _Sum() for week in range(first, last + 1, 7)}
    for tally in tallies:
        if (week := monday(tally.day)) in found:
            found[week].add(tally)
    return tuple(
        WeekDone(date.fromordinal(week).isoformat(), each.answered, each.correct, each.minutes)
        for week, each in found.items()
    )


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month together. month: YYYY-MM."""

    month: str
    days: int
    answered: int
    minutes: float


def months(days: Sequence[DayDone]) -> Iterator[Month]:
    """Month after month, those without an answer left out."""
    for month, inside in groupby(days, key=lambda day: day.date[:7]):
        found = tuple(inside)
        answered = sum(day.answered for day in found)
        yield Month(month, len(found), answered, round(sum(day.minutes for day in found), 1))


def streak(days: Sequence[int], today: int, days_off: frozenset[int] = frozenset()) -> Streak:
    """Runs of days of practice, given in order; see `Streak` for what is forgiven."""
    run = longest = 0
    for before, day in zip((None, *days), days, strict=False):
        goes_on = before is not None and _missed(before, day, days_off) <= FORGIVEN
        run = run + 1 if goes_on else 1
        longest = max(longest, run)
    if not days or _missed(days[-1], today, days_off) > FORGIVEN:
        run = 0
    return Streak(run, longest)


def _missed(before: int, day: int, days_off: frozenset[int]) -> int:
    """Days between two others on which practice was meant to be."""
    between = range(before + 1, day)
    if not days_off:
        return len(between)
    return sum(date.fromordinal(each).weekday() not in days_off for each in between)


def monday(day: int) -> int:
    """The first day of the week of a day."""
    return day - (day - 1) % 7
