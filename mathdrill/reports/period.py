"""The first day of a period, as one types it: a date, or how far back it lies."""

from __future__ import annotations

import re
from datetime import date

from mathdrill.errors import UsageError

BACK = re.compile(r"(\d{1,4})([dwmy])")
DAYS = {"d": 1, "w": 7}
MONTHS = {"m": 1, "y": 12}


def since_day(given: str, today: int) -> int:
    """2026-09-01, 30d, 8w, 6m or 1y -> a day number, today at the latest.

    Raises: UsageError: anything else, and a day that is still to come.
    """
    text = given.strip().casefold()
    back = BACK.fullmatch(text)
    try:
        day = date.fromisoformat(text).toordinal() if back is None else _back(back, today)
    except (ValueError, OverflowError) as error:
        raise UsageError("report.bad-since", given=given) from error
    if day > today:
        now = date.fromordinal(today).isoformat()
        raise UsageError("report.since-future", given=given, today=now)
    return day


def _back(match: re.Match[str], today: int) -> int:
    count, unit = int(match[1]), match[2]
    if unit in DAYS:
        return max(1, today - count * DAYS[unit])
    now = date.fromordinal(today)
    months = now.year * 12 + now.month - 1 - count * MONTHS[unit]
    if months < 12:
        return 1
    for day in range(now.day, 0, -1):  # the 31st of a month that has none is its last day
        try:
            return date(months // 12, months % 12 + 1, day).toordinal()
        except ValueError:
            continue
    return 1
