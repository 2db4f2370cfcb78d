from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.memory.progress import Progress, fold
from mathdrill.planning.projection import arrival, project
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from tests.learning import DAY, answered, course

NOW = Situation(
    route=route_of(course({f"s{n}": () for n in range(12)})),
    progress=Progress(),
    day=DAY,
    budget_s=300,
)
SUNDAY = 6


def test_the_same_log_gives_the_same_plan() -> None:
    first = project(NOW, 3, frozenset(), done=False)
    assert first == project(NOW, 3, frozenset(), done=False)
    assert first.days[0].day == DAY
    assert first.days[0].new


def test_no_day_is_planned_over_its_budget_and_days_off_stay_free() -> None:
    planned = project(NOW, 8, frozenset({SUNDAY}), done=True)
    assert planned.days[0].day == DAY + 1
    assert sum(day.off for day in planned.days) == 1
    assert all(day.minutes <= 5 for day in planned.days)
    assert planned.eta is not None
    assert DAY < planned.eta.earliest <= planned.eta.expected <= planned.eta.latest


@pytest.mark.parametrize("begun", [0, 5, 12])
def test_the_arrival_is_that_of_the_plan(begun: int) -> None:
    progress = Progress()
    for number in range(begun):
        progress = fold(progress, answered(f"s{number}.1", day=DAY - 9))
    now = replace(NOW, progress=progress)
    planned = project(now, 6, frozenset({SUNDAY}), done=False)
    assert arrival(now, 6, frozenset({SUNDAY}), done=False) == planned.eta
    assert (planned.eta is None) == (begun == 12)
