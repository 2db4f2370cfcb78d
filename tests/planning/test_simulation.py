"""The worlds stand still while the planner moves; one life is the same life every time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from inspect import getsource

import pytest

from mathdrill.planning.simulation import learner, worlds
from mathdrill.planning.simulation.learner import Learner
from mathdrill.planning.simulation.living import Life, live
from mathdrill.planning.simulation.metrics import interval, promises, quantile, results
from mathdrill.planning.simulation.policies import POLICIES
from mathdrill.planning.simulation.worlds import WORLDS, course

FIXED = "9c2687aa9b4d0f66"


def test_the_worlds_are_those_that_were_fixed_before_the_planner_was_tuned() -> None:
    """Whoever changes a constant runs the whole table anew, and says so in tests/bench/README.md."""
    constants = {name: value for name, value in vars(worlds).items() if name.isupper()}
    lessons = sorted((t.id, t.seconds) for t in course().templates.values())
    skills = sorted((s.id, s.requires, s.encompasses) for s in course().skills.values())
    told = repr((sorted(constants.items()), lessons, skills))
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == FIXED


def test_forty_five_skills_and_two_hundred_templates() -> None:
    assert (len(course().skills), len(course().templates)) == (45, 200)
    assert len(WORLDS) == 6


def test_practice_is_remembered_and_fades_and_massed_practice_fades_faster() -> None:
    def recalled(moments: list[float]) -> float:
        one = Learner(WORLDS[1], course(), 0)
        for moment in moments:
            one.answer("skill-00.1", moment)
        return float(one.chances("skill-00", 40.0)[0])

    assert recalled([]) < recalled([1.0]) < recalled([1.0, 1.02, 1.04]) < recalled([1.0, 4.0, 9.0])


def test_weak_ground_makes_advanced_items_harder_where_prerequisites_matter() -> None:
    advanced = next(s for s in course().skills.values() if s.requires)
    needs, free = (Learner(replace(WORLDS[0], needs=n), course(), 0) for n in (True, False))
    for one in (needs, free):
        one.read_lesson(advanced.id, 0.0)
    assert needs.chances(advanced.id, 0.1)[0] < free.chances(advanced.id, 0.1)[0]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_life_is_the_same_every_time(policy: str) -> None:
    life = live("transfer-55-needs", policy, 3, 6)
    assert life == live("transfer-55-needs", policy, 3, 6)
    assert 0 < life.exam90 <= life.exam60 < 1
    assert len(life.seconds) == 6


def test_our_planner_keeps_to_the_bell_in_simulated_life() -> None:
    seconds = live("transfer-55-free", "mathdrill", 1, 15).seconds
    assert max(seconds) <= 990
    assert sum(second > 900 for second in seconds) <= 2


def test_intervals_are_students() -> None:
    found = interval([1.0, 2.0, 3.0])
    assert found.mean == 2.0
    assert found.high - found.mean == pytest.approx(4.303 / 3**0.5)
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0


def life(policy: str, seed: int, exam90: float) -> Life:
    return Life(WORLDS[0].name, policy, seed, 0.8, exam90, 30, (880.0,) * 4, (0.1, 0.2))


def test_gains_are_taken_seed_by_seed_and_promises_judged() -> None:
    lives = [life("anki-fsrs", n, 0.5 + n / 10) for n in range(3)]
    lives += [life("mathdrill", n, 0.6 + n / 10) for n in range(3)]
    table = results(lives)
    ours = next(result for result in table if result.policy == "mathdrill")
    assert ours.ci["exam90_above_anki"] == pytest.approx((0.1, 0.1))
    kept = {promise.name: promise.is_kept for promise in promises(table)}
    assert kept["exam"]
    assert not kept["mastered"]  # no more per hour than Anki here


def test_numpy_waits_for_a_simulation() -> None:
    check = "import sys; import mathdrill.session; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)
    assert "numpy" in getsource(learner)
