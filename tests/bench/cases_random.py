"""Random cases whose truth is known: keys, right answers by identities, wrong ones by slips.

`case(seed, number)` is the same on every machine. Each sort makes a key and an answer that is right
or wrong by construction; a wrong one was seen to differ at 50 digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import mpmath

from tests.bench.cases_rewrites import SLIPS, changed, differs, pick, rewritten
from tests.bench.cases_trees import (
    NoValueError,
    OutOfReachError,
    Spelling,
    Tree,
    latex,
    leaf,
    minus,
    names,
    tree,
    value,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One answer and the verdict that it deserves.

    how: the identities or the slip that made the answer. trees: (key, answer) of a single formula.
    options: arguments of `grade` beside the two texts.
    """

    sort: str
    expected: str
    answer: str
    verdict: str
    how: str
    options: Mapping[str, Any]
    trees: tuple[Tree, Tree] | None = None

    @property
    def latex(self) -> tuple[str, str] | None:
        """The key and the answer in LaTeX."""
        return None if self.trees is None else (latex(self.trees[0]), latex(self.trees[1]))


X = leaf("x")


def _whole(chance: Random, least: int, most: int) -> int:
    return least + int(chance.random() * (most - least + 1))


def _number(chance: Random) -> Tree:
    return leaf(
        pick(chance, ["2", "3", "4", "5", "7", "12", "1/2", "2/3", "3/4", "0.5", "1.5", "0.25"])
    )


def _sum(chance: Random, terms: Sequence[Tree]) -> Tree:
    signed = [term if chance.random() < 0.65 else tree("neg", term) for term in terms]
    return signed[0] if len(signed) == 1 else Tree("+", tuple(signed))


def _term(chance: Random, x: Tree, degree: int) -> Tree:
    power = leaf(1) if degree == 0 else x if degree == 1 else tree("^", x, degree)
    if degree == 0 or chance.random() < 0.7:
        number = _number(chance)
        return number if degree == 0 else tree("*", number, power)
    return power


def _polynomial(chance: Random, x: Tree = X, most: int = 4) -> Tree:
    degrees = sorted({_whole(chance, 0, most) for _ in range(3)} | {_whole(chance, 1, most)})
    return _sum(chance, [_term(chance, x, degree) for degree in reversed(degrees)])


def _linear(chance: Random, x: Tree = X) -> Tree:
    kind = chance.random()
    if kind < 0.35:
        return tree("*", _whole(chance, 2, 5), x)
    if kind < 0.55:
        return x
    slope = tree("*", _whole(chance, 2, 4), x) if kind < 0.8 else x
    return _sum(chance, [slope, leaf(_whole(chance, 1, 9))])


def _rational(chance: Random) -> Tree:
    top, bottom = _polynomial(chance, most=2), _polynomial(chance, most=2)
    quotient = tree("/", top, bottom)
    return quotient if chance.random() < 0.6 else _sum(chance, [quotient, _term(chance, X, 1)])


def _of(chance: Random, functions: Sequence[str], inside: Tree) -> Tree:
    return tree(pick(chance, functions), inside)


def _trig(chance: Random) -> Tree:
    one = _of(chance, ["sin", "cos", "tan", "sin", "cos"], _linear(chance))
    other = _of(chance, ["sin", "cos", "atan"], _linear(chance))
    return pick(
        chance,
        [
            tree("*", _number(chance), one),
            tree("*", _polynomial(chance, most=2), one),
            _sum(chance, [one, other]),
            tree("^", one, _whole(chance, 2, 3)),
            tree("*", one, other),
        ],
    )


def _exponential(chance: Random) -> Tree:
    grown = tree("exp", pick(chance, [_linear(chance), tree("neg", X), tree("*", 2, X)]))
    logged = tree("log", pick(chance, [X, _linear(chance), tree("+", tree("^", X, 2), 1)]))
    return pick(
        chance,
        [
            tree("*", _polynomial(chance, most=2), grown),
            tree("*", X, logged),
            _sum(chance, [grown, logged]),
            tree("/", grown, tree("+", 1, grown)),
            tree("*", tree("sqrt", X), logged),
            tree("/", logged, X),
            tree("^", _number(chance), X),
        ],
    )


_SMOOTH = ("sigmoid", "tanh", "softplus")
_BENT = ("relu", "abs", "max", "min")


def _activation(chance: Random) -> Tree:
    far = tree("+", X, leaf(pick(chance, ["1", "3", "35", "50", "80"])))
    inside = pick(chance, [X, _linear(chance), far, tree("neg", far), minus(tree("*", 2, X), 7)])
    name = pick(chance, [*_SMOOTH, *_BENT])
    other = pick(chance, [leaf(0), leaf(1), tree("neg", X), _linear(chance)])
    one = tree(name, inside, other) if name in ("max", "min") else tree(name, inside)
    if name in _SMOOTH and chance.random() < 0.4:
        slope = minus(leaf(1), one if name == "sigmoid" else tree("^", one, 2))
        return tree("*", one, slope) if name == "sigmoid" else slope
    return (
        one
        if chance.random() < 0.5
        else _sum(chance, [one, _term(chance, X, _whole(chance, 0, 1))])
    )


