"""The reports of the three histories, as a learner of the small course would get them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from mathdrill.domain import Catalogue, Event
from mathdrill.items.generate import generate
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.reports.building import RECENT_ANSWERS, Generate, Log, build
from mathdrill.reports.report import Arrival, Report
from mathdrill.store import Store
from tests.histories import HISTORIES, history, sample_course, write
from tests.learning import DAY


def report_of(
    catalogue: Catalogue,
    events: Sequence[Event],
    language: str = "en",
    *,
    day: int = DAY,
    since_day: int | None = None,
    make: Generate = generate,
) -> Report:
    """A report of a log, by way of a database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.db")
        write(events, path)
        with Store.open(path, day_begins_h=4) as store:
            first = since_day or 0
            log = Log(
                tallies=store.tallies(first),
                recent=store.recent(RECENT_ANSWERS, first),
                answers=tuple(store.answers(first)),
                since_day=since_day,
            )
            now = Situation(route_of(catalogue), store.progress(), day, budget_s=900)
            return build(catalogue, now, log, language, make)


@cache
def sample_history(name: str) -> tuple[Event, ...]:
    """One of the three histories over the small course."""
    return history(sample_course(), HISTORIES[name])


@cache
def sample_report(name: str, language: str) -> Report:
    """Its report; when the route is through is for the planner to say, and tested there."""
    made = report_of(sample_course(), sample_history(name), language)
    fixed = Arrival("2026-12-01", "2026-12-03", "2026-12-07")
    return made if made.arrival is None else replace(made, arrival=fixed)
