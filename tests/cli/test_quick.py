"""`today` and `topic` read without typer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.cli import app, practice
from mathdrill.cli.quick import FLAGS, VALUES, Practice, read_quickly
from mathdrill.cli.terminal import Terminal, standard_terminal
from mathdrill.errors import UsageError


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        (["today"], Practice("today")),
        (["today", "--minutes", "7.5"], Practice("today", minutes=7.5)),
        (["today", "--minutes=5", "--plain"], Practice("today", minutes=5, plain=True)),
        (["topic", "chain-rule"], Practice("topic", name="chain-rule")),
        (["topic", "--count", "3", "导数"], Practice("topic", name="导数", count=3)),
        (["topic", "x", "--jsonl"], Practice("topic", name="x", jsonl=True)),
    ],
)
def test_what_is_plain_is_read(arguments: list[str], read: Practice) -> None:
    assert read_quickly(arguments) == read


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["stats"],
        ["today", "--help"],
        ["today", "now"],
        ["today", "--minutes"],
        ["today", "--minutes", "soon"],
        ["today", "--count", "3"],
        ["today", "--plain=yes"],
        ["topic"],
        ["topic", "a", "b"],
        ["topic", "a", "--count", "1.5"],
        ["today", "-h"],
        ["today", "--", "x"],
    ],
)
def test_everything_else_is_left_to_typer(arguments: list[str]) -> None:
    assert read_quickly(arguments) is None


@pytest.mark.parametrize("minutes", ["0", "-3", "nan", "inf", "1441"])
def test_minutes_that_make_no_session(minutes: str) -> None:
    with pytest.raises(UsageError, match=r"cli\.minutes"):
        read_quickly(["today", "--minutes", minutes])


@pytest.mark.parametrize("count", ["0", "-1", "1001"])
def test_counts_that_make_no_session(count: str) -> None:
    with pytest.raises(UsageError, match=r"cli\.count"):
        read_quickly(["topic", "x", "--count", count])


@pytest.fixture
def practised(monkeypatch: pytest.MonkeyPatch) -> list[Practice]:
    """What typer's reading comes to: no session is run."""
    asked_for: list[Practice] = []

    def note(_: Terminal, wanted: Practice) -> int:
        asked_for.append(wanted)
        return 0

    monkeypatch.setattr(practice, "practise", note)
    return asked_for


@pytest.mark.parametrize(
    "arguments",
    [
        ["today"],
        ["today", "--minutes", "7.5", "--jsonl"],
        ["today", "--plain", "--minutes=20"],
        ["topic", "chain-rule", "--count=3"],
        ["topic", "--plain", "链式法则"],
    ],
)
def test_typer_reads_the_same(arguments: list[str], practised: list[Practice]) -> None:
    app.run(standard_terminal("en"), arguments)
    assert practised == [read_quickly(arguments)]


def _options(command: str) -> Iterator[str]:
    group = typer.main.get_command(app.build())
    for parameter in group.commands[command].params:  # type: ignore[attr-defined]
        yield parameter.name


@pytest.mark.parametrize("command", ["today", "topic"])
def test_no_option_is_forgotten(command: str) -> None:
    """An option that only typer knows would make its command slow, one only we know a lie."""
    (quick,) = ({*FLAGS[mode], *VALUES[mode]} for mode in VALUES if mode == command)
    assert set(_options(command)) - {"name"} == quick


@given(arguments=st.lists(st.text(max_size=8), max_size=5))
def test_no_arguments_surprise_it(arguments: list[str]) -> None:
    """It reads them, leaves them to typer, or complains; nothing else is raised."""
    for command in ("today", "topic"):
        with contextlib.suppress(UsageError):
            read = read_quickly([command, *arguments])
            assert read is None or read.mode == command
