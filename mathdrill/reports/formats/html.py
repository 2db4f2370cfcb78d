"""A report as one HTML file: no script, no reference to anything outside, dark and light, on paper too.

It opens under the policy that it states itself, in its first lines. Each chart is an SVG drawing with
a table beside it that says the same in figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from mathdrill import __version__
from mathdrill.lang import say
from mathdrill.memory.progress import SkillState
from mathdrill.reports.charts import calibration_chart, forecast_chart, time_chart
from mathdrill.reports.habits import months
from mathdrill.reports.pictures import LEVELS, calendar_pictures, legend_tile, route_picture
from mathdrill.reports.pieces import feedback, figure, table, weakness
from mathdrill.reports.report import (
    ENOUGH,
    Report,
    StageStanding,
    Standing,
)
from mathdrill.reports.wording import arrival, foreseen, in_a_row, opening, percent, share, together

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
SPOKEN = {"zh": "zh-Hans"}  # where a browser wants to know more than our name of it

Part = Callable[[Report], Iterator[str]]


def render(report: Report) -> Iterator[str]:
    """The document, piece by piece."""
    language = report.language
    title = say(language, "report.title", date=report.date)
    yield (
        f'<!doctype html>\n<html lang="{SPOKEN.get(language, language)}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="color-scheme" content="light dark"/>\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
    )
    parts = {name: list(part(report)) for name, part in PARTS.items()}
    yield from _header(report, [name for name in parts if parts[name]])
    yield "<main>\n"
    for name, lines in parts.items():
        if lines:
            heading = escape(say(language, f"report.{name}"))
            yield f'<section id="{name}" aria-labelledby="{name}-heading">\n'
            yield f'<h2 id="{name}-heading">{heading}</h2>\n'
            yield from lines
            yield "</section>\n"
    made = say(language, "report.made", version=__version__, date=report.date)
    yield f"</main>\n<footer><p>{escape(made)}</p></footer>\n</body>\n</html>\n"


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _header(report: Report, parts: Sequence[str]) -> Iterator[str]:
    language = report.language
    name = escape(say(language, "report.name"))
    when = f'<time datetime="{report.date}">{report.date}</time>'
    yield f"<header>\n<h1>{name} {when}</h1>\n"
    first, *rest = opening(report, f"<code>{escape(report.command)}</code>")
    looks = ["lead", *["next"] * len(rest)] if rest else ["lead next"]
    for look, sentence in zip(looks, (first, *rest), strict=True):
        yield f'<p class="{look}">{sentence}</p>\n'
    foreseen = arrival(report)
    if foreseen is not None:
        yield f'<p class="quiet">{escape(foreseen)}</p>\n'
    if report.totals.answered:
        figures = "".join(
            f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
            for label, value in _figures(report)
        )
        yield f'<dl class="figures">{figures}</dl>\n'
    if len(parts) > 1:
        links = "".join(
            f'<li><a href="#{part}">{escape(say(language, f"report.{part}"))}</a></li>'
            for part in parts
        )
        label = escape(say(language, "report.contents"))
        yield f'<nav aria-label="{label}"><ul>{links}</ul></nav>\n'
    yield "</header>\n"


def _figures(report: Report) -> Iterator[tuple[str, str]]:
    language, done = report.language, report.totals
    known = sum(stage.known for stage in report.stages)
    yield say(language, "report.figure-answers"), str(done.answered)
    yield say(language, "report.figure-right"), percent(language, share(done))
    yield say(language, "report.figure-minutes"), f"{done.minutes:.0f}"
    yield say(language, "report.figure-days"), str(done.days)
    yield say(language, "report.figure-streak"), str(report.streak.days)
    yield say(language, "report.figure-known"), f"{known} / {len(report.mastery)}"


# --- the parts ------------------------------------------------------------------------------------


def _mastery(report: Report) -> Iterator[str]:
    language = report.language
    entries = "".join(
        f"<li>{legend_tile(state)}{escape(say(language, f'state.{state}'))}</li>"
        for state in SkillState
    )
    yield f'<p class="quiet">{escape(say(language, "report.mastery-about"))}</p>\n'
    yield f'<ul class="legend">{entries}</ul>\n<div class="stages">\n'
    for stage in report.stages:
        here = [each for each in report.mastery if each.stage == stage.stage]
        yield from _stage(language, stage, here)
    yield "</div>\n"


def _stage(language: str, stage: StageStanding, here: Sequence[Standing]) -> Iterator[str]:
    title = say(language, "report.stage", stage=stage.stage, title=stage.title[language])
    known = say(language, "report.known-of", known=stage.known, skills=stage.skills)
    yield (
        f"<article>\n<header><h3>{escape(title)}</h3>"
        f'<span class="quiet">{escape(known)}</span></header>\n'
        f"{route_picture(language, here)}\n"
    )
    rows = [
        (
            each.title[language],
            _state(language, each.state),
            "" if each.retrievability is None else percent(language, each.retrievability),
            str(each.due) if each.due else "",
        )
        for each in here
    ]
    yield table(language, ("skill", "state", "recall", "due"), rows, raw={1})
    yield "</article>\n"


def _state(language: str, state: SkillState) -> str:
    word = escape(say(language, f"state.{state}"))
    return f'<span class="{state}-word">{word}</span>'


def _weakest(report: Report) -> Iterator[str]:
    language = report.language
    if not report.totals.answered:
        return
    if not report.weakest:
        yield f"<p>{escape(say(language, 'report.no-weakness'))}</p>\n"
    for each in report.weakest:
        yield from weakness(language, each)
    if report.misconceptions:
        yield f"<h3>{escape(say(language, 'report.misconceptions'))}</h3>\n"
        rows = [
            (
                feedback(language, each.misconception, each.feedback)
                + f'<br/><span class="quiet">{escape(each.title[language])}</span>',
                str(each.count),
                each.date,
            )
            for each in report.misconceptions
        ]
        yield table(language, ("misconception", "times", "last"), rows, raw={0})


def _calibration(report: Report) -> Iterator[str]:
    language, found = report.language, report.calibration
    if not report.totals.answered:
        return
    if found.bins is None:
        said = say(language, "report.calibration-so-far", reviews=found.reviews, needed=ENOUGH)
        yield f"<p>{escape(said)}</p>\n"
        return
    said = foreseen(report)
    said = together(language, said, say(language, "report.calibration-chart"))
    rows = [
        (
            percent(language, each.predicted),
            percent(language, each.observed),
            f"{percent(language, each.least)} – {percent(language, each.most)}",
            str(each.reviews),
        )
        for each in found.bins
    ]
    figures = table(language, ("predicted", "observed", "range", "reviews"), rows)
    yield figure(language, [calibration_chart(language, found.bins)], said, figures)


def _forecast(report: Report) -> Iterator[str]:
    language = report.language
    if not any(day.items for day in report.forecast):
        return
    total = sum(day.minutes for day in report.forecast)
    items = sum(day.items for day in report.forecast)
    said = say(
        language,
        "report.forecast-about",
        days=len(report.forecast),
        items=items,
        minutes=round(total),
    )
    rows = [
        (day.date, str(day.items), f"{day.minutes:.0f}") for day in report.forecast if day.items
    ]
    figures = table(language, ("date", "items", "minutes"), rows)
    chart = forecast_chart(language, report.forecast, report.budget_minutes)
    yield figure(language, [chart], said, figures)


def _calendar(report: Report) -> Iterator[str]:
    language = report.language
    if not report.days:
        return
    today = date.fromisoformat(report.date)
    charts = calendar_pictures(language, report.days, today, report.budget_minutes)
    looks = ["none", *(f"level-{level}" for level in range(1, LEVELS + 1))]
    squares = "".join(
        f'<svg aria-hidden="true" viewBox="0 0 10 10"><rect class="day {look}" width="10" height="10"/></svg>'
        for look in looks
    )
    scale = say(
        language,
        "report.calendar-scale",
        squares=f'<span class="scale">{squares}</span>',
        minutes=f"{report.budget_minutes:g}",
    )
    scale = f'<span class="whole">{scale}</span>'
    said = together(language, escape(in_a_row(report)), scale)
    rows = [
        (each.month, str(each.days), str(each.answered), f"{each.minutes:.0f}")
        for each in months(report.days)
    ]
    figures = table(language, ("month", "days", "answers", "minutes"), rows)
    yield figure(language, charts, said, figures, look="calendar")


def _time(report: Report) -> Iterator[str]:
    language, done = report.language, report.totals
    if not done.answered:
        return
    if done.answered < ENOUGH:
        said = say(language, "report.time-so-far", answered=done.answered, needed=ENOUGH)
        yield f"<p>{escape(said)}</p>\n"
        return
    rows = [
        (
            each.date,
            str(each.answered),
            percent(language, each.correct / each.answered) if each.answered else "",
            f"{each.minutes:.0f}",
        )
        for each in report.weeks
    ]
    figures = table(language, ("week", "answers", "right", "minutes"), rows)
    said = escape(say(language, "report.time-about"))
    yield figure(language, [time_chart(language, report.weeks)], said, figures)


PARTS: dict[str, Part] = {
    "mastery": _mastery,
    "weakest": _weakest,
    "calibration": _calibration,
    "forecast": _forecast,
    "calendar": _calendar,
    "time": _time,
}
