"""`data`: what is kept, where, and how to take it along."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mathdrill.cli.terminal import Terminal
from mathdrill.errors import DataError
from mathdrill.paths import cache_dir, config_file, database, history_file, user_packs
from mathdrill.store import Store


def export(terminal: Terminal, output: Path | None) -> int:
    """Print the log as JSON lines, one event a line."""
    with Store.open(database()) as store:
        if output is None:
            for line in store.export():
                print(line, file=terminal.stdout)
            return 0
        _write(store.export(), output)
    terminal.tell(terminal.say("cli.written", path=output))
    return 0


def _write(lines: Iterable[str], path: Path) -> None:
    """Line by line beside the file, then in its place: a log may be larger than the memory."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise DataError("cli.unwritable", path=path, reason=reason) from error


def path(terminal: Terminal) -> int:
    """Print where everything is kept, the database first."""
    for place in (database(), config_file(), history_file(), user_packs(), cache_dir()):
        terminal.write(str(place))
    return 0


def take_in(terminal: Terminal, source: Path, *, as_log: bool) -> int:
    """Take in the events of an exported log, or of another database."""
    from mathdrill.store.merging import copied, read_log

    with Store.open(database()) as store:
        store.back_up_daily(store.stamp(terminal.clock.now()).study_day)
        if as_log:
            added = store.absorb(read_log(source))
        else:
            with copied(source) as copy, Store.open(copy) as other:
                added = store.absorb(other.events())
    terminal.write(terminal.say("store.taken-in", events=added))
    return 0


def backup(terminal: Terminal, output: Path | None) -> int:
    """Copy the database to a file, or among the daily backups."""
    with Store.open(database()) as store:
        if output is None:
            day = store.stamp(terminal.clock.now()).study_day
            written = store.back_up_daily(day)
        else:
            store.backup(output)
            written = output
    if written is None:
        terminal.write(terminal.say("store.backed-up-today"))
    else:
        terminal.write(str(written))
    return 0


def restore(terminal: Terminal, source: Path) -> int:
    """Put a backup in the place of the database."""
    with Store.open(database()) as store:
        kept = store.restore(source, store.stamp(terminal.clock.now()).study_day)
    terminal.write(terminal.say("store.restored", path=source, kept=kept))
    return 0


def rebuild(terminal: Terminal) -> int:
    """Work everything out anew from the log."""
    with Store.open(database()) as store:
        store.rebuild()
        templates = len(store.progress().templates)
    terminal.write(terminal.say("store.rebuilt", templates=templates))
    return 0
