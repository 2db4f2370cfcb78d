"""Drawing the parameters of a template, alike on every machine.

Only `Random.random()` is used, the one method whose sequence Python promises for a seed.
"""

from __future__ import annotations

import random
from collections.abc import MutableSequence, Sequence
from fractions import Fraction
from typing import TypeVar

from mathdrill.domain import Draw, DrawKind, ItemTemplate, Text, same_text
from mathdrill.errors import ContentError
from mathdrill.items.formulas import Bindings, function_name, is_text
from mathdrill.maths.expression import Num, Vector, integer
from mathdrill.maths.simplify import simplified

MAX_DRAWS = 5_000  # until the conditions of `where` hold

T = TypeVar("T")


class Chance:
    """A stream of draws fixed by a text."""

    def __init__(self, text: str) -> None:
        self._random = random.Random(text)

    def below(self, count: int) -> int:
        """A whole number in [0, count)."""
        return min(int(self._random.random() * count), count - 1)

    def shuffle(self, items: MutableSequence[T]) -> None:
        """Put the items in a random order, in place (Fisher and Yates)."""
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]


def stream(template: ItemTemplate, seed: int) -> Chance:
    """The draws of one (template, revision, seed)."""
    return Chance(f"{template.id}|{template.revision}|{seed}")


def draw(template: ItemTemplate, chance: Chance) -> Bindings:
    """Parameters for which every condition holds, with the derived names computed.

    Raises: ContentError: no such parameters in MAX_DRAWS tries, or a formula that fails.
    """
    for _ in range(MAX_DRAWS):
        bindings = Bindings(template.id, variables=template.variables or ())
        for one in template.draw:
            _draw(one, bindings, chance)
        if all(bindings.holds(condition) for condition in template.where):
            for name, formula in template.let:
                bindings.raw[name] = bindings.unresolved(formula)
                bindings.derived[name] = bindings.compute(formula)
            return bindings
        if not template.draw:
            break
    raise ContentError("items.where", template=template.id)


def _draw(spec: Draw, bindings: Bindings, chance: Chance) -> None:
    match spec.kind:
        case DrawKind.INTEGER:
            options = _integers(spec, bindings)
            bindings.values[spec.name] = integer(_one(options, bindings, spec, chance))
        case DrawKind.DECIMAL:
            numbers = _decimals(spec, bindings)
            bindings.values[spec.name] = Num(_one(numbers, bindings, spec, chance), decimal=True)
        case DrawKind.PICK:
            option = _one(spec.options, bindings, spec, chance)
            _bind(spec.name, same_text(option), bindings)
        case DrawKind.VECTOR:
            options = _integers(spec, bindings)
            count = bindings.integer(spec.length)
            bindings.values[spec.name] = _vector(count, options, bindings, spec, chance)
        case DrawKind.MATRIX:
            options = _integers(spec, bindings)
            rows, columns = bindings.integer(spec.length), bindings.integer(spec.columns)
            bindings.values[spec.name] = Vector(
                tuple(_vector(columns, options, bindings, spec, chance) for _ in range(rows))
            )
        case DrawKind.JOINT:
            drawn = _one(spec.rows, bindings, spec, chance)
            for part in drawn:
                _bind(part.name, part.value, bindings)


def _vector(
    count: int, options: Sequence[int], bindings: Bindings, spec: Draw, chance: Chance
) -> Vector:
    return Vector(tuple(integer(_one(options, bindings, spec, chance)) for _ in range(count)))


def _one(options: Sequence[T], bindings: Bindings, spec: Draw, chance: Chance) -> T:
    if not options:
        raise ContentError("items.empty-draw", template=bindings.template, name=spec.name)
    return options[chance.below(len(options))]


def _integers(spec: Draw, bindings: Bindings) -> list[int]:
    excluded = {bindings.integer(text) for text in spec.excluded}
    span = range(bindings.integer(spec.low), bindings.integer(spec.high) + 1)
    return [value for value in span if value not in excluded]


def _decimals(spec: Draw, bindings: Bindings) -> list[Fraction]:
    def exact(text: str) -> Fraction:
        return bindings.number(bindings.fill(bindings.read(text)), text)

    low, high, step = exact(spec.low), exact(spec.high), exact(spec.step)
    if step <= 0:
        raise ContentError("items.empty-draw", template=bindings.template, name=spec.name)
    excluded = {exact(text) for text in spec.excluded}
    count = int((high - low) / step) + 1
    return [value for k in range(count) if (value := low + k * step) not in excluded]


def _bind(name: str, option: Text, bindings: Bindings) -> None:
    """Give a name what was picked for it: a function, a text, or the value of a formula."""
    differs = option.en != option.zh  # then it is a text, even "minimum"
    function = None if differs else function_name(option.en)
    if function is not None:
        bindings.heads[name] = function
    elif differs or is_text(option):
        bindings.texts[name] = option
    else:
        bindings.values[name] = simplified(
            bindings.resolved(bindings.fill(bindings.read(option.en)), option.en)
        )
