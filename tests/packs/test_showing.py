"""A prompt shows every drawn value that its key depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import Draw, DrawKind, ItemTemplate, Kind, Level, Part, same_text
from mathdrill.packs.checker import check
from mathdrill.packs.showing import unshown
from tests.packs.samples import FILES, with_one_change, write_root

ROUTE, PACK, POWERS, SLOPES = FILES

PROMPTS = [
    ("{en: Compute it., zh: 计算。}", "30:5 K513"),
    ("{en: Compute $a + c$., zh: 计算 $a + c$。}", "29:5 K513"),  # the exponent is missing
    ("{en: Compute $K$., zh: 计算 $K$。}", None),  # a let shows what it was made of
]


@pytest.mark.parametrize(("prompt", "expected"), PROMPTS)
def test_a_value_that_nobody_shows_is_an_error(
    tmp_path: Path, prompt: str, expected: str | None
) -> None:
    old = (
        "    prompt:\n      en: Compute $a^n + c$.\n      zh: 计算 $a^n + c$。\n    key: a^n + c\n"
    )
    new = f"    let: {{K: a^n + c}}\n    prompt: {prompt}\n    key: K\n"
    report = check([write_root(tmp_path, with_one_change(POWERS, old, new))], instances=2)
    assert {found.code for found in report.errors} == ({"K513"} if expected else set())


def _word(prompt: str) -> ItemTemplate:
    """A token item whose key is computed from one drawn number."""
    return ItemTemplate(
        id="sample.1",
        skill="sample",
        revision=1,
        kind=Kind.TOKEN,
        level=Level.COMPUTE,
        seconds=20,
        prompt=same_text(prompt),
        key=(Part("", same_text("$n + 1$ rows")),),
        mal_rules=(),
        hints=(),
        solution=same_text(""),
        draw=(Draw("n", DrawKind.INTEGER, low="1", high="9"),),
    )


def test_a_word_that_is_computed_needs_its_numbers_too() -> None:
    assert unshown(_word("How many?")) == ("n",)
    assert unshown(_word("How many after $n$?")) == ()
