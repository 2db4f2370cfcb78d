"""`doctor`: is everything in order here?"""

from __future__ import annotations

import platform
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from mathdrill import __version__
from mathdrill.cli.blocks import Block, Fields, Gap, Heading, Role, Words
from mathdrill.cli.measure import ambiguous_cells
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import LANGUAGES, Outcome
from mathdrill.errors import ContentError, DataError, LockedError, MathdrillError
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.paths import cache_dir, config_file, database, read_config, user_packs
from mathdrill.store import Store

SCHEMA_VERSION = 1
PACKAGES = (
    "fsrs",
    "numpy",
    "platformdirs",
    "prompt-toolkit",
    "pydantic",
    "PyYAML",
    "rich",
    "sqlite-utils",
    "sympy",
    "torch",
    "typer",
)


@dataclass(slots=True)
class Health:
    """What was looked at, by part, and what is not in order."""

    parts: dict[str, dict[str, object]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def run(terminal: Terminal, *, json: bool) -> int:
    """Look at versions, paths, data, packs and the terminal. Returns: 1 with a finding."""
    health = examine(terminal, measured=not json)
    if json:
        terminal.write_json(
            {"schema_version": SCHEMA_VERSION, **health.parts, "findings": health.findings}
        )
    else:
        show(terminal, _blocks(terminal, health))
    return 1 if health.findings else 0


def examine(terminal: Terminal, *, measured: bool) -> Health:
    """Everything. measured: whether the terminal itself may be asked how wide it draws."""
    health = Health()
    health.parts["versions"] = {
        "mathdrill": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{package: _version(package) for package in PACKAGES},
    }
    missing = [package for package in PACKAGES if _version(package) is None]
    if missing:
        health.findings.append(terminal.say("doctor.missing", packages=", ".join(missing)))
    _settings(terminal, health)
    _database(terminal, health)
    _packs(terminal, health)
    _screen(terminal, health, measured=measured)
    return health


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _settings(terminal: Terminal, health: Health) -> None:
    health.parts["paths"] = {
        "database": str(database()),
        "config": str(config_file()),
        "packs": str(user_packs()),
        "cache": str(cache_dir()),
    }
    _, notice = read_config()
    if notice is not None:
        health.findings.append(terminal.say_sentence(notice))


def _database(terminal: Terminal, health: Health) -> None:
    try:
        with Store.open(database()) as store:
            damage = store.integrity()
            events = Counter(event.verdict or event.kind for event in store.events())
    except (DataError, LockedError) as error:
        health.parts["database"] = {"readable": False}
        health.findings.append(_said(terminal, error))
        return
    health.parts["database"] = {
        "readable": True,
        "intact": not damage,
        "events": events.total(),
        "undecided": events[Outcome.UNDECIDED],
    }
    if damage:
        health.findings.append(terminal.say("doctor.damaged", what=damage[0]))


def _packs(terminal: Terminal, health: Health) -> None:
    try:
        loaded = load_catalogue()
    except ContentError as error:
        health.parts["packs"] = {"readable": False}
        health.findings.append(_said(terminal, error))
        return
    catalogue = loaded.catalogue
    health.parts["packs"] = {
        "readable": True,
        "packs": len(catalogue.packs),
        "skills": len(catalogue.skills),
        "templates": len(catalogue.templates),
    }
    health.findings += (
        f"{problem.place}: {problem.code} {terminal.say_sentence(problem.sentence)}"
        for problem in loaded.problems
    )


def _screen(terminal: Terminal, health: Health, *, measured: bool) -> None:
    cells = ambiguous_cells(terminal) if measured else None
    health.parts["terminal"] = {
        "interactive": terminal.interactive,
        "encoding": terminal.stdout.encoding,
        "columns": terminal.columns,
        "formulas": "unicode" if terminal.shows_maths else "ascii",
        "ambiguous_cells": cells,
    }
    name = terminal.say("cli.language")
    if not terminal.can_show(name):
        languages = ", ".join(LANGUAGES)
        encoding = terminal.stdout.encoding
        said = terminal.say("doctor.encoding", encoding=encoding, languages=languages)
        health.findings.append(said)
    if cells is not None and cells > 1:
        health.findings.append(terminal.say("doctor.ambiguous", cells=cells))


def _said(terminal: Terminal, error: MathdrillError) -> str:
    return terminal.say(error.sentence, **error.values)


def _blocks(terminal: Terminal, health: Health) -> Iterator[Block]:
    for part, facts in health.parts.items():
        yield Heading(terminal.say(f"doctor.{part}"))
        yield Fields(
            tuple(
                (f"  {_name(terminal, part, name)}", _fact(terminal, fact))
                for name, fact in facts.items()
            )
        )
        yield Gap()
    for finding in health.findings:
        yield Words(finding, Role.WRONG)
    if not health.findings:
        yield Words(terminal.say("doctor.fine"), Role.RIGHT)


def _name(terminal: Terminal, part: str, name: str) -> str:
    """What a fact is called; a package is called by its own name."""
    return name if part == "versions" else terminal.say(f"doctor.{part}-{name.replace('_', '-')}")


def _fact(terminal: Terminal, fact: object) -> str:
    match fact:
        case None:
            return "-"
        case bool():
            return terminal.say("doctor.yes" if fact else "doctor.no")
        case _:
            return str(fact)
