"""The pictures of the route and of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from mathdrill.lang import say
from mathdrill.memory.progress import SkillState
from mathdrill.reports.report import DayDone, Standing
from mathdrill.reports.svg import WIDTH, box, drawing, line, words
from mathdrill.reports.wording import day_name, percent

TILE, PITCH = 16.0, 21.0
LEVELS = 4  # of the calendar: some, a third, two thirds of a session, a whole one
CELL = 12.0
PART_WEEKS = 27  # beside each other in one picture
NAME_WEEKS = 3  # as wide is the name of a month
NAMED = (0, 2, 4)  # weekdays that are named, Monday = 0


def route_picture(language: str, standings: Sequence[Standing]) -> str:
    """A tile a skill along a line: its height is what is recalled, its sign the state."""
    a_row = int((WIDTH - TILE) // PITCH) + 1
    rows = (len(standings) - 1) // a_row + 1
    parts = []
    for row in range(rows):
        held = min(a_row, len(standings) - row * a_row)
        middle = row * PITCH + TILE / 2 + 1
        parts.append(line(1, middle, 1 + (held - 1) * PITCH + TILE, middle, "path"))
    for number, standing in enumerate(standings):
        x, y = number % a_row * PITCH + 1, number // a_row * PITCH + 1
        parts += tile(x, y, standing.state, standing.retrievability, told(language, standing))
    known = sum(each.state in {SkillState.REVIEWING, SkillState.MASTERED} for each in standings)
    label = say(language, "report.route-label", known=known, skills=len(standings))
    return drawing(label, rows * PITCH, parts)


def legend_tile(state: SkillState) -> str:
    """The same tile beside the word for its state."""
    recalled = {SkillState.NEW: None, SkillState.LEARNING: 0.5, SkillState.LOST: 0.3}
    parts = tile(1, 1, state, recalled.get(state, 0.85), "")
    size = TILE + 2
    return f'<svg aria-hidden="true" viewBox="0 0 {size:g} {size:g}">{"".join(parts)}</svg>'


def told(language: str, standing: Standing) -> str:
    """What a tile stands for, in words."""
    state = say(language, f"state.{standing.state}")
    if standing.retrievability is None:
        return f"{standing.title[language]}: {state}"
    return f"{standing.title[language]}: {state}, {percent(language, standing.retrievability)}"


def tile(
    x: float, y: float, state: SkillState, recalled: float | None, words_of_it: str
) -> Iterator[str]:
    """One tile at a place."""
    yield box(x, y, TILE, TILE, f"tile {state}", words_of_it)
    match state:
        case SkillState.NEW:
            return
        case SkillState.MASTERED:
            yield box(x, y, TILE, TILE, "level mastered", words_of_it)
            yield (f'<path class="sign" d="M{x + 3.6:g} {y + 8.4:g}l3 3.2 5.8-7"/>')
        case SkillState.LEARNING | SkillState.REVIEWING | SkillState.LOST:
            height = TILE * (recalled or 0.0)
            look = f"level {state}"
            yield box(x, y + TILE - height, TILE, height, look, words_of_it)
            if state is SkillState.LOST:
                yield (f'<path class="cross" d="M{x + 4.5:g} {y + 4.5:g}l7 7m0-7l-7 7"/>')


def calendar_pictures(
    language: str, days: Sequence[DayDone], today: date, budget: float
) -> Iterator[str]:
    """A square a day, a column a week, PART_WEEKS weeks a picture; darker is longer."""
    by_date = {date.fromisoformat(day.date): day for day in days}
    first = min(by_date, default=today)
    first -= timedelta(first.weekday())
    while first <= today:
        weeks = min(PART_WEEKS, (today - first).days // 7 + 1)
        yield _part(language, by_date, first, weeks, today, budget)
        first += timedelta(7 * PART_WEEKS)


def _part(
    language: str,
    days: Mapping[date, DayDone],
    first: date,
    weeks: int,
    today: date,
    budget: float,
) -> str:
    left, top = 32.0, 18.0
    parts = [
        words(
            left - 6,
            top + weekday * CELL + 9,
            say(language, f"report.weekday-{weekday}"),
            "quiet",
            anchor="end",
        )
        for weekday in NAMED
    ]
    parts += _months(language, first, weeks, left)
    for week in range(weeks):
        monday = first + timedelta(7 * week)
        for weekday in range(7):
            day = monday + timedelta(weekday)
            if day <= today:
                x, y = left + week * CELL, top + weekday * CELL
                parts.append(_square(language, days.get(day), day, x, y, budget))
    last = min(today, first + timedelta(7 * weeks - 1))
    label = say(
        language,
        "report.calendar-label",
        first=day_name(language, first),
        last=day_name(language, last),
        days=sum(first <= day <= last for day in days),
    )
    return drawing(label, top + 7 * CELL + 2, parts)


def _months(language: str, first: date, weeks: int, left: float) -> Iterator[str]:
    """The name of a month above the week in which it begins, and above the first where it fits."""
    mondays = [first + timedelta(7 * week) for week in range(weeks)]
    begun = [
        n for n, monday in enumerate(mondays) if n == 0 or monday.month != mondays[n - 1].month
    ]
    for week, following in zip_longest(begun, begun[1:], fillvalue=weeks):
        if following - week >= NAME_WEEKS or weeks < NAME_WEEKS:
            name = say(language, f"report.month-{mondays[week].month}")
            yield words(left + week * CELL, 10, name, "quiet")
        if weeks < NAME_WEEKS:
            return


def _square(
    language: str, done: DayDone | None, day: date, x: float, y: float, budget: float
) -> str:
    told_date = day_name(language, day)
    if done is None:
        return box(
            x, y, CELL - 2, CELL - 2, "day none", say(language, "report.day-free", date=told_date)
        )
    said = say(
        language,
        "report.day-told",
        date=told_date,
        items=done.answered,
        minutes=f"{done.minutes:.0f}",
    )
    return box(x, y, CELL - 2, CELL - 2, f"day level-{level(done.minutes, budget)}", said)


def level(minutes: float, budget: float) -> int:
    """0 for nothing, 1 for something, LEVELS for a whole session."""
    if minutes <= 0:
        return 1
    return min(LEVELS, 1 + int(minutes / max(budget, 1.0) * (LEVELS - 1)))
