"""Text → graph: one formula, or a list of assignments `a = x*y; b = sin(x); L = a + b`.

What is written twice is computed twice, as torch records it; only names share a node. A sum of many
terms becomes a chain of binary sums, left to right, as Python computes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from mathdrill.autograd.graph import Graph, Node, Operand, applied
from mathdrill.errors import FormulaError
from mathdrill.maths.expression import (
    Add,
    Call,
    Div,
    Expr,
    Mul,
    Neg,
    Pow,
    Relation,
    Sym,
    Vector,
    free_names,
    transform,
    walk,
)
from mathdrill.maths.names import ALIASES, FUNCTIONS, GREEK, Names
from mathdrill.maths.parser import parse
from mathdrill.maths.simplify import simplified

MOST_NODES = 200
STEPS = "abcdfghkmnpqrstuvw"  # for nodes without a name; e is a number, i l o look like digits
RESULTS = ("L", "f", "z", "out")

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_END = re.compile("[;；\n]")


def read_graph(text: str, leaves: Sequence[str] | None = None) -> Graph:
    """The graph of a text; its result is the last formula.

    Args:
        leaves: the names that stand for given values; by default every name that is not assigned.
    Raises: FormulaError, with the place of the fault in `text`.
    """
    builder = _Builder(tuple(leaves or ()))
    written = list(statements(text))
    if not written:
        raise FormulaError("formula.empty", position=0)
    for number, (name, formula, position) in enumerate(written, start=1):
        last = number == len(written)
        if not name and not last:
            raise FormulaError("graph.unnamed", position=position)
        _check_name(name, position, (*builder.leaves, *builder.given, *builder.results))
        known = (*builder.leaves, *builder.results)
        tree = parse(formula, Names(known, author=leaves is None))
        _check_tree(tree, position)
        builder.assign(name, tree)
        if len(builder.nodes) > MOST_NODES:
            raise FormulaError("graph.too-large", position=position, limit=MOST_NODES)
    return _checked(builder.graph(), text)


def graph_of(expr: Expr) -> Graph:
    """The graph of one formula. Raises: FormulaError: it has no variable, or is no scalar."""
    _check_tree(expr, 0)
    builder = _Builder(free_names(expr))
    builder.assign("", expr)
    return _checked(builder.graph(), "")


def spelled(name: str) -> str:
    """A name with its Greek letters written out, as formulas hold it."""
    return "".join(GREEK.get(letter, letter) for letter in name.strip())


def statements(text: str) -> Iterator[tuple[str, str, int]]:
    """(name, formula, place of the name); blanks stand where the rest of the text was."""
    start = 0
    for end in [*(match.start() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        head, equals, _ = piece.replace("＝", "=").partition("=")
        if piece.strip():
            before = start + (len(head) + 1 if equals else 0)
            place = start + len(piece) - len(piece.lstrip())
            yield spelled(head) if equals else "", " " * before + text[before:end], place
        start = end + 1


def _check_name(name: str, position: int, known: Iterable[str]) -> None:
    if not name:
        return
    taken = ALIASES.get(name, name) in FUNCTIONS or name == "pi"
    if taken or not _NAME.fullmatch(name):
        raise FormulaError("graph.name", position=position, length=len(name), name=name[:40])
    if name in known:
        raise FormulaError("graph.twice", position=position, length=len(name), name=name)


def _check_tree(tree: Expr, position: int) -> None:
    for node in walk(tree):
        if isinstance(node, Vector | Relation):
            raise FormulaError("graph.scalar", position=position)
        if isinstance(node, Call) and node.name not in FUNCTIONS:
            raise FormulaError("graph.function", position=position, function=node.name)


def _checked(graph: Graph, text: str) -> Graph:
    if not graph.leaves:
        raise FormulaError("graph.no-variable", position=0, length=len(text))
    return graph


class _Builder:
    """Nodes in the order in which they are computed; the leaves are put before them at the end."""

    def __init__(self, leaves: tuple[str, ...]) -> None:
        self.leaves = leaves
        self.results: dict[str, int] = {}  # what an assigned name stands for
        self.nodes: list[Node] = []  # those without a name get one at the end
        self.given: dict[str, int] = {}
        self.last = 0

    def assign(self, name: str, tree: Expr) -> None:
        """Compute one formula under a name, or without one for the result."""
        tree = transform(tree, _without_lone_choice)
        if isinstance(tree, Sym):
            self.last = self._named(tree.name)
        elif free_names(tree):
            self.last = self._append(Node(name, *self._split(tree)))
        elif name:
            self.last = self._append(Node(name, given=tree))
        if name:
            self.results[name] = self.last

    def graph(self) -> Graph:
        """The finished graph, with names for all nodes."""
        order = sorted(range(len(self.nodes)), key=lambda index: not self.nodes[index].is_leaf)
        place = {old: new for new, old in enumerate(order)}
        names = self._names()
        nodes = (
            replace(
                self.nodes[old],
                name=names[old],
                operands=tuple(
                    place[o] if isinstance(o, int) else o for o in self.nodes[old].operands
                ),
            )
            for old in order
        )
        return Graph(tuple(nodes), place.get(self.last, 0))

    def _names(self) -> list[str]:
        """The name of each node; those without one get the free letters in order, the result L."""
        taken = {node.name for node in self.nodes} | {*self.leaves, *self.results}
        result = next(name for name in RESULTS if name not in taken or name == RESULTS[-1])
        free = (name for name in _letters() if name not in taken)
        return [
            node.name or (result if index == self.last and result not in taken else next(free))
            for index, node in enumerate(self.nodes)
        ]

    def _append(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _named(self, name: str) -> int:
        """The node that a name stands for; a new name is a leaf."""
        if name in self.results:
            return self.results[name]
        if name not in self.given:
            self.given[name] = self._append(Node(name))
        return self.given[name]

    def _operand(self, tree: Expr) -> Operand:
        if not free_names(tree):
            return simplified(tree)
        if isinstance(tree, Sym):
            return self._named(tree.name)
        return self._append(Node("", *self._split(tree)))

    def _split(self, tree: Expr) -> tuple[str, tuple[Operand, ...]]:
        """The outermost operation of a tree, with everything below it appended."""
        match tree:
            case Neg(argument):
                return "neg", (self._operand(argument),)
            case Add((first, *rest)):
                return self._chain(first, [_signed(term) for term in rest])
            case Mul((first, *rest)):
                return self._chain(first, [("*", factor) for factor in rest])
            case Div(left, right):
                return self._chain(left, [("/", right)])
            case Pow(left, right):
                return self._chain(left, [("^", right)])
            case Call(name, (argument,)):
                return name, (self._operand(argument),)
            case Call(name, (first, *rest)):
                return self._chain(first, [(name, argument) for argument in rest])
            case _:
                raise ValueError(f"{tree} is no operation")

    def _chain(self, first: Expr, rest: list[tuple[str, Expr]]) -> tuple[str, tuple[Operand, ...]]:
        """Two operands at a time, from the left; constants met on the way stay one constant."""
        left = self._operand(first)
        for operation, tree in rest[:-1]:
            right = self._operand(tree)
            if isinstance(left, int) or isinstance(right, int):
                left = self._append(Node("", operation, (left, right)))
            else:
                left = simplified(applied(operation, (left, right)))
        operation, tree = rest[-1]
        return operation, (left, self._operand(tree))


def _signed(term: Expr) -> tuple[str, Expr]:
    return ("-", term.argument) if isinstance(term, Neg) else ("+", term)


def _without_lone_choice(expr: Expr) -> Expr:
    """max(x) is x."""
    match expr:
        case Call(("max" | "min"), (argument,)):
            return argument
        case _:
            return expr


def _letters() -> Iterator[str]:
    yield from STEPS
    for number in count(1):
        yield f"v{number}"
