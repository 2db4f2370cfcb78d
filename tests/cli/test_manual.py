"""`--help`, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from mathdrill.cli import app
from mathdrill.cli.wrap import WIDEST, cells
from tests.shell import run


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group of commands, as it is typed."""
    group = group or typer.main.get_command(app.build())
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


ALL = sorted(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_explains_itself(path: tuple[str, ...], language: str) -> None:
    ran = run(*path, "--help", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    chinese = any("\u4e00" <= character <= "\u9fff" for character in ran.out)
    assert chinese == (language == "zh")
    assert all(cells(line) <= WIDEST for line in ran.out.splitlines())
    assert "help." not in ran.out, "a sentence was not said"
    assert "--lang en|zh" in ran.out


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_examples_come_first_and_can_be_typed(path: tuple[str, ...]) -> None:
    help_text = run(*path, "--help", "--lang", "en").out
    purpose, _, rest = help_text.partition("Examples\n")
    assert 1 <= len(purpose.strip().splitlines()) <= 4
    examples = rest.partition("\n\n")[0].splitlines()
    assert all("mathdrill" in example for example in examples)
    assert any(" ".join(("mathdrill", *path)) in example for example in examples)


def test_commands_stand_in_groups() -> None:
    help_text = run("--help", "--lang", "en").out
    headings = [line for line in help_text.splitlines() if line and line[0] != " "]
    wanted = ["Learn", "Progress", "Author", "Data"]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_the_short_flag_does_the_same() -> None:
    assert run("today", "-h").out == run("today", "--help").out
