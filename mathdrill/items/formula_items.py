"""Items whose key is made of formulas: one, an array or a set of them, or several named ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mathdrill.domain import Item, ItemTemplate, Kind, MalRule, Part, Text, same_text
from mathdrill.errors import ContentError
from mathdrill.items.assemble import assemble, filled, wrong_answer
from mathdrill.items.formulas import Bindings
from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.equality import decision
from mathdrill.maths.expression import Expr, Vector, free_names
from mathdrill.maths.linear import linear
from mathdrill.maths.pointwise import Decision

KINDS = (Kind.EXPRESSION, Kind.NUMBER, Kind.VECTOR, Kind.MATRIX, Kind.SET, Kind.STEPS)

Answer = Mapping[str, Expr]  # part name -> formula; a single key has the name ""


def formula_item(template: ItemTemplate, seed: int, bindings: Bindings) -> Item | None:
    """The item of one draw, or None where two of its answers coincide."""
    variables = _variables(template, bindings)
    domain = [bindings.read(condition) for _, condition in template.domain]
    key = _answer(bindings, template.key)
    rules = [rule for rule in template.mal_rules if not rule.when or bindings.holds(rule.when)]
    changes = [_answer(bindings, rule.answer) for rule in rules]
    _check_shape(template, key)
    if _coincide(template.kind, key, rules, changes, variables, domain):
        return None
    return assemble(
        template,
        seed,
        bindings,
        variables=variables,
        parts=_parts(key) if template.kind is Kind.STEPS else (),
        key=_typed(template.kind, key),
        key_text=_shown(template.kind, key),
        accepts=tuple(
            _typed(template.kind, {**key, **_answer(bindings, answer)})
            for answer in template.accepts
        ),
        rejects=tuple(
            wrong_answer(
                template,
                rule,
                _typed(template.kind, {**key, **changed}),
                filled(bindings, rule.feedback),
                _parts(changed),
            )
            for rule, changed in zip(rules, changes, strict=True)
        ),
    )


def _variables(template: ItemTemplate, bindings: Bindings) -> tuple[str, ...]:
    """The names an answer may use: those declared, else those free in the key as it is written."""
    if template.variables is not None:
        return template.variables
    trees = (bindings.unresolved(part.value.en) for part in template.key)
    return tuple(dict.fromkeys(name for tree in trees for name in free_names(tree)))


def _answer(bindings: Bindings, parts: Sequence[Part]) -> dict[str, Expr]:
    return {part.name: bindings.compute(part.value.en) for part in parts}


def _parts(answer: Answer) -> tuple[Part, ...]:
    return tuple(Part(name, same_text(linear(tree))) for name, tree in answer.items())


def _equation(part: tuple[str, Expr]) -> str:
    name, tree = part
    return f"{name} = {linear(tree)}" if name else linear(tree)


def _shown(kind: Kind, key: Answer) -> Text:
    if kind is Kind.SET:
        elements = ", ".join(f"${linear(element)}$" for element in as_array(key[""]).entries)
        return same_text(f"{{{elements}}}")
    return same_text(", ".join(f"${_equation(part)}$" for part in key.items()))


def _check_shape(template: ItemTemplate, key: Answer) -> None:
    """Raises: ContentError: the key of a vector or a matrix is none."""
    wanted = {Kind.VECTOR: 1, Kind.SET: 1, Kind.MATRIX: 2}.get(template.kind)
    if wanted is None:
        return
    try:
        found = len(as_array(key[""]).shape)
    except NoArrayError:
        found = -1
    if found != wanted:
        raise ContentError(
            "items.not-an-array",
            template=template.id,
            kind=template.kind.value,
            formula=linear(key[""]),
        )


def _typed(kind: Kind, answer: Answer) -> str:
    """The answer as one types it."""
    if kind is Kind.SET:
        return f"{{{', '.join(linear(element) for element in as_array(answer['']).entries)}}}"
    if kind is Kind.STEPS:
        return ", ".join(_equation(part) for part in answer.items())
    return linear(answer[""])


def _coincide(
    kind: Kind,
    key: Answer,
    rules: Sequence[MalRule],
    changes: Sequence[Answer],
    variables: Sequence[str],
    domain: Sequence[Expr],
) -> bool:
    """Whether a prediction equals the key, or that of another misconception."""

    def same(one: Answer, other: Answer) -> bool:
        if kind is Kind.SET:
            return _same_elements(one[""], other[""], variables, domain)
        return all(_may_be_equal(one[name], other[name], variables, domain) for name in key)

    wrong = [{**key, **changed} for changed in changes]
    for index, (rule, answer) in enumerate(zip(rules, wrong, strict=True)):
        if same(key, answer):
            return True
        for earlier in range(index):
            other = rules[earlier].misconception != rule.misconception
            if other and same(wrong[earlier], answer):
                return True
    return False


def _same_elements(
    one: Expr, other: Expr, variables: Sequence[str], domain: Sequence[Expr]
) -> bool:
    """Whether two sets may be one and the same."""
    sets = (as_array(one).entries, as_array(other).entries)
    return all(
        any(_may_be_equal(element, each, variables, domain) for each in theirs)
        for mine, theirs in (sets, sets[::-1])
        for element in mine
    )


def _may_be_equal(one: Expr, other: Expr, variables: Sequence[str], domain: Sequence[Expr]) -> bool:
    if one == other:
        return True
    if isinstance(one, Vector) or isinstance(other, Vector):
        left, right = as_array(one), as_array(other)
        return left.shape == right.shape and all(
            _may_be_equal(a, b, variables, domain)
            for a, b in zip(left.entries, right.entries, strict=True)
        )
    for key, response in ((one, other), (other, one)):
        decided = decision(key, response, variables, domain)
        if decided in (Decision.EQUAL, Decision.UNDECIDED):
            return True
        if decided is Decision.DIFFERENT:  # the one that does not depend on the order
            return False
    return False
