"""torch's own functions for what a pack's author writes about vectors and matrices.

Legend: u, v are tensors of shape (n,), A of shape (m, n), dtype float64; places count from 1.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

NORMS = {"norm": 2.0, "norm1": 1.0, "norminf": float("inf")}


def _norm(order: float) -> Callable[[Tensor], Tensor]:
    return lambda v: torch.linalg.vector_norm(v, ord=order)


def _diagonal(array: Tensor) -> Tensor:
    return torch.diagonal(array) if array.ndim == 2 else torch.diag_embed(array)


def _entry(array: Tensor, *places: Tensor) -> Tensor:
    for place in places:
        array = array[_index(place)]
    return array


def _index(place: Tensor) -> int:
    """A place as an index. Raises: ValueError: it is no whole number, or not above 0."""
    if place != place.round() or place < 1:
        raise ValueError(f"{place.item()} is no place")
    return int(place) - 1


def _median(v: Tensor) -> Tensor:
    return torch.quantile(v, 0.5)


def _one_hot(length: Tensor, place: Tensor) -> Tensor:
    return torch.eye(int(length), dtype=torch.float64)[_index(place)]


ARRAY_FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    **{name: _norm(order) for name, order in NORMS.items()},
    "dot": torch.dot,
    "matmul": torch.matmul,
    "T": lambda a: a.mT if a.ndim == 2 else a,
    "outer": torch.outer,
    "mean": torch.mean,
    "prod": torch.prod,
    "median": _median,
    "sort": lambda v: v.sort().values,
    "argsort": lambda v: (v.argsort(stable=True) + 1).double(),
    "argmax": lambda v: (v.argmax() + 1).double(),
    "softmax": lambda v: torch.softmax(v, 0),
    "cumsum": lambda v: v.cumsum(0),
    "entry": _entry,
    "row": _entry,
    "col": lambda a, place: a[:, _index(place)],
    "rowsum": lambda a: a.sum(1),
    "colsum": lambda a: a.sum(0),
    "diag": _diagonal,
    "trace": torch.trace,
    "det": torch.linalg.det,
    "inv": torch.linalg.inv,
    "onehot": _one_hot,
    "eye": lambda length: torch.eye(int(length), dtype=torch.float64),
    "full": lambda length, value: value.expand(int(length)),
    "round": torch.round,
    "decimal": lambda v, places: torch.round(v * 10**places) / 10**places,
}
