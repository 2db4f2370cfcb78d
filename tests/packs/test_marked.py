"""YAML with marks: plain strings, and the place of everything."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.packs.findings import Place
from mathdrill.packs.marked import MAX_DEPTH, Document, read

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=20)
KEYS = TEXTS.filter(bool)
DATA = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def read_whole(text: str) -> Document:
    document, findings = read("a.yaml", text.encode())
    assert findings == []
    assert document is not None
    return document


@given(data=DATA, flow=st.booleans())
def test_what_another_program_wrote_is_read_as_strings(data: Any, *, flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', default_flow_style=flow)
    assert read_whole(text).data == data


@pytest.mark.parametrize("trap", ["no", "012", "1e-3", "1_000", "2026-11-23", "~", "0x1f", "1:30"])
def test_no_scalar_is_anything_but_a_string(trap: str) -> None:
    assert read_whole(f"a: {trap}").data == {"a": trap}


BLOCK = """\
title:
  en: One two
  zh: "一 二"
list:
  - first
  - {a: x, b: [y, z]}
lesson: |-
  Line one

    line three
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (1, 1), (2, 3)),
        (("title", "en"), (2, 3), (2, 7)),
        (("list", 0), (5, 5), (5, 5)),  # an entry of a list has no key
        (("list", 1, "a"), (6, 6), (6, 9)),
        (("list", 1, "b", 1), (6, 19), (6, 19)),
        (("list", 7, "nothing"), (5, 3), (5, 3)),  # what holds it, where it is missing
        (("lesson",), (7, 1), (7, 9)),
    ],
)
def test_every_value_and_key_knows_its_place(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    document = read_whole(BLOCK)
    assert document.key(path) == Place("a.yaml", *key)
    assert document.place(path) == Place("a.yaml", *value)


@pytest.mark.parametrize(
    ("path", "position", "place"),
    [
        (("title", "en"), 4, (2, 11)),
        (("title", "zh"), 2, (3, 10)),  # behind the quote
        (("lesson",), 5, (8, 8)),
        (("lesson",), 12, (10, 5)),  # the third line, two blanks further in
    ],
)
def test_a_sign_inside_a_text_is_found_in_the_file(
    path: tuple[str | int, ...], position: int, place: tuple[int, int]
) -> None:
    document = read_whole(BLOCK)
    text: Any = document.data
    for step in path:
        text = text[step]
    assert document.inside(path, text, position) == Place("a.yaml", *place)


def test_lists_may_be_nested_but_not_without_end() -> None:
    deep = MAX_DEPTH - 1
    assert read_whole("[" * deep + "]" * deep).data
    document, findings = read("a.yaml", b"[" * 100_000)
    assert document is None
    assert [found.code for found in findings] == ["Y126"]
