"""What every test stands on: a home of its own, a known environment, a bounded search for errors."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh MATHDRILL_HOME; nobody's progress, packs, settings or language reach a test."""
    for name in (*LANGUAGE_VARIABLES, *filter(_ours, os.environ), "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    monkeypatch.setenv("MATHDRILL_HOME", str(folder))
    return folder


def _ours(name: str) -> bool:
    return name.startswith("MATHDRILL_")
