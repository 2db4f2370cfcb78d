"""What is shipped: the wheel in an empty environment, run from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.sources import ROOT

pytestmark = pytest.mark.slow


def _run(*command: str | Path, at: Path, typed: str = "") -> str:
    """What a command prints; its environment knows this repository by no name."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    }
    done = subprocess.run(
        command,
        cwd=at,
        env=environ | {"PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the build backend that is installed beside the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation")
    _run(*pip, "--wheel-dir", folder, ROOT, at=folder)
    (built,) = folder.glob("mathdrill-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mathdrill` command of a new environment that borrows only the dependencies.

    A .pth file adds the tests' own packages behind those of the new environment, where an editable
    mathdrill would be another one; so that of the wheel must be seen first.
    """
    folder = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, at=folder)
    python = folder / "bin" / "python"
    _run(
        *(sys.executable, "-m", "pip", "--python", python),
        *("install", "--no-deps", "--no-index", wheel),
        at=folder,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    borrowed = sysconfig.get_path("purelib")
    (packages / "dependencies.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    where = _run(python, "-c", "import mathdrill; print(mathdrill.__file__)", at=folder)
    assert packages in Path(where.strip()).parents
    return folder / "bin" / "mathdrill"


def test_the_wheel_holds_the_program_and_its_content(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for source, shipped in (
        (ROOT / "content", "mathdrill/content"),
        (ROOT / "mathdrill", "mathdrill"),
    ):
        files = {
            f"{shipped}/{file.relative_to(source).as_posix()}"
            for file in source.rglob("*")
            if file.is_file() and file.suffix in {".py", ".yaml", ".sql", ".css", ".typed"}
        }
        assert len(files) > 10
        assert files <= names
    assert {"mathdrill/py.typed", "mathdrill/content/route.yaml", "mathdrill/lang/zh.yaml"} <= names
    foreign = {name.partition("/")[0] for name in names} - {"mathdrill"}
    assert all(name.endswith(".dist-info") for name in foreign), foreign
    assert not any(name.endswith(".pyc") for name in names)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_session_runs_from_another_folder(
    installed: Path, tmp_path: Path, home: Path, language: str
) -> None:
    """Two answers and a polite end; the second start knows of them."""
    today = (installed, "today", "--plain", "--lang", language)
    first = _run(*today, at=tmp_path, typed="1\n2\n:reveal\n")
    assert len(first.splitlines()) > 8
    assert (home / "mathdrill.db").exists()
    exported = _run(installed, "data", "export", at=tmp_path)
    assert '"kind": "answer"' in exported
    assert _run(*today, at=tmp_path, typed="")


def test_the_shipped_packs_are_found_in_the_package(installed: Path, tmp_path: Path) -> None:
    packs = _run(installed, "pack", "list", at=tmp_path)
    assert "1-functions" in packs
    assert "2-calculus" in packs
    assert str(ROOT) not in packs


def test_the_version_is_that_of_the_wheel(installed: Path, wheel: Path, tmp_path: Path) -> None:
    said = _run(installed, "--version", at=tmp_path)
    assert wheel.name.split("-")[1] in said
