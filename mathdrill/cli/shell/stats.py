"""`stats`: one screen of progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mathdrill.cli.blocks import Block, Fields, Gap, Heading, Kept, Role, Table, Words
from mathdrill.cli.layout import NARROW
from mathdrill.cli.shell.home import minutes_up
from mathdrill.cli.shell.report import current_report
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import cells, clip, pad
from mathdrill.memory.progress import SkillState
from mathdrill.reports.formats.json import document
from mathdrill.reports.pictures import level
from mathdrill.reports.report import ENOUGH, Report
from mathdrill.reports.wording import percent, share

SHOWN = 3  # weak skills, and misconceptions
WEEKS_SHOWN = 26  # in the lines of weeks
NAMED = (0, 2, 4)  # weekdays of the calendar, Monday = 0
LABEL = 18  # cells before a line of signs, at most
RANGE = 14  # cells behind such a line: from where to where it goes
CHANCE = 0.5  # a share of right answers below which a line of signs does not tell any more
MARGIN = 4  # cells before the calendar, for their names

# a skill along the route; in words in the line below
STATES = {
    SkillState.MASTERED: ("■", "#"),
    SkillState.REVIEWING: ("▣", "o"),
    SkillState.LEARNING: ("◧", "-"),
    SkillState.LOST: ("×", "x"),
    SkillState.NEW: ("□", "."),
}
SHADES = ("·░▒▓█", ".-+*#")  # no practice, then up to a whole session
RISING = ("▁▂▃▄▅▆▇█", "._-=+*%#")


def run(terminal: Terminal, *, json: bool) -> int:
    """Show progress."""
    with current_report(terminal) as report:
        if json:
            terminal.write_json(document(report))
        else:
            show(terminal, overview(terminal, report))
    return 0


def overview(terminal: Terminal, report: Report) -> Iterator[Block]:
    """The report on one screen."""
    if not report.totals.answered:
        yield Words(terminal.say("report.nothing-yet", command=report.command))
        yield Gap()
        yield from _route(terminal, report)
        return
    yield Fields(tuple(_figures(terminal, report)))
    yield Gap()
    yield from _route(terminal, report)
    yield Gap()
    yield from _calendar(terminal, report)
    yield Gap()
    yield Fields(tuple(_lines(terminal, report)))
    yield from _mistakes(terminal, report)
    yield Words(terminal.say("stats.more"), Role.QUIET)


def _figures(terminal: Terminal, report: Report) -> Iterator[tuple[str, str]]:
    done, streak = report.totals, report.streak
    right = percent(terminal.language, share(done))
    yield terminal.say("stats.answers"), f"{done.answered} · {right}"
    spent = terminal.say("stats.practice", minutes=f"{done.minutes:.0f}", days=done.days)
    yield terminal.say("stats.time"), spent
    row = terminal.say("stats.row-days", days=streak.days, longest=streak.longest)
    yield terminal.say("stats.row"), row
    due = "0"
    if report.due:
        minutes = minutes_up(report.due_minutes)
        due = terminal.say("stats.due-minutes", due=report.due, minutes=minutes)
    yield terminal.say("stats.due"), due


# --- the route ------------------------------------------------------------------------------------


def _route(terminal: Terminal, report: Report) -> Iterator[Block]:
    known = sum(stage.known for stage in report.stages)
    aside = terminal.say("report.known-of", known=known, skills=len(report.mastery))
    yield Heading(terminal.say("stats.route"), aside)
    signs = {state: _choice(terminal, pair) for state, pair in STATES.items()}
    rows = []
    for stage in report.stages:
        marks = "".join(signs[s.state] for s in report.mastery if s.stage == stage.stage)
        title = f"{stage.stage} {stage.title[terminal.language]}"
        rows.append((title, marks, f"{stage.known}/{stage.skills}"))
    widest = max((cells(marks) for _, marks, _ in rows), default=0)
    counts = max((cells(count) for _, _, count in rows), default=0)
    room = terminal.width - widest - counts - 4
    lines = []
    for title, marks, count in rows:
        right = f"{pad(marks, widest)}  {count:>{counts}}"
        if room >= 10:
            lines.append(f"{pad(clip(title, room), room)}  {right}")
        else:
            lines += [clip(title, terminal.width), f"  {marks} {count}"]
    yield Kept(tuple(lines))
    legend = [f"{signs[state]} {terminal.say(f'state.{state}')}" for state in STATES]
    yield Kept(tuple(_packed(legend, terminal.width)), Role.QUIET)


def _packed(words: Sequence[str], width: int) -> Iterator[str]:
    """Words that stay whole, in as few lines as they fit."""
    line = ""
    for word in words:
        if line and cells(line) + 2 + cells(word) > width:
            yield line
            line = ""
        line += f"  {word}" if line else word
    yield line


# --- the calendar ---------------------------------------------------------------------------------


def _calendar(terminal: Terminal, report: Report) -> Iterator[Block]:
    shades = _choice(terminal, SHADES)
    scale = terminal.say("stats.scale", signs=shades, minutes=f"{report.budget_minutes:g}")
    yield Heading(terminal.say("stats.calendar"), scale)
    today = date.fromisoformat(report.date)
    days = {
        date.fromisoformat(day.date): level(day.minutes, report.budget_minutes)
        for day in report.days
    }
    this_week = today - timedelta(today.weekday())
    begun = min(days, default=today)
    weeks = min(terminal.width - MARGIN, (this_week - begun).days // 7 + 2, 53)
    first = this_week - timedelta(7 * (weeks - 1))
    mondays = [first + timedelta(7 * week) for week in range(weeks)]
    lines = [_months(terminal, mondays)]
    for weekday in range(7):
        name = terminal.say(f"report.weekday-{weekday}") if weekday in NAMED else ""
        drawn = ""
        for monday in mondays:
            day = monday + timedelta(weekday)
            drawn += shades[days.get(day, 0)] if day <= today else " "
        lines.append(pad(name, MARGIN) + drawn)
    yield Kept(tuple(line.rstrip() for line in lines), Role.RIGHT)


def _months(terminal: Terminal, mondays: Sequence[date]) -> str:
    """The months above the weeks in which they begin, where there is room for the name."""
    line = " " * MARGIN
    for number, monday in enumerate(mondays):
        name = terminal.say(f"report.month-{monday.month}")
        at = MARGIN + number
        begins = number == 0 or monday.month != mondays[number - 1].month
        room = MARGIN + len(mondays) - at
        cut_short = number == 0 and (monday + timedelta(21)).month != monday.month
        if begins and not cut_short and cells(line) <= at and cells(name) <= room:
            line = pad(line, at) + name + " "
    return line


# --- lines of weeks and days ----------------------------------------------------------------------


def _lines(terminal: Terminal, report: Report) -> Iterator[tuple[str, str]]:
    language = terminal.language
    weeks = report.weeks[-_room(terminal, WEEKS_SHOWN, RANGE) :]
    minutes = [week.minutes for week in weeks]
    yield (
        terminal.say("stats.weeks-minutes"),
        terminal.say(
            "stats.weeks-range",
            line=_rising(terminal, minutes, 0.0, max(minutes)),
            first=f"{min(minutes):.0f}",
            last=f"{max(minutes):.0f}",
        ),
    )
    shares = [week.correct / week.answered if week.answered else None for week in weeks]
    known = [share for share in shares if share is not None]
    if report.totals.answered >= ENOUGH and known:
        low, high = min(known), max(known)
        yield (
            terminal.say("stats.weeks-right"),
            terminal.say(
                "stats.weeks-range",
                line=_rising(terminal, shares, min(low, CHANCE), 1.0),
                first=percent(language, low),
                last=percent(language, high),
            ),
        )
    ahead = [day.minutes for day in report.forecast[: _room(terminal, len(report.forecast), 0)]]
    yield (
        terminal.say("stats.ahead"),
        terminal.say(
            "stats.ahead-range",
            line=_rising(terminal, ahead, 0.0, max(ahead)),
            days=len(ahead),
            most=f"{max(ahead):.0f}",
        ),
    )
    yield terminal.say("stats.calibration"), _calibration(terminal, report)
    if report.arrival is not None:
        yield terminal.say("stats.arrival"), report.arrival.expected


def _room(terminal: Terminal, wished: int, behind: int) -> int:
    """How many signs a line may have, so that it is not broken, with words behind it."""
    return max(1, min(wished, terminal.width - LABEL - behind))


def _calibration(terminal: Terminal, report: Report) -> str:
    found = report.calibration
    if found.predicted is None or found.observed is None or not (found.model and found.average):
        return terminal.say("stats.calibration-few", reviews=found.reviews, needed=ENOUGH)
    return terminal.say(
        "stats.calibration-line",
        predicted=percent(terminal.language, found.predicted),
        observed=percent(terminal.language, found.observed),
        reviews=found.reviews,
        model=f"{found.model.log_loss:.2f}",
        average=f"{found.average.log_loss:.2f}",
    )


def _rising(terminal: Terminal, values: Sequence[float | None], low: float, high: float) -> str:
    """A sign for each value between low and high, the higher the larger; a blank where there is none."""
    signs = _choice(terminal, RISING)
    scale = (len(signs) - 1) / (high - low) if high > low else 0.0
    return "".join(
        " " if value is None else signs[round(scale * (value - low))] for value in values
    )


# --- what went wrong ------------------------------------------------------------------------------


def _mistakes(terminal: Terminal, report: Report) -> Iterator[Block]:
    if report.weakest:
        rows = tuple(
            (
                each.title[terminal.language],
                terminal.say("stats.wrong-of", wrong=each.wrong, answered=each.answered),
                each.command,
            )
            for each in report.weakest[:SHOWN]
        )
        header = (
            terminal.say("report.weakest"),
            terminal.say("stats.column-wrong"),
            terminal.say("stats.column-train"),
        )
        yield Gap()
        if terminal.width < NARROW:  # there a table has no header
            yield Heading(header[0])
        yield Table(header, rows)
    if report.misconceptions:
        seen = tuple(
            (
                terminal.say("stats.seen", count=each.count, name=each.misconception),
                each.title[terminal.language],
            )
            for each in report.misconceptions[:SHOWN]
        )
        yield Gap()
        yield Heading(terminal.say("report.misconceptions"))
        yield Fields(seen)


def _choice(terminal: Terminal, pair: tuple[str, str]) -> str:
    """The signs that the encoding has."""
    return pair[0] if terminal.can_show(pair[0]) else pair[1]
