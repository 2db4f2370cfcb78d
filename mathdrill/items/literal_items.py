"""Items whose key is a text: choice, multichoice, token, ordering."""

from __future__ import annotations

from dataclasses import dataclass

from mathdrill.domain import LANGUAGES, Item, ItemTemplate, Kind, MalRule, Text
from mathdrill.items.assemble import assemble, filled, wrong_answer
from mathdrill.items.drawing import Chance
from mathdrill.items.formulas import Bindings
from mathdrill.items.literals import is_valid_order, same_token
from mathdrill.maths.linear import Style
from mathdrill.maths.prose import render


@dataclass(frozen=True, slots=True)
class _Wrong:
    rule: MalRule
    answer: Text
    feedback: Text


def literal_item(
    template: ItemTemplate, seed: int, bindings: Bindings, chance: Chance
) -> Item | None:
    """The item of one draw, or None where two of its answers coincide."""
    if template.kind is Kind.MULTICHOICE:
        return _multichoice(template, seed, bindings, chance)
    key = filled(bindings, template.key[0].value)
    wrong = [
        _Wrong(rule, filled(bindings, rule.answer[0].value), filled(bindings, rule.feedback))
        for rule in template.mal_rules
        if not rule.when or bindings.holds(rule.when)
    ]
    if template.kind is Kind.CHOICE:
        return _choice(template, seed, bindings, chance, key, wrong)
    if template.kind is Kind.ORDERING:
        return _ordering(template, seed, bindings, chance, key, wrong)
    return _token(template, seed, bindings, key, wrong)


def _choice(
    template: ItemTemplate,
    seed: int,
    bindings: Bindings,
    chance: Chance,
    key: Text,
    wrong: list[_Wrong],
) -> Item | None:
    wrong = _without_spares(key, wrong)
    options = [key, *(one.answer for one in wrong)]
    for language in LANGUAGES:
        if len({render(option[language]) for option in options}) < len(options):
            return None
    order = list(range(len(options)))
    chance.shuffle(order)
    numbers = {option: str(place) for place, option in enumerate(order, start=1)}
    return assemble(
        template,
        seed,
        bindings,
        choices=tuple(options[index] for index in order),
        key=numbers[0],
        key_text=key,
        rejects=tuple(
            wrong_answer(template, one.rule, numbers[index], one.feedback)
            for index, one in enumerate(wrong, start=1)
        ),
    )


def _without_spares(key: Text, wrong: list[_Wrong]) -> list[_Wrong]:
    """Spare distractors give way to the key and to the options before them."""
    shown = {render(key.en)} | {render(one.answer.en) for one in wrong if not one.rule.spare}
    kept = []
    for one in wrong:
        text = render(one.answer.en)
        if not one.rule.spare or text not in shown:
            kept.append(one)
            shown.add(text)
    return kept


def _multichoice(
    template: ItemTemplate, seed: int, bindings: Bindings, chance: Chance
) -> Item | None:
    labels = list(template.labels)
    chance.shuffle(labels)
    places = {label.id: place for place, label in enumerate(labels, start=1)}

    def numbers(names: str) -> str:
        return " ".join(map(str, sorted(places[name] for name in names.split()))) or "0"

    rules = [rule for rule in template.mal_rules if not rule.when or bindings.holds(rule.when)]
    names = {label.id: filled(bindings, label.text) for label in labels}
    right = template.key[0].value.en
    chosen = [label.id for label in template.labels if label.id in right.split()]
    return assemble(
        template,
        seed,
        bindings,
        choices=tuple(names[label.id] for label in labels),
        key=numbers(right),
        key_text=Text(
            ", ".join(names[name].en for name in chosen),
            "、".join(names[name].zh for name in chosen),
        ),
        rejects=tuple(
            wrong_answer(
                template,
                rule,
                numbers(rule.answer[0].value.en),
                filled(bindings, rule.feedback),
            )
            for rule in rules
        ),
    )


def _ordering(
    template: ItemTemplate,
    seed: int,
    bindings: Bindings,
    chance: Chance,
    key: Text,
    wrong: list[_Wrong],
) -> Item | None:
    if any(is_valid_order(one.answer.en.split(), template.edges) for one in wrong):
        return None
    labels = list(template.labels)
    chance.shuffle(labels)
    return assemble(
        template,
        seed,
        bindings,
        choices=tuple(filled(bindings, label.text) for label in labels),
        labels=tuple(label.id for label in labels),
        key=key.en,
        key_text=key,
        accepts=tuple(parts[0].value.en for parts in template.accepts),
        rejects=tuple(
            wrong_answer(template, one.rule, one.answer.en, one.feedback) for one in wrong
        ),
    )


def _token(
    template: ItemTemplate, seed: int, bindings: Bindings, key: Text, wrong: list[_Wrong]
) -> Item | None:
    key = _plain(key)
    answers = [_plain(one.answer) for one in wrong]
    accepted = [_plain(filled(bindings, parts[0].value)) for parts in template.accepts]
    right = (key.zh, *(spelling for text in accepted for spelling in (text.en, text.zh)))
    for index, answer in enumerate(answers):
        if any(same_token(answer.en, spelling) for spelling in (key.en, *right)):
            return None
        for earlier in range(index):
            other = wrong[earlier].rule.misconception != wrong[index].rule.misconception
            if other and same_token(answers[earlier].en, answer.en):
                return None
    return assemble(
        template,
        seed,
        bindings,
        key=key.en,
        key_text=key,
        accepts=tuple(dict.fromkeys(spelling for spelling in right if spelling != key.en)),
        rejects=tuple(
            wrong_answer(template, one.rule, spelling, one.feedback)
            for one, answer in zip(wrong, answers, strict=True)
            for spelling in dict.fromkeys((answer.en, answer.zh))
        ),
    )


def _plain(text: Text) -> Text:
    """A token as it is typed: its formulas without their dollars."""
    return Text(*(render(text[name], Style.ASCII).strip("`") for name in LANGUAGES))
