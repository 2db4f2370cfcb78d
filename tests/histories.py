"""Histories of learners, made from a seed: logs to report on, without a planner in between.

A learner of these histories sits down on given days and answers a given number of items: first what
is due, the longest overdue first, then new templates in the order of the route; a short day is
filled up with what is least recalled. An item that was
met before is recalled with the chance that FSRS foresees, less a slip; a new one is answered right
in six of ten cases. A wrong answer is one that a misconception of the item predicts, a slip that
nothing predicts, or giving up. Everything is drawn from one seed, so that the same catalogue gives
the same log, to the byte; how the planner chooses has no part in it.

`HISTORIES` names the three that the goldens of the reports are made of:
  new          nothing was ever answered
  two-weeks    14 days, two of them missed
  year         a year of four days in a week, with a break of six weeks in the summer

`python -m tests.histories two-weeks DATABASE [CONTENT]` writes one into a fresh database, over the
packs of a folder that has a route; then MATHDRILL_HOME and MATHDRILL_NOW show it to the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from mathdrill.domain import Catalogue, Event, Item, ItemTemplate
from mathdrill.items.generate import generate
from mathdrill.memory.fsrs import due_day, retrievability
from mathdrill.memory.progress import Progress, fold, is_review
from mathdrill.packs.compile import compile_packs
from mathdrill.planning.route import route_of
from mathdrill.store import Store, events
from mathdrill.store.database import Database
from tests.learning import DAY, answered

COURSE = Path(__file__).parent / "reports" / "course"
FIRST_RIGHT = 0.6  # of what was never met
SLIP = 0.86  # of what FSRS foresees
GIVEN_UP, UNEXPLAINED = 0.08, 0.12  # of the wrong answers
SEEDS = 40  # items of one template that a learner may meet

Make = Callable[[ItemTemplate, int], Item]


def _two_weeks() -> tuple[int, ...]:
    """Ending yesterday; the fifth and the eleventh day are missed."""
    days = range(DAY - 14, DAY)
    return tuple(day for number, day in enumerate(days, 1) if number not in {5, 11})


def _year() -> tuple[int, ...]:
    """Monday, Tuesday, Thursday, Saturday; no day from the 200th to the 242nd."""
    days = range(DAY - 365, DAY)
    return tuple(
        day
        for number, day in enumerate(days)
        if day % 7 in {1, 2, 4, 6} and not 200 <= number < 242
    )


HISTORIES: dict[str, tuple[int, ...]] = {"new": (), "two-weeks": _two_weeks(), "year": _year()}


@cache
def sample_course() -> Catalogue:
    """The small course of the goldens."""
    return compile_packs(COURSE, ()).catalogue


def history(
    catalogue: Catalogue, days: Sequence[int], a_day: int = 9, make: Make = generate
) -> tuple[Event, ...]:
    """The log of a learner who answers up to `a_day` items on each of the days, in order."""
    draw = Random(f"history of {len(days)} days")
    route = route_of(catalogue)
    order = [template for skill in route.order for template in route.templates[skill]]
    progress = Progress()
    log: list[Event] = []
    for day in days:
        for number, template in enumerate(_chosen(order, progress, day, a_day)):
            event = _answer(template, progress, day, draw, make)
            moment = event.ts_utc_ms + 60_000 * number
            placed = replace(event, ts_utc_ms=moment, session=f"{day:08x}-history-today")
            logged = events.identified(placed, "history", len(log), 0)
            log.append(logged)
            progress = fold(progress, logged)
    return tuple(log)


def _chosen(
    order: Iterable[ItemTemplate], progress: Progress, day: int, a_day: int
) -> list[ItemTemplate]:
    """What is due, the longest overdue first, then at most a third of the day's items anew.

    What is recalled least comes ahead of its time until the day has a half of its items.
    """
    by_id = {template.id: template for template in order}
    rows = [row for name, row in progress.templates.items() if name in by_id]
    due = sorted((due_day(row.memory), row.template) for row in rows if due_day(row.memory) <= day)
    reviews = [by_id[name] for _, name in due][:a_day]
    fresh = [template for name, template in by_id.items() if name not in progress.templates]
    chosen = [*reviews, *fresh[: min(a_day - len(reviews), a_day // 3)]]
    recalled = sorted(rows, key=lambda row: (retrievability(row.memory, day), row.template))
    ahead = [by_id[row.template] for row in recalled if by_id[row.template] not in chosen]
    return [*chosen, *ahead[: max(0, a_day // 2 - len(chosen))]]


def _answer(
    template: ItemTemplate, progress: Progress, day: int, draw: Random, make: Make
) -> Event:
    row = progress.templates.get(template.id)
    predicted = None if row is None else retrievability(row.memory, day)
    right = draw.random() < (FIRST_RIGHT if predicted is None else SLIP * predicted)
    seed = int(draw.random() * SEEDS)
    item = make(template, seed)
    slip = make(template, seed + 1).key
    text, misconception = (item.key, None) if right else _mistake(item, slip, draw)
    hinted = right and draw.random() < 0.1
    return replace(
        answered(
            template.id,
            day=day,
            correct=right,
            hints=int(hinted),
            ms=round(1000 * template.seconds * (0.5 + 1.2 * draw.random())),
            review=is_review(row, day),
        ),
        skill=template.skill,
        revision=template.revision,
        seed=seed,
        answer=text,
        revealed=text is None,
        misconception=misconception,
        predicted=predicted,
        rating=(2 if hinted else 3) if right else 1,
    )


def _mistake(item: Item, slip: str, draw: Random) -> tuple[str | None, str | None]:
    """What is typed in place of the key, and the misconception that predicts it."""
    how = draw.random()
    if how < GIVEN_UP:
        return None, None
    if how < GIVEN_UP + UNEXPLAINED or not item.rejects:
        return "-1" if slip == item.key else slip, None
    wrong = item.rejects[int(draw.random() * len(item.rejects))]
    return wrong.answer, wrong.misconception


def write(log: Iterable[Event], path: Path) -> None:
    """A fresh database that holds a log and what is derived from it."""
    Store.open(path, device="history").close()
    with Database(path) as database, database.writing():
        for event in log:
            events.insert(database, event)
    with Store.open(path) as store:
        store.rebuild()


def main(name: str, path: str, content: str = "") -> None:
    """Write one of the histories; over a larger course, with more answers a day."""
    catalogue = compile_packs(Path(content), ()).catalogue if content else sample_course()
    write(history(catalogue, HISTORIES[name], 24 if content else 9), Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
