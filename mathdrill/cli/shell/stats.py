"""`stats`: one screen of progress."""

from __future__ import annotations

from dataclasses import asdict

from mathdrill.cli.blocks import Block, Fields, Gap, Heading, Role, Table, Words
from mathdrill.cli.practice import load
from mathdrill.cli.shell.home import minutes_up
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.paths import database
from mathdrill.reports.report import Report, Standing, build
from mathdrill.store import Store

BAR_CELLS = 10
WEEK = 7
SHOWN = 3  # weak skills


def run(terminal: Terminal, *, json: bool) -> int:
    """Show progress."""
    report = current_report(terminal)
    if json:
        terminal.write_json(asdict(report))
    else:
        show(terminal, overview(terminal, report))
    return 0


def current_report(terminal: Terminal) -> Report:
    """The report of this moment."""
    from mathdrill.items.generate import generate

    catalogue = load(terminal)
    with Store.open(database()) as store:
        progress = store.progress()
        day = store.stamp(terminal.clock.now()).study_day
        return build(catalogue, progress, store.judged(), day, terminal.language, generate)


def overview(terminal: Terminal, report: Report) -> tuple[Block, ...]:
    """The report on one screen."""
    totals = report.totals
    if not totals.answered:
        said = terminal.say("report.nothing-yet", command=report.command)
        return (Words(said),)
    summary = (
        (terminal.say("stats.answers"), _counted(totals.answered, totals.correct)),
        (terminal.say("stats.minutes"), f"{totals.minutes:.0f}"),
        (terminal.say("stats.days"), str(totals.days)),
        (terminal.say("stats.due"), _due(terminal, report)),
        (terminal.say("stats.week"), " ".join(str(d.items) for d in report.forecast[:WEEK])),
    )
    return (
        Fields(summary),
        Gap(),
        _mastery(terminal, report),
        *_weakest(terminal, report),
    )


def _counted(answered: int, correct: int) -> str:
    return f"{answered} · {correct / answered:.0%}"


def _due(terminal: Terminal, report: Report) -> str:
    if not report.due:
        return "0"
    return terminal.say("stats.due-minutes", due=report.due, minutes=minutes_up(report.due_minutes))


def _mastery(terminal: Terminal, report: Report) -> Table:
    columns = ("skill", "state", "recall", "due")
    rows = tuple(
        (
            standing.title[terminal.language],
            terminal.say(f"state.{standing.state}"),
            _bar(terminal, standing),
            str(standing.due) if standing.due else "",
        )
        for standing in report.mastery
    )
    header = tuple(terminal.say(f"report.column-{column}") for column in columns)
    return Table(header, rows, right=frozenset({3}))


def _bar(terminal: Terminal, standing: Standing) -> str:
    if standing.retrievability is None:
        return ""
    full = round(standing.retrievability * BAR_CELLS)
    on, off = ("█", "░") if terminal.can_show("█░") else ("#", ".")
    return f"{on * full}{off * (BAR_CELLS - full)} {standing.retrievability:.0%}"


def _weakest(terminal: Terminal, report: Report) -> tuple[Block, ...]:
    if not report.weakest:
        return ()
    rows = tuple(
        (
            terminal.say("stats.weak", title=each.title, wrong=each.wrong, answered=each.answered),
            each.command,
        )
        for each in report.weakest[:SHOWN]
    )
    heading = Heading(terminal.say("report.weakest"))
    return (Gap(), heading, Fields(rows), Words(terminal.say("stats.more"), Role.QUIET))
