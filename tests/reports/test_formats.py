"""What holds for the formats; the goldens show how each looks."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.autograd.rails import cells
from mathdrill.reports import formats
from mathdrill.reports.formats import FORMATS, text, write
from mathdrill.reports.formats.csv import field, guarded
from mathdrill.reports.json_schema import schema
from tests.histories import HISTORIES
from tests.learning import answered
from tests.reports.made import sample_history, sample_report
from tests.reports.test_report import report
from tests.reports.validating import faults


def test_the_table_of_formats_is_the_folder() -> None:
    folder = Path(formats.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_written_whole(form: str, tmp_path: Path) -> None:
    path = tmp_path / "report"
    write(sample_report("two-weeks", "zh"), form, path)
    assert path.read_bytes().decode() == text(sample_report("two-weeks", "zh"), form)
    assert [each.name for each in tmp_path.iterdir()] == ["report"]


# --- JSON -----------------------------------------------------------------------------------------


def test_json_is_ascii_and_carries_its_version() -> None:
    printed = text(report([answered("chains.1", correct=False)], "zh"), "json")
    assert printed.isascii()
    document = json.loads(printed)
    assert document["schema_version"] == 1
    assert document["totals"]["answered"] == 1
    assert document["weakest"][0]["command"] == "mathdrill topic chains"
    assert "answers" not in document


@pytest.mark.parametrize("name", HISTORIES)
def test_every_report_keeps_the_published_schema(name: str) -> None:
    document = json.loads(text(sample_report(name, "en"), "json"))
    assert list(faults(document, schema(), schema())) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"due": "3"}, ".due is no integer"),
        ({"due": True}, ".due is no integer"),
        ({"schema_version": 2}, ".schema_version is 2"),
        ({"since": 3}, ".since is none of them"),
        ({"news": 1}, ".news is not described"),
        ({"totals": {}}, ".totals.answered is missing"),
    ],
)
def test_the_schema_refuses_what_is_no_report(change: dict[str, Any], told: str) -> None:
    document = json.loads(text(sample_report("two-weeks", "en"), "json")) | change
    assert told in list(faults(document, schema(), schema()))


def test_the_schema_describes_every_type() -> None:
    published = schema()
    assert published["$schema"].startswith("https://json-schema.org/")
    assert all(each["description"] for each in published["$defs"].values())
    assert json.loads(json.dumps(published)) == published


# --- CSV ------------------------------------------------------------------------------------------


def rows_of(printed: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(printed.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_spreadsheet_gets_one_row_an_answer_and_the_mark_of_utf_8(language: str) -> None:
    printed = text(sample_report("year", language), "csv")
    assert printed.encode().startswith(b"\xef\xbb\xbf")
    assert printed.count("\ufeff") == 1
    assert "\n" not in printed.replace("\r\n", "")
    head, *rows = rows_of(printed)
    assert len(rows) == len(sample_history("year"))
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2*x", "2*x"),
        ("=1+1", "'=1+1"),
        ("+3", "'+3"),
        ("-3x", "'-3x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'<U+0009>=1"),
        ("\r\n=1", "'<U+000D><U+000A>=1"),
        ("＝1", "'＝1"),  # full-width signs begin a formula as well
        ("u = 3, v = 4", "u = 3, v = 4"),
        ("", ""),
        ('"', '"'),
        ("a\x00b\u202e", "a<U+0000>b<U+202E>"),
    ],
)
def test_a_spreadsheet_runs_nothing_that_was_typed(typed: str, shown: str) -> None:
    assert guarded(typed) == shown
    wrong = replace(answered("chains.1", correct=False), answer=typed)
    _, row = rows_of(text(report([wrong]), "csv"))
    assert shown in row


@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_comes_back_from_its_field(typed: str) -> None:
    printed = field(typed)
    assert rows_of(f"1,{printed},2\r\n") == [["1", guarded(typed), "2"]]


def test_the_time_in_a_spreadsheet_is_that_of_the_learners_clock() -> None:
    event = replace(answered("chains.1"), ts_utc_ms=1_700_000_000_000, tz_offset_min=480)
    _, row = rows_of(text(report([event]), "csv"))
    assert row[1] == "2023-11-15 06:13"


# --- Markdown -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "heading", "little"),
    [
        ("en", "## Mastery along the route", "Not enough data"),
        ("zh", "## 沿路线的掌握情况", "数据还不够"),
    ],
)
def test_markdown_speaks_the_language_of_the_reader(
    language: str, heading: str, little: str
) -> None:
    printed = text(report([answered("chains.1")], language), "md")
    assert printed.startswith("# mathdrill")
    assert heading in printed
    assert little in printed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("`x` | <b>", "`` `x` | <b> ``"),
        ("``", "``` `` ```"),
        ("a\nb", "`a<U+000A>b`"),
        ("  ", "—"),
    ],
)
def test_markdown_shows_a_typed_answer_as_code_whatever_it_holds(typed: str, shown: str) -> None:
    wrong = replace(answered("chains.1", correct=False), answer=typed)
    assert f"typed: {shown}\n" in text(report([wrong]), "md")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_columns_of_a_markdown_table_stand_below_each_other(language: str) -> None:
    table: list[str] = []
    found = 0
    for line in text(sample_report("year", language), "md").split("\n"):
        if line.startswith("|"):
            table.append(line)
            continue
        assert len({cells(row) for row in table}) <= 1
        found += bool(table)
        table = []
    assert found >= 6
