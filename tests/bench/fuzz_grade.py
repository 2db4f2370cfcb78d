"""Throw arbitrary and mutated texts at the grader: python -m tests.bench.fuzz_grade [--count N].

Every text goes to a drawn key: formulas of every kind and items of the shipped templates. Found
and counted are exceptions, hangs, answers that take more than 100 ms of processor time, anything
that compiles, executes, imports or opens, and memory that grows. Text number i depends on (seed, i)
alone, so `--first I --count 1` repeats it. Exit code 1 with findings.
"""

from __future__ import annotations

import argparse
import heapq
import multiprocessing
import os
import queue
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from mathdrill.domain import Item
from tests.bench.cases_hostile import hostile

LIMIT_MS = 100.0  # all hostile texts within it
AGAIN = 2  # times that a slow text is judged once more, as a busy machine stalls; the least counts
HANG_S = 5.0  # processor time: a busy machine is no hang
SLOWEST = 10
FORBIDDEN = ("exec", "compile", "open", "import", "subprocess", "os.", "socket.", "ctypes.", "pty.")

KEYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("6*x", {}),
    ("x*exp(x)", {}),
    ("2*x*cos(x^2)", {}),
    ("1/x", {"domain": {"x": "x > 0"}}),
    ("ln(x)", {}),
    ("sqrt(x)", {}),
    ("relu(x - 1)", {}),
    ("(x^2 - 1)/(x + 2)", {}),
    ("3*x^2*y + w1", {"variables": ["x", "y", "w1"]}),
    ("max(x, y)", {}),
    ("sigmoid(x)*(1 - sigmoid(x))", {}),
    ("tan(x)", {"variables": ["x", "y"]}),
    ("0", {"variables": ["x"]}),
    ("pi/4", {}),
    ("1/3", {}),
    ("0.25", {"kind": "number"}),
    ("12", {"kind": "number", "decimals": "exact"}),
    ("0.5*x + 0.125", {}),
    ("[1, 2*x, -3]", {}),
    ("[[1, 2], [x, 4]]", {}),
    ("{1, sqrt(2), pi}", {}),
    ("(3, 4)", {"kind": "shape"}),
    ("u = 3, v = 1/2", {}),
    ("1 3", {"kind": "multichoice"}),
    ("nan", {"kind": "token"}),
    ("mul exp add", {"kind": "ordering"}),
    ("2", {"kind": "choice"}),
)


class HangError(BaseException):
    """Raised by the alarm; no `except Exception` may swallow it."""


@dataclass
class Found:
    """What one process saw. Each text is given with its number."""

    verdicts: Counter[str] = field(default_factory=Counter)
    crashes: dict[str, tuple[int, str]] = field(default_factory=dict)  # place -> shortest text
    crashed: Counter[str] = field(default_factory=Counter)
    slow: Counter[str] = field(default_factory=Counter)  # by family
    slowest: list[tuple[float, int, str]] = field(default_factory=list)
    hangs: list[tuple[int, str]] = field(default_factory=list)
    ran: Counter[str] = field(default_factory=Counter)  # audit events
    milliseconds: Counter[int] = field(default_factory=Counter)  # in steps of 0.1 ms
    memory_kb: tuple[int, int] = (0, 0)  # after a tenth of the texts, at the end

    def took(self, milliseconds: float, number: int, text: str) -> None:
        """Count the time of one text, and keep the text while it is among the slowest."""
        self.milliseconds[int(milliseconds * 10)] += 1
        heapq.heappush(self.slowest, (milliseconds, number, text))
        if len(self.slowest) > SLOWEST:
            heapq.heappop(self.slowest)


@dataclass(frozen=True)
class Target:
    """What texts are thrown at; `texts` are answers to be mutated, some right and some wrong."""

    name: str
    judge: Callable[[str], Any]
    texts: tuple[str, ...]
    variables: tuple[str, ...] = ("x",)


