"""What a report holds, from histories made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import pytest

from mathdrill.domain import Event
from mathdrill.memory.progress import Progress, fold
from mathdrill.reports.report import Report, build
from tests.learning import DAY, answered, course, generate

CATALOGUE = course({"chains": (), "rules": ("chains",)})


def report(events: Sequence[Event], language: str = "en", day: int = DAY) -> Report:
    progress = reduce(fold, events, Progress())
    return build(CATALOGUE, progress, events, day, language, generate)


def test_an_empty_log_makes_an_empty_report() -> None:
    empty = report([])
    assert (empty.totals.answered, empty.totals.correct, empty.totals.days) == (0, 0, 0)
    assert [standing.state for standing in empty.mastery] == ["new", "new"]
    assert (empty.weakest, empty.due, empty.calibration.bins) == ((), 0, None)


def test_totals_count_answers_minutes_and_days() -> None:
    events = [
        answered("chains.1", day=DAY - 1, ms=30_000),
        answered("chains.2", day=DAY - 1, ms=30_000, correct=False),
        answered("rules.1", ms=60_000),
    ]
    totals = report(events).totals
    assert (totals.answered, totals.correct, totals.minutes, totals.days) == (3, 2, 2.0, 2)


def test_the_weakest_skill_comes_with_what_was_typed_and_how_to_train_it() -> None:
    wrong = replace(answered("chains.1", correct=False), answer="5", misconception="off-by-one")
    (weak,) = report([wrong, answered("rules.1")]).weakest
    assert (weak.skill, weak.answered, weak.wrong) == ("chains", 1, 1)
    assert weak.command == "mathdrill topic chains"
    assert weak.misconceptions == (("off-by-one", 1),)
    (given,) = weak.answers
    assert given.answer == "5"
    assert given.prompt is not None
    assert given.prompt.en == "chains.1 #0"


def test_a_wrong_answer_to_a_template_that_is_gone_is_still_told() -> None:
    gone = replace(answered("chains.9", correct=False), answer="5")
    (weak,) = report([gone]).weakest
    assert [(given.answer, given.prompt) for given in weak.answers] == [("5", None)]


def test_the_forecast_has_the_items_of_each_day() -> None:
    days = report([answered("chains.1"), answered("chains.2")]).forecast
    assert sum(each.items for each in days) == 2
    assert days[0].items == 0
    assert len(days) == 30


@pytest.mark.parametrize(("reviews", "told"), [(19, False), (20, True)])
def test_calibration_waits_for_twenty_reviews(reviews: int, *, told: bool) -> None:
    events = [
        replace(answered("chains.1", day=DAY - reviews + n, correct=n % 4 > 0), predicted=0.75)
        for n in range(reviews)
    ]
    calibration = report(events).calibration
    assert calibration.reviews == reviews
    assert (calibration.bins is not None) is told
    if calibration.bins is not None:
        assert [each.reviews for each in calibration.bins] == [20]
        assert calibration.observed == pytest.approx(0.75)
