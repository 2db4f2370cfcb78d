"""The goldens of the formats: `python -m tests.reports.goldens` writes them anew; look at the diff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mathdrill import __version__
from mathdrill.reports import formats
from tests.histories import HISTORIES
from tests.reports.made import sample_report

FOLDER = Path(__file__).parent / "goldens"
WRITTEN = (
    ("html", "en"),
    ("html", "zh"),
    ("md", "en"),
    ("md", "zh"),
    ("json", "en"),
    ("csv", "zh"),
)


def goldens() -> Iterator[tuple[str, str, str]]:
    """(history, language, format) of each of them."""
    return ((name, language, form) for name in HISTORIES for form, language in WRITTEN)


def path(name: str, language: str, form: str) -> Path:
    return FOLDER / f"{name}.{language}.{form}"


def text(name: str, language: str, form: str) -> str:
    """What the format prints today, whichever version it is of; without the style sheet."""
    printed = formats.text(sample_report(name, language), form)
    printed = re.sub(r"(?s)<style>.*?</style>", "<style>…</style>", printed)
    return printed.replace(f"mathdrill {__version__} ", "mathdrill VERSION ")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for golden in goldens():
        path(*golden).write_bytes(text(*golden).encode())


if __name__ == "__main__":
    main()
