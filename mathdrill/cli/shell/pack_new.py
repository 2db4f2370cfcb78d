"""`pack new`: a pack to begin with."""

from __future__ import annotations

from pathlib import Path

from mathdrill.cli.terminal import Terminal
from mathdrill.packs.scaffold import scaffold


def run(terminal: Terminal, folder: Path) -> int:
    """Write a pack that passes as it is, and say what to do next."""
    for path in scaffold(folder):
        terminal.write(str(path))
    terminal.tell(terminal.say("pack.created", folder=folder, name=folder.absolute().name))
    return 0
