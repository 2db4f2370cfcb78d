"""Does a prompt show every drawn value that its answer depends on?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mathdrill.domain import LANGUAGES, DrawKind, ItemTemplate, Kind

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
OFFERED = (Kind.CHOICE, Kind.MULTICHOICE, Kind.ORDERING)  # what the key needs is on the screen


def unshown(template: ItemTemplate) -> tuple[str, ...]:
    """Drawn names that the key is computed from, but nothing that a learner sees.

    A `let` that is shown shows what it was made of, and a drawn row shows all of itself.
    """
    if template.kind in OFFERED:
        return ()
    rows = [
        {part.name for row in draw.rows for part in row}
        for draw in template.draw
        if draw.kind is DrawKind.JOINT
    ]
    drawn = {draw.name for draw in template.draw if draw.kind is not DrawKind.JOINT}.union(*rows)
    made = {name: _mentioned([formula]) for name, formula in template.let}
    for draw in template.draw:  # a matrix shows how many rows it has
        made[draw.name] = _mentioned([draw.length, draw.columns, *draw.options])
    keys = [part.value.en for part in template.key]
    if template.kind is Kind.TOKEN:  # a word, with formulas between dollars
        keys = [formula for key in keys for formula in _formulas(key)]
    needed = _origins(_mentioned(keys), made) & drawn
    shown = _origins(_mentioned(_seen(template)), made)
    for row in rows:
        shown |= row if row & shown else set()
    return tuple(sorted(needed - shown))


def _seen(template: ItemTemplate) -> list[str]:
    """What may show a value, in the language that shows less of it."""
    formulas = [_formulas(template.prompt[language]) for language in LANGUAGES]
    return [*min(formulas, key=len), template.program or "", *template.observe, *_graph(template)]


def _formulas(text: str) -> list[str]:
    return text.split("$")[1::2]


def _graph(template: ItemTemplate) -> list[str]:
    graph = template.graph
    return [] if graph is None else [graph.nodes, *(value for _, value in graph.at)]


def _mentioned(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _NAME.findall(text)}


def _origins(names: set[str], made: Mapping[str, set[str]]) -> set[str]:
    """The names and everything that they were made of."""
    found: set[str] = set()
    todo = [*names]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += made.get(name, ())
    return found
