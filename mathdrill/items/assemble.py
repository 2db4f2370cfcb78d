"""The last step of generation: an item from its template, its draw, and its answers."""

from __future__ import annotations

from mathdrill.domain import Decimals, Item, ItemTemplate, MalRule, Part, Text, WrongAnswer
from mathdrill.items.formulas import Bindings, printed
from mathdrill.items.program_texts import filled_program


def filled(bindings: Bindings, text: Text) -> Text:
    """A text of the content with the drawn values in its formulas."""
    return Text(bindings.text(text.en, "en"), bindings.text(text.zh, "zh"))


def wrong_answer(
    template: ItemTemplate, rule: MalRule, answer: str, feedback: Text, parts: tuple[Part, ...] = ()
) -> WrongAnswer:
    """What a rule of the template predicts in this draw."""
    place = template.mal_rules.index(rule)
    return WrongAnswer(rule.misconception, answer, feedback, parts, place)


def assemble(
    template: ItemTemplate,
    seed: int,
    bindings: Bindings,
    *,
    key: str,
    key_text: Text,
    rejects: tuple[WrongAnswer, ...],
    accepts: tuple[str, ...] = (),
    variables: tuple[str, ...] = (),
    parts: tuple[Part, ...] = (),
    choices: tuple[Text, ...] = (),
    labels: tuple[str, ...] = (),
) -> Item:
    """The item with every text filled in."""
    return Item(
        template=template.id,
        revision=template.revision,
        seed=seed,
        skill=template.skill,
        kind=template.kind,
        level=template.level,
        seconds=template.seconds,
        params=printed(bindings),
        variables=variables,
        answer_names=tuple(bindings.show(name) for name in template.answer_names),
        prompt=filled(bindings, template.prompt),
        program=None if template.program is None else filled_program(bindings, template.program),
        choices=choices,
        labels=labels,
        edges=template.edges,
        parts=parts,
        key=key,
        key_text=key_text,
        accepts=accepts,
        rejects=rejects,
        hints=tuple(filled(bindings, hint) for hint in template.hints),
        solution=filled(bindings, template.solution),
        domain=template.domain,
        form=template.form,
        decimals=template.decimals or Decimals.VALUE,
        places=template.places,
        observe=tuple(filled_program(bindings, text) for text in template.observe),
    )
