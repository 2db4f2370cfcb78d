"""One learner lives with one policy for so many days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mathdrill.planning.route import route_of
from mathdrill.planning.simulation.learner import Learner
from mathdrill.planning.simulation.policies import POLICIES, Policy
from mathdrill.planning.simulation.worlds import WORLDS, course

BUDGET_S = 900.0
FIRST_DAY = 738_000  # a day number; which one does not matter
LATER_DAYS = 30  # from the last session to the exam that nothing is done for
CURVE_DAYS = 5
DAY_S = 86_400.0
BACK_AFTER = 7  # sessions


@dataclass(frozen=True, slots=True)
class Life:
    """What came of it.

    exam60, exam90: expected score over all templates on the morning after the last session, and
    LATER_DAYS later. mastered60: on that morning. seconds: of each session. curve: the exam every
    CURVE_DAYS days. before, after: recall of what was met before a missed week, on the morning
    after the last session before it and BACK_AFTER sessions after it; None without such a week.
    """

    world: str
    policy: str
    seed: int
    exam60: float
    exam90: float
    mastered60: int
    seconds: tuple[float, ...]
    curve: tuple[float, ...]
    before: float | None = None
    after: float | None = None


def live(
    world_name: str, policy_name: str, seed: int, days: int, missed: tuple[int, int] = (0, 0)
) -> Life:
    """Live. missed: the first day without a session and the first one with a session again."""
    world = next(each for each in WORLDS if each.name == world_name)
    catalogue = course()
    learner = Learner(world, catalogue, seed)
    policy = POLICIES[policy_name](route_of(catalogue), seed, BUDGET_S)
    seconds: list[float] = []
    curve: list[float] = []
    met: set[str] = set()
    met_before: frozenset[str] = frozenset()
    before = after = None
    first, back = missed
    for day in range(days):
        if first < back and day == first:
            met_before = frozenset(met)
            before = learner.recall(met_before, day)
        if first < back and day == back + BACK_AFTER:
            after = learner.recall(met_before, day)
        if day % CURVE_DAYS == 0:
            curve.append(learner.exam(day))
        if not first <= day < back:
            seconds.append(_session(learner, policy, day, met))
    return Life(
        world=world_name,
        policy=policy_name,
        seed=seed,
        exam60=learner.exam(days),
        exam90=learner.exam(days + LATER_DAYS),
        mastered60=learner.mastered(days),
        seconds=tuple(seconds),
        curve=(*curve, learner.exam(days)),
        before=before,
        after=after,
    )


def _session(learner: Learner, policy: Policy, day: int, met: set[str]) -> float:
    skills = course().templates
    spent_s = 0.0
    policy.begin(FIRST_DAY + day)
    while (following := policy.following(spent_s)) is not None:
        template, lesson = following
        if lesson:
            spent_s += learner.read_lesson(skills[template].skill, day + spent_s / DAY_S)
        tried = learner.answer(template, day + spent_s / DAY_S)
        spent_s += tried.seconds
        met.add(template)
        policy.answered(template, correct=tried.correct, seconds=tried.seconds)
    return spent_s


def live_from(request: Mapping[str, Any]) -> dict[str, Any]:
    """`live` as a worker's function: JSON in, JSON out."""
    missed = request.get("missed") or (0, 0)
    life = live(
        request["world"], request["policy"], request["seed"], request["days"], tuple(missed)
    )
    return asdict(life)
