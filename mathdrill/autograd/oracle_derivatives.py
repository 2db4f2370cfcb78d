"""Gradients, Jacobians, Hessians and their products with vectors, according to torch.

Legend: f has n inputs, given by name, in the order of `at`, and m outputs, one formula each;
J[i][j] = ∂fᵢ/∂xⱼ, H[i][j] = ∂²f/∂xᵢ∂xⱼ. Everything in float64.
Source: https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import torch
from torch import Tensor
from torch.autograd import functional

from mathdrill.autograd.oracle import evaluate
from mathdrill.maths.expression import Expr

Row = tuple[float, ...]
Matrix = tuple[Row, ...]


def gradient(function: Expr, at: Mapping[str, float]) -> Row:
    """∂f/∂xⱼ: n numbers; 0 where f ignores xⱼ."""
    return jacobian((function,), at)[0]


def jacobian(functions: Sequence[Expr], at: Mapping[str, float]) -> Matrix:
    """J: m rows of n numbers."""
    return _rows(functional.jacobian(_together(functions, at), _vector(at.values())))


def hessian(function: Expr, at: Mapping[str, float]) -> Matrix:
    """H: n rows of n numbers."""
    together = _together((function,), at)
    return _rows(functional.hessian(lambda point: together(point).sum(), _vector(at.values())))


def jvp(functions: Sequence[Expr], at: Mapping[str, float], tangent: Sequence[float]) -> Row:
    """J v: m numbers, for a tangent v of n."""
    together, point = _together(functions, at), _vector(at.values())
    return _row(functional.jvp(together, point, _vector(tangent))[1])


def vjp(functions: Sequence[Expr], at: Mapping[str, float], cotangent: Sequence[float]) -> Row:
    """vᵀ J: n numbers, for a cotangent v of m."""
    together, point = _together(functions, at), _vector(at.values())
    return _row(functional.vjp(together, point, _vector(cotangent))[1])


def _together(functions: Sequence[Expr], at: Mapping[str, float]) -> Callable[[Tensor], Tensor]:
    """The formulas as one function of a tensor of shape (n,) -> (m,)."""
    names = tuple(at)

    def together(point: Tensor) -> Tensor:
        values = dict(zip(names, point, strict=True))
        return torch.stack([evaluate(function, values) for function in functions])

    return together


def _vector(numbers: Iterable[float]) -> Tensor:
    return torch.tensor([float(number) for number in numbers], dtype=torch.float64)


def _row(numbers: Tensor) -> Row:
    return tuple(numbers.tolist())


def _rows(numbers: Tensor) -> Matrix:
    return tuple(map(_row, numbers))
