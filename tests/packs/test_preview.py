"""What `pack preview --json` prints: the contract, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mathdrill.domain import Item, ItemTemplate, Outcome, same_text
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.packs.preview import preview
from mathdrill.scoring.score import score

KEYS = """template revision seed skill kind vars prompt program choices parts key accepts rejects
hints solution""".split()


def shipped(kind: str) -> ItemTemplate:
    templates = load_catalogue().catalogue.templates.values()
    return next(template for template in templates if template.kind.value == kind)


def previewed(kind: str) -> tuple[Item, dict[str, Any]]:
    item = generate(shipped(kind), 7)
    data = json.loads(json.dumps(preview(item)))
    return item, data


@pytest.mark.parametrize("kind", ["expression", "number", "choice", "token", "ordering", "steps"])
def test_a_preview_has_the_contracted_keys_and_answers_itself(kind: str) -> None:
    item, data = previewed(kind)
    assert list(data) == KEYS
    assert (data["template"], data["seed"], data["kind"]) == (item.template, 7, kind)
    for text in (
        data["prompt"],
        data["solution"],
        *(wrong["feedback"] for wrong in data["rejects"]),
    ):
        assert list(text) == ["en", "zh"]
        assert all(text.values())
        assert not any("$" in words or "**" in words for words in text.values())
    assert len(data["hints"]["en"]) == len(data["hints"]["zh"]) == 2
    for answer in (data["key"], *data["accepts"]):
        assert score(item, answer).outcome is Outcome.CORRECT
    for wrong in data["rejects"]:
        assert score(item, wrong["answer"]).misconception == wrong["misconception"]


def test_choices_are_texts_in_both_languages_in_shown_order() -> None:
    item, data = previewed("choice")
    assert len(data["choices"]["en"]) == len(data["choices"]["zh"]) == len(item.choices) > 1
    assert 1 <= int(data["key"]) <= len(item.choices)


def test_parts_are_the_names_of_the_values_asked() -> None:
    item, data = previewed("steps")
    assert data["parts"] == [part.name for part in item.parts] != []
    assert data["choices"] == {"en": [], "zh": []}


def test_stars_stay_where_they_are_code() -> None:
    item = replace(previewed("number")[0], prompt=same_text("**Is** `x**2` even at $x^2$?"))
    assert preview(item)["prompt"] == {"en": "Is `x**2` even at x²?", "zh": "Is `x**2` even at x²?"}
