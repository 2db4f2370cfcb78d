"""Which characters formulas are made of, and where each token stands in the typed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.errors import FormulaError
from mathdrill.maths.lexer import clean_text, tokenize


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("x−1", "x-1"),  # minus sign
        ("x–1", "x-1"),  # en dash
        ("x—1", "x-1"),  # em dash
        ("2·x", "2*x"),
        ("2×x", "2*x"),
        ("2⋅x", "2*x"),
        ("2∙x", "2*x"),
        ("6÷2", "6/2"),
        ("6∕2", "6/2"),
        ("x²", "x^(2)"),
        ("x⁻¹", "x^(-1)"),
        ("x¹²", "x^(12)"),
        ("x⁽ⁿ⁾", "x^((n))"),
        ("eˣ", "e^(x)"),
        ("x²y³", "x^(2)y^(3)"),
        ("x₁", "x1"),
        ("（ｘ＋１）", "(x+1)"),
        ("［１，２］", "[1,2]"),
        ("【1】", "[1]"),
        ("1、2", "1,2"),
        ("3。5", "3.5"),
        ("ｆ’（ｘ）", "f'(x)"),
        ("x≤1", "x<=1"),
        ("x≠1", "x!=1"),
        ("a→b", "a->b"),
        ("x\u00a0+\u30001", "x + 1"),  # no-break and ideographic blanks
        ("x\t+\n1", "x + 1"),
        ("√2", "√2"),
        ("πσ", "πσ"),
        ("｜ｘ｜", "|x|"),
    ],
)
def test_look_alikes_become_the_characters_of_formulas(typed: str, cleaned: str) -> None:
    assert clean_text(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("2e3", ["2e3"]),
        ("2e", ["2", "e"]),
        ("2ex", ["2", "ex"]),
        ("2e+x", ["2", "e", "+", "x"]),
        ("e5", ["e5"]),
        ("1.5.2", ["1.5", ".2"]),
        (".5", [".5"]),
        ("5.", ["5."]),
        ("1e-5", ["1e-5"]),
        ("1E5", ["1E5"]),
        ("x**2", ["x", "**", "2"]),
        ("torch.sin(x)", ["sin", "(", "x", ")"]),
        ("np.exp", ["exp"]),
        ("math.pi", ["pi"]),
        ("x_1", ["x_1"]),
        ("f'(x)", ["f'", "(", "x", ")"]),
        ("a<=b", ["a", "<=", "b"]),
        ("", []),
        ("   ", []),
    ],
)
def test_tokens(typed: str, tokens: list[str]) -> None:
    *found, end = tokenize(typed)
    assert [token.text for token in found] == tokens
    assert (end.start, end.end) == (len(typed), len(typed))


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("x + 10", [(0, 1), (2, 3), (4, 6)]),
        ("x²+y", [(0, 1), (1, 2), (1, 2), (1, 2), (1, 2), (2, 3), (3, 4)]),  # ^ ( 2 )
        ("ｘ＋１", [(0, 1), (1, 2), (2, 3)]),
        ("torch.sin", [(6, 9)]),
    ],
)
def test_tokens_know_where_they_stand(typed: str, places: list[tuple[int, int]]) -> None:
    assert [(token.start, token.end) for token in tokenize(typed)[:-1]] == places


@pytest.mark.parametrize(
    ("typed", "sentence", "position", "value"),
    [
        ("x!", "formula.character", 1, "!"),
        ("50%", "formula.character", 2, "%"),
        ("$x$", "formula.character", 0, "$"),
        ("x;y", "formula.character", 1, ";"),
        ("x{2}", "formula.character", 1, "{"),
        ("\\frac", "formula.character", 0, "\\"),
        ("a#b", "formula.character", 1, "#"),
        ('x"', "formula.character", 1, '"'),
        ("x\x00", "formula.character-code", 1, "U+0000"),
        ("x\x1b[31m", "formula.character-code", 1, "U+001B"),  # never echoed raw
        ("x\x7f", "formula.character-code", 1, "U+007F"),
        ("x\u200b", "formula.character-code", 1, "U+200B"),  # zero width
        ("x\u202e", "formula.character-code", 1, "U+202E"),  # bidi override
        ("x\ue000", "formula.character-code", 1, "U+E000"),  # private
        ("x\U0010ffff", "formula.character-code", 1, "U+10FFFF"),  # unassigned
        ("x\ud800", "formula.character-code", 1, "U+D800"),  # a lone surrogate
        ("2½", "formula.character-code", 1, "U+00BD"),
        ("±2", "formula.character-code", 0, "U+00B1"),
        ("∞", "formula.character-code", 0, "U+221E"),
        ("90°", "formula.character-code", 2, "U+00B0"),
        ("٣", "formula.character-code", 0, "U+0663"),  # ASCII digits only
        ("х", "formula.character-code", 0, "U+0445"),  # a Cyrillic letter
        ("答案", "formula.character-code", 0, "U+7B54"),
        ("x²😀", "formula.character-code", 2, "U+1F600"),
    ],
)
def test_other_characters_are_named_with_their_place(
    typed: str, sentence: str, position: int, value: str
) -> None:
    with pytest.raises(FormulaError) as fault:
        tokenize(typed)
    assert (fault.value.sentence, fault.value.position) == (sentence, position)
    assert list(fault.value.values.values()) == [value]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 1_001, "formula.too-long"),
        ("1" * 401, "formula.number-range"),
        ("1e401", "formula.number-range"),
        ("1e-401", "formula.number-range"),
        ("1e999999999", "formula.number-range"),
        ("0." + "0" * 400 + "1", "formula.number-range"),
    ],
)
def test_bounds_refuse(typed: str, sentence: str) -> None:
    with pytest.raises(FormulaError) as fault:
        tokenize(typed)
    assert fault.value.sentence == sentence


@pytest.mark.parametrize("typed", ["x" * 1_000, "1" * 400, "1e400", "1e-400"])
def test_bounds_admit(typed: str) -> None:
    assert len(tokenize(typed)) == 2


@given(text=st.text(max_size=80))
def test_tokens_lie_in_order_inside_the_text(text: str) -> None:
    try:
        tokens = tokenize(text)
    except FormulaError:  # its place is the matter of test_laws.py
        return
    assert all(0 <= token.start <= token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
