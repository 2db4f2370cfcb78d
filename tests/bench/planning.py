"""How long planning and starting take with a long log: python tests/bench/planning.py [events].

400 templates in 90 skills; the events are written by a learner of three years. CPU time of this
process, the median of many; nothing is asserted, the bounds are aims.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from mathdrill.domain import Event
from mathdrill.planning.planner import choose
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Answered, Situation
from mathdrill.store import Store, events
from mathdrill.store.database import Database
from tests.learning import DAY, answered, course

SKILLS, EACH = 90, 5
NAMES = [f"s{n:02}" for n in range(SKILLS)]
A_DAY = 40


def catalogue() -> dict[str, tuple[str, ...]]:
    """Each skill needs the two before it."""
    return {name: tuple(NAMES[max(0, n - 2) : n]) for n, name in enumerate(NAMES)}


def log(count: int) -> list[Event]:
    """Answers, A_DAY a study day, up to yesterday."""
    draw = Random("a long log")
    names = [f"{skill}.{n + 1}" for skill in NAMES for n in range(EACH)][:400]
    days = count // A_DAY
    found = []
    for number in range(count):
        name = names[int(draw.random() * len(names))]
        day = DAY - days + number // A_DAY - 1
        one = answered(
            name, day=day, correct=draw.random() < 0.85, ms=round(15_000 + 9_000 * draw.random())
        )
        found.append(events.identified(one, "d", number, 0))
    return found


def seconds_of(run: Callable[[], object]) -> float:
    started = process_time()
    run()
    return process_time() - started


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bench.db")
        Store.open(path, device="d").close()
        database = Database(path)
        with database.writing():
            for event in log(count):
                events.insert(database, event)
        database.close()
        with Store.open(path) as store:
            rebuilt = seconds_of(store.rebuild)
        opened = median(seconds_of(lambda: Store.open(path).progress()) for _ in range(20))
        with Store.open(path) as store:
            progress = store.progress()
        dense = course(catalogue(), templates=EACH)
        skills = {
            name: replace(skill, encompasses=tuple((s, 0.4) for s in skill.requires))
            for name, skill in dense.skills.items()
        }
        route = route_of(replace(dense, skills=skills))
        now = Situation(route=route, progress=progress, day=DAY, budget_s=900)
        trail = tuple(
            Answered(f"{n:04}", f"{NAMES[n]}.1", NAMES[n], n % 4 > 0, 20.0) for n in range(12)
        )
        found = [
            seconds_of(partial(choose, replace(now, trail=trail[:n], spent_s=20.0 * n)))
            for _ in range(15)
            for n in range(len(trail))
        ]
    print(f"{count} events, {len(progress.templates)} of {SKILLS * EACH} templates started")
    print(
        f"planning, one answer  {1000 * median(found):6.1f} ms  (most {1000 * max(found):.1f}; bound 10)"
    )
    print(f"progress at the start {1000 * opened:6.1f} ms  (from the derived tables)")
    print(f"rebuild               {rebuilt:6.2f} s   (bound 1.2 for 100,000)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
