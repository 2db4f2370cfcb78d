"""tests/transcripts: sessions as a person sees them, to the letter.

A transcript is prose, a command after `$ `, and the exact screen that follows, as often as wanted;
what is typed comes from a `printf`. stdout is shown, then stderr, then the exit code if it is not 0.
"""

from __future__ import annotations

import codecs
import difflib
import shlex
from pathlib import Path

import pytest

from tests.shell import run
from tests.sources import ROOT

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
NOW = "2026-11-23T08:30:00+01:00"


def commands(text: str) -> list[str]:
    """The commands of a transcript, in order."""
    return [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]


def screen(command: str) -> str:
    """What a command shows."""
    typing, bar, rest = command.rpartition(" | ")
    typed = codecs.decode(shlex.split(typing)[1], "unicode_escape") if bar else ""
    program, *arguments = shlex.split(rest)
    assert program == "mathdrill"
    ran = run(*arguments, typed=typed)
    code = f"[exit {ran.code}]\n" if ran.code else ""
    return f"{ran.out}{ran.err}{code}".rstrip("\n")


def played(text: str) -> str:
    """The transcript as it would be written today."""
    paragraphs: list[str] = []
    for part in text.split("\n\n\n"):
        head, mark, _ = part.partition("$ ")
        command = commands(part)[0] if mark else ""
        paragraphs.append(f"{head}$ {command}\n{screen(command)}" if mark else part.rstrip("\n"))
    return "\n\n\n".join(paragraphs) + "\n"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_is_what_happens(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATHDRILL_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    written = path.read_text(encoding="utf-8")
    happened = played(written)
    difference = difflib.unified_diff(
        written.splitlines(), happened.splitlines(), "written", "happened", lineterm=""
    )
    assert written == happened, "\n".join(difference)


def test_there_are_transcripts_in_both_languages() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TRANSCRIPTS]
    languages = {language for language in ("en", "zh") for t in texts if f"--lang {language}" in t}
    assert languages == {"en", "zh"}
