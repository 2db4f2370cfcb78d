"""Compiled values kept between two runs; the cache may vanish at any moment and nothing is lost."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from mathdrill.paths import cache_dir, replace_file


def read_compiled(name: str, key: str) -> object | None:
    """What was written under `name` with the same `key`; None if stale, damaged or not there."""
    try:
        with _file(name).open(encoding="utf-8") as file:
            if file.readline().rstrip("\n") != json.dumps(key):
                return None
            value: object = json.loads(file.read())
            return value
    except (OSError, ValueError, RecursionError):
        return None


def write_compiled(name: str, key: str, value: object) -> None:
    """Keep a JSON-able value until `key` changes; where nothing can be written, nothing is kept."""
    text = f"{json.dumps(key)}\n{json.dumps(value, separators=(',', ':'))}\n"
    with contextlib.suppress(OSError):
        replace_file(_file(name), text)


def _file(name: str) -> Path:
    return cache_dir() / f"{name}.json"
