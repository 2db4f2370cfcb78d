"""A report as Markdown, to be read in a terminal or on a forge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mathdrill.lang import say
from mathdrill.maths.prose import render as render_formulas
from mathdrill.reports.report import Report, Standing, Weakness, WrongAnswerGiven

BAR_CELLS = 10
FORECAST_ROWS = 14  # days; the table of thirty is in the JSON


def render(report: Report) -> str:
    """The document: first the next step, then mastery, weak skills, forecast and calibration."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    language = report.language
    yield f"# {say(language, 'report.title', date=report.date)}"
    yield ""
    yield from _opening(report)
    yield from _part(language, "report.mastery", _mastery(report))
    yield from _part(language, "report.weakest", _weakest(report))
    yield from _part(language, "report.forecast", _forecast(report))
    yield from _part(language, "report.calibration", _calibration(report))


def _part(language: str, heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {say(language, heading)}"
    yield ""
    yield from lines


def _opening(report: Report) -> Iterator[str]:
    language, totals = report.language, report.totals
    if totals.answered == 0:
        yield say(language, "report.nothing-yet", command=f"`{report.command}`")
        return
    yield say(
        language,
        "report.opening",
        days=totals.days,
        answered=totals.answered,
        percent=round(100 * totals.correct / totals.answered),
        minutes=round(totals.minutes),
    )
    key = "report.next-due" if report.due else "report.next-new"
    yield say(
        language,
        key,
        due=report.due,
        minutes=max(1, round(report.due_minutes)),
        command=f"`{report.command}`",
    )


def _mastery(report: Report) -> Iterator[str]:
    language = report.language
    columns = ("stage", "skill", "state", "recall", "due")
    yield from _table_head([say(language, f"report.column-{column}") for column in columns])
    for standing in report.mastery:
        yield _row(
            (
                str(standing.stage),
                standing.title[language],
                say(language, f"state.{standing.state}"),
                _recall(standing),
                str(standing.due) if standing.due else "",
            )
        )


def _recall(standing: Standing) -> str:
    if standing.retrievability is None:
        return ""
    full = round(standing.retrievability * BAR_CELLS)
    return f"{'█' * full}{'░' * (BAR_CELLS - full)} {standing.retrievability:.0%}"


def _weakest(report: Report) -> Iterator[str]:
    if not report.weakest:
        yield say(report.language, "report.no-weakness")
    for number, weakness in enumerate(report.weakest):
        if number:
            yield ""
        yield from _weakness(report.language, weakness)


def _weakness(language: str, weakness: Weakness) -> Iterator[str]:
    yield f"### {weakness.title[language]}"
    yield ""
    counted = say(language, "report.wrong-of", wrong=weakness.wrong, answered=weakness.answered)
    train = say(language, "report.train", command=f"`{weakness.command}`")
    yield f"{counted} {train}"
    yield ""
    for given in weakness.answers:
        yield from _answer(language, given)


def _answer(language: str, given: WrongAnswerGiven) -> Iterator[str]:
    what = given.template if given.prompt is None else _one_line(given.prompt[language])
    yield f"- {given.date} · {what}"
    if given.answer is None:
        yield f"  - {say(language, 'report.revealed')}"
    else:
        yield f"  - {say(language, 'report.typed', answer=_code(given.answer))}"
    if given.key is not None:
        yield f"  - {say(language, 'report.right', key=_one_line(given.key[language]))}"
    if given.feedback is not None:
        yield f"  - {_one_line(given.feedback[language])}"
    elif given.misconception is not None:
        yield f"  - {_code(given.misconception)}"


def _forecast(report: Report) -> Iterator[str]:
    language = report.language
    if not any(day.items for day in report.forecast):
        yield say(language, "report.not-enough")
        return
    columns = ("date", "items", "minutes")
    yield from _table_head([say(language, f"report.column-{column}") for column in columns])
    for day in report.forecast[:FORECAST_ROWS]:
        yield _row((day.date, str(day.items), f"{day.minutes:.0f}"))


def _calibration(report: Report) -> Iterator[str]:
    language, calibration = report.language, report.calibration
    if calibration.bins is None:
        yield say(language, "report.not-enough")
        yield say(language, "report.calibration-so-far", reviews=calibration.reviews)
        return
    columns = ("predicted", "observed", "reviews")
    yield from _table_head([say(language, f"report.column-{column}") for column in columns])
    for each in calibration.bins:
        yield _row((f"{each.predicted:.0%}", f"{each.observed:.0%}", str(each.reviews)))


def _table_head(columns: list[str]) -> Iterator[str]:
    yield _row(columns)
    yield _row(["---"] * len(columns))


def _row(columns: Iterable[str]) -> str:
    escaped = (column.replace("|", r"\|") for column in columns)
    return f"| {' | '.join(escaped)} |"


def _one_line(content: str) -> str:
    return " ".join(render_formulas(content).split())


def _code(typed: str) -> str:
    """Typed text where Markdown leaves it alone, whatever it holds."""
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in typed)
    longest = max((len(run) for run in _backtick_runs(shown)), default=0)
    fence = "`" * (longest + 1)
    inner = f" {shown} " if longest else shown
    return f"{fence}{inner}{fence}" if shown else "``` ```"


def _backtick_runs(text: str) -> Iterator[str]:
    run = ""
    for character in text:
        run = run + character if character == "`" else ""
        if run:
            yield run
