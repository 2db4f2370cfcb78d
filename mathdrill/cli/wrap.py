"""Lines of mixed Chinese and English, broken where a reader would break them.

Legend: a span is text in one style; a run is what must stay together (a word, a formula, a Chinese
character with the punctuation that leans on it); cells are columns of the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

NEVER_FIRST = frozenset("，。；：！？、）］｝」』】》〉”’…—%‰°,.;:!?)]}'\"")
NEVER_LAST = frozenset("（［｛「『【《〈“‘([{")
WIDEST = 78  # columns; a longer line is hard to read however wide the screen is
NARROWEST = 4  # columns; two Chinese characters


class SpanStyle(StrEnum):
    PLAIN = "plain"
    MATHS = "maths"
    CODE = "code"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style. MATHS and CODE are broken only where nothing else helps."""

    text: str
    style: SpanStyle = SpanStyle.PLAIN


Line = tuple[Span, ...]


def cells(text: str) -> int:
    """How many columns a text takes; East Asian ambiguous characters count as one."""
    return len(text) if text.isascii() else sum(map(_character_cells, text))


def _character_cells(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"} else 1


def line_text(line: Line) -> str:
    """A line without its styles."""
    return "".join(span.text for span in line)


def wrap(spans: Sequence[Span], width: int) -> list[Line]:
    """Lines of at most `width` cells; blanks at a break disappear.

    No line begins with closing punctuation or ends with an opening bracket, and no formula is
    broken that fits a line of its own.
    """
    width = max(width, NARROWEST)
    lines: list[Line] = []
    line: list[Span] = []
    used = 0
    gap: Span | None = None
    for run in _runs(spans):
        if run is None:
            gap = Span(" ")
            continue
        length = sum(cells(span.text) for span in run)
        blank = cells(gap.text) if gap and line else 0
        if line and used + blank + length > width:
            lines.append(_merged(line))
            line, used, blank = [], 0, 0
        *full, last = _broken(run, width) if length > width else (run,)
        lines += map(_merged, full)
        length = sum(cells(span.text) for span in last)
        if blank and gap:
            line.append(gap)
        line += last
        used += blank + length
        gap = None
    if line:
        lines.append(_merged(line))
    return lines


def wrap_text(text: str, width: int) -> list[str]:
    """Plain text, wrapped; its line breaks are kept."""
    return [
        line_text(line)
        for paragraph in text.split("\n")
        for line in wrap((Span(paragraph),), width) or [()]
    ]


def pad(text: str, width: int) -> str:
    """A text filled up with blanks to `width` cells."""
    return text + " " * max(0, width - cells(text))


def clip(text: str, width: int) -> str:
    """A text cut to `width` cells, its end marked where it was cut."""
    if cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > max(0, width - 2):
            break
        kept += character
    return kept.rstrip() + ".."[: max(0, width)]


def _runs(spans: Iterable[Span]) -> Iterator[list[Span] | None]:
    """What must stay together, and None for a blank between two of them."""
    run: list[Span] = []
    for piece in _pieces(spans):
        if piece is None:
            if run:
                yield run
            run = []
            yield None
            continue
        if run and _may_break(run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _pieces(spans: Iterable[Span]) -> Iterator[Span | None]:
    """Formulas and code whole, words, single wide characters, and None for blanks."""
    for span in spans:
        if span.style in {SpanStyle.MATHS, SpanStyle.CODE}:
            yield span
            continue
        word = ""
        for character in span.text:
            if character.isspace() or _is_wide(character):
                if word:
                    yield Span(word, span.style)
                word = ""
                yield None if character.isspace() else Span(character, span.style)
            else:
                word += character
        if word:
            yield Span(word, span.style)


def _is_wide(character: str) -> bool:
    return not character.isascii() and unicodedata.east_asian_width(character) in "WF"


def _may_break(left: Span, right: Span) -> bool:
    before, after = left.text[-1:], right.text[:1]
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return _is_wide(before) or _is_wide(after)


def _broken(run: Sequence[Span], width: int) -> list[list[Span]]:
    """A run that is wider than a line, in lines: at its own blanks, else anywhere."""
    lines: list[list[Span]] = [[]]
    used = 0
    for span in run:
        for word in _words(span, width):
            length = cells(word.text)
            if lines[-1] and used + cells(word.text.rstrip()) > width:
                lines.append([])
                used = 0
            lines[-1].append(word)
            used += length
    return lines


def _words(span: Span, width: int) -> Iterator[Span]:
    """Words with the blank behind them, none wider than `width`."""
    *words, last = span.text.split(" ")
    for word in (*(f"{word} " for word in words), last):
        rest = word
        while cells(rest.rstrip()) > width:
            cut = next((n for n in range(len(rest), 1, -1) if cells(rest[:n]) <= width), 1)
            yield Span(rest[:cut], span.style)
            rest = rest[cut:]
        yield Span(rest, span.style)


def _merged(spans: Iterable[Span]) -> Line:
    """Neighbours of one style made one, and no blank at the end."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].style == span.style and span.style != SpanStyle.MATHS:
            merged[-1] = Span(merged[-1].text + span.text, span.style)
        else:
            merged.append(span)
    if merged:
        merged[-1] = Span(merged[-1].text.rstrip(), merged[-1].style)
    return tuple(span for span in merged if span.text)
