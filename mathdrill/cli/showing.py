"""Blocks outside a session: in colour on a terminal, as lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from mathdrill.cli.blocks import Block
from mathdrill.cli.terminal import Terminal


def show(terminal: Terminal, blocks: Iterable[Block]) -> None:
    """Print blocks as well as the terminal can."""
    if terminal.plain:
        terminal.show(blocks)
        return
    from mathdrill.cli.screen import Screen

    Screen(terminal).show(blocks)
