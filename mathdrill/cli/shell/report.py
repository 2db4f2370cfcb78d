"""`report`: the whole progress, in a file or on stdout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mathdrill.cli.names import suggestions
from mathdrill.cli.practice import load
from mathdrill.cli.settings import settings
from mathdrill.cli.terminal import Terminal
from mathdrill.errors import DataError, UsageError
from mathdrill.paths import database
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.reports.building import RECENT_ANSWERS, Log, build
from mathdrill.reports.formats import FORMATS, write
from mathdrill.reports.period import since_day
from mathdrill.reports.report import Report
from mathdrill.store import Store

USUAL = "html"
STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; None where nothing was said."""

    form: str | None = None
    output: Path | None = None
    since: str | None = None
    opened: bool = False


def run(terminal: Terminal, wanted: Wanted) -> int:
    """Print or write a report."""
    form = _form(wanted)
    if wanted.opened and wanted.output == STDOUT:
        raise UsageError("report.open-needs-file")
    with current_report(terminal, wanted.since, counted=form != "csv") as made:
        path = _path(terminal, wanted, form, made)
        if path is None:
            _print(terminal, form, made)
            return 0
        try:
            write(made, form, path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise DataError("cli.unwritable", path=path, reason=reason) from error
    terminal.tell(terminal.say("cli.written", path=path))
    if wanted.opened:
        _open(terminal, path)
    return 0


def schema(terminal: Terminal) -> int:
    """Print the JSON Schema of a report."""
    from mathdrill.reports import json_schema

    terminal.write(json.dumps(json_schema.schema(), indent=2))
    return 0


@contextmanager
def current_report(
    terminal: Terminal, since: str | None = None, *, counted: bool = True
) -> Iterator[Report]:
    """The report of this moment; its answers are read from the log while it is open.

    counted: with all that is counted over the answers, which a table of them does without.
    """
    from mathdrill.items.generate import generate

    catalogue = load(terminal)
    chosen = settings()
    with Store.open(database()) as store:
        day = store.stamp(terminal.clock.now()).study_day
        first = None if since is None else since_day(since, day)
        begin = first or 0
        now = Situation(
            route=route_of(catalogue),
            progress=store.progress(),
            day=day,
            budget_s=60 * chosen.minutes,
            retention=chosen.retention,
            exam_day=chosen.exam_day,
        )
        with closing(store.answers(begin)) as answers:
            log = Log(answers=answers, since_day=first)
            if counted:
                tallies, recent = store.tallies(begin), store.recent(RECENT_ANSWERS, begin)
                log = replace(log, tallies=tallies, recent=recent)
            yield build(catalogue, now, log, terminal.language, generate, chosen.days_off)


def _form(wanted: Wanted) -> str:
    """The format that was named, else the one that the file's name ends in, else HTML."""
    if wanted.form is None:
        ending = wanted.output.suffix[1:].casefold() if wanted.output else ""
        return {"htm": "html", "markdown": "md"}.get(ending, ending if ending in FORMATS else USUAL)
    form = wanted.form.casefold()
    if form not in FORMATS:
        meant = ", ".join(suggestions(form, list(FORMATS)) or FORMATS)
        raise UsageError("cli.format", given=wanted.form, meant=meant)
    return form


def _path(terminal: Terminal, wanted: Wanted, form: str, made: Report) -> Path | None:
    """Where the report goes; None for stdout.

    HTML is nothing to be read on a terminal: there it goes to a file beside whoever asks for it.
    """
    if wanted.output == STDOUT:
        return None
    if wanted.output is not None:
        return wanted.output.expanduser().absolute()
    if wanted.opened or (form == USUAL and terminal.stdout.isatty()):
        return Path.cwd() / f"mathdrill-{date.fromisoformat(made.date):%Y-%m-%d}.{form}"
    return None


def _print(terminal: Terminal, form: str, made: Report) -> None:
    """On a terminal what it can show; else the same bytes as in a file."""
    bytes_of = getattr(terminal.stdout, "buffer", None)
    if terminal.stdout.isatty() or bytes_of is None:
        for piece in FORMATS[form](made):
            print(terminal.spelled(piece), end="", file=terminal.stdout)
        terminal.stdout.flush()
        return
    terminal.stdout.flush()
    for piece in FORMATS[form](made):
        bytes_of.write(piece.encode("utf-8"))
    bytes_of.flush()


def _open(terminal: Terminal, path: Path) -> None:
    import webbrowser  # looks for browsers when it is imported

    try:
        opened = webbrowser.open(path.as_uri())
    except (OSError, webbrowser.Error):
        opened = False
    key = "report.opened" if opened else "report.not-opened"
    terminal.tell(terminal.say(key, path=path))
