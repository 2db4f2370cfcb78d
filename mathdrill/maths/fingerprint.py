"""What a formula is, modulo a prime: enough to prove two formulas equal without any point.

Legend: an atom is a subformula that is no rational operation, such as sin(2x + 1), e^u or u^(1/2).
Modulo a prime it stands for a number that is fixed by its function and the residues of its
arguments. Equal residues therefore prove, as surely as Schwartz and Zippel's test, that two
formulas are equal wherever both are defined: cos(1 + 2x)·x and x·cos(2x + 1), but not
sin² + cos² and 1. Different ones prove nothing, unless both formulas are rational functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.expression import Call, Const, E, Expr, Num, Pow, is_constant
from mathdrill.maths.numeric import evaluate
from mathdrill.maths.rational import (
    MAX_DEGREE,
    PRIME,
    NotRational,
    Operations,
    exact_constant,
    inverse,
    residue,
)
from mathdrill.maths.signs import Sign, is_defined, sign_of

LOW_DEGREE = 1_000
"""A bound on exponents above one another that makes one point proof enough.

A formula has at most 2,500 nodes: the test errs with probability below 5,000·1,000/2^60 < 10^-11.
"""


_POLE_AT_ZERO = frozenset(("log", "log2", "log10", "cot", "csc", "coth", "csch"))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A formula at one point, modulo PRIME.

    value: None where a denominator, or the argument of a logarithm, vanishes there.
    rational: no atom was met. low: its degree is so low that one point proves.
    met: the divisors and the atoms. partial: those that may be undefined somewhere.
    """

    value: int | None
    rational: bool
    low: bool
    met: frozenset[int]
    partial: frozenset[int]


@lru_cache(maxsize=256)
def residue_of(name: str, index: int = 0) -> int:
    """A variable at the point of that index: any two of them are as good as random."""
    return _number(f"variable {index}", *name.encode())


def fingerprint(tree: Expr, point: Mapping[str, int]) -> Fingerprint | None:
    """The fingerprint at a point of residues; None for lists and for exponents beyond all bounds."""
    found = _at_degree(LOW_DEGREE, tree, point)
    return found if found is not None else _at_degree(MAX_DEGREE, tree, point)


def _at_degree(degree: int, tree: Expr, point: Mapping[str, int]) -> Fingerprint | None:
    atoms, low = _Atoms(), degree == LOW_DEGREE
    try:
        value = residue(tree, point, degree, atoms)
    except NotRational:
        return None
    except ZeroDivisionError:
        return Fingerprint(None, not atoms.found, low, frozenset(), frozenset())
    met = frozenset(atoms.found | atoms.divisors)
    return Fingerprint(value, not atoms.found, low, met, frozenset(atoms.partial))


class _Atoms(Operations):
    """Takes every function as an unknown, and notes what was met on the way."""

    def __init__(self) -> None:
        self.found: set[int] = set()
        self.divisors: set[int] = set()
        self.partial: set[int] = set()

    def divisor(self, value: int, divisor: Expr) -> None:
        if not isinstance(divisor, Num):
            self.divisors.add(value)
            if not (sign_of(divisor) is Sign.POSITIVE or _is_value(divisor, but_zero=True)):
                self.partial.add(value)

    def atom(self, expr: Expr, residue_of: Callable[[Expr], int]) -> int:
        """A number for a function of certain residues; |2| and sqrt(4) are no atoms but 2."""
        try:
            constant = exact_constant(expr)
        except NotRational:
            number = _atom(expr, residue_of)
        else:
            return residue(Num(constant), {})
        self.found.add(number)
        if not (is_defined(expr) or _is_value(expr)):
            self.partial.add(number)
        return number


def _is_value(expr: Expr, *, but_zero: bool = False) -> bool:
    """Whether a constant is sure to have a value, or one that is not 0."""
    if not is_constant(expr):
        return False
    try:
        value, err = evaluate(expr, {})
    except (Loose, Undefined):
        return False
    return not but_zero or abs(value) > err


def _atom(expr: Expr, residue_of: Callable[[Expr], int]) -> int:
    """e^u is exp(u), and a root is a power."""
    match expr:
        case Const(name):
            return _number(name)
        case Pow(base, exponent) if base == E:
            return _number("exp", residue_of(exponent))
        case Pow(base, exponent):
            return _number("power", residue_of(base), residue_of(exponent))
        case Call("sqrt", (argument,)):
            return _number("power", residue_of(argument), inverse(2))
        case Call("max" | "min" as name, arguments):
            return _number(name, *sorted(map(residue_of, arguments)))
        case Call(name, arguments):
            residues = [residue_of(argument) for argument in arguments]
            if name in _POLE_AT_ZERO and residues == [0]:
                raise ZeroDivisionError
            return _number(name, *residues)
        case _:
            raise NotRational


def _number(name: str, *residues: int) -> int:
    text = ",".join((name, *map(str, residues)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") % PRIME
