"""Which of the equalities that a text displays are true?

`f'(x) = 5*3x^2 = 15x^2` makes one claim, and names f'(x) for the rest of the text. A claim is refuted
only where nothing is left to guess: both sides can be computed and use the same free names. An
equation such as `x^2 = 4`, or a rule for functions that nobody defined, claims nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product
from typing import TypeVar

from mathdrill.domain import Decimals
from mathdrill.errors import FormulaError, MathdrillError
from mathdrill.items.formulas import Bindings
from mathdrill.maths.arrays import Array, NoArrayError, as_array
from mathdrill.maths.derivation import NoRule, derivative
from mathdrill.maths.equality import compare
from mathdrill.maths.expression import (
    Call,
    Div,
    Expr,
    Mul,
    Pow,
    Relation,
    Sym,
    Vector,
    children,
    free_names,
    is_deep,
    rebuild,
    substitute,
    walk,
)
from mathdrill.maths.linear import linear
from mathdrill.maths.names import AUTHOR_FUNCTIONS, FUNCTIONS, Names
from mathdrill.maths.numeric import evaluate
from mathdrill.maths.parser import parse
from mathdrill.maths.pointwise import Decision
from mathdrill.maths.prose import formulas
from mathdrill.scoring.decimals import Closeness, closeness, has_decimals

T = TypeVar("T")

DISPLAYED = Names(display=True)
LONGEST = 2_000
MEANINGS = 16  # combinations of what names were given in one text
DEPTH = 4  # definitions that build on each other
ROUGH = 0.1  # relative: how far ≈ may be off where neither side is a rounded decimal
CONDITIONS = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Claim:
    """One displayed equality, in the formula with this number; holds: None where it is not known."""

    formula: int
    left: str
    right: str
    holds: bool | None


Run = tuple[tuple[str, Expr], ...]
"""Sides with the sign before each; the first has none."""

Function = tuple[tuple[str, ...], Expr]
"""Its arguments, and what it computes of them."""


@dataclass(slots=True)
class Meanings:
    """What the names of a text stand for so far; one name may be given several values."""

    names: dict[Expr, list[Expr]] = field(default_factory=dict)
    functions: dict[str, list[Function]] = field(default_factory=dict)
    conditions: list[Expr] = field(default_factory=list)

    def copy(self) -> Meanings:
        """Another one that goes its own way from here."""
        names = {name: [*values] for name, values in self.names.items()}
        functions = {name: [*values] for name, values in self.functions.items()}
        return Meanings(names, functions, [*self.conditions])


def claims(text: str, meanings: Meanings) -> Iterator[Claim]:
    """Every equality between two sides of which neither is only being named, in order.

    meanings: what was named before this text; it learns what the text names.
    """
    for number, run in _all_runs(text, meanings):
        for left, operator, right in _judged(run, meanings):
            holds = _holds(left, operator, right, meanings)
            yield Claim(number, linear(left), linear(right), holds)
        _learn(run, meanings)


def learn(text: str, meanings: Meanings) -> Meanings:
    """What a text names, without a judgement: a prompt may ask what is wrong with an equality."""
    for _, run in _all_runs(text, meanings):
        _learn(run, meanings)
    return meanings


def _all_runs(text: str, meanings: Meanings) -> Iterator[tuple[int, Run]]:
    """Every chain of equalities, with the number of its formula; what cannot be read is passed by."""
    try:
        written = formulas(text)
    except FormulaError:
        return
    for number, formula in enumerate(written):
        if "=" not in formula and not any(sign in formula for sign in "≈<>"):
            continue
        tree = _parsed(formula)
        for statement in _statements(tree) if tree is not None else ():
            for run in _runs(statement, meanings):
                yield number, run


@lru_cache(maxsize=8_192)
def _parsed(formula: str) -> Expr | None:
    try:
        return parse(formula, DISPLAYED, limit=LONGEST)
    except FormulaError:
        return None


def _statements(tree: Expr) -> Iterator[Expr]:
    """`u = 2, v = 3` as its two statements."""
    if isinstance(tree, Relation) and tree.operator == ",":
        yield from _statements(tree.left)
        yield from _statements(tree.right)
    else:
        yield tree


def _runs(statement: Expr, meanings: Meanings) -> Iterator[Run]:
    """The longest chains of = and ≈; a condition is kept in mind."""
    chain: list[tuple[str, Expr]] = []
    while isinstance(statement, Relation):
        chain.append((statement.operator, statement.right))
        if statement.operator in CONDITIONS and not isinstance(statement.left, Relation):
            meanings.conditions.append(statement)
        statement = statement.left
    chain.append(("", statement))
    run: list[tuple[str, Expr]] = []
    for operator, side in reversed(chain):
        if operator not in ("", "=", "≈"):
            if len(run) > 1:
                yield tuple(run)
            run = []
        run.append((operator, side))
    if len(run) > 1:
        yield tuple(run)


def _judged(run: Run, meanings: Meanings) -> Iterator[tuple[Expr, str, Expr]]:
    """The neighbours of a run; a name in front is being defined and not compared."""
    named = _is_name(run[0][1]) and not _is_known(run[0][1], meanings)
    for (_, left), (operator, right) in list(pairwise(run))[named:]:
        yield left, operator, right


def _is_name(side: Expr) -> bool:
    """x, f(x), f'(x), [u, v], dy/dx, ∂L/∂w"""
    match side:
        case Sym():
            return True
        case Call(name, arguments):
            return name not in FUNCTIONS and all(isinstance(each, Sym) for each in arguments)
        case Vector(entries):
            return all(isinstance(each, Sym) for each in entries)
        case Div(Sym(top), Sym(bottom)):
            return top[0] == bottom[0] and top[0] in "d∂"
        case _:
            return False


