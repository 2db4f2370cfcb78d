"""The tools of an author, as they are typed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mathdrill.cli.shell import pack_preview
from mathdrill.cli.shell.pack_check import Progress
from mathdrill.cli.terminal import Terminal
from mathdrill.clock import Clock
from tests.shell import run


def test_a_new_pack_is_checked_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "my-pack"
    made = run("pack", "new", str(folder), "--lang", "en")
    assert made.code == 0
    assert [Path(line).name for line in made.out.splitlines()][:2] == [
        "pack.yaml",
        "my-pack-skill.yaml",
    ]
    assert f"mathdrill pack check {folder}" in made.err
    checked = run("pack", "check", str(folder), "--instances", "3", "--json", "--no-torch")
    assert (checked.code, checked.err) == (0, "")
    assert isinstance(checked.document, dict)
    assert checked.document["equalities_checked"] > 6
    again = run("pack", "new", str(folder), "--lang", "zh")
    assert (again.code, again.out) == (2, "")
    shown = run("pack", "preview", "my-pack-skill.1", "--pack", str(folder), "--lang", "en").out
    assert shown.index("Predicted wrong answers") < shown.index("预料中的错误答案")
    assert "  verified  f'(x) = " in shown


def test_the_schema_is_printed() -> None:
    for arguments in ((), ("skill",), ("pack",), ("route",)):
        document = run("pack", "schema", *arguments).document
        assert isinstance(document, dict)
        assert document["$schema"].startswith("https://json-schema.org/")
    assert run("pack", "schema", "essay", "--lang", "en").code == 2


def test_an_item_is_shown_again_when_a_file_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my-pack"
    run("pack", "new", str(folder))
    skill = folder / "my-pack-skill.yaml"
    text = skill.read_text(encoding="utf-8")
    saves = iter(
        [
            text.replace("Differentiate $f(x) = F$.", "Find the slope of $F$."),
            text.replace("key: 2*a*x + c", "key: 2*a*x + ("),  # half typed
            text.replace("Differentiate $f(x) = F$.", "Once more, $F$."),
        ]
    )

    def save(_seconds: float) -> None:
        changed = next(saves, None)
        if changed is None:
            raise KeyboardInterrupt
        skill.write_text(changed, encoding="utf-8")

    monkeypatch.setattr(pack_preview, "sleep", save)
    arguments = ("my-pack-skill.1", "--pack", str(folder), "--watch", "--lang", "en")
    ran = run("pack", "preview", *arguments)
    assert ran.code == 0
    asked = ["Differentiate f(x) = 7x", "Find the slope of 7x", "Once more, 7x"]
    assert [ran.out.count(prompt) for prompt in asked] == [1, 1, 1]
    assert "F403" in ran.err  # told while it was half typed, and the next save was shown


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_that_is_wiped() -> None:
    stderr = Screen()
    terminal = Terminal("en", io.StringIO(), io.StringIO(), stderr, {}, Clock({}))
    progress = Progress(terminal)
    progress.show(1, 4)
    assert stderr.getvalue() == f"\r[{7 * '#'}{23 * '-'}] 1 of 4 draws"
    progress.show(4, 4)
    assert stderr.getvalue().endswith(f"\r{' ' * 45}\r")
