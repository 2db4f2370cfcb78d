"""Vectors and matrices of formulas, read off a tree such as 2*[1, x] - [0, 1]."""

from __future__ import annotations

from dataclasses import dataclass

from mathdrill.maths.expression import Add, Div, Expr, Mul, Neg, Vector, mul, walk


class NoArrayError(Exception):
    """The tree is no array: rows of different lengths, or shapes that do not go together."""


@dataclass(frozen=True, slots=True)
class Array:
    """shape: () for a scalar, (n,) for a vector, (m, n) for a matrix; entries row by row."""

    shape: tuple[int, ...]
    entries: tuple[Expr, ...]

    @property
    def flat(self) -> Array:
        """A matrix of one row or one column as the vector that it writes."""
        if len(self.shape) == 2 and 1 in self.shape:
            return Array((len(self.entries),), self.entries)
        return self

    @property
    def transposed(self) -> Array:
        """The transpose of a matrix; a vector is its own."""
        if len(self.shape) != 2:
            return self
        rows, columns = self.shape
        order = (self.entries[i * columns + j] for j in range(columns) for i in range(rows))
        return Array((columns, rows), tuple(order))


def holds_list(tree: Expr) -> bool:
    """Whether a list stands anywhere in a formula."""
    return any(isinstance(node, Vector) for node in walk(tree))


def as_array(tree: Expr) -> Array:
    """The entries of a tree, with sums and multiples of arrays worked out entry by entry.

    Raises: NoArrayError.
    """
    if not holds_list(tree):
        return Array((), (tree,))
    match tree:
        case Vector(entries):
            return _stacked([as_array(entry) for entry in entries])
        case Neg(argument):
            inner = as_array(argument)
            return Array(inner.shape, tuple(Neg(entry) for entry in inner.entries))
        case Add(terms):
            parts = [as_array(term) for term in terms]
            if len({part.shape for part in parts}) != 1:
                raise NoArrayError
            columns = zip(*(part.entries for part in parts), strict=True)
            return Array(parts[0].shape, tuple(Add(column) for column in columns))
        case Mul(factors):
            return _scaled([as_array(factor) for factor in factors], tree)
        case Div(numerator, denominator):
            top, bottom = as_array(numerator), as_array(denominator)
            if bottom.shape != ():
                raise NoArrayError
            return Array(top.shape, tuple(Div(entry, denominator) for entry in top.entries))
        case _:
            raise NoArrayError  # sin([1, 2]), [1, 2]^2


def _stacked(rows: list[Array]) -> Array:
    shapes = {row.shape for row in rows}
    if len(shapes) > 1:
        raise NoArrayError
    inner = shapes.pop() if shapes else ()
    if len(inner) > 1:
        raise NoArrayError
    return Array((len(rows), *inner), tuple(entry for row in rows for entry in row.entries))


def _scaled(parts: list[Array], tree: Expr) -> Array:
    arrays = [part for part in parts if part.shape != ()]
    if not arrays:
        return Array((), (tree,))
    if len(arrays) > 1:
        raise NoArrayError
    scalars = [part.entries[0] for part in parts if part.shape == ()]
    return Array(arrays[0].shape, tuple(mul(*scalars, entry) for entry in arrays[0].entries))
