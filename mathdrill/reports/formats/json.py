"""A report as one JSON document, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from mathdrill.reports.report import Report


def render(report: Report) -> str:
    """The document, ASCII only, so that it survives every encoding."""
    return json.dumps(asdict(report), indent=2) + "\n"
