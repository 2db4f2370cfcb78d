"""Blocks -> rows of at most so many cells; what both front ends print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mathdrill.cli import markup
from mathdrill.cli.blocks import (
    Block,
    Entries,
    Fields,
    Framed,
    Gap,
    Heading,
    Kept,
    Pointed,
    Program,
    Prose,
    Role,
    Table,
    Words,
)
from mathdrill.cli.markup import Formula
from mathdrill.cli.wrap import Line, Span, SpanStyle, cells, clip, pad, wrap, wrap_text

NARROW = 50  # columns; below, a table becomes names and values
SHORTEST_TITLE = 16  # columns; a title cut further says nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the screen."""

    line: Line
    role: Role = Role.NORMAL


def rows(blocks: Iterable[Block], width: int, formula: Formula) -> Iterator[Row]:
    """Every block, one below the other."""
    for block in blocks:
        yield from block_rows(block, width, formula)


def block_rows(block: Block, width: int, formula: Formula) -> Iterator[Row]:
    """One block."""
    match block:
        case Heading():
            return _heading(block, width)
        case Prose():
            return _prose(block, width, formula)
        case Words():
            return _words(block, width)
        case Program():
            return _program(block, width, formula)
        case Kept():
            return (Row((Span(printable(line)),), block.role) for line in block.lines)
        case Entries():
            return _entries(block, width, formula)
        case Pointed():
            return _pointed(block, width)
        case Fields():
            return _fields(block, width)
        case Table():
            return _table(block, width)
        case Gap():
            return iter((Row(()),))
        case Framed():
            return rows((block.heading, Gap(), *block.blocks), width, formula)


def printable(text: str) -> str:
    """A text that cannot move the cursor or change a colour: control characters by their number."""
    return "".join(
        character if character == "\n" or not _is_control(character) else _number(character)
        for character in text
    )


def _is_control(character: str) -> bool:
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0x200B <= code <= 0x200F  # zero width, and marks of direction
        or 0x2028 <= code <= 0x202E  # line separators, and overrides of direction
        or 0x2060 <= code <= 0x206F
        or 0xD800 <= code <= 0xDFFF  # a lone surrogate cannot be encoded
        or code == 0xFEFF
    )


def _number(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _indented(line: Line, indent: int) -> Line:
    return (Span(" " * indent), *line) if indent and line else line


def _prose(block: Prose, width: int, formula: Formula) -> Iterator[Row]:
    for line in markup.lay_out(block.text, width - block.indent, formula):
        yield Row(_indented(line, block.indent), block.role)


def _words(block: Words, width: int) -> Iterator[Row]:
    for words in wrap_text(printable(block.text), width - block.indent):
        line = (Span(words),) if words else ()
        yield Row(_indented(line, block.indent), block.role)


def _program(block: Program, width: int, formula: Formula) -> Iterator[Row]:
    for code in block.text.rstrip("\n").split("\n"):
        for line in markup.kept_line(f"    {code}", width, formula):
            yield Row(tuple(Span(span.text, SpanStyle.CODE) for span in line))


def _heading(heading: Heading, width: int) -> Iterator[Row]:
    text = clip(heading.text, width)
    if not heading.aside:
        yield Row((Span(text, SpanStyle.STRONG),), Role.STRONG)
        return
    space = width - cells(text) - cells(heading.aside)
    if space >= 2:
        yield Row((Span(text, SpanStyle.STRONG), Span(" " * space + heading.aside)), Role.STRONG)
        return
    yield Row((Span(text, SpanStyle.STRONG),), Role.STRONG)
    yield Row((Span(clip(heading.aside, width)),), Role.QUIET)


def _entries(block: Entries, width: int, formula: Formula) -> Iterator[Row]:
    most = width // 2  # a wider label stands on a line of its own
    widest = max((cells(label) for label, _ in block.rows if cells(label) <= most), default=2)
    for label, text in block.rows:
        first = f"  {pad(label, widest)}  "
        if cells(label) > most:
            yield from (Row((Span(f"  {part}"),)) for part in wrap_text(label, width - 2))
            first = "      "
        wrapped = wrap(markup.spans(text, formula), width - cells(first)) or [()]
        for line in markup.hanging(wrapped, first):
            yield Row(line)


def _pointed(block: Pointed, width: int) -> Iterator[Row]:
    """The typed text, cut to the neighbourhood of the fault where it is too long."""
    text = block.text
    position = max(0, min(block.position, len(text)))
    before = printable(text[:position]).replace("\n", " ")
    after = printable(text[position:]).replace("\n", " ")
    room = max(8, width - 4)
    while before and cells(before) > room - min(8, cells(after) + 1):
        before = before[1:]
    shown = clip(before + after, room)
    yield Row((Span(f"  {shown}"),))
    yield Row((Span("  " + " " * cells(before) + "^"),), Role.NOTICE)


def _fields(block: Fields, width: int) -> Iterator[Row]:
    widest = max((cells(name) for name, _ in block.rows), default=0)
    for name, value in block.rows:
        if widest + 2 > width // 2:
            yield Row((Span(clip(printable(name), width), SpanStyle.STRONG),))
            yield from (
                Row((Span(f"  {part}"),)) for part in wrap_text(printable(value), width - 2)
            )
            continue
        first = f"{pad(name, widest)}  "
        lines = [(Span(part),) for part in wrap_text(printable(value), width - cells(first))]
        yield from (Row(line) for line in markup.hanging(list(lines), first))


def _table(table: Table, width: int) -> Iterator[Row]:
    columns = list(zip(table.header, *table.rows, strict=True))
    widths = [max(map(cells, column)) for column in columns]
    excess = sum(widths) + 2 * (len(widths) - 1) - width
    widths[0] -= max(0, excess)  # the first column holds titles, which bear to be cut
    if width < NARROW or (excess > 0 and widths[0] < SHORTEST_TITLE):
        for number, row in enumerate(table.rows):
            if number:
                yield Row(())
            title, *values = row
            yield Row((Span(clip(printable(title), width), SpanStyle.STRONG),), Role.STRONG)
            pairs = zip(table.header[1:], values, strict=True)
            yield from _fields(Fields(tuple((f"  {k}", v) for k, v in pairs if v)), width)
        return
    yield Row((Span(_table_row(table.header, widths, table.right)),), Role.QUIET)
    for row in table.rows:
        yield Row((Span(_table_row(row, widths, table.right)),))


def _table_row(values: Iterable[str], widths: list[int], right: frozenset[int]) -> str:
    parts = []
    for column, (value, width) in enumerate(zip(values, widths, strict=True)):
        shown = clip(printable(value), width)
        parts.append(" " * (width - cells(shown)) + shown if column in right else pad(shown, width))
    return "  ".join(parts).rstrip()
