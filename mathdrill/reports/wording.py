"""Figures, dates and typed texts as a reader wants them, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mathdrill.lang import say
from mathdrill.maths.prose import render
from mathdrill.reports.report import Report, Totals

FULL, EMPTY = "█", "░"


def percent(language: str, share: float) -> str:
    """87 %, or 87%."""
    return say(language, "report.percent", value=round(100 * share))


def share(totals: Totals) -> float:
    """Right answers among all; 0 of none."""
    return totals.correct / totals.answered if totals.answered else 0.0


def whole_minutes(minutes: float) -> int:
    """Whole minutes, and never none for something that takes time."""
    return max(1, round(minutes)) if minutes > 0 else 0


def day_name(language: str, day: date) -> str:
    """3 Nov, or 11月3日."""
    month = say(language, f"report.month-{day.month}")
    return say(language, "report.day", month=month, day=day.day)


def bar(value: float, cells: int, full: str = FULL, empty: str = EMPTY) -> str:
    """A share of 1 in so many cells."""
    filled = round(value * cells)
    return full * filled + empty * (cells - filled)


def visible(text: str) -> str:
    """A typed text in which control characters and marks of direction are told by their number."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def one_line(content: str) -> str:
    """A text of the content on one line, its formulas in Unicode."""
    return " ".join(render(content).split())


def together(language: str, *sentences: str) -> str:
    """Sentences in a row; Chinese has no blanks between them."""
    return ("" if language == "zh" else " ").join(sentences)


def foreseen(report: Report) -> str:
    """How well recall was foreseen; Report.calibration holds enough reviews for it."""
    language, found = report.language, report.calibration
    about = say(
        language,
        "report.calibration-about",
        predicted=percent(language, found.predicted or 0.0),
        observed=percent(language, found.observed or 0.0),
        reviews=found.reviews,
    )
    if found.model is None or found.average is None:
        return about
    losses = {
        "model": found.model.log_loss,
        "brier": found.model.brier,
        "average": found.average.log_loss,
        "average_brier": found.average.brier,
    }
    told = {name: f"{loss:.3f}" for name, loss in losses.items()}
    return together(language, about, say(language, "report.calibration-losses", **told))


def opening(report: Report, command: str) -> Iterator[str]:
    """What a report begins with: what was done, and the next step. command: as the format shows it."""
    language, done = report.language, report.totals
    if done.answered == 0 and report.since is None:
        yield say(language, "report.nothing-yet", command=command)
        return
    if done.answered == 0:
        yield say(language, "report.nothing-since", since=report.since)
    else:
        yield say(
            language,
            "report.opening" if report.since is None else "report.opening-since",
            days=done.days,
            answered=done.answered,
            percent=round(100 * share(done)),
            minutes=round(done.minutes),
            since=report.since,
        )
    yield say(
        language,
        "report.next-due" if report.due else "report.next-new",
        due=report.due,
        minutes=whole_minutes(report.due_minutes),
        command=command,
    )


def arrival(report: Report) -> str | None:
    """When the route may be behind the reader; None before there is a figure."""
    if report.arrival is None:
        return None
    return say(
        report.language,
        "report.arrival",
        expected=report.arrival.expected,
        earliest=report.arrival.earliest,
        latest=report.arrival.latest,
    )


def in_a_row(report: Report) -> str:
    """The run of days of practice, told without a threat."""
    if report.streak.days == 0:
        return say(report.language, "report.streak-over", longest=report.streak.longest)
    return say(
        report.language, "report.streak", days=report.streak.days, longest=report.streak.longest
    )
