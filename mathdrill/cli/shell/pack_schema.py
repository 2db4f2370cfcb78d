"""`pack schema`: the format of packs for editors."""

from __future__ import annotations

from mathdrill.cli.terminal import Terminal
from mathdrill.errors import UsageError
from mathdrill.packs.json_schema import FILES, json_schema


def run(terminal: Terminal, file: str) -> int:
    """Print the JSON Schema of one kind of file."""
    if file not in FILES:
        raise UsageError("pack.unknown-file", given=file, files=", ".join(FILES))
    terminal.write_json(json_schema(file))
    return 0
