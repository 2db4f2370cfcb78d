"""Judge random cases of known truth: python -m tests.bench.random_grade [--count N] [--seed S].

Truth comes from the construction of a case and from mpmath, never from the program. A wrong verdict
is "correct" where the answer is wrong, or "incorrect" where it is right. For a wrong answer,
"invalid" is a free retry (defined nowhere, another reading would be right). Exit code 1 with wrong
verdicts or exceptions.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from typing import Any

OUTCOMES = ("correct", "incorrect", "invalid", "undecided", "crash")
SHOWN = 8  # cases for each reason of a verdict that is neither wrong nor as known

Row = tuple[int, str, str, str, str]  # number, sort, truth, verdict, what was judged


def judge(numbers: range, seed: str) -> list[Row]:
    """The verdicts on some cases; texts only for those that are not as known."""
    from mathdrill.scoring.grade import grade
    from tests.bench.cases_kinds import case

    rows = []
    for number in numbers:
        one = case(seed, number)
        try:
            verdict = grade(one.expected, one.answer, **one.options)
            found, why = str(verdict.outcome), verdict.message.key
        except Exception as error:  # noqa: BLE001 - an exception is a finding
            found, why = "crash", repr(error)
        text = f"{why}: {one.expected!r} <- {one.answer!r} [{one.how}] {dict(one.options)}"
        rows.append((number, one.sort, one.verdict, found, "" if found == one.verdict else text))
    return rows


def _share(arguments: tuple[range, str]) -> list[Row]:
    return judge(*arguments)


def is_wrong(truth: str, found: str) -> bool:
    """A verdict that tells a learner something false, or an exception."""
    return found == "crash" or (found != truth and found in ("correct", "incorrect"))


def table(counts: Counter[tuple[str, str, str]]) -> None:
    """Verdicts by sort and truth."""
    print(f"\n{'sort':20} {'truth':10}" + "".join(f"{name:>11}" for name in OUTCOMES))
    for sort, truth in sorted({(sort, truth) for sort, truth, _ in counts}):
        row = "".join(f"{counts[sort, truth, found]:>11,}" for found in OUTCOMES)
        print(f"{sort:20} {truth:10}{row}")
    for truth in sorted({truth for _, truth, _ in counts}):
        sums = [sum(n for (_, t, f), n in counts.items() if (t, f) == (truth, o)) for o in OUTCOMES]
        print(f"{'all':20} {truth:10}" + "".join(f"{n:>11,}" for n in sums))


def main() -> int:
    """Share the cases out, print the table and every case that is not as known."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", default="mathdrill")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = options.parse_args()
    started = time.monotonic()
    end = asked.first + asked.count
    shares = [(range(at, min(at + 500, end)), asked.seed) for at in range(asked.first, end, 500)]
    counts = Counter[tuple[str, str, str]]()
    others = list[Row]()
    with multiprocessing.Pool(asked.jobs) as pool:
        results: Any = pool.imap_unordered(_share, shares)
        for rows in results:
            counts.update((sort, truth, found) for _, sort, truth, found, _ in rows)
            others += [row for row in rows if row[4]]
            spent = time.monotonic() - started
            print(f"\r{counts.total():>9,} cases, {spent:5.0f} s", end="", file=sys.stderr)
    table(counts)
    wrong = sorted(row for row in others if is_wrong(row[2], row[3]))
    print(f"\n{counts.total():,} cases: {len(wrong)} wrong verdicts, {len(others)} not as known")
    for number, sort, truth, found, text in wrong:
        print(f"WRONG #{number} {sort}: {found}, should be {truth}. {text}")
    reasons = dict[tuple[str, str, str], list[Row]]()
    for row in sorted(row for row in others if not is_wrong(row[2], row[3])):
        reasons.setdefault((row[2], row[3], row[4].partition(":")[0]), []).append(row)
    for (truth, found, why), rows in sorted(reasons.items()):
        print(f"{len(rows):,} known {truth}, found {found}: {why}")
        for number, sort, _, _, text in rows[:SHOWN]:
            print(f"    #{number} {sort}. {text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
