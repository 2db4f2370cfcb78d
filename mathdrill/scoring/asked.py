"""What one item asks, with its formulas read: the key, the names, the predicted wrong answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mathdrill.domain import Decimals, Item, Kind, WrongAnswer
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

BRACES = str.maketrans("{}｛｝", "[][]")  # a set is read as a list


@dataclass(frozen=True, slots=True)
class Asked:
    """One formula that is asked for.

    name: the part of a `steps` item; "" for a single answer.
    answer_names: what may stand before an equals sign.
    """

    key: Expr
    names: Names
    domain: tuple[Expr, ...]
    decimals: Decimals
    places: int | None
    form: tuple[str, ...]
    answer_names: tuple[str, ...]
    name: str = ""


@lru_cache(maxsize=256)
def asked_of(item: Item) -> tuple[Asked, ...]:
    """The formulas that an expression, number, steps or graph item asks for, in order.

    Raises: FormulaError: the item's own key cannot be read.
    """
    names = Names(variables=item.variables)
    domain = tuple(_condition(item, condition) for _, condition in item.domain)
    keys = [("", item.key.translate(BRACES) if item.kind is Kind.SET else item.key)]
    if item.kind in (Kind.STEPS, Kind.GRAPH):
        keys = [(part.name, part.value.en) for part in item.parts]
    return tuple(
        Asked(
            parse(text, names, limit=4_000),
            names,
            domain,
            item.decimals,
            item.places,
            item.form,
            (*item.answer_names, name) if name else item.answer_names,
            name,
        )
        for name, text in keys
    )


@lru_cache(maxsize=1_024)
def predicted(item: Item, wrong: WrongAnswer) -> tuple[tuple[str, Expr], ...]:
    """The formulas that a misconception predicts, by the name of their part."""
    names = Names(variables=item.variables)
    return tuple((part.name, parse(part.value.en, names, limit=4_000)) for part in wrong.parts)


def _condition(item: Item, condition: str) -> Expr:
    return parse(condition, Names(variables=item.variables, author=True))
