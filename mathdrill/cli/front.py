"""From what was typed at the shell to the command that does it.

Two flags may stand anywhere and are taken out first: `--lang`, because help and errors need the
language before anything else is read, and `--debug`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from mathdrill.cli.quick import read_quickly
from mathdrill.cli.terminal import standard_terminal
from mathdrill.errors import MathdrillError, UsageError
from mathdrill.lang import choose_language
from mathdrill.paths import read_config

COMPLETION = "_MATHDRILL_COMPLETE"  # set by the shell's completion, which passes no arguments


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments without the flags that every command takes."""

    arguments: tuple[str, ...]
    language: str | None
    debug: bool


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns: the exit code."""
    given = take_common(arguments)
    config, notice = read_config()
    chosen = choose_language(given.language, os.environ, config.language)
    terminal = standard_terminal(chosen)
    if notice is not None:
        terminal.tell(terminal.say_sentence(notice))
    practice = None if COMPLETION in os.environ else read_quickly(given.arguments)
    if practice is not None:
        from mathdrill.cli.practice import practise

        return practise(terminal, practice)
    from mathdrill.cli import app

    return app.run(terminal, given.arguments)


def take_common(arguments: Sequence[str]) -> Given:
    """Split the flags of every command from the rest.

    Raises: UsageError: `--lang` without a language.
    """
    rest: list[str] = []
    language: str | None = None
    debug = False
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument == "--debug":
            debug = True
        elif argument == "--lang":
            language = next(remaining, None)
            if language is None:
                raise UsageError("cli.needs-value", option="--lang")
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return Given(tuple(rest), language, debug)


def report(arguments: Sequence[str], error: Exception) -> None:
    """Tell a person what went wrong, in their language; with `--debug`, where."""
    config, _ = read_config()
    language = _language_in_spite_of(arguments, config.language)
    terminal = standard_terminal(language)
    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error, file=terminal.stderr)
    if isinstance(error, MathdrillError):
        terminal.tell(f"mathdrill: {terminal.say(error.sentence, **error.values)}")
    else:
        what = f"{type(error).__name__}: {error}"
        terminal.tell(f"mathdrill: {terminal.say('cli.fault', what=what)}")


def _language_in_spite_of(arguments: Sequence[str], config: str | None) -> str:
    """The language for an error, which may be one about `--lang`."""
    for flag in (*_given_languages(arguments), None):
        try:
            return choose_language(flag, os.environ, config) or "en"
        except UsageError:
            continue
    return "en"


def _given_languages(arguments: Sequence[str]) -> list[str]:
    try:
        language = take_common(arguments).language
    except UsageError:
        return []
    return [] if language is None else [language]


def silence_stdout() -> None:
    """Nobody reads any more: let the interpreter flush into nothing."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
