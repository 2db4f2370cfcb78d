"""What a report holds, from histories made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from math import log as ln
from random import Random

import pytest

from mathdrill.domain import Event
from mathdrill.memory.fsrs import retrievability
from mathdrill.memory.progress import Progress, fold
from mathdrill.planning.desk import Desk
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.reports.habits import monday, streak
from mathdrill.reports.outlook import forecast, wilson
from mathdrill.reports.report import Report
from mathdrill.store import events as log
from tests.histories import sample_course
from tests.learning import DAY, answered, course, generate
from tests.reports.made import report_of, sample_history, sample_report

CATALOGUE = course({"chains": (), "rules": ("chains",)})


def report(
    events: Sequence[Event], language: str = "en", day: int = DAY, since_day: int | None = None
) -> Report:
    numbered = [log.identified(event, "d", n, 0) for n, event in enumerate(events)]
    return report_of(CATALOGUE, numbered, language, day=day, since_day=since_day, make=generate)


def test_an_empty_log_makes_an_empty_report() -> None:
    empty = report([])
    assert (empty.totals.answered, empty.totals.correct, empty.totals.days) == (0, 0, 0)
    assert [standing.state for standing in empty.mastery] == ["new", "new"]
    assert (empty.weakest, empty.due, empty.calibration.bins) == ((), 0, None)
    assert (empty.days, empty.weeks, empty.arrival, empty.streak.days) == ((), (), None, 0)


def test_totals_count_answers_minutes_and_days() -> None:
    events = [
        answered("chains.1", day=DAY - 1, ms=30_000),
        answered("chains.2", day=DAY - 1, ms=30_000, correct=False),
        answered("rules.1", ms=60_000),
    ]
    totals = report(events).totals
    assert (totals.answered, totals.correct, totals.minutes, totals.days) == (3, 2, 2.0, 2)


def test_a_period_leaves_out_what_lies_before_it_but_not_what_is_known() -> None:
    events = [answered("chains.1", day=DAY - 9, correct=False), answered("rules.1")]
    whole, part = report(events), report(events, since_day=DAY - 1)
    assert (whole.totals.answered, part.totals.answered) == (2, 1)
    assert ([weak.skill for weak in whole.weakest], part.weakest) == (["chains"], ())
    assert part.mastery == whole.mastery
    assert part.forecast == whole.forecast
    assert part.since == date.fromordinal(DAY - 1).isoformat()
    assert len(tuple(part.answers)) == 1


def test_the_weakest_skill_comes_with_what_was_typed_and_how_to_train_it() -> None:
    wrong = replace(answered("chains.1", correct=False), answer="5", misconception="off-by-one")
    (weak,) = report([wrong, answered("rules.1")]).weakest
    assert (weak.skill, weak.answered, weak.wrong) == ("chains", 1, 1)
    assert weak.command == "mathdrill topic chains"
    assert weak.misconceptions == (("off-by-one", 1),)
    (given,) = weak.answers
    assert (given.answer, given.read) == ("5", "5")
    assert given.prompt is not None
    assert given.prompt.en == "chains.1 #0"


def test_a_wrong_answer_to_a_template_that_is_gone_is_still_told() -> None:
    gone = replace(answered("chains.9", correct=False), answer="5")
    (weak,) = report([gone]).weakest
    assert [(given.answer, given.prompt) for given in weak.answers] == [("5", None)]


def test_a_wrong_answer_to_an_older_revision_is_told_without_an_item_that_it_was_not() -> None:
    older = replace(answered("chains.1", correct=False), answer="5", revision=0)
    (weak,) = report([older]).weakest
    assert [given.prompt for given in weak.answers] == [None]


def test_misconceptions_are_counted_over_all_skills() -> None:
    events = [
        replace(answered(name, correct=False), misconception=named, answer="5")
        for name, named in (("chains.1", "sign"), ("rules.1", "sign"), ("rules.2", "factor"))
    ]
    found = report(events).misconceptions
    assert [(each.misconception, each.count, each.skill) for each in found] == [
        ("sign", 2, "rules"),  # the last answer that showed it
        ("factor", 1, "rules"),
    ]


def test_only_the_latest_answers_of_a_skill_tell_where_it_is_weak() -> None:
    events = [
        answered("chains.1", day=DAY - 40 + n, correct=n >= 5, session=str(n)) for n in range(35)
    ]
    assert report(events).weakest == ()


# --- what falls due -------------------------------------------------------------------------------


def test_the_forecast_has_the_items_of_each_day() -> None:
    days = report([answered("chains.1"), answered("chains.2")]).forecast
    assert sum(each.items for each in days) == 2
    assert days[0].items == 0
    assert len(days) == 30


def test_practice_of_an_advanced_skill_counts_for_the_simpler_one_as_in_planning() -> None:
    """Implicit credit: the same events, with and without a skill that encompasses the other."""
    linked = replace(
        CATALOGUE,
        skills={
            **CATALOGUE.skills,
            "rules": replace(CATALOGUE.skills["rules"], encompasses=(("chains", 0.6),)),
        },
    )
    events = [
        log.identified(event, "d", n, 0)
        for n, event in enumerate(
            [answered("chains.1", day=DAY - 2), answered("rules.1", day=DAY - 1)]
        )
    ]
    alone, helped = (report_of(each, events, make=generate) for each in (CATALOGUE, linked))
    recalled = [each.mastery[0].retrievability or 0.0 for each in (alone, helped)]
    assert recalled[0] < recalled[1]
    due = [next(day.date for day in each.forecast if day.items) for each in (alone, helped)]
    assert due[0] <= due[1]


def test_due_is_what_planning_calls_due() -> None:
    """Figures of the report against the planner's own desk, over the two weeks' history."""
    progress = reduce(fold, sample_history("two-weeks"), Progress())
    desk = Desk(Situation(route_of(sample_course()), progress, DAY, budget_s=900))
    made = sample_report("two-weeks", "en")
    assert made.due == sum(map(desk.is_due, desk.templates))
    assert [each.due for each in made.mastery] == [
        sum(desk.is_due(t) for t in desk.route.templates[each.skill]) for each in made.mastery
    ]
    assert made.forecast == forecast(desk)
    row = progress.templates["evaluate.1"]
    assert (made.mastery[0].retrievability or 0) >= round(retrievability(row.memory, DAY), 4)


# --- calibration ----------------------------------------------------------------------------------


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
        (only,) = calibration.bins
        assert only.least < 0.75 < only.most


def test_the_model_is_scored_beside_the_moving_average_that_it_must_beat() -> None:
    """Both scores as a loop over the reviews finds them, the average from what came before alone."""
    chance = Random(4)
    told = [(round(chance.random(), 3), chance.random() < 0.7) for _ in range(150)]
    reviews = [
        replace(
            answered("chains.1", day=DAY - 200 + number // 3, correct=right),
            predicted=predicted,
        )
        for number, (predicted, right) in enumerate(told)
    ]
    average: list[tuple[float, bool]] = []
    for number, (_, right) in enumerate(told):
        today = number // 3 * 3
        latest = [outcome for _, outcome in told[max(0, today - 30) : today]]
        average.append(((sum(latest) + 1) / (len(latest) + 2), right))
    found = report(reviews).calibration
    for loss, foreseen in ((found.model, told), (found.average, average)):
        assert loss is not None
        given = [p if right else 1 - p for p, right in foreseen]
        assert loss.brier == pytest.approx(sum((1 - g) ** 2 for g in given) / 150, abs=1e-4)
        assert loss.log_loss == pytest.approx(-sum(map(ln, given)) / 150, abs=1e-4)


@pytest.mark.parametrize(
    ("predicted", "low"),
    [(0.0, 0.0), (0.49, 0.0), (0.5, 0.5), (0.7, 0.7), (0.8999, 0.8), (0.95, 0.95), (1.0, 0.95)],
)
def test_a_prediction_lies_in_one_bin(predicted: float, low: float) -> None:
    events = [
        replace(answered("chains.1", day=DAY - 20 + n), predicted=predicted) for n in range(20)
    ]
    bins = report(events).calibration.bins
    assert bins is not None
    assert [(each.low, each.predicted) for each in bins] == [(low, predicted)]


@pytest.mark.parametrize(
    ("correct", "count", "least", "most"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],  # Wilson 1927
)
def test_the_range_of_chance(correct: int, count: int, least: float, most: float) -> None:
    assert wilson(correct, count) == pytest.approx((least, most), abs=5e-4)


# --- habits ---------------------------------------------------------------------------------------

WEEKEND = frozenset({5, 6})


@pytest.mark.parametrize(
    ("back", "days_off", "run", "longest"),
    [
        ((), (), 0, 0),
        ((0,), (), 1, 1),
        ((3, 2, 1), (), 3, 3),  # today is not over yet
        ((4, 2, 0), (), 3, 3),  # one missed day is forgiven
        ((5, 4, 3), (), 0, 3),  # yesterday and the day before were missed
        ((9, 8, 7, 6, 1, 0), (), 2, 4),
        ((3, 0), WEEKEND, 2, 2),  # DAY is a Monday: a weekend off is not missed
        ((4, 0), WEEKEND, 2, 2),  # nor is one day before it
        ((5, 0), WEEKEND, 1, 1),
    ],
)
def test_a_run_of_days_is_forgiving(
    back: tuple[int, ...], days_off: frozenset[int], run: int, longest: int
) -> None:
    found = streak([DAY - n for n in back], DAY, frozenset(days_off))
    assert (found.days, found.longest) == (run, longest)


def test_weeks_begin_on_mondays_and_none_is_left_out() -> None:
    events = [answered("chains.1", day=DAY - 30), answered("chains.2", correct=False)]
    weeks = report(events).weeks
    assert [week.answered for week in weeks] == [1, 0, 0, 0, 0, 1]
    assert {date.fromisoformat(week.date).weekday() for week in weeks} == {0}
    assert date.fromordinal(monday(DAY)).isoformat() == weeks[-1].date


def test_days_and_weeks_go_back_a_year_and_totals_further() -> None:
    events = [answered("chains.1", day=DAY - 500), answered("chains.1", day=DAY - 1)]
    found = report(events)
    assert (len(found.weeks), len(found.days), found.totals.days) == (53, 1, 2)


def test_answers_taken_back_and_tries_without_a_verdict_are_not_counted() -> None:
    good = replace(answered("chains.1"), id="1")
    void = replace(good, id="2", seq=1, kind="void", target="1", verdict=None, rating=None)
    open_try = replace(good, id="3", seq=2, verdict="undecided", rating=None)
    found = report_of(CATALOGUE, [good, void, open_try], make=generate)
    assert (found.totals.answered, found.weakest, tuple(found.answers)) == (0, (), ())


@pytest.mark.parametrize(
    ("template", "typed", "read", "chosen"),
    [
        ("power-rule.1", "f'(x) = 4*x^4", "4x^4", None),
        ("power-rule.1", "4*x^", None, None),
        ("evaluate.1", "１２", "12", None),
        ("kinks.1", " 1 ", None, "differentiable, with slope 0"),
        ("kinks.1", "9", None, None),
        ("kinks.1", "²", None, None),
        ("forward-pass.1", "u = 7, v = 11, L = 121", None, None),
        ("to-float.1", "t.double()", None, None),
    ],
)
def test_what_was_typed_is_read_where_it_can_be(
    template: str, typed: str, read: str | None, chosen: str | None
) -> None:
    wrong = replace(answered(template, correct=False), answer=typed, seed=0, id="1")
    (weak,) = report_of(sample_course(), [wrong]).weakest
    (given,) = weak.answers
    assert (given.answer, given.read) == (typed, read)
    assert (given.chosen.en if given.chosen else None) == chosen
