"""Vectors and matrices of formulas, for a pack's author: u*v, dot, matmul, norms, softmax, …

Legend: u, v are vectors, A, B matrices (vectors of rows of one length). `*`, `/`, `^` and functions of
one argument work entry by entry, as in PyTorch; a number goes with every entry. Places count from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from mathdrill.maths.arithmetic import Loose, Undefined, multiprecision
from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.expression import (
    ONE,
    TWO,
    ZERO,
    Add,
    Call,
    Div,
    Expr,
    Mul,
    Neg,
    Num,
    Pow,
    Vector,
    add,
    children,
    free_names,
    integer,
    mul,
    rebuild,
)
from mathdrill.maths.names import FUNCTIONS
from mathdrill.maths.numeric import evaluate
from mathdrill.maths.rational import NotRational, exact_constant
from mathdrill.maths.simplify import simplified

LARGEST = 12  # rows of a matrix that an author makes


def entrywise(node: Expr) -> Expr:
    """One operation on arrays worked out entry by entry; any other node as it is.

    Raises: NoArrayError: arrays of different shapes.
    """
    match node:
        case Neg() | Add() | Mul() | Div() | Pow():
            pass
        case Call(name, (_,)) if FUNCTIONS.get(name, (0, 0))[0] == 1:
            if name in ("max", "min"):
                return _extreme(node)
        case _:
            return node
    parts = children(node)
    arrays = [part for part in parts if isinstance(part, Vector)]
    if not arrays:
        return node
    if len({as_array(array).shape for array in arrays}) > 1:
        raise NoArrayError
    entries = (
        entrywise(rebuild(node, tuple(_entry(part, place) for part in parts)))
        for place in range(len(arrays[0].entries))
    )
    return Vector(tuple(entries))


def _entry(part: Expr, place: int) -> Expr:
    return part.entries[place] if isinstance(part, Vector) else part


def _extreme(node: Call) -> Expr:
    """max([a, b]) = max(a, b)"""
    only = node.arguments[0]
    return Call(node.name, only.entries) if isinstance(only, Vector) else node


# --- reading an argument --------------------------------------------------------------------------


def _vector(tree: Expr) -> tuple[Expr, ...]:
    array = as_array(tree)
    if len(array.shape) != 1:
        raise NoArrayError
    return array.entries


def _rows(tree: Expr) -> list[tuple[Expr, ...]]:
    array = as_array(tree)
    if len(array.shape) != 2:
        raise NoArrayError
    rows, columns = array.shape
    return [array.entries[row * columns : (row + 1) * columns] for row in range(rows)]


def _columns(tree: Expr) -> list[tuple[Expr, ...]]:
    return list(zip(*_rows(tree), strict=True))


def _entries(tree: Expr) -> tuple[Expr, ...]:
    """All entries of a vector or a matrix."""
    array = as_array(tree)
    if array.shape == ():
        raise NoArrayError
    return array.entries


def _place(tree: Expr, length: int) -> int:
    """A place from 1 to length, as an index. Raises: IndexError."""
    value = exact_constant(tree)
    if value.denominator != 1 or not 1 <= value <= length:
        raise IndexError(value)
    return int(value) - 1


def _count(tree: Expr) -> int:
    value = exact_constant(tree)
    if value.denominator != 1 or not 0 <= value <= LARGEST:
        raise ValueError(value)
    return int(value)


def _stack(rows: Sequence[Sequence[Expr]]) -> Vector:
    return Vector(tuple(Vector(tuple(row)) for row in rows))


def _products(left: Sequence[Expr], right: Sequence[Expr]) -> Expr:
    """∑ leftᵢ·rightᵢ"""
    if len(left) != len(right):
        raise NoArrayError
    return simplified(add(*(Mul(pair) for pair in zip(left, right, strict=True))))


# --- the functions --------------------------------------------------------------------------------


def dot(u: Expr, v: Expr) -> Expr:
    """u·v = ∑ uᵢvᵢ"""
    return _products(_vector(u), _vector(v))


def matmul(left: Expr, right: Expr) -> Expr:
    """left @ right, as PyTorch has it for vectors and matrices."""
    shapes = (len(as_array(left).shape), len(as_array(right).shape))
    match shapes:
        case (1, 1):
            return dot(left, right)
        case (1, 2):
            return Vector(tuple(_products(_vector(left), column) for column in _columns(right)))
        case (2, 1):
            return Vector(tuple(_products(row, _vector(right)) for row in _rows(left)))
        case (2, 2):
            columns = _columns(right)
            return _stack([[_products(row, column) for column in columns] for row in _rows(left)])
        case _:
            raise NoArrayError


def transpose(matrix: Expr) -> Expr:
    """Aᵀ; a vector is its own."""
    return matrix if len(as_array(matrix).shape) == 1 else _stack(_columns(matrix))


def outer(u: Expr, v: Expr) -> Expr:
    """u vᵀ"""
    return _stack([[Mul((a, b)) for b in _vector(v)] for a in _vector(u)])


def norm(array: Expr) -> Expr:
    """‖v‖ = √(∑ vᵢ²)"""
    entries = _entries(array)
    return Call("sqrt", (simplified(add(*(Pow(entry, TWO) for entry in entries))),))


def norm1(array: Expr) -> Expr:
    """‖v‖₁ = ∑ |vᵢ|"""
    return simplified(add(*(Call("abs", (entry,)) for entry in _entries(array))))


def norminf(array: Expr) -> Expr:
    """‖v‖∞ = max |vᵢ|"""
    return Call("max", tuple(Call("abs", (entry,)) for entry in _entries(array)))


def total(array: Expr) -> Expr:
    """The sum of all entries."""
    return simplified(add(*_entries(array)))


def mean(array: Expr) -> Expr:
    """The sum of all entries by their number."""
    return simplified(Div(total(array), integer(len(_entries(array)))))


def product(array: Expr) -> Expr:
    """The product of all entries."""
    return simplified(mul(*_entries(array)))


def median(vector: Expr) -> Expr:
    """The middle entry by size, or the mean of the two."""
    ordered = sort(vector).entries
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return simplified(Div(Add((ordered[middle - 1], ordered[middle])), TWO))


def sort(vector: Expr) -> Vector:
    """The entries from the least to the greatest."""
    return Vector(tuple(sorted(_vector(vector), key=exact_constant)))


def argsort(vector: Expr) -> Vector:
    """The places of the entries in the order of their size."""
    return Vector(tuple(integer(place + 1) for place in _ranked(vector)))


def _ranked(vector: Expr) -> list[int]:
    sizes = [exact_constant(entry) for entry in _vector(vector)]
    return sorted(range(len(sizes)), key=sizes.__getitem__)


def argmax(vector: Expr) -> Expr:
    """The place of the greatest entry, the first of several."""
    sizes = [exact_constant(entry) for entry in _vector(vector)]
    return integer(sizes.index(max(sizes)) + 1)


def softmax(vector: Expr) -> Expr:
    """eᶻⁱ/∑ eᶻʲ"""
    powers = [Call("exp", (entry,)) for entry in _vector(vector)]
    return Vector(tuple(simplified(Div(power, add(*powers))) for power in powers))


def cumsum(vector: Expr) -> Expr:
    """(v₁, v₁ + v₂, …)"""
    entries = _vector(vector)
    return Vector(tuple(simplified(add(*entries[: k + 1])) for k in range(len(entries))))


def entry(array: Expr, *places: Expr) -> Expr:
    """vᵢ, or Aᵢⱼ, or row i of A."""
    for place in places:
        if not isinstance(array, Vector):
            raise NoArrayError
        array = array.entries[_place(place, len(array.entries))]
    return array


def row(matrix: Expr, place: Expr) -> Expr:
    """Row i of A."""
    rows = _rows(matrix)
    return Vector(rows[_place(place, len(rows))])


def column(matrix: Expr, place: Expr) -> Expr:
    """Column j of A."""
    columns = _columns(matrix)
    return Vector(columns[_place(place, len(columns))])


def row_sums(matrix: Expr) -> Expr:
    """One sum for each row: A.sum(dim=1)."""
    return Vector(tuple(simplified(add(*entries)) for entries in _rows(matrix)))


def column_sums(matrix: Expr) -> Expr:
    """One sum for each column: A.sum(dim=0)."""
    return Vector(tuple(simplified(add(*entries)) for entries in _columns(matrix)))


def diagonal(array: Expr) -> Expr:
    """The diagonal matrix of a vector, or the diagonal of a matrix."""
    if len(as_array(array).shape) == 2:
        return Vector(tuple(entries[k] for k, entries in enumerate(_rows(array))))
    entries = _vector(array)
    size = range(len(entries))
    return _stack([[entries[i] if i == j else ZERO for j in size] for i in size])


def trace(matrix: Expr) -> Expr:
    """∑ Aᵢᵢ"""
    return total(diagonal(matrix))


def determinant(matrix: Expr) -> Expr:
    """det A, by its first row. Raises: NoArrayError: A is not square, or has more than 4 rows."""
    rows = _rows(matrix)
    if len(rows) != len(rows[0]) or len(rows) > 4:
        raise NoArrayError
    return simplified(_determinant(rows))


def _determinant(rows: Sequence[tuple[Expr, ...]]) -> Expr:
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Expr] = []
    for k, factor in enumerate(rows[0]):
        minor = [entries[:k] + entries[k + 1 :] for entries in rows[1:]]
        term = Mul((factor, _determinant(minor)))
        terms.append(Neg(term) if k % 2 else term)
    return add(*terms)


def inverse(matrix: Expr) -> Expr:
    """A⁻¹ of a 2 × 2 matrix. Raises: NoArrayError: of another shape. ZeroDivisionError: det A = 0."""
    rows = _rows(matrix)
    if len(rows) != 2 or len(rows[0]) != 2:
        raise NoArrayError
    (a, b), (c, d) = rows
    size = determinant(matrix)
    if size == ZERO:
        raise ZeroDivisionError
    swapped = ((d, Neg(b)), (Neg(c), a))
    return _stack([[simplified(Div(each, size)) for each in entries] for entries in swapped])


def one_hot(length: Expr, place: Expr) -> Expr:
    """eᵢ: 1 in place i, 0 elsewhere."""
    size = _count(length)
    at = _place(place, size)
    return Vector(tuple(ONE if k == at else ZERO for k in range(size)))


def identity(length: Expr) -> Expr:
    """The identity matrix."""
    return diagonal(constant(length, ONE))


def constant(length: Expr, value: Expr) -> Vector:
    """The vector that holds one value in every place."""
    return Vector((value,) * _count(length))


def rounded(number: Expr) -> Expr:
    """The nearest whole number, a half to the even one, as PyTorch rounds."""
    return integer(round(Fraction(exact_constant(number))))


def decimal(array: Expr, places: Expr) -> Expr:
    """Numbers rounded to so many decimal places, and shown as decimals."""
    if isinstance(array, Vector):
        return Vector(tuple(decimal(each, places) for each in array.entries))
    scale = 10 ** _count(places)
    try:
        scaled = exact_constant(array) * scale
    except NotRational:
        if free_names(array):
            raise
        scaled = _approximated(array) * scale
    return Num(Fraction(round(scaled), scale), decimal=True)


def _approximated(number: Expr) -> Fraction:
    """A constant to thirty places. Raises: NotRational: it has no value that could be computed."""
    try:
        value, _ = evaluate(number, {}, multiprecision(60))
    except (Loose, Undefined):
        raise NotRational from None
    return Fraction(int(value * 10**30), 10**30)


ARRAY_FUNCTIONS: dict[str, Callable[..., Expr]] = {
    "dot": dot,
    "matmul": matmul,
    "T": transpose,
    "outer": outer,
    "norm": norm,
    "norm1": norm1,
    "norminf": norminf,
    "sum": total,
    "mean": mean,
    "prod": product,
    "median": median,
    "sort": sort,
    "argsort": argsort,
    "argmax": argmax,
    "softmax": softmax,
    "cumsum": cumsum,
    "entry": entry,
    "row": row,
    "col": column,
    "rowsum": row_sums,
    "colsum": column_sums,
    "diag": diagonal,
    "trace": trace,
    "det": determinant,
    "inv": inverse,
    "onehot": one_hot,
    "eye": identity,
    "full": constant,
    "round": rounded,
    "decimal": decimal,
}
"""What an author may call, by the name it has in a pack."""
