"""What an author can ask of a displayed formula beyond writing it down.

keep(0) shows a term that tidying would drop; brackets(F) shows brackets around F; log_b(x) shows the
drawn base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mathdrill.maths.expression import Call, Expr, Num, transform

LOG_BASE = "log_"


def with_bases(tree: Expr, values: Mapping[str, Expr]) -> Expr:
    """log_b(x) with the whole number that b stands for."""

    def change(node: Expr) -> Expr:
        if isinstance(node, Call) and node.name.startswith(LOG_BASE):
            base = values.get(node.name.removeprefix(LOG_BASE))
            if isinstance(base, Num) and base.value.denominator == 1:
                return Call(f"{LOG_BASE}{base.value}", node.arguments)
        return node

    return transform(tree, change)


def finished(tree: Expr) -> Expr:
    """A tidied formula without keep(…), which has done its work."""
    return transform(tree, _replacing("keep", lambda inside: inside))


def bracketed(tree: Expr) -> Expr:
    """brackets(F) as the brackets that a reader sees: a call of a function without a name."""
    return transform(tree, _replacing("brackets", lambda inside: Call("", (inside,))))


def _replacing(name: str, change: Callable[[Expr], Expr]) -> Callable[[Expr], Expr]:
    def replace(node: Expr) -> Expr:
        match node:
            case Call(found, (inside,)) if found == name:
                return change(inside)
            case _:
                return node

    return replace
