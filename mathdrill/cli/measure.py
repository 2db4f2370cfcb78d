"""How wide a terminal draws characters that Unicode calls ambiguous, such as ² and ∂."""

from __future__ import annotations

import os
import re

from mathdrill.cli.terminal import Terminal

ASKED = "·×∂²"
PATIENCE_S = 0.5
POSITION = re.compile(rb"\x1b\[(\d+);(\d+)R")


def ambiguous_cells(terminal: Terminal) -> int | None:
    """Columns that one ambiguous character takes, measured; None where nobody answers."""
    if terminal.plain:
        return None
    try:
        import termios
        import tty

        stream = terminal.stdin.fileno()
        before = termios.tcgetattr(stream)
    except (ImportError, OSError):
        return None
    try:
        tty.setcbreak(stream, termios.TCSANOW)
        print(f"\r{ASKED}\x1b[6n", end="", file=terminal.stdout, flush=True)
        column = _column(stream)
    finally:
        termios.tcsetattr(stream, termios.TCSANOW, before)
        print("\r\x1b[K", end="", file=terminal.stdout, flush=True)
    return None if column is None else max(1, (column - 1) // len(ASKED))


def _column(stream: int) -> int | None:
    """What the terminal says about its cursor."""
    import select

    seen = b""
    while POSITION.search(seen) is None:
        ready, _, _ = select.select([stream], [], [], PATIENCE_S)
        if not ready:
            return None
        seen += os.read(stream, 64)
    match = POSITION.search(seen)
    return None if match is None else int(match[2])
