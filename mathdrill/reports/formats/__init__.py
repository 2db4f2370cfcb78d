"""The formats of a report: a name, and the function that makes the text, piece by piece.

A format is UTF-8, whatever the terminal speaks; what must be told to its readers, such as the mark
that a spreadsheet looks for, is part of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mathdrill.paths import replace_file
from mathdrill.reports.formats import csv, html, json, md
from mathdrill.reports.report import Report

FORMATS: dict[str, Callable[[Report], Iterator[str]]] = {
    "html": html.render,
    "md": md.render,
    "json": json.render,
    "csv": csv.render,
}


def text(report: Report, name: str) -> str:
    """A report in the format called `name`, in one piece."""
    return "".join(FORMATS[name](report))


def write(report: Report, name: str, path: Path) -> None:
    """Write a report in the format called `name`, whole or not at all.

    Raises: OSError: no space, no permission.
    """
    replace_file(path, FORMATS[name](report))
