"""Items whose key is the shape of a tensor."""

from __future__ import annotations

from mathdrill.domain import Item, ItemTemplate, Part, same_text
from mathdrill.errors import ContentError
from mathdrill.items.assemble import assemble, filled, wrong_answer
from mathdrill.items.formulas import Bindings
from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.rational import NotRational, exact_constant


def shape_item(template: ItemTemplate, seed: int, bindings: Bindings) -> Item | None:
    """The item of one draw, or None where two of its answers coincide.

    Raises: ContentError: an answer is no list of lengths.
    """
    key = _shape(template, bindings, template.key)
    rules = [rule for rule in template.mal_rules if not rule.when or bindings.holds(rule.when)]
    wrong = [_shape(template, bindings, rule.answer) for rule in rules]
    ideas: dict[str, str] = {}
    for rule, answer in zip(rules, wrong, strict=True):
        if answer == key or ideas.setdefault(answer, rule.misconception) != rule.misconception:
            return None
    return assemble(
        template,
        seed,
        bindings,
        key=key,
        key_text=same_text(f"`{key}`"),
        accepts=tuple(_shape(template, bindings, answer) for answer in template.accepts),
        rejects=tuple(
            wrong_answer(template, rule, answer, filled(bindings, rule.feedback))
            for rule, answer in zip(rules, wrong, strict=True)
        ),
    )


def _shape(template: ItemTemplate, bindings: Bindings, answer: tuple[Part, ...]) -> str:
    """A shape as Python prints it: (), (3,), (3, 1)."""
    text = answer[0].value.en
    fault = ContentError("items.not-a-shape", template=template.id, formula=text)
    try:
        array = as_array(bindings.compute(text))
        lengths = [exact_constant(entry) for entry in array.entries]
    except (NoArrayError, NotRational, ZeroDivisionError) as error:
        raise fault from error
    if len(array.shape) != 1 or any(n < 0 or n.denominator != 1 for n in lengths):
        raise fault
    inside = ", ".join(map(str, lengths))
    return f"({inside},)" if len(lengths) == 1 else f"({inside})"
