"""Rewritings that keep a formula's value wherever it has one, and slips that change it.

Each entry of REWRITES is an identity of the reals, applied to one subformula, or None where it does
not fit; none of them takes points out of the domain. Each entry of SLIPS is a typical mistake;
whether it changed the value is decided by `differs`, not assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

import mpmath

from tests.bench.cases_trees import (
    NoValueError,
    OutOfReachError,
    Tree,
    is_number,
    leaf,
    minus,
    names,
    replaced,
    tree,
    value,
    walk,
)

T = TypeVar("T")
Change = Callable[[Tree, Random], Tree | None]

MOST_NODES = 90  # of a rewritten formula
_SEEN = mpmath.mpf(10) ** -9  # a relative difference that counts
_FLOOR = mpmath.mpf(10) ** -30  # an absolute one; smaller ones may be what cancellation leaves


def pick(chance: Random, options: Sequence[T]) -> T:
    return options[int(chance.random() * len(options))]


def size(whole: Tree) -> int:
    return sum(1 for _ in walk(whole))


def _is_positive(one: Tree) -> bool:
    """Positive for certain, by its form alone."""
    match one.op:
        case "exp" | "sigmoid" | "softplus" | "cosh" | "pi" | "e":
            return True
        case "+":
            return any(map(_is_positive, one.parts)) and all(map(_is_not_negative, one.parts))
        case "*" | "/" | "sqrt" | "max":
            return all(map(_is_positive, one.parts))
        case "^":
            return _is_positive(one.parts[0])
        case _:
            return is_number(one) and Fraction(one.op) > 0


def _is_not_negative(one: Tree) -> bool:
    even = one.op == "^" and one.parts[1].op.isdigit() and int(one.parts[1].op) % 2 == 0
    return even or one.op in ("abs", "relu", "sqrt") or _is_positive(one)


def _whole(one: Tree) -> int | None:
    return int(one.op) if one.op.isdigit() else None


def _never_zero(chance: Random, one: Tree) -> Tree:
    """A positive factor in a variable of the formula."""
    x = leaf(pick(chance, names(one) or ("2",)))
    square = tree("+", tree("^", x, 2), 1)
    return pick(chance, [square, tree("exp", x), tree("+", tree("sin", x), 2), leaf(3)])


# --- identities -----------------------------------------------------------------------------------


def _commute(one: Tree, chance: Random) -> Tree | None:
    if one.op not in ("+", "*", "max", "min"):
        return None
    return Tree(one.op, tuple(sorted(one.parts, key=lambda _: chance.random())))


def _distribute(one: Tree, _: Random) -> Tree | None:
    match one:
        case Tree("*", (*before, Tree("+", terms))):
            return Tree("+", tuple(tree("*", *before, term) for term in terms))
        case Tree("/", (Tree("+", terms), bottom)):
            return Tree("+", tuple(tree("/", term, bottom) for term in terms))
        case Tree("neg", (Tree("+", terms),)):
            return Tree("+", tuple(tree("neg", term) for term in terms))
        case Tree("^", (Tree("+", (a, b)), Tree("2"))):
            return tree("+", tree("^", a, 2), tree("*", 2, a, b), tree("^", b, 2))
        case Tree("^", (Tree("*", factors), exponent)) if _whole(exponent):
            return Tree("*", tuple(tree("^", factor, exponent) for factor in factors))
        case _:
            return None


def _power(one: Tree, chance: Random) -> Tree | None:
    match one:
        case Tree("^", (base, exponent)) if (n := _whole(exponent)) and n >= 2:
            k = 1 + int(chance.random() * (n - 1))
            rest = base if k == 1 else tree("^", base, k)
            return tree("*", rest, base if n - k == 1 else tree("^", base, n - k))
        case Tree("/", (top, bottom)):
            return tree("*", top, tree("^", bottom, -1))
        case Tree("sqrt", (inside,)):
            return tree("^", inside, leaf(pick(chance, ["1/2", "0.5"])))
        case Tree("exp", (Tree("+", (a, *rest)),)):
            return tree(
                "*",
                tree("exp", a),
                tree("exp", Tree("+", tuple(rest)) if len(rest) > 1 else rest[0]),
            )
        case Tree("exp", (Tree("*", (n, *rest)),)) if _whole(n):
            inner = Tree("*", tuple(rest)) if len(rest) > 1 else rest[0]
            return tree("^", tree("exp", inner), n)
        case Tree("exp", (inside,)):
            return tree("^", leaf("e"), inside)
        case _:
            return None


def _log(one: Tree, _: Random) -> Tree | None:
    match one:
        case Tree("log", (Tree("*", factors),)) if all(map(_is_positive, factors)):
            return Tree("+", tuple(tree("log", factor) for factor in factors))
        case Tree("log", (Tree("/", (a, b)),)) if _is_positive(a) and _is_positive(b):
            return minus(tree("log", a), tree("log", b))
        case Tree("log", (Tree("^", (a, n)),)) if _is_positive(a):
            return tree("*", n, tree("log", a))
        case Tree("log", (Tree("exp", (a,)),)):
            return a
        case Tree("log", (inside,)):
            return tree("*", 2, tree("log", tree("sqrt", inside)))
        case _:
            return None


def _trigonometry(one: Tree, chance: Random) -> Tree | None:
    t = one.parts[0] if one.parts else one
    sine, cosine = tree("sin", t), tree("cos", t)
    half, quarter = tree("/", t, 2), tree("/", leaf("pi"), 2)
    match one.op:
        case "sin":
            doubled = tree("*", 2, tree("sin", half), tree("cos", half))
            return pick(
                chance, [tree("cos", minus(t, quarter)), doubled, tree("sin", minus(leaf("pi"), t))]
            )
        case "cos":
            doubled = minus(leaf(1), tree("*", 2, tree("^", tree("sin", half), 2)))
            return pick(
                chance, [tree("sin", tree("+", t, quarter)), doubled, tree("cos", tree("neg", t))]
            )
        case "tan":
            return tree("/", sine, cosine)
        case "1":
            x = leaf(pick(chance, ["2", "0.7", "pi"]))
            return tree("+", tree("^", tree("sin", x), 2), tree("^", tree("cos", x), 2))
        case _:
            return None


def _activation(one: Tree, chance: Random) -> Tree | None:
    if not one.parts:
        return None
    t = one.parts[0]
    decay = tree("exp", tree("neg", t))
    match one.op:
        case "sigmoid":
            small = minus(leaf(1), tree("sigmoid", tree("neg", t)))
            return pick(chance, [tree("/", 1, tree("+", 1, decay)), small])
        case "tanh":
            grown = tree("exp", tree("*", 2, t))
            scaled = minus(tree("*", 2, tree("sigmoid", tree("*", 2, t))), 1)
            return pick(chance, [tree("/", minus(grown, 1), tree("+", grown, 1)), scaled])
        case "softplus":
            other = tree("+", t, tree("softplus", tree("neg", t)))
            return pick(chance, [tree("log", tree("+", 1, tree("exp", t))), other])
        case "relu":
            mean = tree("/", tree("+", t, tree("abs", t)), 2)
            return pick(
                chance, [tree("max", 0, t), mean, tree("+", t, tree("relu", tree("neg", t)))]
            )
        case "abs":
            root = tree("sqrt", tree("^", t, 2))
            both = tree("+", tree("relu", t), tree("relu", tree("neg", t)))
            return pick(chance, [root, tree("max", t, tree("neg", t)), both])
        case "max" if len(one.parts) == 2:
            gap = minus(t, one.parts[1])
            swapped = tree("neg", tree("min", tree("neg", t), tree("neg", one.parts[1])))
            return pick(chance, [tree("+", one.parts[1], tree("relu", gap)), swapped])
        case "min" if len(one.parts) == 2:
            return minus(t, tree("relu", minus(t, one.parts[1])))
        case _:
            return None


def _number(one: Tree, chance: Random) -> Tree | None:
    if not one.op.isdigit() or one.parts:
        return None
    n = int(one.op)
    k = 2 + int(chance.random() * 3)
    sums = minus(leaf(n + k), k)
    return pick(
        chance, [leaf(f"{n * k}/{k}"), sums, tree("*", leaf(f"1/{k}"), n * k), leaf(f"{n}.0")]
    )


def _by_one(one: Tree, chance: Random) -> Tree | None:
    a = _never_zero(chance, one)
    return pick(chance, [tree("*", one, tree("/", a, a)), tree("/", tree("*", one, a), a)])


def _by_zero(one: Tree, chance: Random) -> Tree | None:
    a = _never_zero(chance, one)
    return pick(chance, [minus(tree("+", one, a), a), minus(one, minus(a, a))])


def _signs(one: Tree, _: Random) -> Tree | None:
    match one:
        case Tree("+", (a, Tree("neg", (b,)))):
            return tree("neg", minus(b, a))
        case Tree("neg", (Tree("*", (a, *rest)),)):
            return Tree("*", (tree("neg", a), *rest))
        case Tree("/", (a, b)):
            return tree("neg", tree("/", tree("neg", a), b))
        case _:
            return tree("neg", tree("neg", one))


REWRITES: dict[str, Change] = {
    "commute": _commute,
    "distribute": _distribute,
    "powers": _power,
    "logarithms": _log,
    "trigonometry": _trigonometry,
    "activations": _activation,
    "numbers": _number,
    "times a/a": _by_one,
    "plus a - a": _by_zero,
    "signs": _signs,
}


# --- slips ----------------------------------------------------------------------------------------

_CONFUSED = {
    "sin": "cos", "cos": "sin", "tan": "sin", "exp": "log", "log": "exp", "tanh": "sigmoid",
    "sigmoid": "tanh", "relu": "abs", "abs": "relu", "max": "min", "min": "max", "softplus": "relu",
    "sqrt": "abs", "atan": "tan", "sinh": "cosh", "cosh": "sinh", "+": "*", "*": "+",
}  # fmt: skip


def _slip_number(one: Tree, chance: Random) -> Tree | None:
    if one.parts or not one.op.isdigit():
        return None
    return _part_of(int(one.op) + pick(chance, [-1, 1, 2]))


def _part_of(number: int) -> Tree:
    return tree("+", number).parts[0]


def _slip_drop(one: Tree, chance: Random) -> Tree | None:
    if one.op not in ("+", "*"):
        return None
    at = int(chance.random() * len(one.parts))
    rest = (*one.parts[:at], *one.parts[at + 1 :])
    return rest[0] if len(rest) == 1 else Tree(one.op, rest)


def _slip_exponent(one: Tree, chance: Random) -> Tree | None:
    if one.op != "^":
        return None
    return tree("^", one.parts[0], tree("+", one.parts[1], pick(chance, [1, -1])))


def _slip_order(one: Tree, _: Random) -> Tree | None:
    match one:
        case Tree("/", (a, b)):
            return tree("/", b, a)
        case Tree("+", (a, Tree("neg", (b,)))):
            return minus(b, a)
        case Tree("^", (a, b)) if b.parts:
            return tree("^", b, a)
        case _:
            return None


def _slip_name(one: Tree, chance: Random) -> Tree | None:
    used = names(one)
    if len(used) < 2:
        return None
    a, b = used[0], pick(chance, used[1:])
    return _renamed(one, {a: b, b: a})


def _renamed(one: Tree, to: Mapping[str, str]) -> Tree:
    if not one.parts:
        return leaf(to.get(one.op, one.op))
    return Tree(one.op, tuple(_renamed(part, to) for part in one.parts))


SLIPS: dict[str, Change] = {
    "sign": lambda one, _: tree("neg", one),
    "factor": lambda one, chance: tree("*", leaf(pick(chance, ["2", "3", "1/2"])), one),
    "plus one": lambda one, chance: pick(chance, [tree("+", one, 1), minus(one, 1)]),
    "number": _slip_number,
    "part lost": _slip_drop,
    "exponent": _slip_exponent,
    "order": _slip_order,
    "function": lambda one, _: (
        Tree(_CONFUSED[one.op], one.parts) if one.parts and one.op in _CONFUSED else None
    ),
    "squared": lambda one, _: tree("^", one, 2) if one.parts else None,
    "variables swapped": _slip_name,
}


# --- doing it -------------------------------------------------------------------------------------


def changed(whole: Tree, table: Mapping[str, Change], chance: Random) -> tuple[str, Tree]:
    """One entry of a table applied somewhere: (its name, the formula); ("", same) if none fitted."""
    for _ in range(12):
        path, one = pick(chance, list(walk(whole)))
        name = pick(chance, list(table))
        other = table[name](one, chance)
        # an exponent stays a plain number: x^(1+1-1) is typed by nobody and x^2.0 is another topic
        inside_power = any(
            _at(whole, path[:k]).op == "^" and path[k] == 1 for k in range(len(path))
        )
        if other is not None and other != one and not (inside_power and table is REWRITES):
            return name, replaced(whole, path, other)
    return "", whole


def _at(whole: Tree, path: tuple[int, ...]) -> Tree:
    for step in path:
        whole = whole.parts[step]
    return whole


def rewritten(whole: Tree, chance: Random) -> tuple[tuple[str, ...], Tree]:
    """Up to four identities one after another; equal to `whole` wherever that has a value."""
    applied = []
    for _ in range(1 + int(chance.random() * 4)):
        name, other = changed(whole, REWRITES, chance)
        if name and size(other) <= MOST_NODES:
            applied.append(name)
            whole = other
    return tuple(applied), whole


def differs(one: Tree, other: Tree, chance: Random, points: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a point is found where `one` has a value and `other` has clearly another, or none."""
    used = dict.fromkeys((*names(one), *names(other)))
    more = [{name: mpmath.mpf(12 * chance.random() - 6) for name in used} for _ in range(12)]
    return any(_differ_at(one, other, point) for point in (*points, *more))


def _differ_at(one: Tree, other: Tree, point: Mapping[str, Any]) -> bool:
    """At 50 digits and at 150: cancellation shows at one of them only."""
    for digits in (50, 150):
        with mpmath.workdps(digits):
            try:
                left = value(one, point)
            except (NoValueError, OutOfReachError):
                return False
            try:
                right = value(other, point)
            except OutOfReachError:
                return False
            except NoValueError:
                continue
            if abs(left - right) <= max(_SEEN * max(abs(left), abs(right)), _FLOOR):
                return False
    return True