def targets() -> list[Target]:
    """Keys of every kind and two items of each shipped template."""
    from mathdrill.items.generate import generate
    from mathdrill.packs.catalogue import load_catalogue
    from mathdrill.scoring.grade import grade
    from mathdrill.scoring.score import score

    def target(expected: str, options: dict[str, Any]) -> Target:
        variables = tuple(options.get("variables", ("x",)))
        return Target(
            expected, lambda text: grade(expected, text, **options), (expected,), variables
        )

    def item_target(item: Item) -> Target:
        answers = (item.key, *item.accepts, *(wrong.answer for wrong in item.rejects))
        variables = item.variables or ("x",)
        return Target(item.template, lambda text: score(item, text), answers, variables)

    with tempfile.TemporaryDirectory() as home:
        os.environ["MATHDRILL_HOME"] = home
        catalogue = load_catalogue().catalogue
    # programs are read by `ast.parse` and run by an interpreter of their own, with torch in memory
    templates = [one for one in catalogue.templates.values() if one.kind != "code"]
    items = [generate(one, seed) for one in templates for seed in range(2)]
    return [*(target(*key) for key in KEYS), *map(item_target, items)]


def warm(made: list[Target]) -> None:
    """Let everything be imported and compiled that ever will be."""
    import difflib  # noqa: F401 - names an unknown name's nearest

    for each in made:
        for text in (
            *each.texts,
            "9^9^9^9",
            "exp(exp(exp(exp(x))))",
            "sine(x)",
            "０。5x²",
            "{",
            "",
        ):
            try:
                each.judge(text)
            except Exception:  # noqa: BLE001 - the run itself will meet and count it
                continue


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise HangError


def _again(aim: Target, text: str) -> float:
    """Milliseconds of processor time that a text takes when it is judged once more."""
    started = time.process_time_ns()
    aim.judge(text)
    return (time.process_time_ns() - started) / 1e6


