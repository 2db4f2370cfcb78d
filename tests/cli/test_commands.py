"""What can be typed instead of an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.cli.commands import Command, Unknown, read_command
from mathdrill.domain import Item, Kind, same_text
from tests.learning import generate, template

PLAIN = generate(template("power", 1), 0)
ORDERING = replace(PLAIN, kind=Kind.ORDERING, labels=("q", "add"))
CHOICE = replace(PLAIN, kind=Kind.CHOICE, choices=(same_text("q"), same_text("p")))
TOKEN = replace(PLAIN, kind=Kind.TOKEN, key="Q")
Q_VARIABLE = replace(PLAIN, variables=("q",))


@pytest.mark.parametrize(
    ("typed", "item", "command"),
    [
        ("?", PLAIN, Command.HINT),
        ("？", PLAIN, Command.HINT),  # from a Chinese input method
        (" q ", PLAIN, Command.QUIT),
        ("Q", PLAIN, Command.QUIT),
        (":lesson", PLAIN, Command.LESSON),
        ("：lesson", PLAIN, Command.LESSON),
        (":Why", PLAIN, Command.WHY),
        (": undo", PLAIN, Command.UNDO),
        (":wyh", PLAIN, Unknown(":wyh")),
        (":", PLAIN, Unknown(":")),
        ("2*q", PLAIN, None),
        ("", PLAIN, None),
        ("lesson", PLAIN, None),  # a word is an answer
        # a command never shadows a declared variable, a label, or what the item takes
        ("q", Q_VARIABLE, None),
        ("q", ORDERING, None),
        ("q", CHOICE, None),
        ("q", TOKEN, None),
        (":quit", Q_VARIABLE, Command.QUIT),
        ("q", None, Command.QUIT),
    ],
)
def test_a_line_is_a_command_or_an_answer(
    typed: str, item: Item | None, command: Command | Unknown | None
) -> None:
    assert read_command(typed, item) == command
