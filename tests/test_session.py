"""What one try leads to, and how time is counted; all of it without a store or a clock."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from mathdrill.codec import decode, encode
from mathdrill.domain import Item, ItemTemplate, Rating
from mathdrill.errors import ContentError
from mathdrill.memory.progress import Progress, fold
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.session import (
    OpenSession,
    Pending,
    Stamp,
    Step,
    active_seconds,
    answer,
    given_up,
    next_due,
    plan_next,
    why_over,
)
from tests.learning import DAY, answered, course, generate, score

COURSE = course({"a": (), "b": ("a",)})
STAMP = Stamp(ts_utc_ms=1_763_886_600_000, tz_offset_min=60, study_day=DAY, app_version="0.1.0")


def open_session(count: int | None = None, skills: tuple[str, ...] = ()) -> OpenSession:
    mode = "topic" if skills else "today"
    return OpenSession("s", mode, DAY, None if skills else 900.0, count, skills, ())


def situation(session: OpenSession, progress: Progress | None = None) -> Situation:
    return Situation(
        route=route_of(COURSE),
        progress=progress or Progress(),
        day=DAY,
        budget_s=session.budget_s,
        skills=frozenset(session.skills) or None,
    )


def first(progress: Progress | None = None) -> Pending:
    session = open_session()
    pending, _ = plan_next(session, situation(session, progress), generate, COURSE.templates)
    assert pending is not None
    return pending


def tried(text: str, pending: Pending | None = None, seconds: float = 12.5) -> Step:
    pending = pending or first()
    verdict = score(pending.item, text)
    return answer(pending, Progress(), verdict, text=text, seconds=seconds, stamp=STAMP)


# --- planning


def test_the_next_item_brings_its_reason_and_its_lesson() -> None:
    pending = first()
    assert (pending.item.template, pending.item.seed, pending.choice.lesson) == ("a.1", 0, True)
    assert pending.choice.reason == "new"
    assert pending.interleaved


def test_the_seed_counts_the_answers_to_the_template() -> None:
    progress = fold(fold(Progress(), answered("a.1", day=DAY - 99)), answered("a.1", day=DAY - 95))
    assert first(progress).item.seed == 2


def test_a_pending_item_survives_being_written_down() -> None:
    pending = replace(first(), hints=1, attempts=2, spent_s=3.5)
    assert decode(Pending, json.loads(json.dumps(encode(pending)))) == pending
    session = open_session(3, ("a",))
    assert decode(OpenSession, json.loads(json.dumps(encode(session)))) == session


def test_a_template_that_cannot_make_an_item_is_passed_over() -> None:
    def broken(template: ItemTemplate, seed: int) -> Item:
        if template.id == "a.1":
            raise ContentError("items.too-many-redraws")
        return generate(template, seed)

    session = open_session()
    pending, found = plan_next(session, situation(session), broken, COURSE.templates)
    assert pending is not None
    assert (pending.item.template, set(found)) == ("a.2", {"a.1"})


@pytest.mark.parametrize(
    ("session", "budget_s", "key"),
    [
        (open_session(0, ("a",)), None, "why.count-reached"),
        (open_session(9, ("nothing",)), None, "why.nothing-left"),
        (open_session(), 10.0, "why.nothing-fits"),
    ],
)
def test_a_session_says_why_it_is_over(
    session: OpenSession, budget_s: float | None, key: str
) -> None:
    now = replace(situation(session), budget_s=budget_s)
    assert plan_next(session, now, generate, COURSE.templates) == (None, frozenset())
    assert why_over(session, now).key == key


# --- answering


def test_a_right_answer_is_an_event_with_everything_that_was_seen() -> None:
    step = tried("0", replace(first(), hints=1, attempts=1, spent_s=10.0))
    assert step.rating is Rating.HARD
    event = step.event
    assert event is not None
    assert (event.template, event.skill, event.revision, event.seed) == ("a.1", "a", 1, 0)
    assert (event.verdict, event.answer, event.rating, event.rating_rule) == ("correct", "0", 2, 1)
    assert (event.attempts, event.hints, event.revealed) == (2, 1, False)
    assert (event.ms_active, event.params) == (22_500, '{"seed": "0"}')
    assert (event.review, event.predicted, event.algo) == (True, None, "fsrs-6")
    assert (event.study_day, event.tz_offset_min, event.interleaved) == (DAY, 60, True)


def test_what_is_not_understood_is_tried_again_for_free() -> None:
    step = tried("?")
    assert (step.rating, step.event) == (None, None)
    assert (step.pending.attempts, step.pending.spent_s) == (1, 12.5)
    later = tried("0", step.pending)
    assert later.rating is Rating.GOOD  # free tries do not count against anyone
    assert later.event is not None
    assert later.event.ms_active == 25_000


def test_what_cannot_be_decided_is_logged_and_not_rated() -> None:
    step = tried("hm")
    assert step.rating is None
    assert step.event is not None
    assert (step.event.verdict, step.event.rating, step.event.review) == ("undecided", None, False)
    assert step.pending.attempts == 1


def test_giving_up_is_a_failure() -> None:
    step = answer(first(), Progress(), given_up(), text=None, seconds=5, stamp=STAMP)
    assert step.rating is Rating.AGAIN
    assert step.event is not None
    assert (step.event.revealed, step.event.answer, step.event.verdict) == (True, None, "incorrect")


def test_the_prediction_is_logged_before_the_answer_changes_it() -> None:
    progress = fold(Progress(), answered("a.1", day=DAY - 2))
    pending = first(progress)
    pending = replace(pending, item=generate(COURSE.templates["a.1"], 1))
    verdict = score(pending.item, "1")
    step = answer(pending, progress, verdict, text="1", seconds=9, stamp=STAMP)
    assert step.event is not None
    assert step.event.predicted == pytest.approx(0.909, abs=1e-3)
    assert step.event.review


def test_a_second_answer_on_one_day_is_no_review() -> None:
    progress = fold(Progress(), answered("a.1"))
    verdict = score(first().item, "0")
    step = answer(first(), progress, verdict, text="0", seconds=9, stamp=STAMP)
    assert step.event is not None
    assert not step.event.review


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("x" * 5000, "x" * 2000), ("a\udcff", "a\\udcff"), ("6·x²\x00", "6·x²\x00")],
)
def test_whatever_was_typed_can_be_stored(typed: str, kept: str) -> None:
    event = tried(typed).event
    assert event is not None
    assert event.answer == kept


# --- time


@pytest.mark.parametrize(
    ("given", "measured", "seconds"),
    [
        (41.5, 3.0, 41.5),  # the front end knows best
        (500.0, 3.0, 500.0),  # also that somebody thought for long
        (0.0, 3.0, 0.0),
        (None, 30.0, 30.0),
        (None, 81.0, 80.0),  # four times the usual 20 s: the rest was coffee
        (None, -1.0, 0.0),
        (-5.0, 30.0, 30.0),
        (math.nan, 30.0, 30.0),
        (math.inf, 30.0, 30.0),
        (1e300, 30.0, 86_400.0),
    ],
)
def test_active_seconds(given: float | None, measured: float, seconds: float) -> None:
    assert active_seconds(given, measured, usual=20.0) == seconds


def test_a_template_is_due_on_a_date() -> None:
    progress = fold(Progress(), answered("a.1"))
    assert next_due(progress, "a.1") == "2026-11-26"  # S = 2.3 days
    assert next_due(progress, "a.2") is None
