"""Sessions that are begun anew on one database; homes in which the catalogue is compiled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathdrill.cli.drill import Drill, DrillOptions
from mathdrill.domain import Catalogue
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.store import Store
from tests.drilling import COURSE, TODAY, Begin
from tests.learning import HandClock, generate, score
from tests.shell import SAMPLE_PACK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def begin(path: Path, clock: HandClock) -> Iterator[Begin]:
    """Begin a session as a program that is started anew does: with a connection of its own."""
    stores: list[Store] = []

    def start(options: DrillOptions = TODAY, catalogue: Catalogue = COURSE) -> Drill:
        stores.append(Store.open(path, device="here", busy_s=0.1))
        drill = Drill(catalogue, stores[-1], clock, options, generate=generate, score=score)
        drill.begin()
        return drill

    yield start
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue compiled once, with and without the pack of the transcripts."""
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MATHDRILL_HOME", str(folder))
        patch.delenv("MATHDRILL_PACKS", raising=False)
        load_catalogue()
        patch.setenv("MATHDRILL_PACKS", str(SAMPLE_PACK))
        load_catalogue()
    return folder / "cache"


@pytest.fixture
def compiled(home: Path, caches: Path) -> Path:
    """A home whose catalogue needs no compiling; returns it."""
    shutil.copytree(caches, home / "cache")
    return home


@pytest.fixture
def sample(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that also finds the pack of the transcripts."""
    monkeypatch.setenv("MATHDRILL_PACKS", str(SAMPLE_PACK))
    return compiled
