"""A key that is replaced by what a misconception leads to does not get through.

A sample; `python -m tests.packs.mutation` does all of them.
"""

from __future__ import annotations

from pathlib import Path

from mathdrill.packs.catalogue import load_catalogue
from mathdrill.packs.checker import check
from tests.packs.mutation import is_caught, mutants
from tests.packs.samples import FILES, with_one_change, write_root

ROUTE, PACK, POWERS, SLOPES = FILES
EVERY = 12  # templates


def test_no_misconception_gets_through_as_the_key() -> None:
    templates = [*load_catalogue().catalogue.templates.values()][::EVERY]
    made = [(t.id, name, mutant) for t in templates for name, mutant in mutants(t, forgotten=False)]
    assert len(made) > len(templates)
    assert [(template, name) for template, name, mutant in made if not is_caught(mutant)] == []


def test_a_misconception_that_is_right_whenever_it_applies_is_an_error(tmp_path: Path) -> None:
    changes = with_one_change(
        POWERS, "    key: a^n + c\n    proof: subs(x^n + c, x, a)\n", "    key: c + n*a\n"
    )
    report = check([write_root(tmp_path, changes)], instances=50)
    assert [f"{f.place.line}:{f.place.column} {f.code}" for f in report.errors] == ["34:9 K514"]
