"""What `--since` understands."""

from __future__ import annotations

from datetime import date

import pytest

from mathdrill.errors import UsageError
from mathdrill.reports.period import since_day

TODAY = date(2026, 11, 23).toordinal()


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-09-01", "2026-09-01"),
        ("20260901", "2026-09-01"),
        (" 2026-11-23 ", "2026-11-23"),
        ("0d", "2026-11-23"),
        ("30d", "2026-10-24"),
        ("8W", "2026-09-28"),
        ("３０d", "2026-10-24"),  # as a Chinese keyboard types it
        ("6m", "2026-05-23"),
        ("9m", "2026-02-23"),
        ("1y", "2025-11-23"),
        ("9999y", "0001-01-01"),  # as far back as there are days
    ],
)
def test_a_date_or_how_far_back(given: str, day: str) -> None:
    assert date.fromordinal(since_day(given, TODAY)).isoformat() == day


@pytest.mark.parametrize(("given", "day"), [("1m", "2026-02-28"), ("25m", "2024-02-29")])
def test_a_month_too_short_for_the_day_ends_it(given: str, day: str) -> None:
    assert since_day(given, date(2026, 3, 31).toordinal()) == date.fromisoformat(day).toordinal()


@pytest.mark.parametrize("given", ["", "yesterday", "30", "-3d", "2026-13-01", "12345d", "d"])
def test_what_cannot_be_read_is_told(given: str) -> None:
    with pytest.raises(UsageError) as refused:
        since_day(given, TODAY)
    assert refused.value.sentence == "report.bad-since"


def test_a_day_to_come_is_told() -> None:
    with pytest.raises(UsageError) as refused:
        since_day("2026-11-24", TODAY)
    assert refused.value.sentence == "report.since-future"
