"""What time it is: the one place that asks."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from mathdrill.errors import UsageError

DAY_BEGINS_H = 4  # whoever practises past midnight still has the same study day


class Clock:
    """The wall clock and a stopwatch.

    MATHDRILL_NOW (ISO 8601 with offset) fixes the wall clock for tests and demos; the stopwatch
    goes on.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ

    def now(self) -> datetime:
        """This moment, with the local offset from UTC.

        Raises: UsageError: MATHDRILL_NOW is not a moment with an offset.
        """
        fixed = self._environ.get("MATHDRILL_NOW")
        return read_moment(fixed) if fixed else datetime.now().astimezone()

    def monotonic(self) -> float:
        """Seconds since some fixed moment; only differences mean anything."""
        return time.monotonic()


def read_moment(text: str) -> datetime:
    """ISO 8601 with offset -> a moment.

    Raises: UsageError: anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError("clock.unreadable", given=text) from error
    if moment.tzinfo is None:
        raise UsageError("clock.unreadable", given=text)
    return moment


def study_day(moment: datetime, begins_h: int = DAY_BEGINS_H) -> int:
    """Number of the local date of (moment - 4 h), as `date.toordinal` counts."""
    return (moment - timedelta(hours=begins_h)).toordinal()
