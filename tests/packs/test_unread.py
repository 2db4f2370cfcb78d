"""Templates out of the cache are the same as those that went in, and are read only when needed."""

from __future__ import annotations

import copy
from dataclasses import fields, replace

import pytest

from mathdrill.domain import Catalogue, ItemTemplate
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import load_catalogue, shipped_content
from mathdrill.packs.compile import compile_packs
from mathdrill.packs.unread import HEAD, packed, unpacked


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return compile_packs(shipped_content(), ()).catalogue


def test_what_goes_in_comes_out(catalogue: Catalogue) -> None:
    found = unpacked(packed(catalogue.templates))
    assert found == catalogue.templates
    assert all(type(template) is ItemTemplate for template in found.values())
    assert load_catalogue().catalogue == catalogue


def test_a_head_is_known_without_reading(catalogue: Catalogue) -> None:
    for template in unpacked(packed(catalogue.templates)).values():
        made = catalogue.templates[template.id]
        assert [getattr(template, n) for n in HEAD] == [getattr(made, n) for n in HEAD]
        assert type(template) is not ItemTemplate


@pytest.mark.parametrize("name", [f.name for f in fields(ItemTemplate) if f.name not in HEAD])
def test_any_other_field_makes_it_whole(catalogue: Catalogue, name: str) -> None:
    made = next(iter(catalogue.templates.values()))
    (template,) = unpacked(packed({made.id: made})).values()
    assert getattr(template, name) == getattr(made, name)
    assert type(template) is ItemTemplate


def test_it_is_a_template_in_every_other_way(catalogue: Catalogue) -> None:
    made = next(t for t in catalogue.templates.values() if t.draw)

    def unread() -> ItemTemplate:
        return unpacked(packed({made.id: made}))[made.id]

    assert made == unread()
    assert unread() == unread()
    assert unread() != replace(made, seconds=made.seconds + 1)
    assert hash(unread()) == hash(made)
    assert replace(unread(), revision=9) == replace(made, revision=9)
    assert copy.deepcopy(unread()) == made
    assert copy.copy(unread()) == made
    assert generate(unread(), 3) == generate(made, 3)
    with pytest.raises(AttributeError):
        unread().seconds = 3  # type: ignore[misc]


@pytest.mark.parametrize("rows", [None, [[]], [["a"]], [[1, 2, 3, 4, 5, 6, 7, "{}", 9]], 5])
def test_what_is_no_template_is_refused(rows: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(rows)
