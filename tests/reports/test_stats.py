"""`mathdrill stats`: everything on one screen, however wide it is and whatever it can show."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from mathdrill.cli.layout import rows
from mathdrill.cli.screen import Screen
from mathdrill.cli.shell.stats import overview
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import cells, line_text
from mathdrill.clock import Clock
from tests.histories import HISTORIES
from tests.reports.made import sample_report
from tests.shell import run

Begin = Callable[[str], None]
LINES = 50  # of a terminal that is not small


class Encoded(io.TextIOWrapper):
    """A stream of some encoding that may be a terminal."""

    def __init__(self, encoding: str, *, screen: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="replace")
        self.screen = screen

    def isatty(self) -> bool:
        return self.screen


def terminal(columns: int, language: str = "en", encoding: str = "utf-8") -> Terminal:
    stream = Encoded(encoding)
    environ = {"COLUMNS": str(columns)}
    return Terminal(language, io.StringIO(), stream, stream, environ, Clock({}))


def lines(name: str, at: Terminal) -> list[str]:
    blocks = overview(at, sample_report(name, at.language))
    return [line_text(row.line) for row in rows(blocks, at.width, at.formula)]


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [100, 80, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_no_line_is_wider_than_the_screen(
    name: str, language: str, columns: int, encoding: str
) -> None:
    at = terminal(columns, language, encoding)
    shown = lines(name, at)
    assert max(map(cells, shown)) <= columns
    drawn = "\n".join(shown)
    if encoding == "ascii" and language == "en":
        assert not set(drawn) & set("█░▒▓■▣□◧▁▂▃▅▇×")


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [100, 80])
def test_it_is_one_screen(name: str, language: str, columns: int) -> None:
    assert len(lines(name, terminal(columns, language))) <= LINES


def test_the_calendar_has_a_year_of_weeks_where_there_is_room() -> None:
    shown = lines("year", terminal(80))
    (monday,) = (line for line in shown if line.startswith("Mon"))
    assert len(monday) == len("Mon ") + 53
    assert monday.endswith("·"), "nothing was done today"
    assert "······" in monday, "the break in the summer"
    wednesday = shown[shown.index(monday) + 2]
    assert set(wednesday.removeprefix("Wed ")) == {"·"}, "a day of rest"


def test_a_short_history_is_drawn_short() -> None:
    (monday,) = (line for line in lines("two-weeks", terminal(80)) if line.startswith("Mon"))
    assert len(monday) == len("Mon ") + 4


def test_states_along_the_route_are_signs_that_the_legend_explains() -> None:
    shown = lines("year", terminal(80))
    at = next(n for n, line in enumerate(shown) if line.startswith("Route"))
    stages, legend = shown[at + 1 : at + 4], shown[at + 4]
    signs = "".join(re.findall("[■▣◧×□]", "".join(stages)))
    assert len(signs) == 7
    assert set(signs) <= set(legend)


def test_where_nothing_was_answered_it_says_what_to_type() -> None:
    shown = "\n".join(lines("new", terminal(80)))
    assert "mathdrill today" in shown
    assert "0 of 7 known" in shown
    assert "%" not in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_has_every_part(language: str) -> None:
    shown = "\n".join(lines("year", terminal(80, language)))
    for key in ("route", "calendar", "weeks-minutes", "weeks-right", "ahead", "calibration"):
        assert terminal(80, language).say(f"stats.{key}") in shown
    for key in ("report.weakest", "report.misconceptions"):
        assert terminal(80, language).say(key) in shown


def test_in_colour_it_says_the_same() -> None:
    stream = Encoded("utf-8", screen=True)
    at = replace(terminal(80), stdout=stream, environ={"COLUMNS": "80", "TERM": "xterm-256color"})
    Screen(at).show(overview(at, sample_report("year", "en")))
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    printed = re.sub(r"\x1b\[[0-9;]*m", "", stream.buffer.getvalue().decode())
    assert [line.rstrip() for line in printed.splitlines()] == [
        line.rstrip() for line in lines("year", terminal(80))
    ]


def test_the_command_prints_it(living: Begin) -> None:
    living("year")
    ran = run("stats", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Answers")
