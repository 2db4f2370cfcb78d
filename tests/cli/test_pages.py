"""How a due date is told: days are counted from the hour at which the learner's day begins."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from mathdrill.cli import pages
from mathdrill.cli.blocks import Program, Words
from mathdrill.cli.terminal import Terminal
from mathdrill.clock import Clock
from mathdrill.paths import Config, write_config


@pytest.mark.parametrize(
    ("day_begins", "moment", "day", "told"),
    [
        (None, "2026-11-23T03:00:00+00:00", "2026-11-23", "tomorrow"),  # still the 22nd
        (None, "2026-11-23T04:00:00+00:00", "2026-11-23", "today"),
        (0, "2026-11-23T03:00:00+00:00", "2026-11-23", "today"),
        (0, "2026-11-22T23:59:00+00:00", "2026-11-23", "tomorrow"),
        (6, "2026-11-23T05:00:00+00:00", "2026-11-23", "tomorrow"),
        (6, "2026-11-23T05:00:00+00:00", "2026-11-25", "in 3 days"),
    ],
)
def test_days_are_the_learners(day_begins: int | None, moment: str, day: str, told: str) -> None:
    if day_begins is not None:
        write_config(replace(Config(), day_begins=day_begins))
    clock = Clock({"MATHDRILL_NOW": moment})
    terminal = Terminal("en", io.StringIO(), io.StringIO(), io.StringIO(), {}, clock)
    assert told in pages.due(terminal, day)


def test_what_torch_returned_stands_beside_what_was_observed() -> None:
    terminal = Terminal("en", io.StringIO(), io.StringIO(), io.StringIO(), {}, Clock({}))
    values = [
        ("x.grad", "None"),
        ("'ok' if err == 'None' else err", "RuntimeError"),
        ("err", "None"),
    ]
    said, program, _ = pages.returned(terminal, values)
    assert isinstance(said, Words)
    assert isinstance(program, Program)
    assert (
        program.text == "x.grad       # None\nthe program  # RuntimeError\nthe program  # no error"
    )
    assert pages.returned(terminal, []) == ()
