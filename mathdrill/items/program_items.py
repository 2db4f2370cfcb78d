"""Items that ask for the missing piece of a program."""

from __future__ import annotations

from mathdrill.autograd.program_limits import BLANK
from mathdrill.domain import Item, ItemTemplate, same_text
from mathdrill.errors import ContentError
from mathdrill.items.assemble import assemble, filled, wrong_answer
from mathdrill.items.formulas import Bindings
from mathdrill.items.program_texts import filled_program


def code_item(template: ItemTemplate, seed: int, bindings: Bindings) -> Item | None:
    """The item of one draw, or None where a wrong filling is written like a right one.

    Raises: ContentError: the program has no blank, or several.

    Whether two fillings do the same is for torch to say, and for `pack check` to ask.
    """

    def piece(text: str) -> str:
        return filled_program(bindings, text).strip()

    if (template.program or "").count(BLANK) != 1:
        raise ContentError("program.one-blank", template=template.id)
    key = piece(template.key[0].value.en)
    accepts = tuple(piece(parts[0].value.en) for parts in template.accepts)
    rejects = tuple(
        wrong_answer(
            template, rule, piece(rule.answer[0].value.en), filled(bindings, rule.feedback)
        )
        for rule in template.mal_rules
        if not rule.when or bindings.holds(rule.when)
    )
    right = {_squeezed(text) for text in (key, *accepts)}
    if any(_squeezed(wrong.answer) in right for wrong in rejects):
        return None
    return assemble(
        template,
        seed,
        bindings,
        key=key,
        key_text=same_text(f"`{key}`"),
        accepts=accepts,
        rejects=rejects,
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())
