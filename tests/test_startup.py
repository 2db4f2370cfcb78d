"""Law 3: what is slow to import is not imported before the first item is on screen."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sources import ROOT

SLOW = {"torch", "sympy", "mpmath", "numpy", "yaml", "sqlite_utils", "pandas"}
IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \| +(\S+)", re.MULTILINE)
PATIENCE_S = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


def _command(*arguments: str, watched: bool = True) -> list[str]:
    options = ["-X", "importtime"] if watched else []  # one line on stderr for each import
    return [sys.executable, *options, "-m", "mathdrill", *arguments]


def _environ(home: Path) -> dict[str, str]:
    return os.environ | {
        "MATHDRILL_HOME": str(home),
        "MATHDRILL_LANG": "en",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "LINES": "40",
    }


@pytest.fixture
def shown(home: Path) -> str:
    """How the item begins that a second start shows first.

    The first start compiled the catalogue, taught the first lesson, and gave one item up.
    """
    done = subprocess.run(
        _command("today", "--jsonl", watched=False),
        env=_environ(home),
        input='{"command": "reveal"}\n',
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events].count("lesson") == 1
    _, item = (event for event in events if event["event"] == "item")
    return str(item["prompt"])[:20]


def _imported_before(seen: str) -> set[str]:
    names = set(IMPORTED.findall(seen))
    assert "mathdrill.domain" in names, "the imports were not watched"
    return {name.partition(".")[0] for name in names}


def _until(text: str, screen: int) -> str:
    """What comes through a file descriptor until `text` is there; escape sequences taken out."""
    seen = b""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # the other end of a pty is gone
            piece = b""
        seen += piece
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode(errors="replace"))
        if text in plain:
            return plain.partition(text)[0]
        assert piece, f"{text!r} was never shown:\n{plain[-3000:]}"


@contextmanager
def _running(command: list[str], home: Path, *, stdin: int, screen: int) -> Iterator[None]:
    """A session whose output and imports come through one descriptor, in their true order."""
    process = subprocess.Popen(
        command, env=_environ(home), stdin=stdin, stdout=screen, stderr=screen
    )
    watchdog = threading.Timer(PATIENCE_S, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "arguments", [["--help"], ["today", "--help"], ["--help", "--lang", "zh"], ["--version"]]
)
def test_help_needs_nothing_slow(arguments: list[str], home: Path) -> None:
    done = subprocess.run(
        _command(*arguments), env=_environ(home), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout
    names = {name.partition(".")[0] for name in IMPORTED.findall(done.stderr)}
    assert "mathdrill" in names, "the imports were not watched"
    assert names & SLOW == set()


def test_nothing_slow_is_imported_before_the_first_item_in_lines(home: Path, shown: str) -> None:
    reading, writing = os.pipe()
    with _running(_command("today", "--plain"), home, stdin=subprocess.PIPE, screen=writing):
        os.close(writing)
        before = _until(shown, reading)
    os.close(reading)
    assert _imported_before(before) & {*SLOW, "prompt_toolkit", "rich"} == set()


def test_nothing_slow_is_imported_before_the_first_item_on_a_terminal(
    home: Path, shown: str
) -> None:
    ours, theirs = pty.openpty()
    with _running(_command("today"), home, stdin=theirs, screen=theirs):
        os.close(theirs)
        before = _until(shown, ours)
    os.close(ours)
    assert _imported_before(before) & {*SLOW, "prompt_toolkit"} == set()
