"""The rules of a session, one by one; a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from mathdrill.domain import Event
from mathdrill.memory.progress import Progress, fold
from mathdrill.planning.desk import Desk
from mathdrill.planning.estimate import estimate
from mathdrill.planning.planner import NEW_SHARE, choose
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Answered, Choice, Situation
from mathdrill.planning.why import why
from tests.learning import DAY, answered, course, template

CHAIN = {"a": (), "b": ("a",), "c": ("b",)}
LEARNT_A = [answered("a.1", day=DAY - 9), answered("a.2", day=DAY - 9)]  # due since long


def situation(
    log: Iterable[Event] = (),
    *,
    minutes: float | None = 15,
    requires: Mapping[str, tuple[str, ...]] | None = None,
) -> Situation:
    progress = Progress()
    for event in log:
        progress = fold(progress, event)
    budget_s = None if minutes is None else 60.0 * minutes
    route = route_of(course(requires or CHAIN))
    return Situation(route=route, progress=progress, day=DAY, budget_s=budget_s)


def after(now: Situation, *marks: str, seconds: float = 20) -> Situation:
    """The situation after answers of today such as "a.1" and "a.2 wrong"."""
    for mark in marks:
        name, _, wrong = mark.partition(" ")
        event = answered(
            name, correct=not wrong, ms=round(seconds * 1000), review=name not in met(now)
        )
        one = Answered(f"{len(now.trail):04}", name, event.skill or "", not wrong, seconds)
        now = replace(
            now,
            progress=fold(now.progress, event),
            trail=(*now.trail, one),
            spent_s=now.spent_s + seconds,
        )
    return now


def met(now: Situation) -> set[str]:
    return {one.template for one in now.trail}


def next_of(now: Situation) -> tuple[str, str]:
    choice = choose(now)
    assert choice is not None
    return choice.template, choice.reason.value


def run(now: Situation, steps: int = 99, seconds: float = 20) -> list[Choice]:
    """Every answer right, until nothing is left."""
    choices: list[Choice] = []
    while len(choices) < steps and (choice := choose(now)):
        choices.append(choice)
        now = after(now, choice.template, seconds=seconds)
    return choices


# --- the loop of a session, rule by rule


def test_a_beginner_gets_the_first_skill_of_the_route_with_its_lesson() -> None:
    choice = choose(situation())
    assert choice is not None
    assert (choice.template, choice.reason, choice.lesson) == ("a.1", "new", True)


def test_a_session_starts_with_an_easy_due_item() -> None:
    hard = [answered("a.3", day=DAY - 9, correct=False)]
    assert next_of(situation([*LEARNT_A, *hard])) == ("a.1", "start")


def test_new_material_comes_before_further_due_items() -> None:
    assert next_of(after(situation(LEARNT_A), "a.1")) == ("a.3", "untouched")


def test_a_due_item_comes_between_two_of_one_new_skill() -> None:
    now = after(
        situation([*LEARNT_A, answered("a.3", day=DAY - 9), answered("a.4", day=DAY - 9)]),
        "a.1",
        "b.1",
    )
    assert next_of(now) == ("a.2", "due")


def test_new_material_gets_its_share_of_the_budget_while_something_is_due() -> None:
    many = {"known": (), **{f"n{i}": () for i in range(9)}}
    log = [answered(f"known.{n}", day=DAY - 9) for n in range(1, 5)]
    now = after(situation(log, minutes=10, requires=many), "known.1")
    choices = run(now, seconds=60)
    new = [choice.reason in {"new", "learning", "untouched"} for choice in choices]
    due_ends = max(index for index, choice in enumerate(choices) if choice.reason == "due")
    assert 60 * sum(new[:due_ends]) <= NEW_SHARE * 600 + 60


def test_a_backlog_leaves_new_material_a_smaller_share_but_never_none() -> None:
    log = [answered(f"s{i}.{n}", day=DAY - 90) for i in range(30) for n in (1, 2)]
    busy: dict[str, tuple[str, ...]] = {f"s{i}": () for i in range(30)}
    now = situation(log, minutes=4, requires=busy | {"new": ()})
    now = after(now, "s0.1", "s1.3")
    assert next_of(now)[1] == "untouched"  # 20 s are 8 % of the budget
    assert next_of(after(now, "s2.3", "s3.1"))[1] == "due"  # 40 s are more than 14 %


def test_a_skill_waits_for_what_it_requires() -> None:
    now = after(situation(), "a.1")
    assert next_of(now) == ("a.2", "learning")
    assert next_of(after(now, "a.2")) == ("b.1", "new")


def test_what_was_lost_is_no_ground_to_build_on() -> None:
    failed = [answered(f"a.{n}", day=DAY - n, correct=False) for n in (2, 1)]
    now = after(situation([*LEARNT_A, *failed]), "a.3")
    choice = choose(now)
    assert choice is not None
    assert (choice.skill, choice.reason) == ("a", "learning")
    assert all(
        each.skill != "b" for each in run(after(situation([*LEARNT_A, *failed]), "a.3 wrong"), 1)
    )


def test_what_was_lost_begins_again_with_its_lesson() -> None:
    failed = [answered(f"a.{n}", day=DAY - n, correct=False) for n in (2, 1)]
    choice = choose(situation([*LEARNT_A, *failed]))
    assert choice is not None
    assert choice.lesson


def test_a_skill_that_is_not_learnt_in_five_items_lets_everything_else_come_first() -> None:
    five = [f"a.{n} wrong" for n in (1, 2, 3, 4)]
    now = after(situation(requires={"a": (), "z": ()}), *five, "a.1 wrong")
    choices = run(now)
    assert {choice.reason for choice in choices if choice.skill == "a"} >= {"retry"}
    assert {choice.skill for choice in choices} == {"a", "z"}
    alone = after(
        situation(requires={"a": ()}), *five, "a.1 wrong", "a.2 wrong", "a.3 wrong", "a.4 wrong"
    )
    assert next_of(alone) == ("a.1", "learning")  # there is nothing else, and there is time


def test_a_later_stage_waits_for_every_skill_of_the_stages_before() -> None:
    stages = course({"a": (), "b": (), "z": ()}, stages={"z": 2})
    now = replace(situation(), route=route_of(stages))
    order = [choice.skill for choice in run(now)]
    assert "z" not in order  # the gate comes on a later day
    assert order.index("b") > order.index("a")
    assert next_of(after(now, "a.1", "a.2"))[0] == "b.1"


def test_a_failed_template_comes_again_once_after_three_others() -> None:
    now = after(situation(requires={"a": (), "b": (), "c": ()}), "a.1 wrong", "a.2", "a.3")
    assert next_of(now)[0] != "a.1"
    now = after(now, "b.1")
    assert next_of(now) == ("a.1", "retry")
    now = after(now, "a.1 wrong")
    assert "a.1" not in {choice.template for choice in run(now)}


def test_nothing_due_and_nothing_new_is_reviewed_ahead() -> None:
    log = [answered(f"a.{n}", day=DAY - 1) for n in range(1, 5)]
    assert next_of(situation(log, requires={"a": ()}))[1] == "ahead"


def test_the_rest_of_a_skill_learnt_today_comes_when_nothing_else_is_new() -> None:
    choices = run(situation(requires={"a": (), "b": ()}))
    assert [choice.template for choice in choices] == [
        "a.1",
        "a.2",
        "b.1",
        "b.2",
        "a.3",
        "b.3",
        "a.4",
        "b.4",
    ]


def test_what_was_put_aside_on_an_earlier_day_is_first_with_its_numbers() -> None:
    now = replace(situation(LEARNT_A), parked=(("a.2", 7),))
    choice = choose(now)
    assert choice is not None
    assert (choice.template, choice.seed, choice.reason) == ("a.2", 7, "parked")


def test_what_is_set_aside_is_not_drawn() -> None:
    now = replace(situation(), set_aside=frozenset({"a.1"}))
    assert next_of(now)[0] == "a.2"


def test_a_template_waits_for_the_skill_it_comes_after() -> None:
    late = course(CHAIN, changed={"a.1": template("a", 1, after="b")})
    now = replace(situation(), route=route_of(late))
    assert next_of(now)[0] == "a.2"
    choices = [choice.template for choice in run(now)]
    assert choices.index("a.1") > choices.index("b.1")


# --- when something goes wrong

LEARNT_B = [answered("b.1", day=DAY - 1), answered("b.2", day=DAY - 1)]
FAILED_FOUR = [answered("a.1", day=DAY - n, correct=False) for n in (8, 6, 4, 2)]


def test_after_a_failure_the_weakest_prerequisite_is_probed_once() -> None:
    now = after(situation([*LEARNT_A, *LEARNT_B]), "b.3 wrong")
    choice = choose(now)
    assert choice is not None
    assert (choice.skill, choice.reason) == ("a", "probe")
    now = after(now, choice.template, "b.4 wrong")
    assert next_of(now)[1] != "probe"


def test_a_prerequisite_that_was_just_shown_needs_no_probe() -> None:
    shown = [answered("a.1", day=DAY - 1), answered("a.2", day=DAY - 1)]
    assert next_of(after(situation([*shown, *LEARNT_B]), "b.3 wrong"))[1] != "probe"


def test_a_leech_comes_once_a_day_after_its_lesson() -> None:
    now = situation([*LEARNT_A, *FAILED_FOUR], requires={"a": ()})
    first = next(choice for choice in run(now) if choice.template == "a.1")
    assert first.lesson
    assert [choice.template for choice in run(now)].count("a.1") == 1
    assert "a.1" not in {choice.template for choice in run(after(now, "a.1 wrong"))}


def test_a_leech_waits_for_a_probe_of_what_it_stands_on() -> None:
    failures = [answered("b.1", day=DAY - n, correct=False) for n in (20, 18, 16, 14)]
    known = [answered(f"b.{n}", day=DAY - 12) for n in (2, 3)]
    now = situation([*LEARNT_A, *failures, *known])
    order = [(choice.template, choice.reason.value) for choice in run(now)]
    leech = [template for template, _ in order].index("b.1")
    assert any(template.startswith("a.") for template, _ in order[:leech])


def test_practice_of_the_advanced_makes_the_simple_younger() -> None:
    """Implicit credit moves the due day of what a skill encompasses, and nothing in the log."""
    catalogue = course(CHAIN)
    advanced = replace(catalogue.skills["b"], encompasses=(("a", 0.6),))
    crediting = replace(catalogue, skills=catalogue.skills | {"b": advanced})
    log = [answered("a.1", day=DAY - 3), answered("a.2", day=DAY - 3), *LEARNT_B]
    plain = situation(log)
    credited = replace(plain, route=route_of(crediting))
    a1 = catalogue.templates["a.1"]
    assert Desk(plain).is_due(a1)
    assert not Desk(credited).is_due(a1)
    assert (Desk(credited).recalled(a1) or 0) > (Desk(plain).recalled(a1) or 0)


def test_what_is_desired_decides_what_is_due() -> None:
    a1 = course(CHAIN).templates["a.1"]
    now = situation([answered("a.1", day=DAY - 3)])
    assert Desk(now).is_due(a1)
    assert not Desk(replace(now, retention=0.8)).is_due(a1)


# --- the bell


def test_nothing_is_started_that_is_not_over_before_the_bell() -> None:
    """20 s by the author and once by the learner: at most 44.8 s in 95 of 100 cases."""
    now = after(situation(LEARNT_A, minutes=5, requires={"a": ()}), "a.1")
    assert next_of(replace(now, spent_s=255.0))[0] == "a.2"
    assert choose(replace(now, spent_s=256.0)) is None


def test_a_session_too_short_for_the_slow_case_begins_what_fits_by_the_median() -> None:
    assert choose(situation(minutes=1)) is not None  # 20 s and a lesson of 30 s
    assert choose(situation(minutes=0.5)) is None


def test_everything_right_and_quick_fills_the_session_without_a_template_twice_in_a_row() -> None:
    choices = [choice.template for choice in run(situation())]
    assert len(choices) == len(set(choices)) == 12  # all there is: three skills of four templates
    assert all(a != b for a, b in pairwise(choices))


# --- a topic


def topic(now: Situation, *skills: str) -> Situation:
    return replace(now, skills=frozenset(skills), budget_s=None)


def test_a_topic_knows_no_gates_and_alternates_its_skills() -> None:
    choices = run(topic(situation(), "b", "c"), steps=6)
    assert [choice.template for choice in choices] == ["b.1", "c.1", "b.2", "c.2", "b.3", "c.3"]
    assert [choice.lesson for choice in choices] == [True, True, False, False, False, False]


def test_a_topic_takes_what_is_due_first() -> None:
    log = [*LEARNT_A, answered("b.1", day=DAY - 1)]
    assert next_of(topic(situation(log), "a", "b"))[1] == "due"


def test_a_topic_of_one_skill_goes_on_with_what_is_known_least() -> None:
    log = [answered("a.1", day=DAY - 1), answered("a.2", day=DAY - 2, correct=False)]
    now = topic(situation(log), "a")
    assert next_of(now) == ("a.2", "due")
    assert next_of(after(now, "a.2"))[0] == "a.3"


def test_a_topic_of_one_template_asks_it_again_and_again() -> None:
    one = route_of(course({"a": ()}, templates=1))
    now = topic(replace(situation(), route=one), "a")
    assert [choice.template for choice in run(now, steps=3)] == ["a.1"] * 3


def test_a_topic_of_two_templates_never_shows_one_twice_in_a_row() -> None:
    two = route_of(course({"a": ()}, templates=2))
    now = after(topic(replace(situation(), route=two), "a"), "a.1 wrong")
    names = [choice.template for choice in run(now, steps=5)]
    assert names == ["a.2", "a.1", "a.2", "a.1", "a.2"]


# --- what is said about it


@pytest.mark.parametrize(
    ("now", "keys"),
    [
        (situation(), ["why.new", "why.never-met", "why.place"]),
        (situation(LEARNT_A), ["why.start", "why.recall-due", "why.worth", "why.place"]),
        (after(situation(), "a.1"), ["why.learning", "why.never-met", "why.place"]),
    ],
)
def test_every_item_says_why_it_comes_now(now: Situation, keys: list[str]) -> None:
    choice = choose(now)
    assert choice is not None
    assert [sentence.key for sentence in why(choice, now)] == keys


def test_the_figures_of_a_due_item() -> None:
    now = situation(LEARNT_A)
    choice = choose(now)
    assert choice is not None
    values = {sentence.key: dict(sentence.values) for sentence in why(choice, now)}
    assert values["why.recall-due"] == {"percent": "78", "date": "2026-11-17"}
    assert values["why.place"] == {"stage": "1", "step": "1", "steps": "3"}
    assert values["why.worth"]["days"] == "30"


def test_the_estimate_counts_what_fits_by_the_median() -> None:
    assert estimate(situation(minutes=None), None) == (0, 0)
    assert estimate(situation(minutes=1), None) == (1, 1)  # 30 s for the lesson, 20 s for the item
    assert estimate(situation(), None) == (12, 3)  # all there is
    assert estimate(topic(situation(), "a", "b"), 10) == (10, 2)
