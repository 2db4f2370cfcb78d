"""A session from its request to its summary: language, packs, store, front end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from mathdrill.cli.dialogue import Dialogue
from mathdrill.cli.drill import Drill, DrillOptions
from mathdrill.cli.quick import Practice
from mathdrill.cli.referee import Referee
from mathdrill.cli.settings import settings
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import LANGUAGES, Catalogue, Kind
from mathdrill.lang import say
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.paths import database, read_config, write_config
from mathdrill.store import Store

LANGUAGE_ASKED = "语言 / Language"


def practise(terminal: Terminal, practice: Practice) -> int:
    """Run a session. Returns: the exit code."""
    if not practice.jsonl:
        terminal = with_language(terminal)
    catalogue = runnable(load(terminal), terminal)
    options = _options(practice, catalogue, terminal.language)
    with Store.open(database()) as store, Referee() as referee:
        drill = Drill(
            catalogue,
            store,
            terminal.clock,
            options,
            score=referee.score,
            meet=referee.warm,
        )
        if practice.jsonl:
            from mathdrill.cli.jsonl import Protocol

            return Protocol(terminal, drill).run()
        if practice.plain or terminal.plain:
            from mathdrill.cli.plain import PlainFace

            face = PlainFace(terminal)
            return Dialogue(terminal, drill, face, catalogue, practice.why, referee.returned).run()
        from mathdrill.cli.screen import ScreenFace, keys_kept

        with keys_kept(terminal):
            screen = ScreenFace(terminal)
            return Dialogue(
                terminal, drill, screen, catalogue, practice.why, referee.returned
            ).run()


def load(terminal: Terminal, extra: Sequence[Path] = ()) -> Catalogue:
    """All packs; what is wrong with those of others is told, and they are left out."""
    loaded = load_catalogue(extra)
    for problem in loaded.problems:
        terminal.tell(f"{problem.place}: {problem.code} {terminal.say_sentence(problem.sentence)}")
    return loaded.catalogue


def runnable(catalogue: Catalogue, terminal: Terminal) -> Catalogue:
    """Without torch: no items that it must judge, and one line that says so."""
    code = [t.id for t in catalogue.templates.values() if t.kind is Kind.CODE]
    if not code or find_spec("torch") is not None:
        return catalogue
    terminal.tell(terminal.say("cli.no-torch", count=len(code)))
    return replace(
        catalogue,
        templates={name: t for name, t in catalogue.templates.items() if name not in code},
        skills={
            name: replace(skill, templates=tuple(t for t in skill.templates if t not in code))
            for name, skill in catalogue.skills.items()
        },
    )


def known_names(incomplete: str) -> list[tuple[str, str]]:
    """Topics and skills for the shell's completion, each with its title."""
    from mathdrill.cli.names import topics

    catalogue = load_catalogue().catalogue
    known = [(topic.id, topic.title.en) for topic in topics(catalogue) if topic.skills]
    known += [(skill.id, skill.title.en) for skill in catalogue.skills.values()]
    return [(name, title) for name, title in known if name.startswith(incomplete)]


def with_language(terminal: Terminal) -> Terminal:
    """Ask for the language, once; where nobody can answer, nothing is asked."""
    if terminal.language_chosen or not terminal.interactive:
        return terminal
    terminal.write(LANGUAGE_ASKED)
    for number, language in enumerate(LANGUAGES, 1):
        named = replace(terminal, language=language)
        terminal.write(f"  {number}  {named.say('cli.language')}")
    while True:
        print("> ", end="", file=terminal.stdout, flush=True)
        line = terminal.stdin.readline()
        if not line:
            terminal.write()
            return terminal
        chosen = _language(line.strip().casefold())
        if chosen is not None:
            config, _ = read_config()
            write_config(replace(config, language=chosen))
            return replace(terminal, language=chosen, language_chosen=True)


def _language(typed: str) -> str | None:
    """By number, code, or the beginning of its name."""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(LANGUAGES):
        return LANGUAGES[int(typed) - 1]
    for language in LANGUAGES:
        if typed and say(language, "cli.language").casefold().startswith(typed):
            return language
    return typed if typed in LANGUAGES else None


def _options(practice: Practice, catalogue: Catalogue, language: str) -> DrillOptions:
    chosen = settings()
    if practice.mode != "topic":
        return DrillOptions(
            practice.mode,
            minutes=practice.minutes,
            usual_minutes=chosen.minutes,
            retention=chosen.retention,
            exam_day=chosen.exam_day,
        )
    from mathdrill.cli.names import find

    skills = find(practice.name, catalogue, language).skills
    return DrillOptions(
        "topic", topic_skills=skills, count=practice.count, retention=chosen.retention
    )
