"""The formulas of a template: read once, filled with drawn values, author functions resolved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from mathdrill.domain import Text
from mathdrill.errors import ContentError, FormulaError
from mathdrill.maths.arrays import NoArrayError
from mathdrill.maths.derivation import NoRule, derivative
from mathdrill.maths.display import finished, with_bases
from mathdrill.maths.expression import (
    Call,
    Expr,
    Num,
    Relation,
    Sym,
    Vector,
    children,
    rebuild,
    substitute,
    transform,
)
from mathdrill.maths.linear import linear
from mathdrill.maths.linear_algebra import ARRAY_FUNCTIONS, entrywise
from mathdrill.maths.names import ALIASES, FUNCTIONS, Names
from mathdrill.maths.parser import parse
from mathdrill.maths.prose import map_formulas
from mathdrill.maths.rational import NotRational, exact_constant
from mathdrill.maths.simplify import expanded, simplified, tidy

_LIMIT = 2_000
_FAILURES = (NoRule, NotRational, OverflowError, IndexError, ValueError, ZeroDivisionError)


@lru_cache(maxsize=8_192)
def _parsed(text: str, names: Names) -> Expr:
    return parse(text, names, limit=_LIMIT)


@dataclass
class Bindings:
    """What the names of one draw stand for.

    values: drawn numbers and vectors as they are put in; derived: `let` names, simplified.
    raw: `let` names with their author functions unresolved, for the oracle.
    heads: drawn function names. texts: drawn words and pieces of programs.
    variables: names that stay free.
    """

    template: str
    variables: tuple[str, ...] = ()
    values: dict[str, Expr] = field(default_factory=dict)
    derived: dict[str, Expr] = field(default_factory=dict)
    raw: dict[str, Expr] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)

    def read(self, text: str, *, display: bool = False) -> Expr:
        """Parse one formula of the template. Raises: ContentError."""
        known = (*self.values, *self.derived, *self.variables)
        names = Names(known, tuple(self.heads), author=not display, display=display)
        try:
            return _parsed(text, names)
        except FormulaError as error:
            raise ContentError(
                "items.formula", template=self.template, formula=text, fault=error
            ) from error

    def fill(self, tree: Expr) -> Expr:
        """Drawn values and functions in place of their names; nothing computed."""
        filled = substitute(tree, {**self.derived, **self.values})
        return transform(filled, self._head) if self.heads else filled

    def _head(self, node: Expr) -> Expr:
        if isinstance(node, Call) and node.name in self.heads:
            return Call(self.heads[node.name], node.arguments)
        if isinstance(node, Sym) and node.name in self.heads:
            return Sym(self.heads[node.name])
        return node

    def compute(self, text: str) -> Expr:
        """A formula with everything put in, resolved and simplified. Raises: ContentError."""
        return simplified(self.resolved(self.fill(self.read(text)), text))

    def unresolved(self, text: str) -> Expr:
        """A formula with everything put in and its author functions left for the oracle."""
        filled = substitute(self.read(text), {**self.raw, **self.values})
        return transform(filled, self._head) if self.heads else filled

    def holds(self, text: str) -> bool:
        """Whether a condition over the drawn values is true. Raises: ContentError."""
        tree = self.resolved(self.fill(self.read(text)), text)
        return self._truth(tree, text)

    def _truth(self, tree: Expr, text: str) -> bool:
        if not isinstance(tree, Relation):
            raise ContentError("items.condition", template=self.template, formula=text)
        left, operator = tree.left, tree.operator
        if isinstance(left, Relation):
            if not self._truth(left, text):
                return False
            left = left.right
        a, b = self.number(left, text), self.number(tree.right, text)
        match operator:
            case "=":
                return a == b
            case "!=":
                return a != b
            case "<":
                return a < b
            case "<=":
                return a <= b
            case ">":
                return a > b
            case ">=":
                return a >= b
            case _:
                raise ContentError("items.condition", template=self.template, formula=text)

    def number(self, tree: Expr, text: str) -> Fraction:
        """The exact value of a constant formula. Raises: ContentError."""
        try:
            return exact_constant(simplified(tree))
        except (NotRational, ZeroDivisionError) as error:
            raise ContentError("items.constant", template=self.template, formula=text) from error

    def integer(self, text: str) -> int:
        """The value of a formula that must be a whole number. Raises: ContentError."""
        value = self.number(self.resolved(self.fill(self.read(text)), text), text)
        if value.denominator != 1:
            raise ContentError("items.integer", template=self.template, formula=text)
        return int(value)

    def show(self, formula: str) -> str:
        """A displayed formula with the drawn values put in as drawn, tidied."""
        tree = with_bases(self.read(formula, display=True), {**self.derived, **self.values})
        return linear(finished(tidy(self.fill(tree))))

    def text(self, prose: str, language: str) -> str:
        """A text of the content with its formulas filled in, still between dollars."""

        def filled(formula: str) -> str:
            drawn = self.texts.get(formula.strip())
            return drawn[language] if drawn is not None else f"${self.show(formula)}$"

        try:
            return map_formulas(prose, filled)
        except FormulaError as error:
            raise ContentError(
                "items.formula", template=self.template, formula=prose, fault=error
            ) from error

    # --- author functions -------------------------------------------------------------------------

    def resolved(self, tree: Expr, text: str) -> Expr:
        """A filled formula with its author functions and operations on arrays worked out."""
        parts = tuple(self.resolved(part, text) for part in children(tree))
        if parts:
            tree = rebuild(tree, parts)
        if isinstance(tree, Call) and tree.name not in FUNCTIONS:
            function = tree.name
        elif any(isinstance(part, Vector) for part in parts):
            function = ""
        else:
            return tree
        try:
            return (
                self._author(tree, text) if isinstance(tree, Call) and function else entrywise(tree)
            )
        except NoArrayError as error:
            raise ContentError(
                "items.shapes", template=self.template, formula=text, part=linear(tree)
            ) from error
        except _FAILURES as error:
            raise ContentError(
                "items.author-function", template=self.template, formula=text, function=function
            ) from error

    def _author(self, call: Call, text: str) -> Expr:
        match call.name, call.arguments:
            case (("diff" | "grad" | "jacobian" | "hessian"), _):
                return self._derivation(call, text)
            case "subs", (function, *pairs) if len(pairs) % 2 == 0:
                values = dict(zip(_symbols(pairs[::2]), pairs[1::2], strict=True))
                return simplified(substitute(function, values))
            case "where", (condition, one, other):
                return one if self._truth(condition, text) else other
            case "expand", (function,):
                return expanded(function)
            case "len", (Vector(entries),):
                return Num(Fraction(len(entries)))
            case "gcd", (a, b):
                return Num(Fraction(math.gcd(self._count(a, text), self._count(b, text))))
            case "mod", (a, b):
                return Num(self.number(a, text) % self.number(b, text))
            case name, arguments if name in ARRAY_FUNCTIONS:
                return simplified(ARRAY_FUNCTIONS[name](*arguments))
            case _:
                raise ValueError(call.name)

    def _derivation(self, call: Call, text: str) -> Expr:
        match call.name, call.arguments:
            case "diff", (function, Sym(variable)):
                return derivative(function, variable)
            case "diff", (function, Sym(variable), order):
                return derivative(function, variable, self._count(order, text))
            case "grad", (function, *variables):
                return gradient(function, _symbols(variables))
            case "jacobian", (Vector(functions), *variables):
                names = _symbols(variables)
                return Vector(tuple(gradient(function, names) for function in functions))
            case "hessian", (function, *variables):
                names = _symbols(variables)
                return Vector(tuple(gradient(derivative(function, x), names) for x in names))
            case _:
                raise ValueError(call.name)

    def _count(self, tree: Expr, text: str) -> int:
        value = self.number(tree, text)
        if value.denominator != 1:
            raise ValueError(text)
        return int(value)


def gradient(function: Expr, variables: tuple[str, ...]) -> Vector:
    """(∂f/∂x, ∂f/∂y, …)"""
    return Vector(tuple(derivative(function, variable) for variable in variables))


def _symbols(trees: Sequence[Expr]) -> tuple[str, ...]:
    """The names of variables. Raises: ValueError: one of them is no variable."""
    names = tuple(tree.name for tree in trees if isinstance(tree, Sym))
    if len(names) < len(trees):
        raise ValueError("not a variable")
    return names


def function_name(option: str) -> str | None:
    """The canonical function that an option of a pick names, or None for a formula."""
    name = ALIASES.get(option, option)
    return name if name in FUNCTIONS else None


def is_text(option: Text) -> bool:
    """Whether an option of a pick is a text: one between backticks, or in two languages."""
    return option.en != option.zh or (option.en[:1] == option.en[-1:] == "`")


def printed(bindings: Bindings) -> tuple[tuple[str, str], ...]:
    """The drawn parameters as they are stored with an answer."""
    return (
        *((name, linear(value)) for name, value in bindings.values.items()),
        *bindings.heads.items(),
        *((name, text.en) for name, text in bindings.texts.items()),
    )
