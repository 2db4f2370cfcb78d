"""What a run talks to: a terminal, or the pipes in its place."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from mathdrill.cli import markup
from mathdrill.cli.blocks import Block
from mathdrill.cli.layout import printable, rows
from mathdrill.cli.wrap import WIDEST, line_text, wrap_text
from mathdrill.clock import Clock
from mathdrill.domain import Sentence, Text
from mathdrill.errors import MathdrillError
from mathdrill.lang import say

GLYPHS = "²∂∇ᵀ√·≤≠"  # an encoding that lacks one of them gets formulas in ASCII
SPELLINGS = str.maketrans(
    {"·": "-", "→": ">", "–": "-", "—": "-", "…": ".", "’": "'", "‘": "'", "“": '"', "”": '"'}
)  # one column for one, so that no line grows
ENDLESS = 1_000_000  # columns
COLUMNS = 80  # where nobody says how wide the screen is


@dataclass(frozen=True, slots=True)
class Terminal:
    """The streams of a run, its language, and what they can show.

    language_chosen: False where nobody said which, so that it may be asked once.
    """

    language: str
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    clock: Clock
    language_chosen: bool = True

    @property
    def interactive(self) -> bool:
        """Whether a person is at both ends, so that something may be asked."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def plain(self) -> bool:
        """Whether only lines can be printed: a pipe, a dumb terminal, or MATHDRILL_PLAIN."""
        wish = self.environ.get("MATHDRILL_PLAIN", "")
        dumb = self.environ.get("TERM", "") in {"dumb", "unknown"}
        return not self.interactive or dumb or wish not in {"", "0"}

    @property
    def columns(self) -> int:
        """How wide the screen is; COLUMNS wins, as everywhere."""
        wish = self.environ.get("COLUMNS", "")
        if wish.isascii() and wish.isdigit() and int(wish) > 0:
            return int(wish)
        if self.stdout.isatty():
            try:
                return os.get_terminal_size(self.stdout.fileno()).columns or COLUMNS
            except OSError:
                return COLUMNS
        return COLUMNS

    @property
    def width(self) -> int:
        """How wide a line of text may become."""
        return min(self.columns, WIDEST)

    @property
    def shows_maths(self) -> bool:
        """Whether formulas are shown in Unicode, or spelled in ASCII."""
        return self.can_show(GLYPHS)

    def can_show(self, text: str) -> bool:
        """Whether the encoding of stdout has every character of a text."""
        try:
            text.encode(self.stdout.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def spelled(self, text: str) -> str:
        """A text with the signs that the encoding lacks spelled in ASCII, where that can be done."""
        return text if self.can_show(text) else text.translate(SPELLINGS)

    def sign(self, glyph: str) -> str:
        """A sign before a line, where the encoding has it; the words beside it say the same."""
        return f"{glyph} " if self.can_show(glyph) else ""

    def formula(self, text: str) -> str:
        """A formula of the content as this screen shows it."""
        from mathdrill.maths.linear import Style  # `--help` has no formulas and waits for none
        from mathdrill.maths.prose import render

        return render(f"${text}$", Style.UNICODE if self.shows_maths else Style.ASCII)

    def text(self, content: Text) -> str:
        """A text of the content in one piece, its formulas as this screen shows them."""
        return markup.plain_text(content[self.language], self.formula)

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the interface; formulas and texts of the content in it are made plain."""
        return say(self.language, key, **{k: self._plain(v) for k, v in values.items()})

    def say_sentence(self, sentence: Sentence) -> str:
        """A sentence that came from a room which never speaks itself."""
        return self.say(sentence.key, **dict(sentence.values))

    def _plain(self, value: object) -> str:
        match value:
            case Text():
                return self.text(value)
            case Sentence():
                return self.say_sentence(value)
            case MathdrillError():
                return self.say(value.sentence, **value.values)
            case _:
                return markup.with_formulas(str(value), self.formula)

    def write(self, text: str = "") -> None:
        """One line of data."""
        print(self.spelled(text), file=self.stdout, flush=True)

    def write_json(self, value: object, *, indent: int | None = 2) -> None:
        """One JSON document, readable in every encoding."""
        self.write(json.dumps(value, indent=indent))

    def tell(self, text: str) -> None:
        """Talk, which is not data; where nobody reads it on a screen, its lines stay whole."""
        width = self.width if self.stderr.isatty() else ENDLESS
        for line in wrap_text(printable(text), width):
            print(self.spelled(line), file=self.stderr, flush=True)

    def show(self, blocks: Iterable[Block]) -> None:
        """Blocks as plain lines."""
        for row in rows(blocks, self.width, self.formula):
            print(self.spelled(line_text(row.line).rstrip()), file=self.stdout)
        self.stdout.flush()


def standard_terminal(language: str | None) -> Terminal:
    """The streams of this process; what they cannot encode becomes a question mark."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors != "replace":
            stream.reconfigure(errors="replace")
    return Terminal(
        language or "en",
        sys.stdin,
        sys.stdout,
        sys.stderr,
        os.environ,
        Clock(),
        language_chosen=language is not None,
    )
