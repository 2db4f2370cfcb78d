"""`pack preview`: one item as a learner meets it, and what stands behind it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep

from mathdrill.cli import pages
from mathdrill.cli.blocks import Block, Entries, Fields, Gap, Heading, Prose
from mathdrill.cli.names import suggestions
from mathdrill.cli.practice import load
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.views import Shown, Why
from mathdrill.domain import LANGUAGES, Catalogue, Item, ItemTemplate
from mathdrill.errors import MathdrillError, UsageError
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import marks
from mathdrill.packs.findings import told
from mathdrill.packs.preview import preview
from mathdrill.packs.probing import displayed
from mathdrill.packs.watch import changes

PERIOD_S = 0.3
CLEARED = "\x1b[2J\x1b[3J\x1b[H"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which item: of which template, with which seed, from which packs beside the usual ones."""

    template: str
    seed: int
    packs: tuple[Path, ...] = ()


def run(terminal: Terminal, chosen: Chosen, *, watched: bool, json: bool) -> int:
    """Show one item of a template as a learner meets it, and everything behind it.

    watched: again after every change of a file, until Ctrl-C.
    """
    if not watched:
        return _show(terminal, chosen, json=json)
    with contextlib.suppress(KeyboardInterrupt):
        for _ in changes(lambda: marks(chosen.packs), lambda: sleep(PERIOD_S)):
            if terminal.stdout.isatty():
                print(CLEARED, end="", file=terminal.stdout)
            try:
                _show(terminal, chosen, json=json)
            except MathdrillError as error:  # a pack in the middle of a change
                terminal.tell(terminal.say_sentence(told(error)))
            terminal.stdout.flush()
            terminal.tell(terminal.say("pack.watching"))
    return 0


def _show(terminal: Terminal, chosen: Chosen, *, json: bool) -> int:
    catalogue = load(terminal, chosen.packs)
    item = generate(_find(chosen.template, catalogue), chosen.seed)
    if json:
        terminal.write_json(preview(item))
        return 0
    others = [language for language in LANGUAGES if language != terminal.language]
    for language in (terminal.language, *others):
        spoken = replace(terminal, language=language)
        show(spoken, (*_preview(spoken, item, catalogue), Gap()))
    return 0


def _find(name: str, catalogue: Catalogue) -> ItemTemplate:
    found = catalogue.templates.get(name)
    if found is None:
        close = suggestions(name, list(catalogue.templates))
        if not close and name in catalogue.skills:
            close = list(catalogue.skills[name].templates)
        if close:
            raise UsageError("pack.unknown-template-meant", given=name, meant=", ".join(close))
        raise UsageError("pack.unknown-template", given=name)
    return found


def _preview(terminal: Terminal, item: Item, catalogue: Catalogue) -> tuple[Block, ...]:
    language = terminal.language
    shown = Shown(item, 1, Why(()), None, 0.0, None, None, 0, 0)
    title = catalogue.skills[item.skill].title
    facts = (
        (terminal.say("pack.template"), f"{item.template} · {item.revision} · {item.seed}"),
        (terminal.say("pack.kind"), f"{item.kind} · {item.level} · {item.seconds} s"),
        (terminal.say("pack.key"), item.key),
        *((terminal.say("pack.accepts"), each) for each in item.accepts),
    )
    rejects = tuple(
        (each.answer, f"`{each.misconception}` {each.feedback[language]}") for each in item.rejects
    )
    hints = tuple((str(n), hint[language]) for n, hint in enumerate(item.hints, 1))
    return (
        *pages.item(terminal, shown, title),
        Gap(),
        Fields(facts),
        Gap(),
        Heading(terminal.say("pack.rejects")),
        Entries(rejects),
        Gap(),
        Heading(terminal.say("pack.hints")),
        Entries(hints),
        Gap(),
        Heading(terminal.say("screen.solution")),
        Prose(item.solution[language], indent=2),
        *_equalities(terminal, item),
    )


def _equalities(terminal: Terminal, item: Item) -> tuple[Block, ...]:
    """What of the displayed equalities was verified."""
    words = {True: "pack.true", False: "pack.false", None: "pack.undecided"}
    rows = tuple(
        (terminal.say(words[claim.holds]), f"${claim.left} = {claim.right}$")
        for claim in displayed(item, terminal.language)
    )
    heading = Heading(terminal.say("pack.equalities"))
    return (Gap(), heading, Entries(rows)) if rows else ()
