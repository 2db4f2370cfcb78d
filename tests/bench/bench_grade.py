"""Speed and agreement of the grader beside two others: python -m tests.bench.bench_grade.

The others are sympy's `parse_expr` + `simplify(a - b) == 0`, and math-verify, which is no
requirement of this project: `python -m venv ENV && ENV/bin/pip install 'math-verify[antlr4_13_2]'`,
then `--math-verify ENV/bin/python`; without it that row is left out.

All judge the same random cases in one run, one process each, in turn, so that ratios hold on a busy
machine. The others are given the easier texts: LaTeX, or plain ASCII with every sign written; ours
reads what was typed. Cases with functions or domains that the others cannot know are left out.
Milliseconds are processor time of one answer, reading included; who overruns the deadline is killed.
"""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bench.cases_kinds import case
from tests.bench.cases_random import Case
from tests.bench.cases_trees import Spelling, walk

WARM_UP = 10  # cases that are judged but not counted: imports, caches
IN_TURN = 25  # cases: fewer, and each contender would find the others' data in the caches
START_S = 60.0
SHORT = 40  # characters; nine in ten answers of the shipped items have at most 25
_OURS_ALONE = {"relu", "sigmoid", "softplus", "max", "min"}

Judge = Callable[[Mapping[str, Any]], bool | None]


# --- the child's side -----------------------------------------------------------------------------


def _ours() -> Judge:
    from mathdrill.scoring.grade import grade

    def judge(asked: Mapping[str, Any]) -> bool | None:
        outcome = grade(asked["expected"], asked["answer"], **asked["options"]).outcome
        return None if outcome == "undecided" else outcome == "correct"

    return judge


def _sympy() -> Judge:
    import sympy
    from sympy.parsing.sympy_parser import (  # noqa: TID251 - the rival; it reads our own cases
        convert_xor,
        parse_expr,
        standard_transformations,
    )

    functions = {"abs": sympy.Abs, "e": sympy.E}
    transformations = (*standard_transformations, convert_xor)

    def read(text: str) -> Any:
        return parse_expr(text, functions, transformations)

    def judge(asked: Mapping[str, Any]) -> bool | None:
        return bool(sympy.simplify(read(asked["plain"][0]) - read(asked["plain"][1])) == 0)

    return judge


def _math_verify() -> Judge:
    import importlib

    library = importlib.import_module("math_verify")

    def judge(asked: Mapping[str, Any]) -> bool | None:
        key, answer = (library.parse(f"${text}$") for text in asked["latex"])
        return bool(library.verify(key, answer))

    return judge


SERVED: dict[str, Callable[[], Judge]] = {
    "mathdrill": _ours,
    "sympy": _sympy,
    "math-verify": _math_verify,
}


def serve(name: str) -> None:
    """Answer each JSON line with {"equal", "ms"}; "equal" is null where the judge gave up."""
    judge = SERVED[name]()
    for line in sys.stdin:
        asked = json.loads(line)
        started = time.process_time_ns()
        try:
            equal = judge(asked)
        except Exception:  # noqa: BLE001 - a rival's failure is a result
            equal = None
        spent = (time.process_time_ns() - started) / 1e6
        print(json.dumps({"equal": equal, "ms": spent}), flush=True)


# --- the parent's side ----------------------------------------------------------------------------


@dataclass
class Contender:
    """One grader in a process of its own, which is killed and started anew when it is late."""

    name: str
    python: str
    deadline_s: float
    milliseconds: list[float] = field(default_factory=list)
    by_sort: dict[str, list[float]] = field(default_factory=dict)
    agreed: int = 0
    accepted: list[str] = field(default_factory=list)  # wrong answers
    rejected: list[str] = field(default_factory=list)  # right answers
    gave_up: int = 0
    late: int = 0
    child: subprocess.Popen[bytes] | None = None

    def ask(self, request: Mapping[str, Any]) -> tuple[bool | None, float]:
        """(equal?, milliseconds); (None, the deadline) when late."""
        fresh = self.child is None
        if self.child is None:
            command = [self.python, "-m", "tests.bench.bench_grade", "--serve", self.name]
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(json.dumps(request).encode() + b"\n")
        wait = self.deadline_s + (START_S if fresh else 0.0)
        if not select.select([self.child.stdout], [], [], wait)[0]:
            self.close()
            return None, 1000 * self.deadline_s
        line = self.child.stdout.readline()
        if not line:
            sys.exit(f"{self.name} died on {request}")
        reply = json.loads(line)
        return reply["equal"], reply["ms"]

    def judge(self, one: Case, request: Mapping[str, Any], *, counted: bool) -> None:
        """Ask about one case and keep what it answered."""
        equal, spent = self.ask(request)
        if not counted:
            return
        self.milliseconds.append(spent)
        self.by_sort.setdefault(one.sort, []).append(spent)
        shown = f"[{one.sort}; {one.how}] {one.expected} <- {one.answer}"
        right = one.verdict == "correct"
        self.late += self.child is None
        self.gave_up += equal is None and self.child is not None
        if equal is right:
            self.agreed += 1
        elif right:
            self.rejected.append(shown)
        elif equal:
            self.accepted.append(shown)

    def add(self, other: Contender) -> None:
        """Take over what another one of the same name has judged."""
        self.milliseconds += other.milliseconds
        self.agreed += other.agreed
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.gave_up += other.gave_up
        self.late += other.late

    def close(self) -> None:
        """Kill the process, whatever it does."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self.child = None


def quantile(values: Iterable[float], part: float) -> float:
    """The smallest value that `part` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def cases(count: int, seed: str, *, common: bool, most: int = 1_000) -> list[Case]:
    """Cases that are right or wrong, with answers of at most so many characters.

    common: only those that every contender can read.
    """
    found = list[Case]()
    number = 0
    while len(found) < count:
        one = case(seed, number)
        number += 1
        if one.verdict == "invalid" or len(one.answer) > most:
            continue
        if common and (
            one.trees is None
            or "domain" in one.options
            or one.sort == "domain"
            or any(part.op in _OURS_ALONE for whole in one.trees for _, part in walk(whole))
        ):
            continue
        found.append(one)
    return found


