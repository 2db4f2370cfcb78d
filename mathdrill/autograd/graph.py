"""A formula as a computational graph: one elementary operation a node, in topological order.

Legend: a node is a leaf, whose value is given, or an operation on one or two operands; an operand is
an earlier node, by its index, or a constant formula. An edge is one use of a node by another: x·x
uses x twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mathdrill.maths.expression import Add, Call, Div, Expr, Mul, Neg, Pow, Sym

LEAF = "leaf"

Operand = int | Expr


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the computation.

    operation: LEAF, "neg", one of + - * / ^, or the canonical name of a function.
    given: what a leaf is set to by the text itself, as in `x = 2`.
    """

    name: str
    operation: str = LEAF
    operands: tuple[Operand, ...] = ()
    given: Expr | None = None

    @property
    def is_leaf(self) -> bool:
        return self.operation == LEAF


@dataclass(frozen=True, slots=True)
class Edge:
    """The node `target` takes the node `source` as its operand number `slot`."""

    source: int
    target: int
    slot: int


@dataclass(frozen=True)
class Graph:
    """Nodes, each after its operands, and which of them is the result.

    Raises: ValueError: a name that occurs twice, or an operand that comes later.
    """

    nodes: tuple[Node, ...]
    output: int

    def __post_init__(self) -> None:
        if len({node.name for node in self.nodes}) < len(self.nodes):
            raise ValueError("two nodes have one name")
        if any(not edge.source < edge.target for edge in self.edges):
            raise ValueError("an operand comes after its node")

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every use of a node, by target, then by slot."""
        return tuple(
            Edge(operand, target, slot)
            for target, node in enumerate(self.nodes)
            for slot, operand in enumerate(node.operands)
            if isinstance(operand, int)
        )

    @property
    def leaves(self) -> tuple[int, ...]:
        """The nodes whose values are given."""
        return tuple(index for index, node in enumerate(self.nodes) if node.is_leaf)

    def index(self, name: str) -> int:
        """The node of that name. Raises: KeyError."""
        for index, node in enumerate(self.nodes):
            if node.name == name:
                return index
        raise KeyError(name)

    def into(self, target: int) -> Iterator[Edge]:
        """The edges by which a node takes its operands."""
        return (edge for edge in self.edges if edge.target == target)

    def operands(self, index: int) -> tuple[Expr, ...]:
        """The operands of a node as formulas: names and constants."""
        return tuple(
            Sym(self.nodes[operand].name) if isinstance(operand, int) else operand
            for operand in self.nodes[index].operands
        )

    def formula(self, index: int) -> Expr:
        """The operation of a node over the names of its operands; a leaf's own name."""
        node = self.nodes[index]
        if node.is_leaf:
            return Sym(node.name)
        return applied(node.operation, self.operands(index))


def applied(operation: str, operands: tuple[Expr, ...]) -> Expr:
    """The formula of one operation: ("*", (x, y)) -> x·y."""
    match operation, operands:
        case "neg", (argument,):
            return Neg(argument)
        case "+", (left, right):
            return Add((left, right))
        case "-", (left, right):
            return Add((left, Neg(right)))
        case "*", (left, right):
            return Mul((left, right))
        case "/", (left, right):
            return Div(left, right)
        case "^", (left, right):
            return Pow(left, right)
        case _:
            return Call(operation, operands)
