"""Many lives -> one table: means, confidence intervals, and what the planner promises.

Seeds are paired: a learner of one seed lives with every policy, so differences between policies
are taken seed by seed. Intervals are Student's t at 95 %.

What the metrics do not see: the exam weighs every template alike; "mastered" is a threshold on the
true chance of recall, so a policy that brings many skills just below it gets nothing for them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from mathdrill.planning.simulation.living import BUDGET_S, CURVE_DAYS, LATER_DAYS, Life
from mathdrill.planning.simulation.policies import POLICIES
from mathdrill.planning.simulation.worlds import WORLDS

OURS, RIVAL = "mathdrill", "anki-fsrs"
MISSED = (30, 37)  # a week without sessions, for lives that look at it

# Student's t, 97.5 %, for 1, 2, … degrees of freedom; from 30 on the normal one is near enough
STUDENT = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160),
    *(2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056),
    *(2.052, 2.048, 2.045),
)
NORMAL = 1.96
LEAST_PER_HOUR = 0.05  # mastered skills of a rival, so that a ratio to none stays a number


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % confidence interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """One policy in one world. gain: exam90 above RIVAL's, seed by seed.

    over_budget_days, unused: shares. minutes_p95: of a session. overrun_p99_s: seconds after the
    bell. forgotten: recall lost over a missed week and BACK_AFTER sessions; None where nobody
    looked.
    """

    world: str
    policy: str
    exam60: float
    exam90: float
    mastered60: float
    mastered_per_hour: float
    minutes_p95: float
    over_budget_days: float
    overrun_p99_s: float
    unused: float
    forgotten: float | None
    curve: tuple[float, ...]
    ci: dict[str, tuple[float, float]]


def results(lives: Iterable[Life]) -> tuple[Result, ...]:
    """The table, world by world in the order of their declaration."""
    by_cell: dict[tuple[str, str], list[Life]] = {}
    back: dict[tuple[str, str], list[Life]] = {}
    for life in lives:
        found = by_cell if life.before is None else back
        found.setdefault((life.world, life.policy), []).append(life)
    table = []
    for world in (each.name for each in WORLDS):
        rivals = {life.seed: life for life in by_cell.get((world, RIVAL), ())}
        for policy in POLICIES:
            if cell := by_cell.get((world, policy)):
                cell.sort(key=lambda life: life.seed)
                table.append(_result(cell, rivals, back.get((world, policy), ())))
    return tuple(table)


def _result(cell: list[Life], rivals: dict[int, Life], back: Sequence[Life]) -> Result:
    seconds = sorted(s for life in cell for s in life.seconds)
    exam60 = interval([life.exam60 for life in cell])
    exam90 = interval([life.exam90 for life in cell])
    mastered = interval([float(life.mastered60) for life in cell])
    per_hour = interval([life.mastered60 * 3600 / sum(life.seconds) for life in cell])
    ci = {
        "exam60": (exam60.low, exam60.high),
        "exam90": (exam90.low, exam90.high),
        "mastered60": (mastered.low, mastered.high),
        "mastered_per_hour": (per_hour.low, per_hour.high),
    }
    gains = [life.exam90 - rivals[life.seed].exam90 for life in cell if life.seed in rivals]
    if gains:
        gain = interval(gains)
        ci["exam90_above_anki"] = (gain.low, gain.high)
    lost = [life.before - life.after for life in back if life.before and life.after is not None]
    return Result(
        world=cell[0].world,
        policy=cell[0].policy,
        exam60=exam60.mean,
        exam90=exam90.mean,
        mastered60=mastered.mean,
        mastered_per_hour=per_hour.mean,
        minutes_p95=quantile(seconds, 0.95) / 60,
        over_budget_days=sum(s > BUDGET_S for s in seconds) / len(seconds),
        overrun_p99_s=max(0.0, quantile(seconds, 0.99) - BUDGET_S),
        unused=sum(max(0.0, BUDGET_S - s) for s in seconds) / len(seconds) / BUDGET_S,
        forgotten=sum(lost) / len(lost) if lost else None,
        curve=tuple(sum(each) / len(cell) for each in zip(*(x.curve for x in cell), strict=True)),
        ci=ci,
    )


def interval(values: Sequence[float]) -> Interval:
    """Mean ± t·s/√n; without a spread where there is a single value."""
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return Interval(mean, mean, mean)
    variance = sum((value - mean) ** 2 for value in values) / (n - 1)
    student = STUDENT[n - 2] if n - 2 < len(STUDENT) else NORMAL
    half = student * math.sqrt(variance / n)
    return Interval(mean, mean - half, mean + half)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the ordered values lies."""
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of what the simulation must show, in one world. name: a key `simulate.<name>`."""

    world: str
    name: str
    value: float
    least: float | None
    most: float | None

    @property
    def is_kept(self) -> bool:
        above = self.least is None or self.value >= self.least
        return above and (self.most is None or self.value <= self.most)


def promises(table: Iterable[Result]) -> tuple[Promise, ...]:
    """What our planner promises, world by world."""
    cells = {(result.world, result.policy): result for result in table}
    found: list[Promise] = []
    for world in (each.name for each in WORLDS):
        ours, rival = cells.get((world, OURS)), cells.get((world, RIVAL))
        if ours is None or rival is None:
            continue
        faster = ours.mastered_per_hour / max(rival.mastered_per_hour, LEAST_PER_HOUR)
        found += (
            Promise(world, "exam", ours.exam90 - rival.exam90, 0.05, None),
            Promise(world, "exam-low", ours.ci["exam90_above_anki"][0], 0.0, None),
            Promise(world, "mastered", faster, 1.25, None),
            Promise(world, "over", ours.over_budget_days, None, 0.05),
            Promise(world, "overrun", ours.overrun_p99_s, None, 90.0),
            Promise(world, "unused", ours.unused, None, 0.06),
        )
        if ours.forgotten is not None:
            found.append(Promise(world, "back", ours.forgotten, None, 0.03))
    return tuple(found)


def document(table: tuple[Result, ...], seeds: int, days: int) -> dict[str, object]:
    """The table as JSON (tests/README.md, Contracts)."""
    return {
        "schema_version": 1,
        "seeds": seeds,
        "days": days,
        "exam_later_days": LATER_DAYS,
        "curve_days": CURVE_DAYS,
        "worlds": [asdict(world) for world in WORLDS],
        "policies": list(POLICIES),
        "results": [asdict(result) for result in table],
        "promises": [{**asdict(each), "kept": each.is_kept} for each in promises(table)],
    }
