"""The coloured front end."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from mathdrill.cli.blocks import (
    Block,
    Entries,
    Fields,
    Framed,
    Heading,
    Prose,
    Role,
    Table,
    Words,
)
from mathdrill.cli.screen import ROLES, STYLES, Screen
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import SpanStyle, cells
from mathdrill.clock import Clock

ITEM = Framed(
    Heading("1 · 幂函数的导数", "0 of 15 min"),
    (
        Prose("求 $3x^2 + 4x$ 关于 $x$ 的导数，写成最简形式。Call `backward` **once**."),
        Entries((("1", "$6x + 4$"), ("2", "$6x$"))),
    ),
)
BLOCKS: tuple[Block, ...] = (
    ITEM,
    Words("✗ [bold]not markup[/bold] :smile:", Role.WRONG),
    Fields((("name", "value"),)),
    Table(("技能", "Due"), (("链式法则", "3"),)),
)


def terminal(columns: int, environ: dict[str, str] | None = None) -> Terminal:
    streams = [io.StringIO() for _ in range(3)]
    given = {"COLUMNS": str(columns), **(environ or {})}
    return Terminal("zh", streams[0], streams[1], streams[2], given, Clock(given))


def shown(blocks: Iterable[Block], columns: int, *, no_color: bool = False) -> str:
    """What reaches the terminal."""
    to = terminal(columns)
    console = Console(
        file=to.stdout,
        force_terminal=True,
        width=columns,
        no_color=no_color,
        color_system="standard",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    Screen(to, console).show(blocks)
    assert isinstance(to.stdout, io.StringIO)
    return to.stdout.getvalue()


def without_escapes(text: str) -> list[str]:
    from rich.text import Text

    return Text.from_ansi(text).plain.splitlines()


@pytest.mark.parametrize("columns", [100, 80, 50, 40, 24])
def test_nothing_is_wider_than_the_screen(columns: int) -> None:
    assert all(cells(line) <= columns for line in without_escapes(shown(BLOCKS, columns)))


@pytest.mark.parametrize(("columns", "framed"), [(100, True), (50, True), (49, False), (40, False)])
def test_an_item_is_framed_where_there_is_room(columns: int, *, framed: bool) -> None:
    lines = without_escapes(shown([ITEM], columns))
    assert lines[0].startswith("╭─ 1 · 幂函数的导数 ─") == framed
    assert ("0 of 15 min" in lines[-1]) == framed


def test_the_frame_closes_around_chinese() -> None:
    lines = without_escapes(shown([ITEM], 60))
    assert {cell_len(line) for line in lines} == {60}


def test_markup_and_emoji_codes_are_only_text() -> None:
    assert "✗ [bold]not markup[/bold] :smile:" in without_escapes(shown(BLOCKS, 80))


def test_colours_can_be_turned_off_and_nothing_is_lost() -> None:
    coloured, plain = shown(BLOCKS, 80), shown(BLOCKS, 80, no_color=True)
    assert "\x1b[31m" in coloured
    assert "\x1b[31m" not in plain
    assert without_escapes(coloured) == without_escapes(plain)


def test_every_role_and_style_has_a_look() -> None:
    assert set(ROLES) == set(Role)
    assert set(STYLES) == set(SpanStyle)


@pytest.mark.parametrize("character", ["x", "²", "∂", "导", "，", "（", "\u0304", "─", "✓"])
def test_we_and_rich_agree_on_how_wide_a_character_is(character: str) -> None:
    assert cells(character) == cell_len(character)


@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "dumb"}, True),
        ({"MATHDRILL_PLAIN": "1"}, True),
        ({"MATHDRILL_PLAIN": "0"}, False),
    ],
)
def test_when_only_lines_are_printed(environ: dict[str, str], *, plain: bool) -> None:
    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return True

    at = replace(terminal(80, environ), stdin=Tty(), stdout=Tty())
    assert at.interactive
    assert at.plain == plain
    assert terminal(80, environ).plain  # a pipe
