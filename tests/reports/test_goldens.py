"""Every format prints the three histories to the byte; goldens.py tells how to write them anew."""

from __future__ import annotations

import difflib

import pytest

from tests.reports.goldens import FOLDER, goldens, path, text


@pytest.mark.parametrize(("name", "language", "form"), list(goldens()))
def test_a_format_prints_what_it_printed(name: str, language: str, form: str) -> None:
    written = path(name, language, form).read_bytes().decode()
    printed = text(name, language, form)
    difference = difflib.unified_diff(
        written.splitlines(), printed.splitlines(), "written", "printed", lineterm="", n=0
    )
    assert written == printed, "\n".join(list(difference)[:40])


def test_no_golden_is_left_over() -> None:
    assert {each.name for each in FOLDER.iterdir()} == {path(*golden).name for golden in goldens()}
