"""Compiled values kept between two runs; the cache may vanish at any moment and nothing is lost."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from zlib import crc32

from mathdrill.paths import cache_dir, replace_file


def read_compiled(name: str, key: str) -> object | None:
    """What was written under `name` with the same `key`; None if stale, damaged or not there."""
    try:
        with _file(name).open(encoding="utf-8") as file:
            head, text = file.readline(), file.read()
        return json.loads(text) if head.rstrip("\n") == _head(key, text) else None
    except (OSError, ValueError, RecursionError):
        return None


def write_compiled(name: str, key: str, value: object) -> None:
    """Keep a JSON-able value until `key` changes; where nothing can be written, nothing is kept."""
    text = json.dumps(value, separators=(",", ":")) + "\n"
    with contextlib.suppress(OSError):
        replace_file(_file(name), f"{_head(key, text)}\n{text}")


def _head(key: str, text: str) -> str:
    """The first line: the key, and what tells that no bit of the rest has changed."""
    return json.dumps([key, crc32(text.encode())])


def _file(name: str) -> Path:
    return cache_dir() / f"{name}.json"
