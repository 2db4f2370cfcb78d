"""The plain front end: lines are only ever added. For pipes, dumb terminals, screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mathdrill.cli.blocks import Block
from mathdrill.cli.layout import printable
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Item


@dataclass(frozen=True, slots=True)
class PlainFace:
    """Reads lines from stdin and prints lines to stdout; nothing is imported for it."""

    terminal: Terminal

    def show(self, blocks: Iterable[Block]) -> None:
        """Print blocks as lines."""
        self.terminal.show(blocks)

    def read(self, label: str, item: Item | None) -> str:  # noqa: ARG002  # a `Face` may complete
        """One line. What comes through a pipe is printed, so that the transcript is whole."""
        print(label, end="", file=self.terminal.stdout, flush=True)
        line = self.terminal.stdin.readline()
        if not line:
            raise EOFError
        typed = line.rstrip("\r\n")
        if not self.terminal.stdin.isatty():
            print(printable(typed), file=self.terminal.stdout, flush=True)
        return typed

    def pause(self, label: str) -> str:
        """Wait for Enter; off a terminal nothing waits."""
        if not self.terminal.interactive:
            return ""
        typed = self.read(f"{label} ", None)
        self.terminal.write()
        return typed
