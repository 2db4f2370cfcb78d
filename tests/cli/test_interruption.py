"""Whatever interrupts a session: what was judged is kept, and the same item waits."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mathdrill.cli.drill import Drill, DrillOptions
from mathdrill.domain import Rating
from mathdrill.errors import DataError, LockedError
from mathdrill.store import Store
from tests.drilling import COURSE, TODAY, TOPIC, Begin, answer_right, answer_wrong, name, on
from tests.learning import MORNING, HandClock, course, generate, score


def test_a_session_left_early_goes_on_with_the_same_item_and_numbers(begin: Begin) -> None:
    drill = begin()
    answer_right(drill, 2)
    drill.hint()
    drill.submit("?", 4.0)
    before = on(drill)
    drill.leave()
    again = on(begin())
    assert again == before
    assert (again.number, again.spent_s, again.hints_shown, again.attempts) == (3, 44.0, 1, 1)


def test_a_finished_session_is_followed_by_a_new_one(begin: Begin) -> None:
    drill = begin()
    answer_right(drill)
    drill.finish()
    shown = on(begin())
    assert (shown.number, shown.spent_s) == (1, 0.0)
    assert shown.item.template != "a.1"


def test_other_minutes_hold_for_the_session_that_goes_on(begin: Begin) -> None:
    begin(replace(TODAY, minutes=30)).leave()
    assert on(begin()).budget_s == 1800  # nothing was said: as it was
    assert on(begin(replace(TODAY, minutes=5))).budget_s == 300


def test_on_the_next_day_the_item_left_is_the_first_of_a_new_session(
    begin: Begin, clock: HandClock
) -> None:
    drill = begin()
    answer_right(drill)
    left = on(drill)
    drill.leave()
    clock.sleep_until(1)
    shown = on(begin())
    assert shown.item == left.item
    assert (shown.number, shown.spent_s) == (1, 0.0)
    assert shown.why.sentences[0].key == "why.carried"


def test_an_item_whose_template_has_changed_is_drawn_anew(begin: Begin) -> None:
    begin().leave()
    revised = replace(COURSE.templates["a.1"], revision=2)
    shown = on(begin(catalogue=course({"a": ()}, changed={"a.1": revised})))
    assert (shown.item.template, shown.item.revision) == ("a.1", 2)


def test_an_item_whose_template_is_gone_is_forgotten(begin: Begin) -> None:
    begin().leave()
    assert name(begin(catalogue=course({"z": ()}))) == "z.1#0"


def test_the_study_day_ends_at_four(begin: Begin, clock: HandClock) -> None:
    clock.moment = MORNING.replace(hour=23, minute=0)
    drill = begin()
    answer_right(drill)
    drill.leave()
    clock.moment += timedelta(hours=4, minutes=59)
    assert on(begin()).number == 2
    clock.moment += timedelta(minutes=2)
    assert on(begin()).number == 1


def test_a_clock_set_back_is_noticed_and_changes_no_history(
    path: Path, begin: Begin, clock: HandClock
) -> None:
    answer_right(begin())
    clock.moment -= timedelta(days=2)
    with Store.open(path) as store:
        view = Drill(COURSE, store, clock, TODAY, generate=generate).begin()
    assert view.notice is not None
    assert view.notice.key == "store.clock-back"
    assert view.resumed  # it is still the day of the last answer


KILLED = """
import os, sys
from mathdrill.cli.drill import Drill, DrillOptions
from mathdrill.store import Store
from tests.drilling import COURSE
from tests.learning import HandClock, generate, score

store = Store.open(sys.argv[1])
drill = Drill(COURSE, store, HandClock(), DrillOptions("today"), generate=generate, score=score)
drill.begin()
for _ in range(int(sys.argv[2])):
    judged = drill.submit(drill.current().item.key, 10)
    item = drill.current().item
    print(judged.verdict.outcome.value, item.template, item.seed, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.parametrize("answers", [1, 2, 3])
def test_a_kill_after_a_verdict_loses_nothing(path: Path, begin: Begin, answers: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, str(answers)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == -signal.SIGKILL
    told = [line.split() for line in done.stdout.splitlines()]
    drill = begin()
    shown = on(drill)
    assert [outcome for outcome, _, _ in told] == ["correct"] * answers
    assert (shown.item.template, str(shown.item.seed)) == tuple(told[-1][1:])
    assert (shown.number, shown.spent_s) == (answers + 1, 10.0 * answers)
    assert drill.leave().answered == answers


def test_an_answer_that_cannot_be_stored_is_not_judged(path: Path, begin: Begin) -> None:
    drill = begin()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedError):
        drill.submit("0", 10)
    other.execute("COMMIT")
    other.close()
    assert name(drill) == "a.1#0"
    answer_right(drill)
    assert drill.leave().answered == 1


def test_a_full_disk_stops_the_session_and_keeps_its_item(path: Path, clock: HandClock) -> None:
    long = DrillOptions("topic", topic_skills=("a",), count=1000)
    with Store.open(path) as store:
        drill = Drill(COURSE, store, clock, long, generate=generate, score=score)
        drill.begin()
        connection = store._database.connection
        ((pages,),) = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(DataError, match=r"store\.full"):
            answer_wrong(drill, 1000)
        before = (drill.leave().answered, name(drill))
    with Store.open(path) as store:
        again = Drill(COURSE, store, clock, long, generate=generate, score=score)
        again.begin()
        assert (again.leave().answered, name(again)) == before
        assert 0 < before[0] < 1000


# --- two windows


def test_an_item_answered_in_another_window_is_not_answered_twice(begin: Begin) -> None:
    one, two = begin(), begin()
    assert name(one) == name(two)
    answer_right(one)
    judged = two.submit("0")
    assert (judged.moved, judged.recorded, judged.rating) == (True, False, None)
    assert judged.verdict.message.key == "store.answered-elsewhere"
    assert two.submit("0").moved  # not before it was shown
    assert name(two) == name(one) == "a.2#0"
    answer_right(two)
    assert two.leave().answered == 2


def test_hints_taken_in_another_window_count(begin: Begin) -> None:
    one, two = begin(), begin()
    on(two)
    one.hint()
    assert two.submit("0").rating is Rating.HARD


def test_an_item_parked_in_another_window_is_gone(begin: Begin) -> None:
    one, two = begin(), begin()
    one.park()
    two.park()
    assert name(two) == name(one) == "a.2#0"


def test_a_session_finished_in_another_window_is_over(begin: Begin) -> None:
    one, two = begin(), begin()
    one.finish()
    assert two.submit("0").moved
    assert two.current() is None
    assert two.finish().answered == 0


def test_a_topic_beside_a_session_of_today_draws_other_templates(begin: Begin) -> None:
    today = begin()
    topic = begin(TOPIC)
    assert (name(today), name(topic)) == ("a.1#0", "a.2#0")
    answer_right(topic)
    answer_right(today)
    assert name(begin()) == name(today)
