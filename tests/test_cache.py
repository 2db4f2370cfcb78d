"""Compiled values: there and fresh, or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.cache import read_compiled, write_compiled
from mathdrill.paths import cache_dir

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)


@given(key=st.text(st.characters(codec="utf-8")), value=JSON)
def test_what_was_written_is_read_with_the_same_key_only(key: str, value: object) -> None:
    write_compiled("packs", key, value)
    assert read_compiled("packs", key) == value
    assert read_compiled("packs", key + "'") is None


def test_names_do_not_meet() -> None:
    write_compiled("packs", "1", "a")
    write_compiled("topics", "1", "b")
    assert (read_compiled("packs", "1"), read_compiled("topics", "1")) == ("a", "b")
    assert read_compiled("skills", "1") is None


@pytest.mark.parametrize(
    "damaged", [b"", b'"1"\n', b'"1"\n{"a": ', b'"1"\n\xff', b"\xff", b'"1"\n' + b"[" * 100_000]
)
def test_a_damaged_file_is_not_there(damaged: bytes) -> None:
    write_compiled("packs", "1", {"a": 1})
    (file,) = cache_dir().iterdir()
    file.write_bytes(damaged)
    assert read_compiled("packs", "1") is None
    write_compiled("packs", "1", {"a": 2})
    assert read_compiled("packs", "1") == {"a": 2}


def test_where_nothing_can_be_written_nothing_is_kept(home: Path) -> None:
    home.write_text("a file where the folder should be")
    write_compiled("packs", "1", {"a": 1})
    assert read_compiled("packs", "1") is None
