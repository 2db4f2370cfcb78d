"""The catalogue is compiled once, elsewhere, and kept until a file changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import mathdrill
from mathdrill.packs.catalogue import load_catalogue, shipped_content, third_party_folders
from mathdrill.paths import cache_dir, user_packs
from tests.packs.samples import STRANGE_PACK, strange_skill, with_one_change, write_root

SCRIPT = """
import json, sys
from pathlib import Path
from mathdrill.errors import ContentError
from mathdrill.packs.catalogue import load_catalogue
try:
    loaded = load_catalogue([Path(path) for path in sys.argv[1:]])
    told = {"skills": list(loaded.catalogue.skills), "problems": [p.code for p in loaded.problems]}
except ContentError as error:
    told = {"sentence": error.sentence, "count": error.values.get("count")}
heavy = {"yaml", "pydantic", "sympy", "numpy", "torch", "subprocess"} & set(sys.modules)
print(json.dumps({**told, "heavy": sorted(heavy)}))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program whose content is the sample, as in an installed wheel."""
    package = Path(str(mathdrill.__file__)).parent
    folder = tmp_path / "installed"
    shutil.copytree(package, folder / "mathdrill", ignore=shutil.ignore_patterns("__pycache__"))
    write_root(folder / "mathdrill" / "content")
    return folder


def start(program: Path, folders: Iterable[Path] = (), **environ: str) -> dict[str, object]:
    """What a fresh process finds, started in another folder."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, folders)],
        env={**os.environ, "PYTHONPATH": str(program), **environ},
        cwd=program.parent,
        capture_output=True,
        check=True,
        text=True,
    )
    told: dict[str, object] = json.loads(run.stdout)
    return told


def write_stranger(folder: Path, name: str = "adding") -> Path:
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(STRANGE_PACK, encoding="utf-8")
    (folder / f"{name}.yaml").write_text(strange_skill(name), encoding="utf-8")
    return folder


def test_yaml_is_read_in_a_child_and_only_once(program: Path) -> None:
    first, second = start(program), start(program)
    assert first["skills"] == second["skills"] == ["powers", "slopes"]
    assert (first["heavy"], second["heavy"]) == (["subprocess"], [])


def test_a_change_is_seen_at_the_next_start(program: Path) -> None:
    start(program)
    route = program / "mathdrill" / "content" / "route.yaml"
    route.write_text(
        route.read_text(encoding="utf-8").replace("pass: 3", "pass: 9"), encoding="utf-8"
    )
    assert start(program) == {"sentence": "packs.broken", "count": 1, "heavy": ["subprocess"]}
    route.write_text(
        route.read_text(encoding="utf-8").replace("pass: 9", "pass: 4"), encoding="utf-8"
    )
    assert start(program)["skills"] == ["powers", "slopes"]


def test_a_file_that_was_only_touched_is_not_compiled_again(program: Path) -> None:
    start(program)
    os.utime(program / "mathdrill" / "content" / "route.yaml", (1, 1))
    assert start(program)["heavy"] == []


@pytest.mark.parametrize("damage", [b"", b'"x"\n{', b"\xff\xfe"])
def test_a_damaged_cache_is_built_again(program: Path, damage: bytes) -> None:
    expected = start(program)["skills"]
    for file in cache_dir().iterdir():
        file.write_bytes(damage)
    assert start(program)["skills"] == expected
    assert start(program)["heavy"] == []


def test_a_cache_of_another_shape_is_built_again(program: Path) -> None:
    start(program)
    kept = cache_dir() / "catalogue.json"
    key, _ = kept.read_text(encoding="utf-8").split("\n", maxsplit=1)
    kept.write_text(f'{key}\n[{{"packs": 1}}]\n', encoding="utf-8")
    assert start(program)["skills"] == ["powers", "slopes"]


def test_a_cache_that_cannot_be_written_only_costs_time(program: Path, home: Path) -> None:
    home.mkdir()
    (home / "cache").write_text("a file where a folder should be", encoding="utf-8")
    assert start(program)["skills"] == start(program)["skills"] == ["powers", "slopes"]


def test_packs_are_found_in_all_four_places(program: Path, tmp_path: Path) -> None:
    write_stranger(user_packs() / "own", "own")
    named = write_stranger(tmp_path / "named", "named")
    (named / "pack.yaml").write_text(STRANGE_PACK.replace("mine", "named"), encoding="utf-8")
    extra = write_stranger(tmp_path / "extra", "extra")
    (extra / "pack.yaml").write_text(STRANGE_PACK.replace("mine", "extra"), encoding="utf-8")
    found = start(program, [extra], MATHDRILL_PACKS=f"{named}{os.pathsep}{tmp_path / 'nowhere'}")
    assert found["skills"] == ["powers", "slopes", "own", "named", "extra"]
    assert found["problems"] == ["S217"]  # the folder that is not there
    assert start(program)["skills"] == ["powers", "slopes", "own"]


def test_a_folder_in_the_way_does_not_take_the_place_of_a_module(program: Path) -> None:
    """A learner's own yaml.py beside them must not run when the packs are compiled."""
    (program.parent / "yaml.py").write_text("raise SystemExit(9)", encoding="utf-8")
    assert start(program)["skills"] == ["powers", "slopes"]


def test_without_packs_there_is_a_content_error(program: Path) -> None:
    shutil.rmtree(program / "mathdrill" / "content")
    assert start(program)["sentence"] == "packs.no-content"


def test_a_fault_of_ours_is_an_error_and_never_kept(program: Path) -> None:
    broken = with_one_change("calculus/powers.yaml", "level: recognise", "level: easy")
    write_root(program / "mathdrill" / "content", broken)
    expected = {"sentence": "packs.broken", "count": 1, "heavy": ["subprocess"]}
    assert [start(program), start(program)] == [expected, expected]


def test_the_content_of_this_repository_is_found_and_whole() -> None:
    assert shipped_content() == Path(str(mathdrill.__file__)).parents[1] / "content"
    loaded = load_catalogue()
    assert loaded.problems == ()
    assert {"chain-single", "deriv-power", "fn-basics"} <= loaded.catalogue.skills.keys()
    on_route = [name for stage in loaded.catalogue.stages for name in stage.order]
    assert on_route == list(loaded.catalogue.skills)
    assert [stage.number for stage in loaded.catalogue.stages] == [1, 2, 3, 4, 5]


def test_folders_are_named_once_and_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATHDRILL_PACKS", os.pathsep.join(["a", str(tmp_path / "b"), ""]))
    assert third_party_folders([Path("b"), Path("c")]) == tuple(tmp_path / name for name in "abc")
