"""YAML in which every scalar is a string and every value knows its line and column.

Built from the parser's events, so that what a stranger's pack could use
to surprise us (aliases, anchors, tags, several documents) is refused before it means anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from mathdrill.packs.findings import Code, Finding, KeyPath, Place, finding

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # not every PyYAML is built with libyaml
MAX_BYTES = 1_000_000
MAX_NODES = 20_000
MAX_DEPTH = 12

Data = str | list[Any] | dict[str, Any]

# what libyaml says -> what we say; a problem at the start of what it was reading is shown there
PROBLEMS = (
    ("mapping values are not allowed", Code.SYNTAX_COLON),
    ("found character that cannot start", Code.SYNTAX_START),
    ("did not find expected comment or line break", Code.SYNTAX_BLOCK),
    ("found unknown escape character", Code.SYNTAX_BACKSLASH),
    ("found unexpected end of stream", Code.SYNTAX_UNCLOSED),
    ("did not find expected ',' or", Code.SYNTAX_UNCLOSED),
    ("did not find expected alphabetic or numeric character", Code.ALIAS),
    ("did not find expected '-' indicator", Code.SYNTAX_INDENT),
    ("did not find expected key", Code.SYNTAX_INDENT),
    ("tab character", Code.SYNTAX_TAB),
    ("tag", Code.EXCLAMATION),
)
UNKNOWN = "?"  # in place of a text that was refused
SPARE = -1  # the path of what has none of its own: a key, the second value of one key
AT_CONTEXT = (Code.SYNTAX_BLOCK, Code.ALIAS, Code.EXCLAMATION)


@dataclass(slots=True)
class Document:
    """One file: its data, and where each value and each key of a mapping begins, by path."""

    file: str
    lines: tuple[str, ...] = ()
    data: Data = ""
    values: dict[KeyPath, Place] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    styles: dict[KeyPath, str | None] = field(default_factory=dict)

    def place(self, path: KeyPath) -> Place:
        """Where the value at a path begins, or what holds it where there is no such value."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def key(self, path: KeyPath) -> Place:
        """Where the key of an entry begins, or its value where it has none (in a list)."""
        return self.keys.get(path) or self.place(path)

    def inside(self, path: KeyPath, text: str, position: int) -> Place:
        """Where one character of a scalar stands in the file; where it begins if that is unclear."""
        start, style = self.place(path), self.styles.get(path, ">")
        above, column = text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1
        if style == "|":
            line = self.lines[start.line + above]
            shown = text.split("\n")[above]
            return Place(self.file, start.line + 1 + above, line.find(shown) + column + 1)
        written = self.lines[start.line - 1][start.column - 1 + bool(style) :]
        if style == ">" or not written.startswith(text):
            return start
        return Place(self.file, start.line, start.column + bool(style) + position)


def read(file: str, source: bytes) -> tuple[Document | None, list[Finding]]:
    """The data of one YAML file; None, with at least one finding, where it has no meaning."""
    if len(source) > MAX_BYTES:
        return None, [finding(Place(file), Code.TOO_LARGE, most=MAX_BYTES)]
    try:
        text = source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, [finding(_place_of(file, source[: error.start]), Code.ENCODING)]
    if strange := list(_strange_characters(file, text)):
        return None, strange
    builder = _Builder(file, text)
    try:
        document = builder.build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        return None, [*builder.findings, _syntax(file, text, error)]
    except _TooMuchError as error:
        return None, [*builder.findings, error.finding]
    return document, builder.findings


def _place_of(file: str, before: bytes) -> Place:
    lines = before.decode("utf-8", "replace").split("\n")
    return Place(file, len(lines), len(lines[-1]) + 1)