def _is_known(side: Expr, meanings: Meanings) -> bool:
    """Whether a derivative can be worked out from what its function was said to be."""
    match side:
        case Call(name, (Sym(),)) if name.endswith("'"):
            return name.rstrip("'") in meanings.functions
        case _:
            return False


def _learn(run: Run, meanings: Meanings) -> None:
    first, last = run[0][1], run[-1][1]
    if not _is_name(first):
        return
    if any(_is_part(first, side) for _, side in run[1:]):
        return  # w = w - 0.1*g names nothing
    match first:
        case Call(name, arguments):
            names = tuple(each.name for each in arguments if isinstance(each, Sym))
            _note((names, last), meanings.functions.setdefault(name, []))
        case Sym() | Vector() | Div():
            _note(last, meanings.names.setdefault(first, []))
        case _:
            pass


def _note(value: T, values: list[T]) -> None:
    if value not in values:
        values.append(value)


def _is_part(part: Expr, tree: Expr) -> bool:
    return any(node == part for node in walk(tree))


def _holds(left: Expr, operator: str, right: Expr, meanings: Meanings) -> bool | None:
    """Whether both sides are equal in some reading of the names; None where nothing is certain."""
    domain = tuple(meanings.conditions)
    verdict = None
    for number, (one, other) in enumerate(_readings(left, right, meanings)):
        if number > MEANINGS:
            return None
        verdict = _equal(one, operator, other, ())
        if verdict is False and domain:
            verdict = _equal(one, operator, other, domain)
        if verdict:
            return True
    return verdict


def _readings(left: Expr, right: Expr, meanings: Meanings) -> Iterator[tuple[Expr, Expr]]:
    """Both sides as they stand, then with every combination of what their names were given."""
    yield left, right
    names = [[(name, value) for value in values] for name, values in meanings.names.items()]
    heads = [[(name, value) for value in values] for name, values in meanings.functions.items()]
    met = {(left, right)}
    for chosen in product(product(*names), product(*heads)):
        known, functions = dict(chosen[0]), dict(chosen[1])
        sides = _filled(left, known, functions), _filled(right, known, functions)
        if sides not in met:
            met.add(sides)
            yield sides


