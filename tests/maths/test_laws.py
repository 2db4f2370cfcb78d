"""What must hold for any formula: laws over random ones, with SymPy as an independent witness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathdrill.errors import FormulaError
from mathdrill.maths.equality import compare
from mathdrill.maths.expression import (
    ONE,
    TWO,
    ZERO,
    Add,
    Div,
    Expr,
    Mul,
    Neg,
    Num,
    Sym,
    free_names,
    rebuild,
    substitute,
    transform,
    walk,
)
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.parser import parse
from mathdrill.maths.pointwise import Decision
from mathdrill.maths.simplify import expanded, simplified, tidy
from tests.maths.trees import AUTHOR, NAMES, X, from_sympy, simple, smooth, texts

POSITIVE = (parse("x > 0", AUTHOR),)


def read(text: str) -> Expr:
    """The tree of a random text; a text that cannot be read is no example."""
    try:
        return parse(text, NAMES)
    except FormulaError:
        assume(False)  # noqa: FBT003 - hypothesis' own name for "next, please"
        raise


def outcome(text: str) -> Expr | tuple[int, int]:
    """The tree, or the place and length of the fault."""
    try:
        return parse(text, NAMES)
    except FormulaError as fault:
        return fault.position, fault.length


def decide(key: Expr, response: Expr, domain: tuple[Expr, ...] = ()) -> Decision:
    return compare(key, response, ("x", "y"), domain).decision


def alive(tree: Expr, domain: tuple[Expr, ...] = ()) -> None:
    """Go on only where the formula has values and is not a hidden zero, which no digits can prove."""
    assume(not any(isinstance(node, Num) and abs(node.value) > 1e6 for node in walk(tree)))
    assume(compare(tree, Add((tree, ONE)), ("x", "y"), domain).decision is Decision.DIFFERENT)
    assume(compare(tree, ZERO, ("x", "y"), domain).decision is not Decision.EQUAL)


# --- printing and reading -------------------------------------------------------------------------


@given(text=texts)
def test_what_is_printed_is_read_back_as_the_same_tree(text: str) -> None:
    tree = read(text)
    assert parse(linear(tree), NAMES) == tree


@given(text=texts)
def test_what_is_shown_in_unicode_is_read_back_as_the_same_tree(text: str) -> None:
    tree = read(text)
    assert parse(linear(tree, Style.UNICODE), NAMES) == tree


@given(text=texts)
def test_reading_is_deterministic(text: str) -> None:
    assert outcome(text) == outcome(text)


@given(text=st.text(max_size=60))
def test_any_text_is_a_formula_or_a_fault_with_a_place(text: str) -> None:
    found = outcome(text)
    assert not isinstance(found, tuple) or (0 <= found[0] <= len(text) and found[1] >= 1)


# --- equality -------------------------------------------------------------------------------------


@given(text=texts)
def test_a_formula_equals_itself_unless_it_has_no_value(text: str) -> None:
    tree = read(text)
    assume("[" not in text)
    assert decide(tree, tree) in (Decision.EQUAL, Decision.NOWHERE)


@given(text=texts)
def test_adding_one_never_goes_unnoticed(text: str) -> None:
    tree = read(text)
    assert decide(tree, Add((tree, ONE))) is not Decision.EQUAL


@given(one=texts, other=texts)
def test_equality_is_symmetric_but_for_the_domain(one: str, other: str) -> None:
    a, b = read(one), read(other)
    there, back = decide(a, b), decide(b, a)
    if there is Decision.DIFFERENT:
        assert back is not Decision.EQUAL
    if there is Decision.EQUAL:
        assert back in (Decision.EQUAL, Decision.NARROWER)


def _reversed(node: Expr) -> Expr:
    match node:
        case Add(parts):
            return Add(parts[::-1])
        case Mul(parts):
            return Mul(parts[::-1])
        case _:
            return node


@given(text=texts)
def test_equality_ignores_the_order_of_terms_and_factors(text: str) -> None:
    tree = read(text)
    alive(tree)
    assert decide(tree, transform(tree, _reversed)) is Decision.EQUAL


@given(text=texts)
def test_equality_ignores_the_names_of_variables(text: str) -> None:
    tree = read(text)
    alive(tree)
    renamed = substitute(tree, {"x": Sym("y"), "y": Sym("x")})
    for other in (tree, Neg(tree), Mul((TWO, tree))):
        swapped = substitute(other, {"x": Sym("y"), "y": Sym("x")})
        assert (decide(tree, other) is Decision.EQUAL) == (
            decide(renamed, swapped) is Decision.EQUAL
        )


@pytest.mark.parametrize("rewrite", [simplified, expanded, tidy])
@given(text=texts)
def test_tidying_keeps_the_value(rewrite: Callable[[Expr], Expr], text: str) -> None:
    tree = read(text)
    assume("[" not in text)
    alive(tree)
    try:
        other = rewrite(tree)
    except OverflowError:  # too many terms
        return
    assert decide(tree, other) is Decision.EQUAL


# --- SymPy's derivatives, rewritten and broken ----------------------------------------------------

RARER = settings().max_examples // 5  # SymPy's rewriting takes a hundred times our own time

REWRITINGS: tuple[Callable[[Any], Any], ...] = (
    sympy.expand,
    sympy.factor,
    sympy.together,
    sympy.powsimp,
    sympy.trigsimp,
    sympy.cancel,
    sympy.radsimp,
    lambda d: sympy.collect(sympy.expand(d), X),
)


@settings(max_examples=RARER)
@given(function=smooth)
def test_every_rewriting_of_a_derivative_is_accepted(function: Any) -> None:
    derivative = sympy.diff(function, X)
    key = from_sympy(derivative)
    alive(key, POSITIVE)
    for rewrite in REWRITINGS:
        other = parse(linear(from_sympy(rewrite(derivative))), NAMES, limit=10_000)
        assert decide(key, other, POSITIVE) is Decision.EQUAL, rewrite


MUTANTS: dict[str, Callable[[Expr], Expr]] = {
    "sign": Neg,
    "factor": lambda d: Mul((TWO, d)),
    "half": lambda d: Div(d, TWO),
    "one more": lambda d: Add((d, ONE)),
    "one less": lambda d: Add((d, Neg(ONE))),
    "inner derivative": lambda d: Mul((d, Sym("x"))),
    "nothing": lambda _: ZERO,
}


@pytest.mark.parametrize("mutant", MUTANTS)
@settings(max_examples=RARER)
@given(function=smooth)
def test_every_mutant_of_a_derivative_is_refused(mutant: str, function: Any) -> None:
    key = from_sympy(sympy.diff(function, X))
    alive(key, POSITIVE)
    assume(mutant.startswith("one") or decide(key, ZERO, POSITIVE) is Decision.DIFFERENT)
    assert decide(key, MUTANTS[mutant](key), POSITIVE) is Decision.DIFFERENT


@settings(max_examples=RARER)
@given(outer=simple, inner=simple)
def test_a_lost_inner_derivative_is_refused(outer: Any, inner: Any) -> None:
    whole = sympy.diff(outer.subs(X, inner), X)
    lost = sympy.diff(outer, X).subs(X, inner)
    assume(sympy.diff(inner, X) != 1 and whole != 0)
    key, response = from_sympy(whole), from_sympy(lost)
    alive(key, POSITIVE)
    assume(decide(key, ZERO, POSITIVE) is Decision.DIFFERENT)
    assert decide(key, response, POSITIVE) is Decision.DIFFERENT


@given(text=texts)
def test_a_tree_can_be_taken_apart_and_rebuilt(text: str) -> None:
    tree = read(text)
    assert transform(tree, lambda node: node) == tree
    assert set(free_names(tree)) <= {"x", "y"}
    assert all(rebuild(node, ()) == node for node in walk(tree) if isinstance(node, Sym | Num))
