"""(template, revision, seed) → Item, the same on every machine.

A draw is thrown away when a predicted wrong answer coincides with the key or with the prediction of
another misconception: then a verdict could not name what went wrong.
"""

from __future__ import annotations

from mathdrill.domain import Item, ItemTemplate, Kind
from mathdrill.errors import ContentError
from mathdrill.items.drawing import draw, stream
from mathdrill.items.formula_items import KINDS as FORMULA_KINDS
from mathdrill.items.formula_items import formula_item
from mathdrill.items.formulas import Bindings
from mathdrill.items.literal_items import literal_item
from mathdrill.items.program_items import code_item
from mathdrill.items.shape_items import shape_item
from mathdrill.maths.expression import Call, Expr, walk

MAX_REDRAWS = 100
DERIVATIONS = ("diff", "grad", "jacobian", "hessian")


def generate(template: ItemTemplate, seed: int) -> Item:
    """Make one item.

    Raises: ContentError: a formula of the template fails, its conditions cannot be met, or more
        than 100 draws in a row coincide.
    """
    return _make(template, seed)[0]


Proofs = tuple[tuple[str, Expr], ...]


def generate_with_proofs(template: ItemTemplate, seed: int) -> tuple[Item, Proofs]:
    """One item, and the second way to its key for an independent oracle, a formula a part.

    Author functions such as diff(…) stand unresolved in it. A part is named as in the key; where
    the proof gives a condition for each option, it is the option as it is displayed in English. No
    proofs where the template states none and its key is not itself a derivation.
    Raises: ContentError: as `generate`.
    """
    item, bindings = _make(template, seed)
    if template.kind is Kind.GRAPH and not template.proof:
        from mathdrill.items.graph_items import graph_proof

        return item, graph_proof(item)
    if template.kind not in FORMULA_KINDS:
        return item, tuple(
            (_option(template, part.name, bindings), bindings.unresolved(part.value.en))
            for part in template.proof
        )
    stated = {part.name: part.value.en for part in template.proof or template.key}
    proofs = tuple((part.name, bindings.unresolved(stated[part.name])) for part in template.key)
    derives = any(
        isinstance(e, Call) and e.name in DERIVATIONS for _, tree in proofs for e in walk(tree)
    )
    return item, proofs if template.proof or derives else ()


def _option(template: ItemTemplate, name: str, bindings: Bindings) -> str:
    labels = {label.id: label.text.en for label in template.labels}
    return bindings.text(labels.get(name, name), "en")


def _make(template: ItemTemplate, seed: int) -> tuple[Item, Bindings]:
    chance = stream(template, seed)
    for _ in range(MAX_REDRAWS):
        bindings = draw(template, chance)
        if template.kind in FORMULA_KINDS:
            item = formula_item(template, seed, bindings)
        elif template.kind is Kind.GRAPH:
            from mathdrill.items.graph_items import graph_item  # few items wait for graphs

            item = graph_item(template, seed, bindings)
        elif template.kind is Kind.SHAPE:
            item = shape_item(template, seed, bindings)
        elif template.kind is Kind.CODE:
            item = code_item(template, seed, bindings)
        else:
            item = literal_item(template, seed, bindings, chance)
        if item is not None:
            return item, bindings
    raise ContentError("items.coincide", template=template.id, count=MAX_REDRAWS)
