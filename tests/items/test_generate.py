"""Items of the shipped templates and of small ones made here: fixed by their seed, and sound."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.domain import (
    Draw,
    DrawKind,
    Item,
    ItemTemplate,
    Kind,
    Level,
    MalRule,
    Outcome,
    Part,
    Text,
    same_text,
)
from mathdrill.errors import ContentError
from mathdrill.items.drawing import draw, stream
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import shipped_content
from mathdrill.packs.compile import compile_packs
from mathdrill.scoring.score import score

SEEDS = range(1, 6)
seeds = st.integers(0, 10**9)


@cache
def shipped() -> dict[str, ItemTemplate]:
    return compile_packs(shipped_content(), ()).catalogue.templates


def template(**fields: Any) -> ItemTemplate:
    """A template that needs nothing but what a test names."""
    values: dict[str, Any] = {
        "id": "made.1",
        "skill": "made",
        "revision": 1,
        "kind": Kind.EXPRESSION,
        "level": Level.COMPUTE,
        "seconds": 20,
        "prompt": same_text("$a*x$"),
        "key": (Part("", same_text("a*x")),),
        "mal_rules": (),
        "hints": (),
        "solution": same_text(""),
        "draw": (Draw("a", DrawKind.INTEGER, "2", "9"),),
    }
    return ItemTemplate(**{**values, **fields})


def rule(name: str, answer: str, when: str = "") -> MalRule:
    return MalRule(name, (Part("", same_text(answer)),), same_text(f"you {name}"), when)


# --- the shipped templates ------------------------------------------------------------------------


def _names() -> list[str]:
    return sorted(shipped())


@pytest.mark.parametrize("name", _names())
def test_an_item_is_fixed_by_its_seed(name: str) -> None:
    for seed in SEEDS:
        assert generate(shipped()[name], seed) == generate(shipped()[name], seed)


@pytest.mark.parametrize("name", _names())
def test_the_key_is_right_and_no_misconception_reaches_it(name: str) -> None:
    for seed in SEEDS:
        item = generate(shipped()[name], seed)
        for answer in (item.key, *item.accepts):
            assert score(item, answer).outcome is Outcome.CORRECT, answer
        for wrong in item.rejects:
            verdict = score(item, wrong.answer)
            assert verdict.outcome is Outcome.INCORRECT, wrong.answer
            assert verdict.misconception == wrong.misconception, wrong.answer


@pytest.mark.parametrize("name", _names())
def test_draws_keep_their_conditions(name: str) -> None:
    for seed in SEEDS:
        bindings = draw(shipped()[name], stream(shipped()[name], seed))
        assert all(bindings.holds(condition) for condition in shipped()[name].where)


# --- small templates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seed", "params"),
    [
        (0, (("a", "4"), ("b", "-4"), ("c", "0.4"), ("v", "[-1, 1, 5]"), ("f", "cos"))),
        (1, (("a", "8"), ("b", "-2"), ("c", "0.1"), ("v", "[-1, 0, 1]"), ("f", "cos"))),
        (2, (("a", "9"), ("b", "2"), ("c", "0.5"), ("v", "[-1, 4, 3]"), ("f", "sin"))),
    ],
)
def test_draws_are_the_same_on_every_machine(
    seed: int, params: tuple[tuple[str, str], ...]
) -> None:
    """Golden: whoever changes these numbers changes every item that learners have met."""
    drawn = template(
        draw=(
            Draw("a", DrawKind.INTEGER, "2", "9"),
            Draw("b", DrawKind.INTEGER, "-5", "5", excluded=("0", "1")),
            Draw("c", DrawKind.DECIMAL, "0.1", "0.5", step="0.1"),
            Draw("v", DrawKind.VECTOR, "-4", "5", length="3"),
            Draw("f", DrawKind.PICK, options=("sin", "cos", "exp")),
        )
    )
    assert generate(drawn, seed).params == params


def test_the_stream_is_python_s_promise() -> None:
    """random() of a Random seeded with a string; its digest must not move."""
    chance = stream(template(), 7)
    numbers = ",".join(str(chance.below(1_000_000)) for _ in range(100))
    assert hashlib.sha256(numbers.encode()).hexdigest()[:16] == "d2d90fc52afd97dc"


@given(seed=seeds)
def test_bounds_and_exclusions_are_kept(seed: int) -> None:
    drawn = template(
        draw=(
            Draw("a", DrawKind.INTEGER, "2", "9"),
            Draw("b", DrawKind.INTEGER, "a", "2*a", excluded=("a + 1",)),
            Draw("c", DrawKind.DECIMAL, "0.1", "0.5", step="0.1"),
        ),
        where=("a != b",),
    )
    values = dict(generate(drawn, seed).params)
    a, b, c = int(values["a"]), int(values["b"]), float(values["c"])
    assert 2 <= a <= 9
    assert a < b <= 2 * a
    assert b != a + 1
    assert c in (0.1, 0.2, 0.3, 0.4, 0.5)


@given(seed=seeds)
def test_a_draw_is_thrown_away_where_a_misconception_reaches_the_key(seed: int) -> None:
    """2·a = a² at a = 2."""
    coinciding = template(
        draw=(Draw("a", DrawKind.INTEGER, "2", "4"),),
        key=(Part("", same_text("a^2*x")),),
        mal_rules=(rule("doubled", "2*a*x"),),
    )
    assert dict(generate(coinciding, seed).params)["a"] != "2"


@given(seed=seeds)
def test_a_draw_is_thrown_away_where_two_misconceptions_coincide(seed: int) -> None:
    coinciding = template(
        draw=(Draw("a", DrawKind.INTEGER, "2", "4"),),
        mal_rules=(rule("doubled", "2*a*x + 1"), rule("squared", "a^2*x + 1")),
    )
    assert dict(generate(coinciding, seed).params)["a"] != "2"


@given(seed=seeds)
def test_a_misconception_applies_only_when_it_says_so(seed: int) -> None:
    item = generate(template(mal_rules=(rule("small", "a*x + 1", when="a < 5"),)), seed)
    assert bool(item.rejects) == (int(dict(item.params)["a"]) < 5)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"where": ("a > 100",)}, "items.where"),
        ({"draw": (Draw("a", DrawKind.INTEGER, "5", "2"),)}, "items.empty-draw"),
        ({"draw": (Draw("a", DrawKind.INTEGER, "1/2", "2"),)}, "items.integer"),
        ({"draw": (Draw("a", DrawKind.DECIMAL, "0", "1", step="0"),)}, "items.empty-draw"),
        ({"where": ("a + 1",)}, "items.condition"),
        ({"where": ("x > 1",)}, "items.constant"),
        ({"key": (Part("", same_text("a*")),)}, "items.formula"),
        ({"prompt": same_text("one $ alone")}, "items.formula"),
        ({"key": (Part("", same_text("diff(floor(x), x)")),)}, "items.author-function"),
        ({"mal_rules": (rule("same", "x*a"),)}, "items.coincide"),
    ],
)
def test_what_cannot_be_generated_is_said(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ContentError) as fault:
        generate(template(variables=("x",), **fields), 1)
    assert fault.value.sentence == sentence


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("diff(x^3, x)", "3x^2"),
        ("diff(x^3, x, 2)", "6x"),
        ("subs(x^2 + 1, x, 3)", "10"),
        ("sum([1, 2, 3])", "6"),
        ("len([1, 2, 3])", "3"),
        ("entry([4, 5, 6], 2)", "5"),
        ("gcd(12, 18)", "6"),
        ("mod(17, 5)", "2"),
        ("floor(7/2)", "3"),
        ("expand((x + 1)^2)", "x^2 + 2x + 1"),
    ],
)
def test_author_functions(key: str, printed: str) -> None:
    made = template(key=(Part("", same_text(key)),), draw=(), prompt=same_text(""))
    assert generate(made, 1).key == printed


CHOICE = template(
    kind=Kind.CHOICE,
    key=(Part("", Text("yes", "是")),),
    mal_rules=tuple(
        MalRule(name, (Part("", Text(name, name)),), same_text(name)) for name in ("no", "perhaps")
    ),
)


@given(seed=seeds)
def test_options_are_shuffled_by_the_seed_and_the_key_finds_its_own(seed: int) -> None:
    item = generate(CHOICE, seed)
    assert sorted(option.en for option in item.choices) == ["no", "perhaps", "yes"]
    assert item.choices[int(item.key) - 1] == Text("yes", "是")
    assert {item.choices[int(wrong.answer) - 1].en for wrong in item.rejects} == {"no", "perhaps"}


def test_every_order_of_options_occurs() -> None:
    orders = {tuple(o.en for o in generate(CHOICE, seed).choices) for seed in range(200)}
    assert len(orders) == 6


def test_revision_and_id_change_the_draws() -> None:
    def drawn(one: ItemTemplate) -> list[Item]:
        return [generate(one, seed) for seed in range(20)]

    params = [[item.params for item in drawn(t)] for t in (template(), template(revision=2))]
    params.append([item.params for item in drawn(replace(template(), id="made.2"))])
    assert params[0] != params[1] != params[2] != params[0]
