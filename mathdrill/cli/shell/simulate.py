"""`simulate`: synthetic learners live with our planner and with those of others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from typing import Any

from mathdrill.cli.blocks import Block, Gap, Heading, Role, Table, Words
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.errors import UsageError
from mathdrill.worker import Worker

LIVE = "mathdrill.planning.simulation.living:live_from"
DEADLINE_S = 600.0  # for one life, which takes about a second
MOST_SEEDS = 1000
FEWEST_DAYS, MOST_DAYS = 45, 365  # a missed week and its seven sessions lie within
BAR_CELLS = 24


def run(terminal: Terminal, *, seeds: int, days: int, json: bool) -> int:
    """Let them live. Returns: 1 when a promise of the planner is not kept."""
    if not 0 < seeds <= MOST_SEEDS:
        raise UsageError("cli.count", given=seeds, most=MOST_SEEDS)
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise UsageError("simulate.days", given=days, least=FEWEST_DAYS, most=MOST_DAYS)
    from mathdrill.planning.simulation.living import Life
    from mathdrill.planning.simulation.metrics import document, promises, results

    lives = [Life(**found) for found in _lived(terminal, _requests(seeds, days), quiet=json)]
    table = results(lives)
    if json:
        terminal.write_json(document(table, seeds, days))
    else:
        show(terminal, _blocks(terminal, document(table, seeds, days)))
    return 0 if all(each.is_kept for each in promises(table)) else 1


def _requests(seeds: int, days: int) -> list[dict[str, object]]:
    from mathdrill.planning.simulation.metrics import MISSED, OURS
    from mathdrill.planning.simulation.policies import POLICIES
    from mathdrill.planning.simulation.worlds import WORLDS

    found: list[dict[str, object]] = []
    for seed in range(seeds):
        for world in WORLDS:
            each: dict[str, object] = {"world": world.name, "seed": seed, "days": days}
            found += ({**each, "policy": policy} for policy in POLICIES)
            found.append({**each, "policy": OURS, "missed": list(MISSED)})
    return found


def _lived(
    terminal: Terminal, requests: list[dict[str, object]], *, quiet: bool
) -> Iterator[dict[str, Any]]:
    """Every life, as it comes to its end; one process for each processor."""
    idle: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker(LIVE, DEADLINE_S) for _ in range(os.cpu_count() or 1)]
    for worker in workers:
        idle.put(worker)

    def ask(request: Mapping[str, object]) -> dict[str, Any] | None:
        worker = idle.get()
        try:
            return worker.ask(request)
        finally:
            idle.put(worker)

    show_bar = not quiet and terminal.stderr.isatty()
    try:
        with ThreadPoolExecutor(len(workers)) as threads:
            asked = [threads.submit(ask, request) for request in requests]
            for done, future in enumerate(as_completed(asked), 1):
                life = future.result()
                if life is None:
                    raise RuntimeError("a simulated life came to nothing")
                if show_bar:
                    _bar(terminal, done, len(asked))
                yield life
    finally:
        for worker in workers:
            worker.close()


def _bar(terminal: Terminal, done: int, total: int) -> None:
    on, off = ("█", "░") if terminal.can_show("█░") else ("#", ".")
    full = BAR_CELLS * done // total
    said = terminal.say("simulate.progress", done=done, total=total)
    line = f"{on * full}{off * (BAR_CELLS - full)} {said}"
    text = "\r" + " " * (len(line) + 2) + "\r" if done >= total else f"\r{line}"
    print(text, end="", file=terminal.stderr, flush=True)


def _blocks(terminal: Terminal, found: Mapping[str, Any]) -> Iterator[Block]:
    columns = ("policy", "exam60", "exam90", "mastered", "per-hour", "p95", "over")
    header = tuple(terminal.say(f"simulate.column-{column}") for column in columns)
    for world in found["worlds"]:
        yield Heading(world["name"])
        rows = tuple(
            (
                each["policy"],
                f"{each['exam60']:.3f}",
                _around(each["exam90"], each["ci"]["exam90"]),
                f"{each['mastered60']:.1f}",
                f"{each['mastered_per_hour']:.2f}",
                f"{each['minutes_p95']:.1f}",
                f"{each['over_budget_days']:.0%}",
            )
            for each in found["results"]
            if each["world"] == world["name"]
        )
        yield Table(header, rows, right=frozenset(range(1, len(columns))))
        for promise in found["promises"]:
            if promise["world"] == world["name"]:
                yield _promise(terminal, promise)
        yield Gap()
    yield Words(terminal.say("simulate.intervals", seeds=found["seeds"]), Role.QUIET)


def _around(mean: float, between: tuple[float, float]) -> str:
    return f"{mean:.3f} ±{(between[1] - between[0]) / 2:.3f}"


def _promise(terminal: Terminal, promise: Mapping[str, Any]) -> Block:
    value = terminal.say(f"simulate.{promise['name']}", value=f"{promise['value']:.3f}")
    key, role = ("kept", Role.RIGHT) if promise["kept"] else ("missed", Role.WRONG)
    bound = promise["least"] if promise["most"] is None else promise["most"]
    said = terminal.say(f"simulate.{key}", promise=value, bound=bound)
    return Words(said, role, indent=2)
