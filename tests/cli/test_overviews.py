"""`mathdrill` alone, `skills`, `pack list`, `data`, `doctor`, `undo`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mathdrill.packs.catalogue import load_catalogue
from mathdrill.paths import database
from tests.shell import run

pytestmark = pytest.mark.usefixtures("sample")

SKILL = [
    "id",
    "section",
    "stage",
    "topics",
    "outline",
    "title",
    "requires",
    "encompasses",
    "templates",
    "state",
    "retrievability",
]


def practise(*answers: str) -> None:
    typed = "".join(f"{answer}\n" for answer in answers)
    assert run("topic", "first-powers", "--plain", "--lang", "en", typed=typed).code == 0


def test_the_first_run_says_welcome_and_what_to_type() -> None:
    out = run("--lang", "en").out
    assert out.startswith("Welcome.")
    assert "mathdrill today" in out


def test_later_it_says_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATHDRILL_NOW", "2026-11-23T08:30:00+01:00")
    practise("7*x^6")
    assert run("--lang", "en").out.startswith("Nothing is due.")
    monkeypatch.setenv("MATHDRILL_NOW", "2026-12-23T08:30:00+01:00")
    assert run("--lang", "en").out.startswith("1 item is due, about 1 min.")


def test_skills_keep_their_contract() -> None:
    practise("7*x^6")
    found = run("skills", "--json").document
    assert isinstance(found, list)
    assert all(list(skill) == SKILL for skill in found)
    assert {skill["id"] for skill in found} == set(load_catalogue().catalogue.skills)
    (practised,) = (skill for skill in found if skill["id"] == "first-powers")
    assert (practised["state"], practised["retrievability"]) == ("learning", 1.0)
    (new,) = (skill for skill in found if skill["id"] == "small-words")
    assert (new["state"], new["retrievability"]) == ("new", None)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_skills_name_every_skill(
    language: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = run("skills", "--lang", language).out
    assert all(skill in out for skill in load_catalogue().catalogue.skills)


@pytest.mark.parametrize(
    "arguments",
    [("skills", "--json"), ("pack", "list", "--json"), ("stats", "--json"), ("doctor", "--json")],
)
def test_json_is_one_ascii_document_and_nothing_else(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert ran.document


def test_an_answer_is_taken_back_after_the_session() -> None:
    practise("7*x^7")
    taken_back = run("undo", "--lang", "en")
    assert taken_back.out == "Taken back: First powers, first-powers.1, your answer was 7*x^7\n"
    again = run("undo", "--lang", "en")
    assert (again.code, again.out, again.err) == (0, "", "There is no answer to take back.\n")


def test_the_log_is_exported_line_by_line(tmp_path: Path) -> None:
    practise("7*x^7", "7*x^6")
    out = run("data", "export").out
    events = [json.loads(line) for line in out.splitlines()]
    assert [event["answer"] for event in events] == ["7*x^7", "7*x^6"]
    assert {event["kind"] for event in events} == {"answer"}
    file = tmp_path / "log.jsonl"
    assert run("data", "export", "-o", str(file)).out == ""
    assert file.read_text(encoding="utf-8") == out
    assert [path.name for path in tmp_path.glob("*log*")] == ["log.jsonl"]


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    ran = run("data", "export", "-o", str(tmp_path / "no" / "such" / "folder"), "--lang", "en")
    assert ran.code == 3
    assert "cannot be written" in ran.err


def test_paths_begin_with_the_database() -> None:
    assert run("data", "path").out.splitlines()[0] == str(database())


def test_doctor_finds_nothing_where_all_is_well() -> None:
    ran = run("doctor", "--json")
    found = ran.document
    assert isinstance(found, dict)
    assert ran.code == 0
    assert (found["schema_version"], found["findings"]) == (1, [])
    assert found["database"] == {"readable": True, "intact": True, "events": 0, "undecided": 0}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_doctor_finds_what_is_wrong(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged database and a pack of a stranger that is none, each with a line; exit code 1."""
    database().parent.mkdir(parents=True, exist_ok=True)
    database().write_bytes(b"no database at all" * 100)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pack.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.setenv("MATHDRILL_PACKS", str(broken))
    ran = run("doctor", "--lang", language)
    assert ran.code == 1
    assert "pack.yaml" in ran.out.replace("\n", "")
    found = run("doctor", "--json", "--lang", language).document
    assert isinstance(found, dict)
    assert found["database"] == {"readable": False}
    assert len(found["findings"]) >= 2


def test_a_broken_pack_of_a_stranger_is_told_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pack.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.setenv("MATHDRILL_PACKS", str(tmp_path))
    ran = run("skills", "--json")
    assert ran.code == 0
    assert f"{tmp_path / 'pack.yaml'}:1:1: S203 " in ran.err
    assert isinstance(ran.document, list)
