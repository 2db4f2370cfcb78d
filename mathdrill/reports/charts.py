"""The charts of figures: calibration, forecast, time and accuracy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

from mathdrill.lang import say
from mathdrill.reports.report import Bin, DueDay, WeekDone
from mathdrill.reports.svg import WIDTH, box, curve, dot, drawing, line, words
from mathdrill.reports.wording import day_name, percent

LEFT, RIGHT = 42.0, 8.0  # beside the plot: figures of the axis, and air
PLOT = WIDTH - LEFT - RIGHT
STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440)  # minutes between two lines
LEAST_A_WEEK = 5  # answers; fewer make no share worth a dot
LEAST_A_DOT = 5  # reviews; fewer only stand in the table
WIDEST_BAR = 26.0


def calibration_chart(language: str, bins: Sequence[Bin]) -> str:
    """A dot a bin: its prediction to the right, what came true upwards; on the diagonal all is well."""
    top, size = 22.0, PLOT * 0.72
    bins = [each for each in bins if each.reviews >= LEAST_A_DOT] or bins
    foot = top + size
    lowest = min(min(each.predicted, each.observed) for each in bins)
    low = math.floor(lowest * 5) / 5
    largest = max(each.reviews for each in bins)

    def x(share: float) -> float:
        return LEFT + (share - low) / (1 - low) * PLOT

    def y(share: float) -> float:
        return foot - (share - low) / (1 - low) * size

    parts = [words(0, 11, say(language, "report.axis-observed"), "quiet")]
    for step in range(round(low * 10), 11, 2 if low < 0.6 else 1):
        mark = step / 10
        parts += [
            line(LEFT, y(mark), WIDTH - RIGHT, y(mark), "grid"),
            words(LEFT - 5, y(mark) + 4, percent(language, mark), "quiet", anchor="end"),
            words(
                WIDTH if mark == 1 else x(mark),
                foot + 15,
                percent(language, mark),
                "quiet",
                anchor="end" if mark == 1 else "middle",
            ),
        ]
    parts += [
        line(x(low), y(low), x(1), y(1), "ideal"),
        words(
            WIDTH - RIGHT, foot + 31, say(language, "report.axis-predicted"), "quiet", anchor="end"
        ),
    ]
    for each in bins:
        told = say(
            language,
            "report.bin-told",
            predicted=percent(language, each.predicted),
            observed=percent(language, each.observed),
            reviews=each.reviews,
        )
        at = x(each.predicted)
        radius = 3 + 4 * math.sqrt(each.reviews / largest)
        parts += [
            line(at, y(max(low, each.least)), at, y(each.most), "whisker"),
            dot(at, y(each.observed), radius, "mark", told),
        ]
    return drawing(say(language, "report.calibration-label"), foot + 36, parts)


def forecast_chart(language: str, days: Sequence[DueDay], budget: float) -> str:
    """A bar a day in minutes, and a line at the length of a session."""
    top, height = 20.0, 120.0
    highest = _round_up(1.1 * max(budget, *(day.minutes for day in days)))
    step = PLOT / len(days)
    foot = top + height
    parts = [words(0, 11, say(language, "report.axis-minutes"), "quiet")]
    parts += _scale(highest, top, height)
    for number, day in enumerate(days):
        x = LEFT + number * step
        told = say(
            language,
            "report.day-told",
            date=day_name(language, date.fromisoformat(day.date)),
            items=day.items,
            minutes=f"{day.minutes:g}",
        )
        size = day.minutes / highest * height
        parts.append(box(x + step * 0.1, foot - size, step * 0.8, size, "bar", told))
        if number % 7 == 0:
            name = (
                say(language, "report.today")
                if number == 0
                else day_name(language, date.fromisoformat(day.date))
            )
            parts.append(words(x + step / 2, foot + 15, name, "quiet", anchor=_anchor(number)))
    level = foot - budget / highest * height
    if budget:
        session = say(language, "report.session", minutes=f"{budget:g}")
        parts += [
            line(LEFT, level, WIDTH - RIGHT, level, "ideal"),
            words(WIDTH - RIGHT, level - 4, session, "quiet", anchor="end"),
        ]
    return drawing(say(language, "report.forecast-label"), foot + 20, parts)


def time_chart(language: str, weeks: Sequence[WeekDone]) -> str:
    """Above, minutes a week as bars; below, the share of right answers as a line with dots."""
    top, height, gap, lower = 20.0, 90.0, 38.0, 64.0
    foot, base = top + height, top + height + gap + lower
    highest = _round_up(max(week.minutes for week in weeks))
    step = min(WIDEST_BAR, PLOT / len(weeks))
    parts = [words(0, 11, say(language, "report.axis-minutes-week"), "quiet")]
    parts += _scale(highest, top, height)
    parts.append(words(0, foot + gap - 10, say(language, "report.axis-right"), "quiet"))
    shares = [week.correct / week.answered for week in weeks if week.answered >= LEAST_A_WEEK]
    low = math.floor(min(shares, default=0.5) * 5) / 5 if min(shares, default=0.5) < 0.5 else 0.5
    for mark in (low, (low + 1) / 2, 1.0):
        y = base - (mark - low) / (1 - low) * lower
        parts += [
            line(LEFT, y, WIDTH - RIGHT, y, "grid"),
            words(LEFT - 5, y + 4, percent(language, mark), "quiet", anchor="end"),
        ]
    run: list[tuple[float, float]] = []
    dots: list[str] = []
    for number, week in enumerate(weeks):
        x = LEFT + (number + 0.5) * step
        told = _week_told(language, week)
        size = week.minutes / highest * height
        parts.append(box(x - step * 0.4, foot - size, step * 0.8, size, "bar", told))
        if week.answered >= LEAST_A_WEEK:
            right = week.correct / week.answered
            run.append((x, base - (right - low) / (1 - low) * lower))
            dots.append(dot(*run[-1], min(3.5, max(1.8, step / 3)), "mark", told))
        else:
            parts += _joined(run)
            run = []
    parts += [*_joined(run), *dots, *_weeks_named(language, weeks, step, base + 15)]
    return drawing(say(language, "report.time-label"), base + 20, parts)


def _joined(run: list[tuple[float, float]]) -> list[str]:
    return [curve(run, "course")] if len(run) > 1 else []


def _week_told(language: str, week: WeekDone) -> str:
    return say(
        language,
        "report.week-told",
        date=day_name(language, date.fromisoformat(week.date)),
        answered=week.answered,
        minutes=f"{week.minutes:.0f}",
        right=percent(language, week.correct / week.answered) if week.answered else "-",
    )


def _weeks_named(language: str, weeks: Sequence[WeekDone], step: float, y: float) -> Iterator[str]:
    """A date below every so many weeks, so that they do not touch."""
    every = max(1, math.ceil(80 / step))
    for number in range(0, len(weeks), every):
        x = LEFT + (number + 0.5) * step
        name = day_name(language, date.fromisoformat(weeks[number].date))
        end = x > WIDTH - 40
        yield words(
            WIDTH - RIGHT if end else x, y, name, "quiet", anchor="end" if end else _anchor(number)
        )


def _anchor(number: int) -> str:
    return "middle" if number else "start"


def _scale(highest: float, top: float, height: float) -> Iterator[str]:
    """Lines with their minutes, four at most."""
    step = next((s for s in STEPS if highest / s <= 4), highest)
    mark = 0.0
    while mark <= highest:
        y = top + height - mark / highest * height
        yield line(LEFT, y, WIDTH - RIGHT, y, "grid")
        yield words(LEFT - 5, y + 4, f"{mark:g}", "quiet", anchor="end")
        mark += step


def _round_up(most: float) -> float:
    """The end of the axis: a multiple of the distance between its lines."""
    step = next((s for s in STEPS if most / s <= 4), max(1.0, most))
    return max(step, math.ceil(most / step) * step)