def _filled(tree: Expr, names: dict[Expr, Expr], functions: dict[str, Function]) -> Expr:
    for _ in range(DEPTH):
        filled = _replaced(tree, names, functions)
        if filled == tree or is_deep(filled):
            break
        tree = filled
    return tree


def _replaced(tree: Expr, names: dict[Expr, Expr], functions: dict[str, Function]) -> Expr:
    if tree in names:
        return names[tree]
    parts = tuple(_replaced(part, names, functions) for part in children(tree))
    tree = rebuild(tree, parts) if parts else tree
    return _applied(tree, functions) if isinstance(tree, Call) else tree


def _applied(call: Call, functions: dict[str, Function]) -> Expr:
    """f(3) or f'(3), with f(x) or f'(x) as it was defined."""
    name = call.name.rstrip("'")
    order = len(call.name) - len(name)
    arguments, body = functions.get(name if order and name in functions else call.name, ((), call))
    if len(arguments) != len(call.arguments) or (order and len(arguments) != 1):
        return call
    if order and name in functions:
        try:
            body = derivative(body, arguments[0], order)
        except NoRule:
            return call
    return substitute(body, dict(zip(arguments, call.arguments, strict=True)))


# --- two sides ------------------------------------------------------------------------------------


@lru_cache(maxsize=8_192)
def _equal(left: Expr, operator: str, right: Expr, domain: tuple[Expr, ...]) -> bool | None:
    try:
        one, other = _computed(left), _computed(right)
        if one is None or other is None:
            return None
        if one.shape != other.shape:
            return None if () in (one.shape, other.shape) else False
        pairs = zip(one.entries, other.entries, strict=True)
        verdicts = [_alike(a, operator, b, domain) for a, b in pairs]
    except (MathdrillError, NoArrayError, ArithmeticError):
        return None
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _computed(tree: Expr) -> Array | None:
    """The array that a side is, with the operations on arrays worked out; None if there is none."""
    calls = {node.name for node in walk(tree) if isinstance(node, Call)}
    if not calls <= {*FUNCTIONS, *AUTHOR_FUNCTIONS}:
        return None
    resolved = Bindings("").resolved(tree, "") if _has_arrays(tree) else tree
    return as_array(resolved) if not _is_ambiguous(tree) else None


def _has_arrays(tree: Expr) -> bool:
    return any(
        isinstance(node, Vector) or (isinstance(node, Call) and node.name not in FUNCTIONS)
        for node in walk(tree)
    )


def _is_ambiguous(tree: Expr) -> bool:
    """A product of arrays may be of matrices or of entries, and A^T may be a power."""
    for node in walk(tree):
        if isinstance(node, Pow) and _holds_vector(node):
            return True
        if isinstance(node, Mul) and sum(map(_holds_vector, node.factors)) > 1:
            return True
        if isinstance(node, Call) and node.name in FUNCTIONS and _holds_vector(node):
            return True
    return False


def _holds_vector(tree: Expr) -> bool:
    return any(isinstance(node, Vector) for node in walk(tree))


def _alike(left: Expr, operator: str, right: Expr, domain: tuple[Expr, ...]) -> bool | None:
    names = tuple(sorted({*free_names(left), *free_names(right)}))
    conditions = [each for each in domain if {*free_names(each)} <= {*names}]
    compared = compare(left, right, names, conditions)
    match compared.decision:
        case Decision.EQUAL | Decision.NARROWER:
            return True
        case Decision.NOWHERE | Decision.UNDECIDED:
            return None
        case Decision.DIFFERENT:
            pass
    for key, response in ((left, right), (right, left)):
        if has_decimals(response):
            near = closeness(key, response, Decimals.ROUNDED, None, names, conditions)
            if near is not Closeness.NO:
                return True
    if operator == "≈" and (names or _is_near(left, right)):
        return None if names else True
    return False if {*free_names(left)} == {*free_names(right)} else None


def _is_near(left: Expr, right: Expr) -> bool:
    one, other = float(evaluate(left, {})[0]), float(evaluate(right, {})[0])
    return abs(one - other) <= ROUGH * max(abs(one), abs(other))
