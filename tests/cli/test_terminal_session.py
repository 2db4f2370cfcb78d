"""A session on a real terminal: a pty with someone who types."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathdrill.paths import Config, read_config, write_config

if sys.platform == "win32":
    pytest.skip("there is no pty on Windows", allow_module_level=True)

import fcntl
import pty
import termios

PATIENCE_S = 30.0
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Typist:
    """Someone in front of a terminal."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        self.screen, theirs = pty.openpty()
        self.terminal = os.dup(theirs)
        defaults = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "40"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mathdrill", *arguments],
            env=os.environ | defaults | environ,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509  # no threads here; Ctrl-C must reach it
        )
        os.close(theirs)
        self.seen = ""

    def sees(self, text: str) -> None:
        """Read until a text is on the screen; what came before it counts no more."""
        while text not in ESCAPES.sub("", self.seen):
            came = self._read(PATIENCE_S)
            assert came, f"{text!r} never came:\n{ESCAPES.sub('', self.seen)[-2000:]}"
        self.seen = ESCAPES.sub("", self.seen).partition(text)[2]

    def types(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def leaves(self) -> int:
        """The exit code, with all that is still to be shown read."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it never left:\n{ESCAPES.sub('', self.seen)[-2000:]}"
            self._read(0.1)
        while self._read(0.0):
            pass
        return self.process.returncode

    def _read(self, patience_s: float) -> bool:
        ready, _, _ = select.select([self.screen], [], [], patience_s)
        if ready:
            self.seen += os.read(self.screen, 4096).decode(errors="replace")
        return bool(ready)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)
        os.close(self.terminal)

    @property
    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)


@pytest.fixture
def typists(sample: Path) -> Iterator[list[Typist]]:  # noqa: ARG001
    someone: list[Typist] = []
    yield someone
    for each in someone:
        each.close()


TOPIC = ("topic", "first-powers", "--count", "2", "--lang", "en")


def test_an_item_is_answered(typists: list[Typist]) -> None:
    typists.append(Typist(*TOPIC))
    (someone,) = typists
    someone.sees("╭─ 1 · First powers")
    someone.sees("f'(x) =")
    someone.types("7*x^7\r")
    someone.sees("✗ Not yet. You multiplied by the exponent but kept it")
    someone.sees("Worked solution")
    someone.sees("Enter: go on")
    someone.types("\r")
    someone.sees("╭─ 2 · First powers")
    someone.types("7*x^6\r")
    someone.sees("✓ Correct.")
    someone.sees("1 of 2 right")
    assert someone.leaves() == 0
    assert someone.echoes, "the terminal was not given back as it was"


def test_keys_typed_before_the_line_is_ready_are_not_lost(typists: list[Typist]) -> None:
    typists.append(Typist(*TOPIC))
    (someone,) = typists
    someone.types("7*x^6\r")
    someone.sees("✓ Correct.")


def test_ctrl_c_keeps_the_item_for_the_next_start(typists: list[Typist]) -> None:
    typists.append(Typist(*TOPIC))
    first = typists[-1]
    first.sees("f'(x) =")
    first.types("?\r")
    first.sees("Hint 1 of 2")
    first.types("half\x03\x03")
    first.sees("The item waits for you")
    assert first.leaves() == 130
    assert first.echoes
    typists.append(Typist(*TOPIC))
    second = typists[-1]
    second.sees("Back where you left off.")
    second.sees("╭─ 1 · First powers")
    second.sees("Hint 1 of 2")  # it was given, and it counts


def test_ctrl_d_leaves_politely(typists: list[Typist]) -> None:
    typists.append(Typist(*TOPIC))
    (someone,) = typists
    someone.sees("f'(x) =")
    someone.types("\x04")
    someone.sees("Done for now")
    assert someone.leaves() == 0


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"MATHDRILL_PLAIN": "1"}])
def test_a_dumb_terminal_gets_lines(environ: dict[str, str], typists: list[Typist]) -> None:
    typists.append(Typist(*TOPIC, **environ))
    (someone,) = typists
    someone.sees("1 · First powers")
    someone.sees("f'(x) =")
    someone.types("7*x^7\n")
    someone.sees("Enter: go on")
    someone.types("\n")
    someone.sees("2 · First powers")
    someone.types("\x03")
    assert someone.leaves() == 130
    assert "\x1b" not in someone.seen


def test_the_language_is_asked_once(typists: list[Typist]) -> None:
    typists.append(Typist("topic", "first-powers"))
    first = typists[-1]
    first.sees("语言 / Language")
    first.types("what\n2\n")
    first.sees("初识幂函数")
    assert read_config()[0].language == "zh"
    typists.append(Typist("topic", "first-powers"))
    second = typists[-1]
    second.sees("初识幂函数")
    assert "Language" not in second.seen


@pytest.mark.parametrize("arguments", [("--help",), ("skills", "--json"), ("today", "--jsonl")])
def test_the_language_is_asked_only_where_someone_practises(
    arguments: tuple[str, ...], typists: list[Typist]
) -> None:
    typists.append(Typist(*arguments))
    (someone,) = typists
    someone.types("\x04")
    assert someone.leaves() == 0
    assert "Language" not in someone.seen


def test_a_language_once_chosen_is_spoken_everywhere(typists: list[Typist]) -> None:
    write_config(Config(language="zh"))
    typists.append(Typist())
    (someone,) = typists
    someone.sees("欢迎")
    assert someone.leaves() == 0
