"""The coloured front end; the only importer of rich.

Nothing is redrawn and nothing taken over: the session scrolls by, and stays when it is over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text as RichText

from mathdrill.cli.blocks import Block, Framed, Role
from mathdrill.cli.layout import NARROW, Row, block_rows, rows
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import SpanStyle
from mathdrill.domain import Item

if TYPE_CHECKING:
    from mathdrill.cli.prompt import Line

ROLES = {
    Role.NORMAL: "",
    Role.QUIET: "dim",
    Role.STRONG: "bold",
    Role.RIGHT: "green",
    Role.WRONG: "red",
    Role.NOTICE: "yellow",
}
STYLES = {
    SpanStyle.PLAIN: "",
    SpanStyle.MATHS: "cyan",
    SpanStyle.CODE: "magenta",
    SpanStyle.STRONG: "bold",
}
FRAME_CELLS = 6  # two borders and two blanks beside each of them


class Screen:
    """Blocks in colour."""

    def __init__(self, terminal: Terminal, console: Console | None = None) -> None:
        self.terminal = terminal
        self.console = console or Console(
            file=terminal.stdout, highlight=False, markup=False, emoji=False
        )

    def show(self, blocks: Iterable[Block]) -> None:
        """Print blocks; an item stands in a frame where there is room for one."""
        width = self.terminal.width
        for block in blocks:
            if isinstance(block, Framed) and width >= NARROW:
                self._print(self._framed(block, width))
            else:
                for row in block_rows(block, width, self.terminal.formula):
                    self._print(self._row(row))

    def _framed(self, block: Framed, width: int) -> Panel:
        inner = rows(block.blocks, width - FRAME_CELLS, self.terminal.formula)
        return Panel(
            Group(*map(self._row, inner)),
            title=RichText(self.terminal.spelled(block.heading.text), "bold"),
            title_align="left",
            subtitle=RichText(block.heading.aside, "dim") if block.heading.aside else None,
            subtitle_align="right",
            border_style="dim",
            padding=(1, 2),
            width=width,
        )

    def _row(self, row: Row) -> RichText:
        text = RichText(style=ROLES[row.role], no_wrap=True, overflow="ignore")
        for span in row.line:
            text.append(self.terminal.spelled(span.text), STYLES[span.style])
        return text

    def _print(self, what: RichText | Panel) -> None:
        self.console.print(what, crop=False)


class ScreenFace(Screen):
    """A session on a terminal: colour above, an editable line below."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(terminal)
        self._opened: Line | None = None

    def read(self, label: str, item: Item | None) -> str:
        """One line, with history and completion."""
        return self._line.read(label, item)

    def pause(self, label: str) -> str:
        """Wait for Enter."""
        typed = self._line.pause(label)
        self.console.print()
        return typed

    @property
    def _line(self) -> Line:
        if self._opened is None:
            from mathdrill.cli.prompt import Line  # slow; the first item is on the screen by now

            self._opened = Line(self.terminal)
        return self._opened


@contextlib.contextmanager
def keys_kept(terminal: Terminal) -> Iterator[None]:
    """What is typed while nothing is asked waits for the next line and does not litter the screen."""
    try:
        import termios

        stream = terminal.stdin.fileno()
        before = termios.tcgetattr(stream)
    except (ImportError, OSError):  # no terminal of that kind
        yield
        return
    silent = [*before]
    silent[3] &= ~(termios.ECHO | termios.ICANON)  # and Ctrl-D is a key like any other
    try:
        termios.tcsetattr(stream, termios.TCSANOW, silent)
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSANOW, before)
