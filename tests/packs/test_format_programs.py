"""Shipped items that show a program: what torch does is what their key says."""

from __future__ import annotations

import pytest

from mathdrill.autograd.program import available, observed_key
from mathdrill.domain import ItemTemplate, Kind, Outcome
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import shipped_content
from mathdrill.packs.compile import compile_packs
from mathdrill.scoring.score import score

TEMPLATES = compile_packs(shipped_content(), ()).catalogue.templates
PREDICTED = [
    template
    for template in TEMPLATES.values()
    if template.observe and template.kind not in (Kind.CODE, Kind.GRAPH)
]


@pytest.mark.skipif(not available(), reason="torch is not installed")
@pytest.mark.parametrize("template", PREDICTED, ids=lambda template: template.id)
def test_the_key_is_what_torch_shows(template: ItemTemplate) -> None:
    for seed in range(12):
        item = generate(template, seed)
        assert item.program is not None
        seen = observed_key(item.program, item.observe[0], item.kind)
        assert seen is not None
        assert score(item, seen).outcome is Outcome.CORRECT, (seen, item.key)
