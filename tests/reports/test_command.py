"""`mathdrill report`: where it goes, in which format, and what is told when it cannot."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

from mathdrill.cli.shell import report as command
from mathdrill.cli.terminal import Terminal
from mathdrill.clock import Clock
from mathdrill.paths import database
from tests.shell import run

Begin = Callable[[str], None]
FILE = "mathdrill-2026-11-23"


class Tty(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(wanted: command.Wanted, language: str = "en") -> tuple[int, str, str]:
    """(exit code, stdout, stderr) of a run in front of a person."""
    out, err = Tty(), Tty()
    clock = Clock({"MATHDRILL_NOW": "2026-11-23T08:30:00+01:00"})
    code = command.run(Terminal(language, Tty(), out, err, {"COLUMNS": "200"}, clock), wanted)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("form", "opening"),
    [
        ("html", "<!doctype html>\n"),
        ("HTML", "<!doctype html>\n"),
        ("md", "# mathdrill, 2026-11-23\n"),
        ("json", "{\n"),
        ("csv", "\ufeffDate,"),
    ],
)
def test_off_a_terminal_every_format_goes_to_stdout(form: str, opening: str, living: Begin) -> None:
    living("two-weeks")
    ran = run("report", "--format", form, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(opening)


def test_html_is_the_report(living: Begin) -> None:
    living("two-weeks")
    assert run("report", "--lang", "zh").out.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("a.md", b"# mathdrill"),
        ("a.MD", b"# mathdrill"),
        ("a.json", b"{"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.htm", b"<!doctype"),
        ("a.txt", b"<!doctype"),
        ("new folder/a", b"<!doctype"),
    ],
)
def test_the_format_follows_the_name_of_the_file(
    name: str, opening: bytes, living: Begin, tmp_path: Path
) -> None:
    living("two-weeks")
    path = tmp_path / name
    ran = run("report", "-o", str(path), "--lang", "en")
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written to {path}.\n")
    assert path.read_bytes().startswith(opening)


def test_a_named_format_wins_over_the_name_of_the_file(living: Begin, tmp_path: Path) -> None:
    living("two-weeks")
    path = tmp_path / "a.md"
    assert run("report", "--format", "json", "-o", str(path)).code == 0
    assert json.loads(path.read_text("utf-8"))["schema_version"] == 1


def test_a_file_and_a_pipe_hold_the_same_bytes(living: Begin, home: Path) -> None:
    living("two-weeks")
    run("report", "-o", "a.csv", "--lang", "zh")
    environ = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    program = (
        "import sys; from mathdrill.packs import catalogue; from tests.histories import COURSE;"
        "catalogue.shipped_content = lambda: COURSE;"
        "from mathdrill.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    piped = subprocess.run(
        [sys.executable, "-c", program, "report", "--format", "csv", "--lang", "zh"],
        env=environ,
        capture_output=True,
        check=True,
    )
    assert piped.stdout == (home / "a.csv").read_bytes()


def test_a_dash_is_stdout(living: Begin) -> None:
    living("two-weeks")
    assert run("report", "-o", "-", "--lang", "en").out.startswith("<!doctype html>")


# --- on a terminal --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_terminal_html_goes_to_a_file_whose_path_is_told(
    language: str, living: Begin, home: Path
) -> None:
    living("two-weeks")
    code, out, err = on_a_terminal(command.Wanted(), language)
    path = home / f"{FILE}.html"
    assert (code, out) == (0, "")
    assert str(path) in err.replace("\n", "")
    assert path.read_text("utf-8").startswith("<!doctype html>")
    on_a_terminal(command.Wanted(), language)  # once more on the same day: the same file
    assert [each.name for each in home.glob("*.html")] == [path.name]


def test_on_a_terminal_what_can_be_read_there_is_printed(living: Begin) -> None:
    living("two-weeks")
    code, out, err = on_a_terminal(command.Wanted("md"))
    assert (code, err) == (0, "")
    assert out.startswith("# mathdrill")


@pytest.mark.parametrize(("opens", "said"), [(True, "Opened in the browser."), (False, "yourself")])
def test_it_is_opened_on_request(
    living: Begin, home: Path, monkeypatch: pytest.MonkeyPatch, *, opens: bool, said: str
) -> None:
    living("two-weeks")
    asked: list[str] = []

    def browse(address: str) -> bool:
        asked.append(address)
        return opens

    monkeypatch.setattr(webbrowser, "open", browse)
    ran = run("report", "--open", "--lang", "en")
    assert (ran.code, ran.out) == (0, "")
    assert asked == [(home / f"{FILE}.html").as_uri()]
    assert said in ran.err


# --- a period -------------------------------------------------------------------------------------


def test_a_period_begins_on_its_day(living: Begin) -> None:
    living("two-weeks")
    ran = run("report", "--format", "json", "--since", "2026-11-16").document
    assert isinstance(ran, dict)
    assert ran["since"] == "2026-11-16"
    assert ran["days"][0]["date"] == "2026-11-16"
    assert sum(day["answered"] for day in ran["days"]) == ran["totals"]["answered"]
    rows = run("report", "--format", "csv", "--since", "1w", "--lang", "en").out.splitlines()
    assert len(rows) - 1 == ran["totals"]["answered"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nothing has been answered since 2026-11-23"),
        ("zh", "自 2026-11-23 以来还没有答过题"),
    ],
)
def test_a_period_without_an_answer_says_so(language: str, said: str, living: Begin) -> None:
    living("two-weeks")
    for form in ("md", "html"):
        ran = run("report", "--format", form, "--since", "0d", "--lang", language)
        assert said in ran.out
        assert "None" not in ran.out


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--format", "htlm"], 2, "html"),  # did you mean
        (["--format", "pdf"], 2, "html, md, json, csv"),
        (["--since", "yesterday"], 2, "yesterday"),
        (["--since", "2027-01-01"], 2, "2026-11-23"),
        (["--open", "-o", "-"], 2, "-o -"),
        (["-o", "."], 3, "home"),
        (["-o", "occupied/report.html"], 3, "occupied"),
        (["--since"], 2, "--since"),
        (["--sinse", "30d"], 2, "--since"),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(
    language: str, arguments: list[str], code: int, told: str, living: Begin, home: Path
) -> None:
    living("new")
    (home / "occupied").write_text("a file, not a folder", encoding="utf-8")
    ran = run("report", *arguments, "--lang", language)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("mathdrill: ")
    assert told in ran.err
    assert any("\u4e00" <= c <= "\u9fff" for c in ran.err) is (language == "zh")
    assert sorted(each.suffix for each in home.iterdir() if each.suffix == ".html") == []


def test_a_damaged_database_is_told(living: Begin) -> None:
    living("new")
    database().write_bytes(b"no database" * 100)
    ran = run("report", "--lang", "en")
    assert (ran.code, ran.out) == (3, "")


def test_the_schema_is_printed_without_a_look_at_the_log(living: Begin) -> None:
    living("new")
    database().write_bytes(b"no database" * 100)
    ran = run("report", "--schema")
    assert ran.code == 0
    assert isinstance(ran.document, dict)
    assert ran.document["properties"]["schema_version"] == {"const": 1}


def test_one_json_document_for_both_commands(living: Begin) -> None:
    living("year")
    assert run("stats", "--json").document == run("report", "--json").document
