"""Blocks -> lines."""

from __future__ import annotations

import pytest

from mathdrill.cli.blocks import (
    Block,
    Entries,
    Fields,
    Framed,
    Gap,
    Heading,
    Pointed,
    Program,
    Prose,
    Table,
    Words,
)
from mathdrill.cli.layout import printable, rows
from mathdrill.cli.wrap import line_text


def lines(*blocks: Block, width: int = 30) -> list[str]:
    return [line_text(row.line).rstrip() for row in rows(blocks, width, str.upper)]


TABLE = Table(("Skill", "Due"), (("链式法则", "3"), ("rest", "12")), right=frozenset({1}))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading("1 · Powers", "0 of 15 min"), ["1 · Powers         0 of 15 min"]),
        (
            Heading("a heading of many words", "0 of 15 min"),
            ["a heading of many words", "0 of 15 min"],
        ),
        (Prose("so $x$", indent=2), ["  so X"]),
        (Words("as `it` $is$"), ["as `it` $is$"]),  # words have no markup
        (Program("y = x"), ["    y = x"]),
        (Entries((("1", "$a$"), ("10", "b"))), ["  1   A", "  10  b"]),
        (Fields((("a", "one"), ("bcd", "two"))), ["a    one", "bcd  two"]),
        (Gap(), [""]),
        (Framed(Heading("1"), (Prose("p"),)), ["1", "", "p"]),
        (Pointed("3x^^2", 3), ["  3x^^2", "     ^"]),
        (Pointed("求^2", 1), ["  求^2", "    ^"]),  # the caret counts cells
        (Pointed("a\x1b[2Jb", 1), ["  a<U+001B>[2Jb", "   ^"]),
        (Pointed("", 0), ["", "  ^"]),
    ],
)
def test_each_block(block: Block, expected: list[str]) -> None:
    assert lines(block) == expected


def test_a_table_where_there_is_room() -> None:
    assert lines(TABLE, width=60) == ["Skill     Due", "链式法则    3", "rest       12"]


def test_a_table_on_a_narrow_screen_is_names_and_values() -> None:
    assert lines(TABLE, width=40) == ["链式法则", "  Due  3", "", "rest", "  Due  12"]


def test_a_title_gives_way_to_the_other_columns() -> None:
    table = Table(("Skill", "Id"), (("a title of a good many words", "x" * 30),))
    assert lines(table, width=52)[1] == f"a title of a good..   {'x' * 30}"


def test_a_long_text_is_cut_to_the_neighbourhood_of_the_fault() -> None:
    typed, caret = lines(Pointed("1+" * 200 + "^", 400), width=40)
    assert len(typed) <= 40
    assert typed[len(caret) - 1] == "^"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x\ty", "x<U+0009>y"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("a\u202eb", "a<U+202E>b"),  # an override of direction
        ("\ud800", "<U+D800>"),
        ("line\nbreak", "line\nbreak"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),  # rich is told not to read markup
    ],
)
def test_nothing_typed_can_move_the_cursor(text: str, shown: str) -> None:
    assert printable(text) == shown
