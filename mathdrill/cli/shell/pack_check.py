"""`pack check`: every template proves itself."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Kind
from mathdrill.errors import UsageError
from mathdrill.packs import checker
from mathdrill.packs.findings import Finding
from mathdrill.packs.proving import Share

MOST_INSTANCES = 100_000
BAR = 30  # columns
KIND_WIDTH = 1 + max(map(len, Kind))


def run(
    terminal: Terminal,
    paths: Sequence[Path],
    *,
    instances: int,
    torch: bool | None,
    json: bool,
) -> int:
    """Prove every template over many seeds. Returns: 1 with an error, 0 with warnings alone."""
    if not 0 < instances <= MOST_INSTANCES:
        raise UsageError("cli.count", given=instances, most=MOST_INSTANCES)
    quiet = json or not terminal.stderr.isatty()
    report = checker.check(
        paths,
        instances=instances,
        oracle=find_spec("torch") is not None if torch is None else torch,
        progress=None if quiet else Progress(terminal).show,
    )
    if json:
        terminal.write_json(
            {
                "packs": report.packs,
                "skills": report.skills,
                "templates": report.templates,
                "items_checked": report.items_checked,
                "oracle_checked": report.oracle_checked,
                "oracle": report.oracle,
                "oracle_by_kind": {
                    share.kind: {
                        "keys": share.keys,
                        "confirmed": share.confirmed,
                        "words": share.worded,
                    }
                    for share in report.shares
                },
                "unproved": report.unproved,
                "equalities_checked": report.equalities,
                "errors": [finding_data(terminal, each) for each in report.errors],
                "warnings": [finding_data(terminal, each) for each in report.warnings],
            }
        )
        return 1 if report.errors else 0
    for finding in (*report.errors, *report.warnings):
        terminal.write(f"{finding.place}: {finding.code} {_message(terminal, finding)}")
    for share in report.shares:
        terminal.write(_share(terminal, share))
    if report.unproved:
        terminal.write(terminal.say("pack.unproved", names=" ".join(report.unproved)))
    summary = terminal.say(
        "pack.checked",
        packs=report.packs,
        skills=report.skills,
        templates=report.templates,
        items=report.items_checked,
        errors=len(report.errors),
        warnings=len(report.warnings),
    )
    oracle = (
        terminal.say("pack.no-oracle")
        if report.oracle is None
        else terminal.say("pack.oracle", items=report.oracle_checked, method=report.oracle)
    )
    equalities = terminal.say("pack.equalities-checked", count=report.equalities)
    terminal.write(f"{summary} {oracle} {equalities}")
    return 1 if report.errors else 0


def _share(terminal: Terminal, share: Share) -> str:
    """A kind is named as packs write it."""
    words = terminal.say("pack.worded", count=share.worded) if share.worded else ""
    said = terminal.say("pack.share", confirmed=share.confirmed, keys=share.keys)
    return f"  {share.kind:<{KIND_WIDTH}}{said}{words}"


class Progress:
    """How far a check has come, on one line of stderr that is wiped when it is done."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def show(self, done: int, total: int) -> None:
        """Overwrite the line; the last call leaves it empty."""
        filled = BAR * done // max(total, 1)
        bar = "#" * filled + "-" * (BAR - filled)
        said = f"[{bar}] {self.terminal.say('pack.progress', done=done, total=total)}"
        line = " " * len(said) if done >= total else said
        ending = "\r" if done >= total else ""
        print(f"\r{line}{ending}", end="", file=self.terminal.stderr, flush=True)


def finding_data(terminal: Terminal, finding: Finding) -> dict[str, object]:
    """One finding as JSON."""
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.code,
        "message": _message(terminal, finding),
    }


def _message(terminal: Terminal, finding: Finding) -> str:
    return terminal.say_sentence(finding.sentence)
