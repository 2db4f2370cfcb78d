"""Faults on purpose: a key is replaced by what a misconception leads to.

`python -m tests.packs.mutation` does it to every shipped template and prints what escaped. Keys in
words have no second way to them; those are left to readers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from mathdrill.autograd.oracle import confirm
from mathdrill.domain import ItemTemplate, Kind
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.packs.probing import coincides_always, probe
from mathdrill.packs.proving import in_words

FEW, MANY = 6, 50  # seeds; most faults show at once


def mutants(template: ItemTemplate, *, forgotten: bool) -> Iterator[tuple[str, ItemTemplate]]:
    """The template with each of its wrong answers as its key.

    forgotten: the misconception itself is gone as well, so that nothing coincides with the key.
    """
    run = template.kind is Kind.TOKEN and template.program  # torch shows the word
    if not (template.proof or run) and in_words(generate(template, 0)):
        return
    for index, rule in enumerate(template.mal_rules):
        wrong = {part.name: part for part in rule.answer}
        key = tuple(wrong.get(part.name, part) for part in template.key)
        if key == template.key:
            continue
        others = (*template.mal_rules[:index], *template.mal_rules[index + 1 :])
        rules = others if forgotten else template.mal_rules
        yield rule.misconception, replace(template, key=key, mal_rules=rules)


def is_caught(mutant: ItemTemplate) -> bool:
    """Whether `pack check` has an error for it."""
    if probe(mutant, range(FEW), confirm).faults:
        return True
    probed = probe(mutant, range(MANY), confirm)
    unmet = [rule for i, rule in enumerate(mutant.mal_rules) if i not in probed.applied]
    return bool(probed.faults) or any(
        rule.when and coincides_always(mutant, rule) for rule in unmet
    )


def main(*, forgotten: bool) -> None:
    """Print how many mutants of the shipped templates are caught, and those that are not."""
    made = caught = 0
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for template in load_catalogue().catalogue.templates.values():
        if wanted and template.id not in wanted:
            continue
        for name, mutant in mutants(template, forgotten=forgotten):
            made += 1
            if is_caught(mutant):
                caught += 1
            else:
                print(f"escaped: {template.id} {template.kind} {name}")
    print(f"{caught} of {made} mutants caught")


if __name__ == "__main__":
    main(forgotten="--forgotten" in sys.argv)
