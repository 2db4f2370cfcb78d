"""A report as one JSON document, for programs; `mathdrill.reports.json_schema` publishes its form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from mathdrill.reports.report import Report


def render(report: Report) -> Iterator[str]:
    """The document, ASCII only, so that it survives every encoding."""
    yield json.dumps(document(report), indent=2) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The report as data; the answers themselves are in `csv` and in the exported log."""
    data = asdict(replace(report, answers=()))
    del data["answers"]
    return data
