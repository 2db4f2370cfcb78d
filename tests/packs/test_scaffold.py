"""`pack new` writes what passes at once; `pack schema` describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mathdrill.errors import UsageError
from mathdrill.packs.catalogue import shipped_content
from mathdrill.packs.checker import check
from mathdrill.packs.json_schema import FILES, json_schema
from mathdrill.packs.loader import pack_folders
from mathdrill.packs.scaffold import scaffold
from mathdrill.packs.watch import changes


def test_a_new_pack_proves_itself(tmp_path: Path) -> None:
    written = scaffold(tmp_path / "my-pack")
    assert [path.suffix for path in written] == [".yaml", ".yaml", ".json", ".json"]
    report = check([tmp_path / "my-pack"], instances=20)
    assert (report.errors, report.warnings) == ((), ())
    assert (report.packs, report.skills, report.templates) == (1, 1, 1)
    assert report.oracle_checked == report.items_checked > 10
    assert report.equalities > 10
    for path in written[:2]:
        line = path.read_text(encoding="utf-8").splitlines()[0]
        schema = line.removeprefix("# yaml-language-server: $schema=")
        assert json.loads((path.parent / schema).read_text(encoding="utf-8"))["$schema"]


@pytest.mark.parametrize("name", ["My Pack", "1st", "pack.yaml", "pâte"])
def test_a_name_that_no_pack_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="bad-name"):
        scaffold(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    scaffold(tmp_path / "my-pack")
    (tmp_path / "my-pack" / "pack.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="in-the-way"):
        scaffold(tmp_path / "my-pack")
    assert (tmp_path / "my-pack" / "pack.yaml").read_text(encoding="utf-8") == "mine"


# --- the schema -----------------------------------------------------------------------------------

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def fits(value: Any, schema: Any, whole: Any) -> bool:
    """Whether a value is what a schema asks for; the keywords that our schemas use."""
    if "$ref" in schema:
        schema = {**whole["$defs"][schema["$ref"].rpartition("/")[2]]}
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return any(fits(value, each, whole) for each in alternatives)
    types = schema.get("type", list(TYPES))
    types = [types] if isinstance(types, str) else types
    if not any(isinstance(value, TYPES[each]) for each in types):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, list):
        few = len(value) < schema.get("minItems", 0)
        items = schema.get("items", {})
        return not few and all(fits(each, items, whole) for each in value)
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        missing = set(schema.get("required", ())) - set(value)
        strange = set(value) - set(known) if more is False else set()
        others = more if isinstance(more, dict) else {}
        sound = all(fits(each, known.get(name, others), whole) for name, each in value.items())
        return not missing and not strange and sound
    return True


def shipped(kind: str) -> list[Path]:
    files = [
        path
        for pack in pack_folders(shipped_content(), shipped=True)
        for path in sorted(pack.path.glob("*.yaml"))
    ]
    named = [path for path in files if (path.name == "pack.yaml") == (kind == "pack")]
    return [shipped_content() / "route.yaml"] if kind == "route" else named


@pytest.mark.parametrize("kind", FILES)
def test_every_shipped_file_fits_its_schema(kind: str) -> None:
    schema = json_schema(kind)
    for path in shipped(kind):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert fits(data, schema, schema), path.name


def test_a_schema_marks_what_check_would() -> None:
    schema = json_schema("skill")
    data = yaml.safe_load(shipped("skill")[0].read_text(encoding="utf-8"))
    changes: tuple[dict[str, object], ...] = (
        {"stag": 1},
        {"stage": "one"},
        {"title": "x"},
        {"templates": []},
    )
    for change in changes:
        assert not fits({**data, **change}, schema, schema)
    first = data["templates"][0]
    for slip in ({"level": "easy"}, {"kind": "essay"}, {"promt": {"en": "x", "zh": "y"}}):
        assert not fits({**data, "templates": [{**first, **slip}]}, schema, schema)


# --- watching -------------------------------------------------------------------------------------


def test_a_change_is_seen_once() -> None:
    marks = iter("aaabbcd")
    waits: list[int] = []
    drawn = changes(lambda: next(marks), lambda: waits.append(len(waits)))
    seen = []
    for _ in range(4):
        next(drawn)
        seen.append(len(waits))
    assert seen == [0, 3, 5, 6]  # at once, then after the waits that brought something new
