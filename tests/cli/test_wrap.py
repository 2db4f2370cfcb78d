"""Lines of mixed Chinese and English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.cli.wrap import (
    NARROWEST,
    NEVER_FIRST,
    NEVER_LAST,
    Span,
    SpanStyle,
    cells,
    clip,
    line_text,
    pad,
    wrap,
    wrap_text,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("x^2", 3),
        ("求导", 4),
        ("（x）", 5),  # full-width brackets are wide
        ("x²", 2),  # an ambiguous character counts as one
        ("x\u0304", 1),  # a combining mark stands on its letter
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 20, ["one two"]),  # blanks are one blank
        ("abcdefgh", 5, ["abcde", "fgh"]),  # a word wider than the line
        ("先求导，再代入。", 6, ["先求", "导，再", "代入。"]),  # no line begins with ，
        ("值（即 5）是", 6, ["值（即", "5）是"]),
        ("一二（三", 6, ["一二", "（三"]),  # no line ends with an opening bracket
        ("a\n\nb", 9, ["a", "", "b"]),  # line breaks are kept
        ("用PyTorch求导", 8, ["用", "PyTorch", "求导"]),  # a break needs no blank at Chinese
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert wrap_text(text, width) == lines


def test_a_formula_that_fits_a_line_is_not_broken() -> None:
    spans = (Span("Differentiate "), Span("3x² + 4x", SpanStyle.MATHS), Span(", please."))
    assert [line_text(line) for line in wrap(spans, 17)] == ["Differentiate", "3x² + 4x, please."]


def test_a_formula_wider_than_the_line_is_broken_at_its_blanks() -> None:
    spans = (Span("y = "), Span("3x² + 4x - 5", SpanStyle.MATHS), Span("."))
    assert [line_text(line) for line in wrap(spans, 8)] == ["y =", "3x² + 4x", "- 5."]


words = st.text("ab 求导x²，。（）.,( )", max_size=60)


@given(text=words, width=st.integers(1, 30))
def test_no_line_is_too_wide_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    lines = wrap_text(text, width)
    assert all(cells(line) <= max(width, NARROWEST) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(text=st.text("a求导，。（）", max_size=40))
def test_lines_begin_and_end_as_a_reader_expects(text: str) -> None:
    """Unless so much punctuation stands together that no line could hold it."""
    runs = [
        cells(run)
        for run in "".join(c if c in NEVER_FIRST | NEVER_LAST else " " for c in text).split()
    ]
    if max(runs, default=0) > 6:
        return
    lines = [line for line in wrap_text(text, 12) if line]
    assert all(line[0] not in NEVER_FIRST for line in lines[1:])
    assert all(line[-1] not in NEVER_LAST for line in lines[:-1])


@pytest.mark.parametrize(
    ("text", "width", "clipped"),
    [("abc", 3, "abc"), ("abcdef", 5, "abc.."), ("求导数", 5, "求.."), ("abc", 1, ".")],
)
def test_clip(text: str, width: int, clipped: str) -> None:
    assert clip(text, width) == clipped


def test_pad_counts_cells() -> None:
    assert pad("导", 4) == "导  "
