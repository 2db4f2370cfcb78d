"""The light markup of the content."""

from __future__ import annotations

import pytest

from mathdrill.cli.markup import lay_out, plain_text, spans
from mathdrill.cli.wrap import Span, SpanStyle, line_text


def formula(text: str) -> str:
    return f"<{text}>"


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("a $x$ b", [("a ", "plain"), ("<x>", "maths"), (" b", "plain")]),
        ("call `y = $n$`", [("call ", "plain"), ("`y = <n>`", "code")]),
        ("**So $x$!**", [("So ", "strong"), ("<x>", "maths"), ("!", "strong")]),
        ("`x**2` and `y**2`", [("`x**2`", "code"), (" and ", "plain"), ("`y**2`", "code")]),
        ("2 * 3 ** 4", [("2 * 3 ** 4", "plain")]),  # one pair of stars is no emphasis
    ],
)
def test_spans(text: str, styles: list[tuple[str, str]]) -> None:
    assert spans(text, formula) == tuple(Span(part, SpanStyle(style)) for part, style in styles)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo", ["one two"]),  # the lines of a paragraph flow
        ("第一行\n第二行", ["第一行第二行"]),  # Chinese flows without a blank
        ("one\n\ntwo", ["one", "", "two"]),
        ("- first\n- second\n  thing", ["- first", "- second", "  thing"]),
        ("- a long entry that must be broken", ["- a long entry that", "  must be broken"]),
        ("  y = x**2\n  z = $y$", ["  y = x**2", "  z = <y>"]),  # stars are powers in code
        (
            "    a kept line that is too long",
            ["    a kept line", "      that is too", "      long"],
        ),
    ],
)
def test_paragraphs(text: str, lines: list[str]) -> None:
    assert [line_text(line) for line in lay_out(text, 20, formula)] == lines


def test_plain_text_keeps_lines_and_code_and_drops_emphasis() -> None:
    content = "**Rule**: call `f`.\n  y = x**$n$"
    assert plain_text(content, formula) == "Rule: call `f`.\n  y = x**<n>"
