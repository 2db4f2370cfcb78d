"""The light markup of the content, made into lines of styled spans.

`$formula$`, `` `code` `` and `**emphasis**` inside a paragraph; a blank line between paragraphs;
`- ` begins an entry of a list; a line that begins with two blanks is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mathdrill.cli.wrap import Line, Span, SpanStyle, cells, wrap

Formula = Callable[[str], str]  # "3*x^2" -> what the screen can show of it

_INLINE = re.compile(r"\$(?P<maths>[^$]*)\$|`(?P<code>[^`]*)`|\*\*(?P<strong>.+?)\*\*")
_MATHS = re.compile(r"\$([^$]*)\$")
_KEPT = "  "
_ENTRY = "- "


def lay_out(text: str, width: int, formula: Formula) -> list[Line]:
    """A text of the content as lines of at most `width` cells."""
    lines: list[Line] = []
    for kind, paragraph in _paragraphs(text):
        match kind:
            case "blank":
                lines.append(())
            case "kept":
                lines += kept_line(paragraph, width, formula)
            case "entry":
                entry = wrap(spans(paragraph, formula), width - len(_ENTRY))
                lines += hanging(entry, _ENTRY)
            case _:
                lines += wrap(spans(paragraph, formula), width)
    return lines


def hanging(lines: list[Line], first: str) -> list[Line]:
    """Lines with `first` before the first of them and as many blanks before the others."""
    rest = " " * cells(first)
    return [(Span(rest if n else first), *line) for n, line in enumerate(lines)]


def spans(text: str, formula: Formula, style: SpanStyle = SpanStyle.PLAIN) -> tuple[Span, ...]:
    """One paragraph as spans, its formulas as the screen shows them; code keeps its quotes."""
    found: list[Span] = []
    end = 0
    for match in _INLINE.finditer(text):
        found.append(Span(text[end : match.start()], style))
        end = match.end()
        if (maths := match["maths"]) is not None:
            found.append(Span(formula(maths), SpanStyle.MATHS))
        elif (code := match["code"]) is not None:
            found.append(Span(f"`{with_formulas(code, formula)}`", SpanStyle.CODE))
        else:
            found += spans(match["strong"], formula, SpanStyle.STRONG)
    found.append(Span(text[end:], style))
    return tuple(span for span in found if span.text)


def with_formulas(text: str, formula: Formula) -> str:
    """A text whose only markup is `$…$`, such as a line of a program."""
    return _MATHS.sub(lambda match: formula(match[1]), text)


def plain_text(text: str, formula: Formula) -> str:
    """A text of the content for those who lay it out themselves: its own lines, code marked."""
    return "\n".join(
        with_formulas(line, formula)
        if line.startswith(_KEPT)
        else "".join(span.text for span in spans(line, formula))
        for line in text.split("\n")
    )


def kept_line(line: str, width: int, formula: Formula) -> list[Line]:
    """A line that keeps its blanks; too wide for the screen, it goes on further in."""
    text = with_formulas(line.rstrip(), formula)
    if cells(text) <= width:
        return [(Span(text),)]
    indent = min(len(text) - len(text.lstrip()), width // 3)
    first, *rest = wrap((Span(text.strip()),), width - indent - 2)
    return [(Span(" " * indent), *first), *((Span(" " * (indent + 2)), *more) for more in rest)]


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """("blank" | "kept" | "entry" | "flowing", text), with the lines of a paragraph joined."""
    kind, gathered = "", ""
    for line in text.strip("\n").split("\n"):
        begins = _kind(line)
        if begins == "flowing" and kind in {"flowing", "entry"}:
            gathered = _joined(gathered, line.strip())
            continue
        if kind:
            yield kind, gathered
        kind = begins
        gathered = line.removeprefix(_ENTRY) if kind == "entry" else line
    if kind:
        yield kind, gathered


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if line.startswith(_KEPT):
        return "kept"
    return "entry" if line.startswith(_ENTRY) else "flowing"


def _joined(before: str, after: str) -> str:
    """Two lines of a paragraph: Chinese needs no blank between them, English does."""
    wide = cells(before[-1:]) == 2 and cells(after[:1]) == 2
    return before + ("" if wide else " ") + after
