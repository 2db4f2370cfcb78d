"""`report`: the whole progress, in a file or on stdout."""

from __future__ import annotations

from pathlib import Path

from mathdrill.cli.names import suggestions
from mathdrill.cli.shell.stats import current_report
from mathdrill.cli.terminal import Terminal
from mathdrill.errors import DataError, UsageError
from mathdrill.reports.formats import FORMATS, write


def run(terminal: Terminal, form: str, output: Path | None) -> int:
    """Print or write a report."""
    if form not in FORMATS:
        meant = ", ".join(suggestions(form.casefold(), list(FORMATS)) or FORMATS)
        raise UsageError("cli.format", given=form, meant=meant)
    made = current_report(terminal)
    if output is None:
        print(FORMATS[form](made), end="", file=terminal.stdout)
        return 0
    try:
        write(made, form, output)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError("cli.unwritable", path=output, reason=reason) from error
    terminal.tell(terminal.say("cli.written", path=output))
    return 0