def _strange_characters(file: str, text: str) -> Iterator[Finding]:
    """Controls, invisible and unassigned characters: they show nothing, or something else."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isprintable():
            column = next(c for c, sign in enumerate(line) if not sign.isprintable())
            place = Place(file, number, column + 1)
            if line[column] == "\t":
                yield finding(place, Code.SYNTAX_TAB)
            else:
                yield finding(place, Code.CHARACTER, character=f"U+{ord(line[column]):04X}")


def _syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Finding:
    """The finding for what libyaml could not read."""
    problem: str = error.problem or ""
    mark: Any = error.problem_mark
    opened: Any = error.context_mark or mark
    code = next((code for words, code in PROBLEMS if words in problem), Code.SYNTAX)
    elsewhere = code is Code.SYNTAX_UNCLOSED and mark.line != opened.line
    if elsewhere or code in AT_CONTEXT or mark.index >= len(text):
        mark = opened
    line = text.split("\n")[min(mark.line, text.count("\n"))]
    before, place = line[: mark.column], Place(file, mark.line + 1, mark.column + 1)
    if code is Code.SYNTAX_INDENT and before.strip():
        code = Code.SYNTAX_QUOTE
    if code is Code.SYNTAX_COLON and ":" not in before:  # the first colon: the line above goes on
        indent = len(before) - len(before.lstrip())
        code, place = Code.SYNTAX_INDENT, Place(file, place.line, indent + 1)
    return finding(place, code, problem=problem, sign=line[len(before) : len(before) + 1])


class _TooMuchError(Exception):
    def __init__(self, found: Finding) -> None:
        super().__init__()
        self.finding = found


class _Builder:
    """Data from events; small faults are collected, and the data goes on without them."""

    def __init__(self, file: str, text: str) -> None:
        self.document = Document(file, tuple(text.split("\n")))
        self.findings: list[Finding] = []
        self.nodes = 0

    def build(self, events: Iterator[Any]) -> Document | None:
        started = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if started:
                    self._report(event, Code.DOCUMENTS)
                    return None
                started = True
                self.document.data = self._value(next(events), events, ())
        if not started:
            self.findings.append(finding(Place(self.document.file), Code.EMPTY))
            return None
        return self.document

    def _report(self, event: Any, code: Code, **values: object) -> None:
        self.findings.append(finding(self._place(event), code, **values))

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.document.file, mark.line + 1, mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath) -> Data:
        self.nodes += 1
        if len(path) > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _TooMuchError(
                finding(self._place(event), Code.TOO_DEEP, depth=MAX_DEPTH, nodes=MAX_NODES)
            )
        self.document.values[path] = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._report(event, Code.ALIAS)
            return UNKNOWN
        if event.anchor is not None:
            self._report(event, Code.ANCHOR)
        if event.tag is not None:
            self._report(event, Code.EXCLAMATION)
        if isinstance(event, yaml.ScalarEvent):
            self.document.styles[path] = event.style
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            entries: list[Data] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                entries.append(self._value(event, events, (*path, len(entries))))
            return entries
        return self._mapping(events, path, in_braces=bool(event.flow_style))

    def _text(self, event: Any) -> str:
        text: str = event.value
        for line in text.split("\n"):
            if not line.isprintable():  # written as an escape in double quotes
                sign = next(sign for sign in line if not sign.isprintable())
                self._report(event, Code.CHARACTER, character=f"U+{ord(sign):04X}")
                return UNKNOWN
        return text

    def _mapping(self, events: Iterator[Any], path: KeyPath, *, in_braces: bool) -> dict[str, Data]:
        entries: dict[str, Data] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._key(event, events, path)
            fresh = name is not None and name not in entries
            following = next(events)
            value = self._value(following, events, (*path, name if name and fresh else SPARE))
            if name is None:
                continue
            if not fresh:
                line = self.document.keys[(*path, name)].line
                self._report(event, Code.DUPLICATE_KEY, name=name, line=line)
            elif in_braces and value == "" and _stands_alone(event, following):
                self._report(event, Code.COMMA, name=name)
            else:
                entries[name] = value
                self.document.keys[(*path, name)] = self._place(event)
        return entries

    def _key(self, event: Any, events: Iterator[Any], path: KeyPath) -> str | None:
        key = self._value(event, events, (*path, SPARE))
        if isinstance(key, str):
            return key
        self._report(event, Code.KEY_NOT_TEXT)
        return None


def _stands_alone(key: Any, value: Any) -> bool:
    """Whether a key is followed by no colon, as after a comma inside { }."""
    return bool(key.end_mark.index == value.start_mark.index)