def _nested(chance: Random) -> Tree:
    inner = pick(chance, [_linear(chance), tree("^", X, 2), _polynomial(chance, most=2)])
    middle = _of(
        chance, ["sin", "cos", "tanh", "sigmoid", "exp", "sqrt", "log", "abs", "relu"], inner
    )
    outer = _of(
        chance, ["sin", "cos", "tanh", "sigmoid", "softplus", "sqrt", "atan", "abs"], middle
    )
    return tree("*", outer, middle) if chance.random() < 0.3 else outer


def _several(chance: Random) -> Tree:
    x, y, z = (
        leaf(name) for name in pick(chance, [("x", "y", "z"), ("w", "b", "t"), ("w1", "w2", "x")])
    )
    a, b, c = _polynomial(chance, x, 2), _polynomial(chance, y, 2), _linear(chance, z)
    mixed = tree("*", x, tree("^", y, 2))
    return pick(
        chance,
        [
            tree("*", a, b),
            _sum(chance, [mixed, a, c]),
            tree("*", 2, minus(tree("+", tree("*", x, y), z), 3), y),
            _of(chance, ["sin", "exp", "tanh", "sigmoid", "relu"], tree("+", tree("*", x, y), z)),
            tree("/", x, tree("+", tree("^", y, 2), 1)),
            tree("max", x, y),
            tree("/", tree("exp", x), tree("+", tree("exp", x), tree("exp", y))),
            tree("sqrt", tree("+", tree("^", x, 2), tree("^", y, 2))),
        ],
    )


_DERIVED: dict[str, Callable[[Tree], Tree]] = {
    "sin": lambda u: tree("cos", u),
    "cos": lambda u: tree("neg", tree("sin", u)),
    "exp": lambda u: tree("exp", u),
    "log": lambda u: tree("/", 1, u),
    "tanh": lambda u: minus(leaf(1), tree("^", tree("tanh", u), 2)),
    "sigmoid": lambda u: tree("*", tree("sigmoid", u), minus(leaf(1), tree("sigmoid", u))),
    "sqrt": lambda u: tree("/", 1, tree("*", 2, tree("sqrt", u))),
    "atan": lambda u: tree("/", 1, tree("+", 1, tree("^", u, 2))),
}


def _chain(chance: Random) -> tuple[Tree, Tree]:
    """((f∘g)′, f′(g) without the inner derivative)"""
    n, k = _whole(chance, 2, 5), _whole(chance, 2, 6)
    inner, slope = pick(
        chance,
        [
            (tree("^", X, n), tree("*", n, X) if n == 2 else tree("*", n, tree("^", X, n - 1))),
            (tree("+", tree("*", n, X), k), leaf(n)),
            (tree("+", tree("^", X, 2), k), tree("*", 2, X)),
            (tree("sin", X), tree("cos", X)),
            (minus(tree("*", k, X), tree("exp", X)), minus(leaf(k), tree("exp", X))),
        ],
    )
    outer = _DERIVED[pick(chance, list(_DERIVED))](inner)
    if chance.random() < 0.3:
        outer = tree("*", k, tree("^", inner, k - 1) if k > 2 else inner)
    return tree("*", outer, slope), outer


SORTS: dict[str, Callable[[Random], Tree]] = {
    "polynomial": _polynomial,
    "rational": _rational,
    "trigonometric": _trig,
    "exp and log": _exponential,
    "activation": _activation,
    "nested": _nested,
    "several variables": _several,
    "chain rule": lambda chance: _chain(chance)[0],
}


def _far(used: Sequence[str]) -> list[dict[str, Any]]:
    """Points that reach beyond the borders at 35, 50 and 80."""
    spread = (mpmath.mpf("1.3"), mpmath.mpf("-2.9"), mpmath.mpf("61.7"), mpmath.mpf("-97.3"))
    return [
        {name: spread[(k + index) % len(spread)] for index, name in enumerate(used)}
        for k in range(len(spread))
    ]


def _has_values(key: Tree, points: Sequence[Mapping[str, Any]]) -> bool:
    met = 0
    for point in points:
        try:
            value(key, point)
        except (NoValueError, OutOfReachError):
            continue
        met += 1
    return met >= 2


def _names(*trees: Tree) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in trees for name in names(one))) or ("x",)


def pair(sort: str, chance: Random) -> tuple[Tree, Tree, bool, str]:
    """(key, answer, right, how) of one sort of formula."""
    while True:
        key = SORTS[sort](chance)
        used = _names(key)
        points = _far(used)
        if not _has_values(key, [*points, {name: mpmath.mpf("0.7") for name in used}]):
            continue
        if chance.random() < 0.5:
            how, answer = rewritten(key, chance)
            return key, answer, True, ", ".join(how)
        base = rewritten(key, chance)[1] if chance.random() < 0.5 else key
        slip, answer = changed(base, SLIPS, chance)
        if sort == "chain rule" and chance.random() < 0.3:
            key, answer = _chain(chance)
            slip = "inner derivative lost"
        if set(_names(answer)) <= set(used) and differs(key, answer, chance, points):
            return key, answer, False, slip


def formula_case(sort: str, chance: Random) -> Case:
    """A case of one formula."""
    key, answer, right, how = pair(sort, chance)
    texts = Spelling().of(key), Spelling(chance).of(answer)
    verdict = "correct" if right else "incorrect"
    return Case(sort, *texts, verdict, how, {"variables": _names(key)}, (key, answer))
