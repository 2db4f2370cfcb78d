"""`pack list`: the packs that are found."""

from __future__ import annotations

from mathdrill.cli.blocks import Table
from mathdrill.cli.practice import load
from mathdrill.cli.shell.skills import bilingual
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue, Pack


def run(terminal: Terminal, *, json: bool) -> int:
    """List the packs in the order of the outline."""
    catalogue = load(terminal)
    packs = sorted(catalogue.packs.values(), key=lambda pack: pack.section)
    if json:
        terminal.write_json([_data(pack, catalogue) for pack in packs])
        return 0
    columns = ("id", "pack", "skills", "templates")
    header = tuple(terminal.say(f"report.column-{column}") for column in columns)
    rows = tuple(
        (pack.id, pack.title[terminal.language], *map(str, _counts(pack, catalogue)))
        for pack in packs
    )
    show(terminal, (Table(header, rows, right=frozenset({2, 3})),))
    return 0


def _data(pack: Pack, catalogue: Catalogue) -> dict[str, object]:
    skills, templates = _counts(pack, catalogue)
    title = bilingual(pack.title)
    return {"id": pack.id, "title": title, "skills": skills, "templates": templates}


def _counts(pack: Pack, catalogue: Catalogue) -> tuple[int, int]:
    """How many skills and templates."""
    inside = [skill for skill in catalogue.skills.values() if skill.pack == pack.id]
    return len(inside), sum(len(skill.templates) for skill in inside)
