"""A proof of equality that needs no points: residues with atoms.

Legend: an atom is a subformula that is no rational operation, such as sin(2x + 1), e^u or u^(1/2).
Modulo a prime it stands for a number that is fixed by its function and the residues of its
arguments. Equal fingerprints therefore prove, as surely as Schwartz and Zippel's test, that two
formulas are equal wherever both are defined: cos(1 + 2x)·x and x·cos(2x + 1), but not
sin² + cos² and 1. Different ones prove nothing.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence

from mathdrill.maths.expression import Call, Const, E, Expr, Pow
from mathdrill.maths.linear import seed_text
from mathdrill.maths.rational import MAX_DEGREE, PRIME, NotRational, inverse, residue

_ROUNDS = 2


def surely_equal(one: Expr, other: Expr, variables: Sequence[str]) -> bool:
    """Whether the fingerprints agree; False says nothing."""
    chance = random.Random("fingerprint|" + seed_text(one)).random
    try:
        for _ in range(_ROUNDS):
            point = {name: int(chance() * PRIME) for name in variables}
            left, right = (residue(tree, point, MAX_DEGREE, _atom) for tree in (one, other))
            if left != right:
                return False
    except (NotRational, ZeroDivisionError):
        return False
    return True


def _atom(expr: Expr, residue_of: Callable[[Expr], int]) -> int:
    """A number for a function of certain residues; e^u is exp(u), and a root is a power."""
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
            return _number(name, *map(residue_of, arguments))
        case _:
            raise NotRational


def _number(name: str, *residues: int) -> int:
    text = ",".join((name, *map(str, residues)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") % PRIME
