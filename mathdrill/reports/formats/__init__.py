"""The formats of a report: a name, and the function that makes the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mathdrill.paths import replace_file
from mathdrill.reports.formats import json, md
from mathdrill.reports.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "json": json.render,
    "md": md.render,
}


def write(report: Report, name: str, path: Path) -> None:
    """Write a report in the format called `name`, whole or not at all.

    Raises: OSError: no space, no permission.
    """
    replace_file(path, FORMATS[name](report))
