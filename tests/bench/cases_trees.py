"""Formulas as plain trees, with a value, a spelling and a LaTeX form of their own.

Nothing of the program is used, so that it can be judged by what these say. Legend: a leaf is a
number ("3", "1/4", "0.25"), a constant ("pi", "e") or a variable; op is one of + * / ^ neg, or a
function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import mpmath

mpmath.mp.dps = 50


@dataclass(frozen=True, slots=True)
class Tree:
    op: str
    parts: tuple[Tree, ...] = ()


class NoValueError(Exception):
    """The formula has no real value at a point."""


class OutOfReachError(Exception):
    """The formula may have a value at a point, but one too large or too small to be computed."""


def leaf(value: object) -> Tree:
    return Tree(str(value))


def tree(op: str, *parts: Tree | int) -> Tree:
    """A tree over trees and whole numbers; a negative number becomes a neg."""
    return Tree(op, tuple(_part(part) for part in parts))


def _part(part: Tree | int) -> Tree:
    if isinstance(part, Tree):
        return part
    return leaf(part) if part >= 0 else Tree("neg", (leaf(-part),))


def minus(left: Tree, right: Tree | int) -> Tree:
    return tree("+", left, tree("neg", right))


def is_number(one: Tree) -> bool:
    return not one.parts and one.op[0].isdigit()


def walk(whole: Tree, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree]]:
    """(path, subtree) for every subtree, parents first."""
    yield path, whole
    for index, part in enumerate(whole.parts):
        yield from walk(part, (*path, index))


def replaced(whole: Tree, path: tuple[int, ...], part: Tree) -> Tree:
    """The tree with another subtree at a path."""
    if not path:
        return part
    parts = list(whole.parts)
    parts[path[0]] = replaced(parts[path[0]], path[1:], part)
    return Tree(whole.op, tuple(parts))


def names(whole: Tree) -> tuple[str, ...]:
    """The variables, in order of appearance."""
    leaves = (one for _, one in walk(whole) if not one.parts and not is_number(one))
    return tuple(dict.fromkeys(one.op for one in leaves if one.op not in ("pi", "e")))


# --- values ---------------------------------------------------------------------------------------

_REACH = 300  # of exponents: beyond it 150 digits cannot tell rounding from difference

_PLAIN: dict[str, Callable[[Any], Any]] = {
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "exp": mpmath.exp,
    "tanh": mpmath.tanh,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "atan": mpmath.atan,
    "abs": abs,
    "neg": lambda v: -v,
    "relu": lambda v: max(v, mpmath.mpf(0)),
    "sigmoid": lambda v: 1 / (1 + mpmath.exp(-v)),
    "softplus": lambda v: mpmath.log(1 + mpmath.exp(v)),
}


def value(whole: Tree, point: Mapping[str, Any]) -> Any:
    """The real value at a point to the digits that mpmath works with. Raises: NoValueError, OutOfReachError."""
    try:
        found = _value(whole, point)
    except ZeroDivisionError:
        raise NoValueError from None
    except OverflowError:
        raise OutOfReachError from None
    if not mpmath.isfinite(found) or abs(found) > mpmath.mpf(10) ** 300:
        raise OutOfReachError
    return found


def _leaf_value(name: str, point: Mapping[str, Any]) -> Any:
    if name[0].isdigit():
        number = Fraction(name)
        return mpmath.mpf(number.numerator) / number.denominator
    return +getattr(mpmath.mp, name) if name in ("pi", "e") else point[name]


def _value(whole: Tree, point: Mapping[str, Any]) -> Any:
    if not whole.parts:
        return _leaf_value(whole.op, point)
    parts = [_value(part, point) for part in whole.parts]
    match whole.op:
        case "+":
            return mpmath.fsum(parts)
        case "*":
            return mpmath.fprod(parts)
        case "/":
            return parts[0] / parts[1]
        case "max":
            return max(parts)
        case "min":
            return min(parts)
        case "^":
            return _power(*parts)
        case _:
            return _function(whole.op, parts[0])


def _function(name: str, only: Any) -> Any:
    if abs(only) > _REACH and name in ("exp", "softplus", "sigmoid", "sinh", "cosh", "tanh"):
        raise OutOfReachError
    if name in ("log", "sqrt"):
        if only < 0 or (only == 0 and name == "log"):
            raise NoValueError
        return mpmath.log(only) if name == "log" else mpmath.sqrt(only)
    return _PLAIN[name](only)


def _power(base: Any, exponent: Any) -> Any:
    whole = exponent == int(exponent)
    if (base < 0 and not whole) or (base == 0 and exponent <= 0):
        raise NoValueError
    if base and abs(exponent * mpmath.log(abs(base))) > _REACH:
        raise OutOfReachError
    return base ** int(exponent) if whole else base**exponent


# --- spellings ------------------------------------------------------------------------------------

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Spelling:
    """One way to type a formula: signs, blanks, brackets and names are drawn from `chance`.

    Doubtful notation is left out: juxtaposition beside a quotient, functions without brackets.
    """

    def __init__(self, chance: Random | None = None) -> None:
        self._chance = chance

    def of(self, whole: Tree) -> str:
        """The formula as a text."""
        return self._text(whole, 0)

    def _is(self, probability: float) -> bool:
        return self._chance is not None and self._chance.random() < probability

    def _text(self, whole: Tree, least: int) -> str:
        text, binds = self._print(whole)
        return f"({text})" if binds < least or (binds < _ATOM and self._is(0.04)) else text

    def _print(self, whole: Tree) -> tuple[str, int]:
        if not whole.parts:
            sign = "π" if whole.op == "pi" and self._is(0.3) else whole.op
            return sign, _PRODUCT if "/" in sign else _ATOM
        match whole.op:
            case "+":
                return self._sum(whole.parts), _SUM
            case "neg":
                return f"-{self._text(whole.parts[0], _PRODUCT)}", _SUM
            case "*":
                return self._product(whole.parts), _PRODUCT
            case "/":
                top, bottom = whole.parts
                sign = " / " if self._is(0.2) else "÷" if self._is(0.02) else "/"
                return f"{self._text(top, _PRODUCT)}{sign}{self._text(bottom, _ATOM)}", _PRODUCT
            case "^":
                return self._power(*whole.parts)
            case _:
                return self._call(whole)

    def _sum(self, terms: tuple[Tree, ...]) -> str:
        text = self._text(terms[0], _SUM if terms[0].op == "neg" else _PRODUCT)
        gap = " " if self._is(0.5) else ""
        for term in terms[1:]:
            if term.op == "neg":
                sign = "−" if self._is(0.05) else "-"
                text += f"{gap}{sign}{gap}{self._text(term.parts[0], _PRODUCT)}"
            else:
                text += f"{gap}+{gap}{self._text(term, _PRODUCT)}"
        return text

    def _product(self, factors: tuple[Tree, ...]) -> str:
        text = ""
        for index, factor in enumerate(factors):
            piece = self._text(factor, _PRODUCT if index == 0 and factor.op != "/" else _POWER)
            before = factors[index - 1]
            close = is_number(before) and "/" not in before.op and not piece[0].isdigit()
            if not index:
                text = piece
            elif close and piece[0] not in "e|√" and self._is(0.6):
                text += piece
            else:
                text += ("·" if self._is(0.05) else " * " if self._is(0.2) else "*") + piece
        return text

    def _power(self, base: Tree, exponent: Tree) -> tuple[str, int]:
        if base == Tree("e") and self._is(0.3):
            return f"exp({self._text(exponent, 0)})", _ATOM
        bottom = self._text(base, _ATOM)
        if exponent.op.isdigit() and self._is(0.15):
            return bottom + exponent.op.translate(_RAISED), _POWER
        return f"{bottom}{'**' if self._is(0.1) else '^'}{self._text(exponent, _ATOM)}", _POWER

    def _call(self, whole: Tree) -> tuple[str, int]:
        inside = ", ".join(self._text(part, 0) for part in whole.parts)
        if whole.op == "log":
            return f"{'ln' if self._is(0.5) else 'log'}({inside})", _ATOM
        if whole.op == "exp" and self._is(0.5):
            return f"e^({inside})", _POWER
        if whole.op == "abs" and "|" not in inside and self._is(0.5):
            return f"|{inside}|", _ATOM
        if whole.op == "sqrt" and self._is(0.1):
            return f"√({inside})", _ATOM
        return f"{whole.op}({inside})", _ATOM


def latex(whole: Tree) -> str:
    """The formula in LaTeX, every subformula in brackets that might be misread."""
    inside = [latex(part) for part in whole.parts]
    wrapped = [
        text if not part.parts else rf"\left({text}\right)"
        for part, text in zip(whole.parts, inside, strict=True)
    ]
    match whole.op:
        case "+":
            return " + ".join(wrapped)
        case "neg":
            return f"-{wrapped[0]}"
        case "*":
            return r" \cdot ".join(wrapped)
        case "/":
            return rf"\frac{{{inside[0]}}}{{{inside[1]}}}"
        case "^":
            return f"{{{wrapped[0]}}}^{{{inside[1]}}}"
        case "sqrt":
            return rf"\sqrt{{{inside[0]}}}"
        case "exp":
            return f"e^{{{inside[0]}}}"
        case "abs":
            return rf"\left|{inside[0]}\right|"
        case "pi":
            return r"\pi"
        case _:
            pass
    if not whole.parts:
        top, _, bottom = whole.op.partition("/")
        return rf"\frac{{{top}}}{{{bottom}}}" if bottom else top
    name = {"log": "ln", "atan": "arctan"}.get(whole.op, whole.op)
    return rf"\{name}\left({inside[0]}\right)"
