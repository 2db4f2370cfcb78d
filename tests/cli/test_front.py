"""The front door: flags of every command, exit codes, and what a person is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mathdrill import __version__
from mathdrill.cli import front
from mathdrill.cli.front import Given, take_common
from mathdrill.errors import (
    ContentError,
    DataError,
    FormulaError,
    LockedError,
    MathdrillError,
    UsageError,
)
from mathdrill.paths import config_file, database
from tests.shell import run


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ([], Given((), None, debug=False)),
        (["--lang", "zh", "today"], Given(("today",), "zh", debug=False)),
        (["topic", "--lang=en", "x"], Given(("topic", "x"), "en", debug=False)),
        (["today", "--debug"], Given(("today",), None, debug=True)),
        (["topic", "--", "--lang"], Given(("topic", "--", "--lang"), None, debug=False)),
    ],
)
def test_flags_of_every_command(arguments: list[str], given: Given) -> None:
    assert take_common(arguments) == given


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("cli.needs-value", option="--x"), 2),
        (ContentError("cli.needs-value", option="--x"), 3),
        (DataError("cli.needs-value", option="--x"), 3),
        (LockedError("cli.needs-value", option="--x"), 4),
        (FormulaError("formula.ends", position=3), 1),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),  # `| head`
        (ZeroDivisionError("a fault of ours"), 1),
    ],
)
def test_exit_codes(error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(front, "run", fail)
    monkeypatch.setattr(front, "silence_stdout", lambda: None)
    ran = run("today")
    assert ran.code == code
    assert bool(ran.err) == isinstance(error, MathdrillError | ZeroDivisionError)
    assert "Traceback" not in ran.err


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> int:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(front, "run", fail)
    assert "Traceback" in run("today", "--debug").err


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "--lang", "zh"]])
def test_version(arguments: list[str]) -> None:
    assert run(*arguments).out == f"mathdrill {__version__}\n"


@pytest.mark.usefixtures("compiled")
def test_an_error_about_the_language_is_told_in_the_one_that_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MATHDRILL_LANG", "zh")
    ran = run("skills", "--lang", "fr")
    assert ran.code == 2
    assert "没有“fr”这种语言" in ran.err


@pytest.mark.usefixtures("compiled")
def test_damaged_settings_are_told_and_do_no_harm() -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("{", encoding="utf-8")
    ran = run("skills", "--json")
    assert ran.code == 0
    assert str(config_file()) in ran.err.replace("\n", "")


@pytest.mark.usefixtures("compiled")
def test_a_damaged_database_is_told_and_left_alone() -> None:
    database().parent.mkdir(parents=True, exist_ok=True)
    database().write_bytes(b"no database at all" * 100)
    ran = run("today", "--plain")
    assert ran.code == 3
    assert ran.out == ""
    assert database().read_bytes() == b"no database at all" * 100


@pytest.mark.usefixtures("compiled")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE on Windows")
def test_a_reader_that_leaves_early_hears_nothing() -> None:
    """`mathdrill skills --json | head -1`."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "mathdrill", "skills", "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_every_encoding_gets_a_session(encoding: str, home: Path) -> None:
    """Formulas in ASCII where ² is lacking; nothing breaks where even letters are."""
    done = subprocess.run(
        [sys.executable, "-m", "mathdrill", "topic", "deriv-power", "--lang", "zh"],
        env=os.environ | {"PYTHONIOENCODING": encoding, "MATHDRILL_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    shown = done.stdout.decode(encoding)
    assert ("²" in shown) == (encoding == "utf-8")
    assert ("^2" in shown) == (encoding != "utf-8")
    assert ("指数" in shown) == (encoding != "ascii")
