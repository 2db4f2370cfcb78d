"""A report as Markdown, to be read in a terminal or on a forge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mathdrill.autograd.rails import cells
from mathdrill.lang import say
from mathdrill.reports.habits import months
from mathdrill.reports.report import ENOUGH, Report, Standing, Weakness, WrongAnswerGiven
from mathdrill.reports.wording import (
    arrival,
    bar,
    foreseen,
    in_a_row,
    one_line,
    opening,
    percent,
    visible,
    whole_minutes,
)

BAR_CELLS = 10
FORECAST_ROWS = 14  # days; all thirty are in the other formats
WEEK_ROWS = 13  # a quarter; as above
SPECIAL = re.compile(r"[\\`*_~]|<(?=[A-Za-z/!?])|\](?=\()")


def render(report: Report) -> Iterator[str]:
    """The document: first the next step, then mastery, weak skills, and the figures."""
    for line in _lines(report):
        yield f"{line}\n"


def _lines(report: Report) -> Iterator[str]:
    language = report.language
    yield f"# {say(language, 'report.title', date=report.date)}"
    yield ""
    yield from opening(report, f"`{report.command}`")
    foreseen = arrival(report)
    if foreseen is not None:
        yield ""
        yield foreseen
    yield from _part(language, "report.mastery", _mastery(report))
    if not report.totals.answered:
        return
    yield from _part(language, "report.weakest", _weakest(report))
    yield from _part(language, "report.calibration", _calibration(report))
    yield from _part(language, "report.forecast", _forecast(report))
    yield from _part(language, "report.calendar", _calendar(report))
    yield from _part(language, "report.time", _time(report))


def _part(language: str, heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {say(language, heading)}"
    yield ""
    yield from lines


def _mastery(report: Report) -> Iterator[str]:
    language = report.language
    for number, stage in enumerate(report.stages):
        if number:
            yield ""
        title = say(language, "report.stage", stage=stage.stage, title=stage.title[language])
        known = say(language, "report.known-of", known=stage.known, skills=stage.skills)
        yield f"### {_escaped(title)} · {known}"
        yield ""
        rows = [
            (
                _escaped(each.title[language]),
                say(language, f"state.{each.state}"),
                _recall(language, each),
                str(each.due) if each.due else "",
            )
            for each in report.mastery
            if each.stage == stage.stage
        ]
        yield from _table(language, ("skill", "state", "recall", "due"), rows, right={3})


def _recall(language: str, standing: Standing) -> str:
    if standing.retrievability is None:
        return ""
    drawn = bar(standing.retrievability, BAR_CELLS)
    return f"{drawn} {percent(language, standing.retrievability)}"


def _weakest(report: Report) -> Iterator[str]:
    if not report.weakest:
        yield say(report.language, "report.no-weakness")
    for number, weakness in enumerate(report.weakest):
        if number:
            yield ""
        yield from _weakness(report.language, weakness)
    if report.misconceptions:
        language = report.language
        yield ""
        yield f"### {say(language, 'report.misconceptions')}"
        yield ""
        rows = [
            (
                f"`{each.misconception}`",
                _escaped(each.title[language]),
                str(each.count),
                each.date,
            )
            for each in report.misconceptions
        ]
        columns = ("misconception", "skill", "times", "last")
        yield from _table(language, columns, rows, right={2})


def _weakness(language: str, weakness: Weakness) -> Iterator[str]:
    yield f"### {_escaped(weakness.title[language])}"
    yield ""
    counted = say(language, "report.wrong-of", wrong=weakness.wrong, answered=weakness.answered)
    train = say(language, "report.train", command=f"`{weakness.command}`")
    yield f"{counted} {train}"
    yield ""
    for given in weakness.answers:
        yield from _answer(language, given)


def _answer(language: str, given: WrongAnswerGiven) -> Iterator[str]:
    what = given.template if given.prompt is None else one_line(given.prompt[language])
    yield f"- {given.date} · {_escaped(what)}"
    if given.program is not None:
        yield ""
        yield "  ```"
        yield from (f"  {line}".rstrip() for line in given.program.split("\n"))
        yield "  ```"
        yield ""
    for number, (label, text) in enumerate(given.choices, 1):
        mark = f"{number}." if label == str(number) else f"- `{label}`"
        yield f"  {mark} {_escaped(one_line(text[language]))}"
    if given.choices:
        yield ""
    if given.answer is None:
        yield f"  - {say(language, 'report.revealed')}"
    else:
        yield f"  - {say(language, 'report.typed', answer=code(given.answer))}"
    if given.key is not None:
        key = _escaped(one_line(given.key[language]))
        yield f"  - {say(language, 'report.right', key=key)}"
    if given.feedback is not None:
        yield f"  - {_escaped(one_line(given.feedback[language]))}"
    elif given.misconception is not None:
        yield f"  - {code(given.misconception)}"


def _calibration(report: Report) -> Iterator[str]:
    language, found = report.language, report.calibration
    if found.bins is None:
        yield say(language, "report.calibration-so-far", reviews=found.reviews, needed=ENOUGH)
        return
    yield foreseen(report)
    yield ""
    rows = [
        (
            percent(language, each.predicted),
            percent(language, each.observed),
            f"{percent(language, each.least)} – {percent(language, each.most)}",
            str(each.reviews),
        )
        for each in found.bins
    ]
    columns = ("predicted", "observed", "range", "reviews")
    yield from _table(language, columns, rows, right={0, 1, 2, 3})


def _forecast(report: Report) -> Iterator[str]:
    language = report.language
    shown = report.forecast[:FORECAST_ROWS]
    most = max((day.minutes for day in shown), default=0.0)
    if not most:
        yield say(language, "report.nothing-due")
        return
    rows = [
        (
            day.date,
            str(day.items),
            str(whole_minutes(day.minutes)),
            bar(day.minutes / most, BAR_CELLS, empty=""),
        )
        for day in shown
    ]
    yield from _table(language, ("date", "items", "minutes", "bar"), rows, right={1, 2})


def _calendar(report: Report) -> Iterator[str]:
    language = report.language
    yield in_a_row(report)
    yield ""
    rows = [
        (each.month, str(each.days), str(each.answered), f"{each.minutes:.0f}")
        for each in months(report.days)
    ]
    yield from _table(language, ("month", "days", "answers", "minutes"), rows, right={1, 2, 3})


def _time(report: Report) -> Iterator[str]:
    language, answered = report.language, report.totals.answered
    if answered < ENOUGH:
        yield say(language, "report.time-so-far", answered=answered, needed=ENOUGH)
        return
    shown = report.weeks[-WEEK_ROWS:]
    most = max(1.0, *(week.minutes for week in shown))
    rows = [
        (
            week.date,
            str(week.answered),
            percent(language, week.correct / week.answered) if week.answered else "",
            f"{week.minutes:.0f}",
            bar(week.minutes / most, BAR_CELLS, empty=""),
        )
        for week in shown
    ]
    columns = ("week", "answers", "right", "minutes", "bar")
    yield from _table(language, columns, rows, right={1, 2, 3})


def _table(
    language: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: set[int]
) -> Iterator[str]:
    """A table whose columns stand below each other as they are; right: those of numbers."""
    head = [
        say(language, f"report.column-{column}") if column != "bar" else "" for column in columns
    ]
    rows = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    widths = [max(3, *map(cells, column)) for column in zip(head, *rows, strict=True)]
    yield _row(head, widths, right)
    yield _row(
        ["-" * (width - 1) + (":" if n in right else "-") for n, width in enumerate(widths)],
        widths,
        right,
    )
    for row in rows:
        yield _row(row, widths, right)


def _row(values: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    padded = (
        _padded(value, width, at_the_right=number in right)
        for number, (value, width) in enumerate(zip(values, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"


def _padded(text: str, width: int, *, at_the_right: bool) -> str:
    blanks = " " * (width - cells(text))
    return blanks + text if at_the_right else text + blanks


def _escaped(text: str) -> str:
    """Words in which Markdown finds nothing to format."""
    return SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def code(typed: str) -> str:
    """Typed text where Markdown leaves it alone, whatever it holds."""
    shown = visible(typed)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    inner = f" {shown} " if longest else shown
    return f"{fence}{inner}{fence}" if shown.strip() else "—"
