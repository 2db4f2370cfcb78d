"""What time it is, and which study day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.clock import Clock, study_day
from mathdrill.errors import UsageError


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T03:59:59+08:00", date(2026, 11, 22)),  # still last night's session
        ("2026-11-23T04:00:00+08:00", date(2026, 11, 23)),
        ("2026-11-23T23:59:00-05:00", date(2026, 11, 23)),  # local, whatever day it is in UTC
        ("2026-01-01T00:30:00Z", date(2025, 12, 31)),
        ("2024-03-01T03:00:00+00:00", date(2024, 2, 29)),
    ],
)
def test_a_study_day_begins_at_four_local_time(moment: str, day: date) -> None:
    assert study_day(Clock({"MATHDRILL_NOW": moment}).now()) == day.toordinal()


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_day_later_is_the_next_study_day(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    later = datetime.fromtimestamp(moment.timestamp() + 86_400, tz=UTC)
    assert study_day(later) == study_day(moment) + 1


@pytest.mark.parametrize(
    "moment", ["2026-11-23T08:30:00+01:00", "2026-11-23T08:30:00Z", "2026-11-23T08:30+00:00"]
)
def test_mathdrill_now_fixes_the_wall_clock_and_not_the_stopwatch(moment: str) -> None:
    clock = Clock({"MATHDRILL_NOW": moment})
    assert clock.now() == clock.now() == datetime.fromisoformat(moment)
    assert clock.monotonic() <= clock.monotonic()


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-23", "2026-11-23T08:30:00", "12"])
def test_a_moment_without_offset_is_refused(moment: str) -> None:
    """A moment without offset would mean another study day on another machine."""
    with pytest.raises(UsageError) as caught:
        Clock({"MATHDRILL_NOW": moment}).now()
    assert caught.value.values == {"given": moment}


@pytest.mark.parametrize("environ", [{}, {"MATHDRILL_NOW": ""}])
def test_otherwise_it_is_now_with_an_offset(environ: dict[str, str]) -> None:
    before = datetime.now(UTC)  # noqa: TID251 - the clock is compared with the clock
    now = Clock(environ).now()
    assert now.utcoffset() is not None
    assert before <= now
