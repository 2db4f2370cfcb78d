"""The formats of a report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mathdrill.reports import formats
from mathdrill.reports.formats import FORMATS, write
from tests.learning import answered
from tests.reports.test_report import report


def test_the_table_of_formats_is_the_folder() -> None:
    folder = Path(formats.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(FORMATS)


def test_json_is_ascii_and_carries_its_version() -> None:
    text = FORMATS["json"](report([answered("chains.1", correct=False)], "zh"))
    assert text.isascii()
    document = json.loads(text)
    assert document["schema_version"] == 1
    assert document["totals"]["answered"] == 1
    assert document["weakest"][0]["command"] == "mathdrill topic chains"


@pytest.mark.parametrize(
    ("language", "heading", "little"),
    [
        ("en", "## Mastery along the route", "Not enough data."),
        ("zh", "## 沿路线的掌握情况", "数据还不够。"),
    ],
)
def test_markdown_speaks_the_language_of_the_reader(
    language: str, heading: str, little: str
) -> None:
    text = FORMATS["md"](report([answered("chains.1")], language))
    assert text.startswith("# mathdrill")
    assert heading in text
    assert little in text


def test_markdown_shows_a_typed_answer_as_code_whatever_it_holds() -> None:
    wrong = replace(answered("chains.1", correct=False), answer="`x` | <b>")
    assert "`` `x` | <b> ``" in FORMATS["md"](report([wrong]))


def test_a_report_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    write(report([]), "md", path)
    assert path.read_text("utf-8") == FORMATS["md"](report([]))
