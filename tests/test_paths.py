"""Where files live, and the small one that holds the settings."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mathdrill import paths
from mathdrill.errors import DataError
from mathdrill.lang import LANGUAGES, say, say_sentence
from mathdrill.paths import Config

PLACES = [
    paths.state_dir,
    paths.cache_dir,
    paths.config_file,
    paths.database,
    paths.history_file,
    paths.user_packs,
]


@pytest.mark.parametrize("place", PLACES)
def test_mathdrill_home_moves_everything(place: Callable[[], Path], home: Path) -> None:
    assert home in (place(), *place().parents)
    assert not home.exists()  # asking for a place makes no folder


@pytest.mark.parametrize("place", PLACES)
def test_without_it_the_platform_decides(
    place: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MATHDRILL_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    assert tmp_path in place().parents
    assert paths.APPLICATION in place().parts


def test_places_differ(home: Path) -> None:
    assert len({place() for place in PLACES}) == len(PLACES)
    assert paths.state_dir() == home


def test_a_home_may_start_with_a_tilde_or_be_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MATHDRILL_HOME", "~/drill")
    assert paths.state_dir() == tmp_path / "drill"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATHDRILL_HOME", "drill")
    assert paths.state_dir() == tmp_path / "drill"


def test_settings_are_read_back() -> None:
    assert paths.read_config() == (Config(language=None), None)
    paths.write_config(Config(language="zh"))
    assert paths.read_config() == (Config(language="zh"), None)


def test_what_a_newer_mathdrill_has_set_stays(home: Path) -> None:
    home.mkdir()
    paths.config_file().write_text('{"language": "en", "colours": 20}')
    paths.write_config(Config(language="zh"))
    assert json.loads(paths.config_file().read_text()) == {"language": "zh", "colours": 20}


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"null", b'"zh"', b"\xff\xfe", b"[" * 100_000, b'{"language": "zh"'],
)
def test_damaged_settings_are_the_usual_ones_and_a_notice(damaged: bytes, home: Path) -> None:
    home.mkdir()
    paths.config_file().write_bytes(damaged)
    config, notice = paths.read_config()
    assert config == Config()
    assert notice is not None
    for language in LANGUAGES:
        assert str(paths.config_file()) in say_sentence(language, notice)
    paths.write_config(Config(language="en"))
    assert paths.read_config() == (Config(language="en"), None)


def test_a_setting_of_a_wrong_type_was_never_chosen(home: Path) -> None:
    home.mkdir()
    paths.config_file().write_text('{"language": 3}')
    assert paths.read_config() == (Config(), None)


def test_a_place_that_cannot_be_written_is_told(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(DataError) as caught:
        paths.write_config(Config(language="en"))
    for language in LANGUAGES:
        assert str(home) in say(language, caught.value.sentence, **caught.value.values)


def test_a_file_is_replaced_whole_or_not_at_all(home: Path) -> None:
    file = home / "folder" / "file"
    paths.replace_file(file, "old")
    with pytest.raises(UnicodeEncodeError):
        paths.replace_file(file, "half \ud800")
    assert file.read_text() == "old"
    assert os.listdir(file.parent) == ["file"]  # noqa: PTH208 - names are all that matters
