"""Is the key of an item right? A second opinion that does not come from where the key came from.

A proof is worked out by torch; a program is run by torch; a filling is written in two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mathdrill.autograd.program_limits import BLANK
from mathdrill.domain import Item, ItemTemplate, Kind, Outcome
from mathdrill.items.generate import Proofs
from mathdrill.maths.expression import ONE, ZERO, Expr, Relation, free_names
from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.packs.findings import Code, KeyPath
from mathdrill.scoring.asked import asked_of
from mathdrill.scoring.score import score

Confirm = Callable[[Expr, Expr, Sequence[str], Sequence[Expr], int], bool | None]
_LITERAL = (Kind.CHOICE, Kind.MULTICHOICE, Kind.TOKEN, Kind.ORDERING)
_TRUTH = (ZERO, ONE)


@dataclass(frozen=True, slots=True)
class Share:
    """How many keys of one kind the oracle confirmed; worded: those in words, with no value."""

    kind: Kind
    keys: int
    confirmed: int
    worded: int


def confirmed_key(
    template: ItemTemplate,
    item: Item,
    proofs: Proofs,
    confirm: Confirm,
    report: Callable[..., None],
) -> bool:
    """Whether an independent oracle finds the same key, part by part; reports where it does not."""
    if item.kind is Kind.CODE and not proofs:
        return _written_twice(item)
    if not proofs:
        return _observed(item, report)
    opinions: list[bool | None] = []
    for path, proof, key, domain in _claims(template, item, proofs):
        variables = item.variables or free_names(key)
        opinion = confirm(proof, key, variables, domain, item.seed)
        opinions.append(opinion)
        if opinion is False:
            told_key = item.key_text.en if isinstance(proof, Relation) else linear(key)
            report(path, Code.ORACLE_DISAGREES, seed=item.seed, key=told_key, proof=linear(proof))
    return all(opinions) and _settled(item, proofs)


def shares(counts: Iterable[tuple[Kind, int, int, int]]) -> tuple[Share, ...]:
    """The sums for each kind from (kind, keys, confirmed, worded) of each template."""
    sums: dict[Kind, list[int]] = {}
    for kind, *numbers in counts:
        sums[kind] = [a + b for a, b in zip(sums.get(kind, [0, 0, 0]), numbers, strict=True)]
    return tuple(Share(kind, *sums[kind]) for kind in Kind if kind in sums)


def in_words(item: Item) -> bool:
    """Whether the key is words or names, and nothing is computed that a proof could speak of."""
    key = item.key_text.en
    number = item.kind is Kind.TOKEN and not any(sign.isalpha() for sign in key)
    return item.kind in _LITERAL and "$" not in key and not number


def _claims(
    template: ItemTemplate, item: Item, proofs: Proofs
) -> Iterator[tuple[KeyPath, Expr, Expr, tuple[Expr, ...]]]:
    """(place in the template, proof, the value that it must have, on which domain)."""
    way: KeyPath = ("proof",) if template.proof else ("key",)
    if item.kind not in (*_LITERAL, Kind.CODE):
        for (_, proof), part in zip(proofs, asked_of(item), strict=True):
            yield (*way, part.name) if part.name else way, proof, part.key, part.domain
        return
    if item.kind is Kind.CODE:
        from mathdrill.autograd.program import observed_key  # brings torch

        ((_, proof),) = proofs
        filled = (item.program or "").replace(BLANK, item.key)
        seen = observed_key(filled, item.observe[0], Kind.NUMBER)
        yield way, proof, parse(seen or "0/0", Names()), ()  # what shows nothing proves nothing
        return
    for (name, proof), stated in zip(proofs, template.proof, strict=True):
        if isinstance(proof, Relation):
            yield (*way, stated.name), proof, _TRUTH[name in _right(item)], ()
        else:
            yield way, proof, parse(item.key_text.en.strip("$"), Names(display=True)), ()


def _right(item: Item) -> list[str]:
    """The right options, or the right word, as displayed in English."""
    if item.kind is Kind.TOKEN:
        return [item.key_text.en]
    return [item.choices[int(number) - 1].en for number in item.key.split() if number != "0"]


def _settled(item: Item, proofs: Proofs) -> bool:
    """Whether the conditions leave no other option: they speak of the key, or of all the others."""
    if item.kind is not Kind.CHOICE or not proofs[0][0]:
        return True
    spoken = {name for name, _ in proofs}
    others = {choice.en for choice in item.choices} - {item.key_text.en}
    return item.key_text.en in spoken or others <= spoken


def _written_twice(item: Item) -> bool:
    """Whether torch observes the same of a filling that is written in another way."""
    return any(
        _bare(other) != _bare(item.key) and score(item, other).outcome is Outcome.CORRECT
        for other in item.accepts
    )


def _bare(filling: str) -> str:
    return "".join(sign for sign in filling if not sign.isspace() and sign not in "();")


def _observed(item: Item, report: Callable[..., None]) -> bool:
    """Whether torch, which runs the item's program, shows its key."""
    if item.program is None or len(item.observe) != 1:
        return False
    from mathdrill.autograd.program import observed_key  # brings torch

    seen = observed_key(item.program, item.observe[0], item.kind)
    if seen is None:
        return False
    if score(item, seen).outcome is Outcome.CORRECT:
        return True
    report(("key",), Code.ORACLE_DISAGREES, seed=item.seed, key=item.key, proof=seen)
    return False
