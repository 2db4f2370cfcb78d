"""Is a right value written in the form that the prompt asks for?

Each form is one entry of FORMS; `without NAME` forbids a function, and `without /` a quotient.
"""

from __future__ import annotations

from collections.abc import Callable

from mathdrill.maths.expression import Add, Call, Div, E, Expr, Mul, Neg, Num, Pow, walk
from mathdrill.maths.names import ALIASES
from mathdrill.maths.simplify import simplified


def _is_expanded(tree: Expr) -> bool:
    """No product and no whole power of a sum is left."""
    for node in walk(tree):
        if isinstance(node, Mul) and any(isinstance(factor, Add) for factor in node.factors):
            return False
        if isinstance(node, Pow) and isinstance(node.base, Add) and isinstance(node.exponent, Num):
            return False
        if isinstance(node, Div) and isinstance(node.numerator, Add):
            return False
    return True


def _is_factored(tree: Expr) -> bool:
    """A product or a power on the outside; signs and a number in front do not matter."""
    while isinstance(tree, Neg):
        tree = tree.argument
    return not isinstance(tree, Add)


def _is_single_fraction(tree: Expr) -> bool:
    """At most one fraction bar, and that outermost."""
    while isinstance(tree, Neg):
        tree = tree.argument
    quotients = sum(isinstance(node, Div) for node in walk(tree))
    return quotients == 0 or (quotients == 1 and isinstance(tree, Div))


def _has_no_negative_powers(tree: Expr) -> bool:
    for node in walk(tree):
        if isinstance(node, Pow):
            exponent = simplified(node.exponent)
            if isinstance(exponent, Neg) or (isinstance(exponent, Num) and exponent.value < 0):
                return False
    return True


FORMS: dict[str, Callable[[Expr], bool]] = {
    "expanded": _is_expanded,
    "factored": _is_factored,
    "single-fraction": _is_single_fraction,
    "no-negative-powers": _has_no_negative_powers,
}


def is_form(form: str) -> bool:
    """Whether a form exists."""
    return form in FORMS or (form.startswith("without ") and bool(form[8:].strip()))


def missing_form(tree: Expr, forms: tuple[str, ...]) -> str | None:
    """The first form that the formula does not have, or None."""
    for form in forms:
        if form in FORMS:
            if not FORMS[form](tree):
                return form
        elif _contains(tree, form.removeprefix("without ").strip()):
            return form
    return None


def _contains(tree: Expr, name: str) -> bool:
    if name == "/":
        return any(isinstance(node, Div) and not _is_number(node) for node in walk(tree))
    canonical = ALIASES.get(name, name)
    if canonical == "exp" and any(isinstance(n, Pow) and n.base == E for n in walk(tree)):
        return True
    return any(isinstance(node, Call) and node.name == canonical for node in walk(tree))


def _is_number(node: Div) -> bool:
    return isinstance(node.numerator, Num) and isinstance(node.denominator, Num)
