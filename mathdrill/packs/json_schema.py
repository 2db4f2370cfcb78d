"""The format of packs as JSON Schema, so that an editor can complete keys and mark slips.

It is looser than `pack check`: a scalar may look like a number, since packs read it as a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError

from mathdrill.packs.schema import Model, PackFile, RouteFile, SkillFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type[Model]] = {"skill": SkillFile, "pack": PackFile, "route": RouteFile}
SCALAR = {"type": ["string", "number", "boolean"]}
BOTH = {
    "type": "object",
    "properties": {"en": SCALAR, "zh": SCALAR},
    "required": ["en", "zh"],
    "additionalProperties": False,
}
OPTION = {"anyOf": [SCALAR, BOTH, {"type": "object", "additionalProperties": True}]}
DRAWN = {"anyOf": [SCALAR, {"type": "array", "items": OPTION, "minItems": 1}]}

# what an editor shows beside a key
MEANINGS: Mapping[str, str] = {
    "draw": "What is drawn anew for every item: 2..7, -5..5 except 0, 0.1..0.5 by 0.1, [sin, cos].",
    "where": "Conditions over the drawn names; an item is drawn again until all are true.",
    "let": "Names for formulas over the names above; in texts they show computed and simplified.",
    "prompt": "What is asked, in both languages; formulas stand between dollars.",
    "key": "The right answer.",
    "proof": "A second, independent way to the key.",
    "accepts": "Further answers that must be accepted.",
    "misconceptions": "Wrong ideas: the answer each leads to, and what the learner is told.",
    "distractors": "Wrong options of a choice, several for one wrong idea.",
    "hints": "Two or three: where to look, then the first move.",
    "solution": "The worked solution with the item's own numbers.",
    "lesson": "What a learner reads before the first item of the skill.",
    "vars": "The names that an answer may use.",
    "answer_names": "What may stand before an equals sign in an answer, such as f'(x).",
    "domain": "Conditions on the variables, such as {x: x > 0}.",
    "when": "A misconception applies only where this condition over the drawn names is true.",
    "revision": "Raise it when the meaning of the item changes.",
    "seconds": "How long a practised learner needs.",
    "requires": "Skills that must be mastered first.",
    "encompasses": "Skills that are practised along with this one, and how much: 0.01 to 1.",
    "program": "A PyTorch program below the prompt; $name stands for a drawn value.",
    "edges": "Which label comes before which: mul > add.",
}


class _Schema(GenerateJsonSchema):
    """Says of every scalar what the functions that check it say of a wrong one."""

    def function_before_schema(self, schema: Any) -> dict[str, Any]:
        """A value that is converted first: the limits are in what its converter refuses."""
        inner = self.generate_inner(schema["schema"])
        convert: Callable[[object], object] = schema["function"]["function"]
        if isinstance(convert("…") if _takes_anything(convert) else None, list | dict):
            return {"anyOf": [SCALAR, inner]}
        return {**inner, **_limits(convert)}

    def function_plain_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ARG002 - there is one
        """What is drawn; nothing else is checked by a function alone."""
        return DRAWN

    def str_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ARG002 - all are alike
        """Every scalar is read as a text, whatever it looks like."""
        return dict(SCALAR)


def _takes_anything(convert: Callable[[object], object]) -> bool:
    return not _refusal(convert)


def _refusal(convert: Callable[[object], object]) -> dict[str, Any]:
    try:
        convert("…")
    except PydanticCustomError as error:
        return dict(error.context or {})
    return {}


def _limits(convert: Callable[[object], object]) -> dict[str, Any]:
    match _refusal(convert):
        case {"allowed": [*allowed]} if not any("…" in each for each in allowed):
            return {"enum": [*allowed]}
        case {"allowed": [*allowed]}:
            return {"examples": [*allowed]}
        case {"least": int(least), "most": int(most)}:
            return {"type": "integer", "minimum": least, "maximum": most}
        case {"least": _, "most": _}:
            return {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
        case {"format": known}:
            return {"enum": [known, str(known)]}
        case {"example": example}:
            return {"examples": [example]}
        case _:
            return {}


def json_schema(file: str) -> dict[str, Any]:
    """The schema of one of FILES."""
    adapter: TypeAdapter[Model] = TypeAdapter(FILES[file])
    made = adapter.json_schema(schema_generator=_Schema)
    return {"$schema": DIALECT, **_explained(made)}


def _explained(tree: Any) -> Any:
    """With the meanings of keys, and without the titles that pydantic makes of their names."""
    if isinstance(tree, list):
        return [_explained(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    explained = {
        name: _explained(value)
        for name, value in tree.items()
        if not (name in ("title", "discriminator", "default") and not _is_schema(value))
    }
    for name, value in explained.get("properties", {}).items():
        if name in MEANINGS and isinstance(value, dict):
            value.setdefault("description", MEANINGS[name])
    return explained


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict) and bool({"type", "$ref", "anyOf"} & set(value))
