"""A running session: what is shown, what is judged, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mathdrill.cli.drill import Drill
from mathdrill.domain import Outcome, Rating
from mathdrill.store import Store
from tests.drilling import COURSE, TODAY, TOPIC, Begin, answer_right, name, on
from tests.learning import HandClock, generate

# --- a session


def test_a_first_session_begins_with_a_lesson(begin: Begin) -> None:
    shown = on(begin())
    assert (shown.item.template, shown.item.seed, shown.number) == ("a.1", 0, 1)
    assert shown.lesson == COURSE.skills["a"].lesson
    assert (shown.spent_s, shown.budget_s, shown.retrievability) == (0.0, 900, None)
    assert shown.why.sentences[0].key == "why.new"


def test_a_right_answer_is_rated_scheduled_and_followed_by_the_next_item(begin: Begin) -> None:
    drill = begin()
    judged = drill.submit("0", 12.0)
    assert (judged.verdict.outcome, judged.rating) == (Outcome.CORRECT, Rating.GOOD)
    assert (judged.recorded, judged.next_due) == (True, "2026-11-26")
    assert judged.solution is not None
    shown = on(drill)
    assert (shown.item.template, shown.number, shown.spent_s, shown.lesson) == (
        "a.2",
        2,
        12.0,
        None,
    )


def test_a_wrong_answer_comes_back_in_this_session(begin: Begin) -> None:
    drill = begin()
    judged = drill.submit("wrong", 12.0)
    assert (judged.rating, judged.next_due) == (Rating.AGAIN, "2026-11-24")
    seen = []
    for _ in range(6):
        seen.append(name(drill))
        answer_right(drill)
    assert seen.index("a.1#1") >= 3  # fresh numbers, three items between
    assert seen.count("a.1#1") == 1


def test_what_is_not_understood_leaves_the_item_where_it_is(begin: Begin) -> None:
    drill = begin()
    judged = drill.submit("?", 5.0)
    assert (judged.rating, judged.recorded, judged.key, judged.solution) == (
        None,
        False,
        None,
        None,
    )
    shown = on(drill)
    assert (shown.item.template, shown.attempts, shown.spent_s) == ("a.1", 1, 5.0)
    assert shown.lesson is None  # it was read


def test_what_cannot_be_decided_shows_the_key_and_counts_for_nothing(begin: Begin) -> None:
    drill = begin()
    judged = drill.submit("hm")
    assert (judged.recorded, judged.rating) == (False, None)
    assert judged.key is not None
    assert name(drill) == "a.1#0"
    assert drill.leave().answered == 0


def test_hints_are_counted_and_make_the_answer_hard(begin: Begin) -> None:
    drill = begin()
    hints = [drill.hint(), drill.hint(), drill.hint()]
    assert hints == [*COURSE.templates["a.1"].hints, None]
    assert on(drill).hints_shown == 2
    assert drill.submit("0").rating is Rating.HARD


def test_giving_up_shows_the_key_and_counts_as_not_known(begin: Begin) -> None:
    drill = begin()
    judged = drill.reveal()
    assert (judged.rating, judged.verdict.outcome) == (Rating.AGAIN, Outcome.INCORRECT)
    assert judged.key is not None
    assert name(drill) == "a.2#0"


def test_a_parked_item_is_unrated_and_first_tomorrow(begin: Begin, clock: HandClock) -> None:
    drill = begin()
    answer_right(drill)
    drill.park()
    shown = on(drill)
    assert (shown.item.template, shown.number) == ("a.3", 3)
    answer_right(drill, 3)
    assert drill.finish().answered == 4
    clock.sleep_until(1)
    again = begin()
    assert name(again) == "a.2#0"
    assert on(again).why.sentences[0].key == "why.parked"


def test_a_session_ends_when_nothing_fits_and_says_so(begin: Begin) -> None:
    drill = begin(replace(TODAY, minutes=3))
    answer_right(drill, 7, seconds=20)
    assert drill.current() is None
    summary = drill.finish()
    assert (summary.answered, summary.correct, summary.spent_s) == (7, 7, 140.0)
    assert summary.over is not None
    assert summary.over.key == "why.nothing-fits"


def test_the_summary_tells_what_moved_and_what_comes(begin: Begin) -> None:
    drill = begin()
    drill.submit("wrong")
    answer_right(drill, 3)
    summary = drill.leave()
    assert (summary.answered, summary.correct, summary.due_tomorrow) == (4, 3, 1)
    assert summary.skills_moved == (("a", "new", "reviewing"), ("b", "new", "learning"))
    assert summary.over is None


def test_a_session_begun_and_left_at_once_has_an_empty_summary(begin: Begin) -> None:
    summary = begin().leave()
    assert (summary.answered, summary.due_tomorrow, summary.skills_moved) == (0, 0, ())


def test_the_plan_counts_what_is_likely_to_fit(path: Path, clock: HandClock) -> None:
    with Store.open(path) as store:
        view = Drill(COURSE, store, clock, TODAY, generate=generate).begin()
    assert (view.budget_s, view.items, view.skills, view.resumed) == (900, 12, 3, False)


# --- undo


def test_undo_brings_the_item_back_with_its_numbers(begin: Begin) -> None:
    drill = begin()
    answer_right(drill)
    drill.hint()
    drill.submit("wrong", 9.0)
    shown = drill.undo()
    assert shown is not None
    assert (shown.item.template, shown.item.seed, shown.number) == ("a.2", 0, 2)
    assert (shown.hints_shown, shown.spent_s) == (1, 20.0)
    assert shown.why.sentences[0].key == "why.undone"
    assert drill.submit("0").rating is Rating.HARD


def test_undo_goes_back_to_the_start_of_the_session_and_no_further(begin: Begin) -> None:
    first = begin()
    answer_right(first)
    first.finish()
    drill = begin()
    start = name(drill)
    answer_right(drill, 2)
    assert drill.undo() is not None
    assert drill.undo() is not None
    assert name(drill) == start
    assert drill.undo() is None
    assert on(drill).number == 1


def test_undo_survives_an_interruption(begin: Begin) -> None:
    drill = begin()
    answer_right(drill, 2)
    drill.undo()
    assert name(begin()) == "a.2#0"


def test_an_undone_failure_does_not_come_again(begin: Begin) -> None:
    drill = begin()
    drill.submit("wrong")
    drill.undo()
    seen = []
    while drill.current() is not None:
        seen.append(name(drill))
        answer_right(drill)
    assert "a.1#1" not in seen


# --- a topic


def test_a_topic_asks_count_items_without_gates_and_budget(begin: Begin) -> None:
    drill = begin(TOPIC)
    seen = []
    while drill.current() is not None:
        seen.append(name(drill))
        assert on(drill).budget_s is None
        answer_right(drill, seconds=300)
    assert seen == ["a.1#0", "b.1#0", "a.2#0", "b.2#0"]
    over = drill.finish().over
    assert over is not None
    assert over.key == "why.count-reached"


def test_a_topic_left_early_goes_on_where_it_was(begin: Begin) -> None:
    drill = begin(TOPIC)
    answer_right(drill, 2)
    left = on(drill)
    drill.leave()
    assert on(begin(TOPIC)) == left
    assert on(begin(replace(TOPIC, count=9))).number == 1


def test_what_a_topic_teaches_counts_for_today(begin: Begin) -> None:
    drill = begin(TOPIC)
    answer_right(drill, 4)
    drill.finish()
    shown = on(begin())
    assert shown.item.skill == "c"  # a and b are learnt


# --- time


def test_the_stopwatch_runs_from_when_the_item_is_shown(begin: Begin, clock: HandClock) -> None:
    drill = begin()
    clock.pass_time(100)  # not shown yet
    on(drill)
    clock.pass_time(6)
    drill.submit("?")
    clock.pass_time(5)
    drill.submit("0")
    assert on(drill).spent_s == 11.0


def test_idle_time_is_capped_at_four_times_the_usual(begin: Begin, clock: HandClock) -> None:
    drill = begin()
    answer_right(drill)
    on(drill)
    clock.pass_time(3600)
    drill.submit("0")
    assert on(drill).spent_s == pytest.approx(20 + 4 * 20)


def test_reading_a_lesson_is_time_of_the_session_and_not_of_the_answer(
    path: Path, begin: Begin, clock: HandClock
) -> None:
    drill = begin()
    on(drill)
    clock.pass_time(40)
    drill.lesson_was_read()
    clock.pass_time(15)
    drill.submit("0")
    assert on(drill).spent_s == 55.0
    with Store.open(path) as store:
        assert [event.ms_active for event in store.events()] == [15_000]
    drill.leave()
    assert on(begin()).spent_s == 55.0


def test_time_with_a_parked_item_is_time_of_the_session(begin: Begin, clock: HandClock) -> None:
    drill = begin()
    on(drill)
    clock.pass_time(25)
    drill.park()
    assert on(drill).spent_s == 25.0
    assert on(begin()).spent_s == 25.0
