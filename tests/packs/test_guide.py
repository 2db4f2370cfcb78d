"""Every example of the author's guide proves itself as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mathdrill.domain import Kind
from mathdrill.packs.checker import check
from mathdrill.packs.equalities import Meanings, claims
from mathdrill.packs.findings import Code
from tests.sources import ROOT

GUIDE = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)
FILES = [block for block in BLOCKS if block.startswith("# ")]
TEMPLATES = [block for block in BLOCKS if block.startswith("- id:")]

PACK = """\
format: 1
section: 9
title: {en: Kinds, zh: 题型}
topics:
  - {id: all-the-kinds, outline: "9.1", title: {en: Kinds, zh: 题型}}
"""

SKILL = """\
format: 1
skill: all-kinds
stage: 1
outline: [9.1.a]
title: {en: Kinds, zh: 题型}
can: {en: answer, zh: 会答}
requires: []
lesson: {en: Every kind., zh: 各种题型。}
templates:
"""


def test_every_block_is_an_example() -> None:
    assert len(FILES) == 2
    assert len(FILES) + len(TEMPLATES) == len(BLOCKS)


def test_the_whole_pack_passes(tmp_path: Path) -> None:
    for block in FILES:
        path = tmp_path / block.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, encoding="utf-8")
    report = check([tmp_path / "percent"], instances=64)
    assert (report.errors, report.warnings) == ((), ())
    assert (report.templates, report.oracle_checked) == (1, report.items_checked)
    assert report.equalities > 2 * report.items_checked


def test_every_kind_passes(tmp_path: Path) -> None:
    indented = [
        "".join(f"  {line}" for line in block.splitlines(keepends=True)) for block in TEMPLATES
    ]
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "all-kinds.yaml").write_text(SKILL + "".join(indented), encoding="utf-8")
    report = check([tmp_path], instances=12)
    assert (report.errors, report.warnings) == ((), ())
    assert report.templates == len(TEMPLATES) == len(Kind)
    shown = {re.search(r"^  kind: (\w+)", block, re.MULTILINE)[1] for block in TEMPLATES}  # type: ignore[index]
    assert shown == {kind.value for kind in Kind}


Holds = bool | None

ROWS = [
    ("3*4 = 12", True),
    ("(x + 1)^2 = x^2 + 2*x + 1", True),
    ("f'(x) = 5*3*x^2 = 15*x^2", True),
    ("x^2 = 4", None),
    ("2/3 ≈ 0.667", True),
]


@pytest.mark.parametrize(("formula", "holds"), ROWS)
def test_the_table_of_equalities_is_true(formula: str, holds: Holds) -> None:
    assert f"`${formula}$`" in GUIDE
    assert [claim.holds for claim in claims(f"${formula}$", Meanings())] == [holds]


def test_the_codes_exist() -> None:
    known = {code.value[0] for code in Code}
    assert set(re.findall(r"[YSRFKW]\d{3}", GUIDE)) <= known