def attack(numbers: range, seed: str) -> Iterator[Found]:
    """Judge the texts of these numbers; yields what was found after every hundredth, and at last."""
    made = targets()
    everything = tuple(dict.fromkeys(text for each in made for text in each.texts))
    warm(made)
    found = Found()
    judging = False

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if judging and event.startswith(FORBIDDEN):
            found.ran[f"{event} {str(arguments)[:80]}"] += 1
            raise RuntimeError(f"not allowed here: {event}")

    sys.addaudithook(audit)
    signal.signal(signal.SIGPROF, _alarm)
    step = max(1, len(numbers) // 100)
    for done, number in enumerate(numbers, start=1):
        chance = Random(f"{seed}|{number}")
        # half of the texts go to our own keys, of every kind; the templates are many
        aim = made[int(chance.random() * (len(KEYS) if chance.random() < 0.5 else len(made)))]
        own = chance.random() < 0.7
        family, text = hostile(chance, aim.texts if own else everything, aim.variables)
        signal.setitimer(signal.ITIMER_PROF, HANG_S)
        started = time.process_time_ns()
        judging = True
        try:
            outcome = str(aim.judge(text).outcome)
        except HangError:
            outcome = "hang"
            found.hangs.append((number, f"{aim.name} <- {text!r}"))
        except BaseException as error:  # noqa: BLE001 - every one of them is a finding
            judging = False
            outcome = "crash"
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.name}"
            found.crashed[place] += 1
            shown = f"{aim.name} <- {text!r}"
            if place not in found.crashes or len(shown) < len(found.crashes[place][1]):
                found.crashes[place] = (number, shown)
        judging = False
        spent = (time.process_time_ns() - started) / 1e6
        signal.setitimer(signal.ITIMER_PROF, 0)
        if spent > LIMIT_MS and outcome not in ("hang", "crash"):
            spent = min(spent, *(_again(aim, text) for _ in range(AGAIN)))
        found.verdicts[outcome] += 1
        if spent > LIMIT_MS:
            found.slow[family] += 1
        found.took(spent, number, f"[{family}] {aim.name} <- {text!r}")
        if done == len(numbers) // 10:
            found.memory_kb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0)
        if done % step == 0 and done < len(numbers):
            yield found
    found.memory_kb = (found.memory_kb[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    yield found


def work(job: int, numbers: range, seed: str, results: Any) -> None:
    """One process's share: (job, how many done, None) now and then, (job, all, Found) at last."""
    last = None
    for found in attack(numbers, seed):
        results.put((job, sum(found.verdicts.values()), None))
        last = found
    results.put((job, len(numbers), last))


def merged(parts: list[Found]) -> Found:
    """All processes together."""
    whole = Found()
    for part in parts:
        whole.verdicts += part.verdicts
        whole.crashed += part.crashed
        whole.slow += part.slow
        whole.ran += part.ran
        whole.milliseconds += part.milliseconds
        whole.hangs += part.hangs
        whole.slowest = sorted([*whole.slowest, *part.slowest], reverse=True)[:SLOWEST]
        for place, (number, text) in part.crashes.items():
            if place not in whole.crashes or len(text) < len(whole.crashes[place][1]):
                whole.crashes[place] = (number, text)
    return whole


def quantile(steps: Counter[int], part: float) -> float:
    """Milliseconds that `part` of all texts needed at most."""
    rest = part * sum(steps.values())
    for step in sorted(steps):
        rest -= steps[step]
        if rest <= 0:
            return (step + 1) / 10
    return 0.0


def report(found: Found, parts: list[Found], seconds: float) -> bool:
    """Print everything; whether nothing was found."""
    count = sum(found.verdicts.values())
    print(f"\n{count:,} texts in {seconds:.0f} s: {dict(found.verdicts.most_common())}")
    times = ", ".join(
        f"{100 * p:g} % {quantile(found.milliseconds, p)}" for p in (0.5, 0.99, 0.9999)
    )
    print(
        f"processor time, ms: {times}; over {LIMIT_MS:g} ms: {found.slow.total()} {dict(found.slow)}"
    )
    for part in parts:
        early, late = part.memory_kb
        print(f"memory: {early / 1024:.1f} MB after a tenth, {late / 1024:.1f} MB at the end")
    print("slowest:")
    for spent, number, text in found.slowest:
        print(f"  {spent:8.1f} ms  #{number}  {text[:150]}")
    for place, times_met in found.crashed.most_common():
        number, text = found.crashes[place]
        print(f"CRASH {times_met} x {place}\n    #{number}  {text[:300]}")
    for number, text in found.hangs:
        print(f"HANG #{number}  {text[:300]}")
    for event, times_met in found.ran.most_common(20):
        print(f"RAN {times_met} x {event}")
    return not (found.crashed or found.hangs or found.ran or found.slow)


def main() -> int:
    """Share the texts out, show the progress, report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", default="mathdrill")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = options.parse_args()
    results: Any = multiprocessing.Queue()
    jobs = min(asked.jobs, asked.count)
    end = asked.first + asked.count
    started = time.monotonic()
    processes = [
        multiprocessing.Process(
            target=work, args=(job, range(asked.first + job, end, jobs), asked.seed, results)
        )
        for job in range(jobs)
    ]
    for process in processes:
        process.start()
    parts = list[Found]()
    progress = Counter[int]()
    while len(parts) < jobs:
        try:
            job, progress[job], found = results.get(timeout=1)
        except queue.Empty:
            if any(process.exitcode for process in processes):
                sys.exit("one of the processes died; what it met stands above")
            continue
        if found is not None:
            parts.append(found)
        spent = time.monotonic() - started
        print(f"\r{progress.total():>9,} texts, {spent:5.0f} s", end="", file=sys.stderr)
    for process in processes:
        process.join()
    return 0 if report(merged(parts), parts, time.monotonic() - started) else 1


if __name__ == "__main__":
    sys.exit(main())
