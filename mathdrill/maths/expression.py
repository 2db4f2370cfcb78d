"""Formulas as trees, compared by value.

Legend: Num 3, 1/4, 0.25 · Const pi, e · Sym x, w1 · Neg -a · Add a + b + … · Mul a·b·… · Div a/b ·
Pow a^b · Call sin(x) · Vector [a, b] · Relation a = b.

The parser bounds depth and size (`MAX_DEPTH`, `MAX_NODES`), so every function over trees may recurse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import Any

MAX_DEPTH = 40
MAX_NODES = 2_500


@dataclass(frozen=True, slots=True)
class Num:
    """An exact rational; `decimal` says that it was written, and prints, with a decimal point.

    places: how many digits were typed after the point, since 0.5000 says more than 0.5.
    """

    value: Fraction
    decimal: bool = False
    places: int = 0


@dataclass(frozen=True, slots=True)
class Const:
    """A number with a name: "pi" or "e"."""

    name: str


@dataclass(frozen=True, slots=True)
class Sym:
    """A variable, or in displayed texts any name."""

    name: str


@dataclass(frozen=True, slots=True)
class Neg:
    argument: Expr


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of at least two terms; a difference is a sum with a `Neg`."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Mul:
    """A product of at least two factors."""

    factors: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Div:
    numerator: Expr
    denominator: Expr


@dataclass(frozen=True, slots=True)
class Pow:
    base: Expr
    exponent: Expr


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied to its arguments; `name` is canonical ("log" for ln)."""

    name: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Vector:
    """[a, b, …]; a matrix is a Vector of Vectors of one length.

    round: an author wrote (a, b), and so it is shown.
    """

    entries: tuple[Expr, ...]
    round: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """left op right, op one of = != < <= > >= -> ≈ and "," for a list; only displayed or tested."""

    operator: str
    left: Expr
    right: Expr


Expr = Num | Const | Sym | Neg | Add | Mul | Div | Pow | Call | Vector | Relation

ZERO = Num(Fraction(0))
ONE = Num(Fraction(1))
TWO = Num(Fraction(2))
E = Const("e")
PI = Const("pi")


_CHILDREN: dict[type, Callable[[Any], tuple[Expr, ...]]] = {
    **dict.fromkeys((Num, Const, Sym), lambda _: ()),
    Neg: lambda node: (node.argument,),
    Add: attrgetter("terms"),
    Mul: attrgetter("factors"),
    Div: attrgetter("numerator", "denominator"),
    Pow: attrgetter("base", "exponent"),
    Call: attrgetter("arguments"),
    Vector: attrgetter("entries"),
    Relation: attrgetter("left", "right"),
}


def integer(value: int) -> Num:
    """The number as a tree."""
    return Num(Fraction(value))


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct subtrees, left to right."""
    return _CHILDREN[type(expr)](expr)


def rebuild(expr: Expr, parts: tuple[Expr, ...]) -> Expr:
    """The same node over other subtrees, as many as `children` gives."""
    match expr:
        case Num() | Const() | Sym():
            return expr
        case Neg():
            return Neg(parts[0])
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Call(name, _):
            return Call(name, parts)
        case Vector():
            return Vector(parts, expr.round)
        case Div():
            return Div(parts[0], parts[1])
        case Pow():
            return Pow(parts[0], parts[1])
        case Relation(operator, _, _):
            return Relation(operator, parts[0], parts[1])


def transform(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Apply `change` to every node, leaves first."""
    parts = children(expr)
    if parts:
        expr = rebuild(expr, tuple(transform(part, change) for part in parts))
    return change(expr)


def substitute(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """Put `values` in place of the symbols of those names, all at once."""
    return transform(expr, lambda e: values.get(e.name, e) if isinstance(e, Sym) else e)


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node, parents before children, left to right."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _CHILDREN[type(node)](node)[::-1]


def is_deep(expr: Expr) -> bool:
    """Whether a branch has more than MAX_DEPTH nodes, found without recursion."""
    level = [expr]
    for _ in range(MAX_DEPTH):
        level = [part for node in level for part in children(node)]
        if not level:
            return False
    return True


def free_names(expr: Expr) -> tuple[str, ...]:
    """Names of the variables, in order of first appearance."""
    return tuple(dict.fromkeys(e.name for e in walk(expr) if isinstance(e, Sym)))


def is_constant(expr: Expr) -> bool:
    """Whether no variable stands in a formula."""
    return not any(isinstance(node, Sym) for node in walk(expr))


def add(*terms: Expr) -> Expr:
    """The sum of any number of terms, without an `Add` around fewer than two."""
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Add(terms)


def mul(*factors: Expr) -> Expr:
    """The product of any number of factors, without a `Mul` around fewer than two."""
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Mul(factors)
