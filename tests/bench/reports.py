"""How long a report of a long log takes: python tests/bench/reports.py [answers].

Answers to the shipped templates over ten years, written into a database of its own; then whole
processes of `mathdrill report` in each format and of `mathdrill stats`, the best of three. CPU time
stands beside the time on the clock, because the machine may have other work. Nothing is asserted; the
aim is 3 s for a million answers.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

from mathdrill.domain import Event
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.store import Store, events
from mathdrill.store.database import Database
from tests.learning import DAY, answered

DAYS, RUNS = 3650, 3
NOW = "2026-11-23T08:30:00+00:00"
COMMANDS = (
    *(("report", "--format", form) for form in ("html", "md", "json", "csv")),
    ("stats",),
)


def log(count: int) -> Iterator[Event]:
    """Answers to templates drawn at random, as many on each day; three of five are reviews."""
    draw = Random("a long log to report on")
    templates = list(load_catalogue().catalogue.templates.values())
    for number in range(count):
        template = templates[int(draw.random() * len(templates))]
        right = draw.random() < 0.85
        one = answered(
            template.id,
            day=DAY - DAYS + number * DAYS // count,
            correct=right,
            ms=round(15_000 + 9_000 * draw.random()),
            review=draw.random() < 0.6,
            session=f"{number // 40:08x}-d-today",
        )
        told = replace(
            one,
            skill=template.skill,
            revision=template.revision,
            seed=number % 50,
            predicted=0.5 + 0.5 * draw.random(),
            answer="2*x*cos(x^2)",
            misconception=None if right else "forgot-the-inner-derivative",
        )
        yield events.identified(told, "d", number, 0)


def seconds_of(arguments: tuple[str, ...], home: Path) -> tuple[float, float]:
    """(on the clock, of CPU) of one process."""
    environ = os.environ | {"MATHDRILL_HOME": str(home), "MATHDRILL_NOW": NOW}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    command = [sys.executable, "-m", "mathdrill", *arguments]
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)
    taken, after = perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, used


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "mathdrill.db"
        Store.open(path, device="d").close()
        with Database(path) as database, database.writing():
            for event in log(count):
                events.insert(database, event)
        with Store.open(path) as store:
            store.rebuild()
        seconds_of(("stats",), home)  # compiles the catalogue
        print(f"{count} answers, {path.stat().st_size / 1e6:.0f} MB")
        for command in COMMANDS:
            runs = [seconds_of(command, home) for _ in range(RUNS)]
            clock, cpu = (min(each) for each in zip(*runs, strict=True))
            print(f"{' '.join(command):22} {clock:5.2f} s  ({cpu:.2f} s of CPU)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
