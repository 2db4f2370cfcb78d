"""A home whose content is the small course, with one of the histories in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mathdrill.packs import catalogue
from mathdrill.paths import database
from tests.histories import COURSE, write
from tests.reports.made import sample_history

NOW = "2026-11-23T08:30:00+01:00"


@pytest.fixture(scope="session")
def course_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course compiled once."""
    folder = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MATHDRILL_HOME", str(folder))
        patch.setattr(catalogue, "shipped_content", lambda: COURSE)
        catalogue.load_catalogue()
    return folder / "cache"


@pytest.fixture
def living(
    home: Path, course_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Begin with one of the histories behind one."""
    shutil.copytree(course_cache, home / "cache")
    monkeypatch.setattr(catalogue, "shipped_content", lambda: COURSE)
    monkeypatch.setenv("MATHDRILL_NOW", NOW)
    monkeypatch.chdir(home)

    def begin(name: str) -> None:
        write(sample_history(name), database())

    return begin