def request_for(one: Case) -> dict[str, Any]:
    """What all contenders are sent; each reads its own texts."""
    return {
        "expected": one.expected,
        "answer": one.answer,
        "options": dict(one.options),
        "plain": [Spelling().of(each) for each in one.trees or ()],
        "latex": one.latex,
    }


def run(contenders: list[Contender], chosen: list[Case]) -> None:
    """Let all judge a few cases before the next few come."""
    for at in range(0, len(chosen), IN_TURN):
        some = [(index, chosen[index]) for index in range(at, min(at + IN_TURN, len(chosen)))]
        for contender in contenders:
            for index, one in some:
                contender.judge(one, request_for(one), counted=index >= WARM_UP)
        print(f"\r{at + len(some):>5} of {len(chosen)} cases", end="", file=sys.stderr)
    for contender in contenders:
        contender.close()


def print_table(title: str, contenders: list[Contender]) -> None:
    """A row for each contender; the ratio is that of its median to ours."""
    ours = quantile(contenders[0].milliseconds, 0.5)
    print(f"\n{title}: {len(contenders[0].milliseconds)} cases")
    print(
        f"{'':12}{'median ms':>10}{'p99 ms':>10}{'max ms':>10}{'x ours':>8}{'agrees':>9}"
        f"{'false acc.':>11}{'false rej.':>11}{'gave up':>9}{'late':>6}"
    )
    for one in contenders:
        median, late = quantile(one.milliseconds, 0.5), quantile(one.milliseconds, 0.99)
        share = 100 * one.agreed / len(one.milliseconds)
        print(
            f"{one.name:12}{median:10.3f}{late:10.2f}{max(one.milliseconds):10.1f}"
            f"{median / ours:8.1f}{share:8.2f}%{len(one.accepted):11}{len(one.rejected):11}"
            f"{one.gave_up:9}{one.late:6}"
        )


def profile(chosen: list[Case], seconds: float) -> None:
    """Where our own time goes: cProfile's functions by their own time, over all cases in turn."""
    import cProfile
    import pstats

    judge = _ours()
    requests = [request_for(one) for one in chosen]
    for request in requests:
        judge(request)
    profiler = cProfile.Profile()
    started = time.monotonic()
    rounds = 0
    while time.monotonic() - started < seconds:
        profiler.enable()
        for request in requests:
            judge(request)
        profiler.disable()
        rounds += 1
    print(f"\nprofile of {rounds} x {len(requests)} answers")
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).sort_stats(order).print_stats(22)


def main() -> int:
    """Run, print the tables; exit code 1 when ours judged wrongly."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--seed", default="bench")
    options.add_argument("--deadline", type=float, default=5.0, help="seconds a case")
    options.add_argument("--math-verify", metavar="PYTHON", help="an interpreter that has it")
    options.add_argument("--profile", action="store_true", help="only where our own time goes")
    options.add_argument("--serve", choices=list(SERVED), help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.serve:
        serve(asked.serve)
        return 0
    if asked.profile:
        profile(cases(asked.count, asked.seed, common=False, most=SHORT), 10.0)
        return 0
    pythons = {"mathdrill": sys.executable, "sympy": sys.executable}
    if asked.math_verify:
        pythons["math-verify"] = asked.math_verify
    judged = list[Contender]()
    together = {name: Contender(name, python, 0.0) for name, python in pythons.items()}
    for title, count, most in (
        (f"answers as people type them, up to {SHORT} characters", asked.count, SHORT),
        ("answers that were made long on purpose", asked.count // 4, 1_000),
    ):
        contenders = [Contender(name, python, asked.deadline) for name, python in pythons.items()]
        run(contenders, cases(count + WARM_UP, asked.seed, common=True, most=most))
        print_table(title, contenders)
        judged.append(contenders[0])
        for one in contenders:
            together[one.name].add(one)
    print_table("both together", list(together.values()))
    if not asked.math_verify:
        print("math-verify: left out; --help says how to get it")
    ours = Contender("mathdrill", sys.executable, asked.deadline)
    run([ours], cases(5 * asked.count + WARM_UP, asked.seed, common=False, most=SHORT))
    print_table(f"every kind and function, up to {SHORT} characters", [ours])
    print(f"\n{'sort':20}{'cases':>7}{'median ms':>11}{'p99 ms':>9}{'max ms':>9}")
    for sort, spent in sorted(ours.by_sort.items()):
        median, late = quantile(spent, 0.5), quantile(spent, 0.99)
        print(f"{sort:20}{len(spent):7}{median:11.3f}{late:9.2f}{max(spent):9.1f}")
    for one in (*judged, ours):
        for shown in (*one.accepted, *one.rejected):
            print(f"NOT AS KNOWN {shown}")
    return 1 if any(one.accepted for one in (*judged, ours)) else 0


if __name__ == "__main__":
    sys.exit(main())
