"""Steps of an optimiser on a formula, taken by torch.optim itself in float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor
from torch.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop

from mathdrill.autograd.oracle import evaluate
from mathdrill.maths.expression import Expr

OPTIMISERS: Mapping[str, Callable[..., Optimizer]] = MappingProxyType(
    {"sgd": SGD, "adam": Adam, "adamw": AdamW, "rmsprop": RMSprop, "adagrad": Adagrad}
)
"""By the name that torch.optim has for them, in lower case; momentum is a setting of sgd."""


def optimised(
    function: Expr,
    start: Mapping[str, float],
    optimiser: str,
    *,
    steps: int = 1,
    constants: Mapping[str, float] = MappingProxyType({}),
    **settings: object,
) -> tuple[dict[str, float], ...]:
    """The parameters after each step down a formula.

    Args:
        start: the parameters, one tensor of shape () each.
        optimiser: a key of OPTIMISERS.
        constants: values of the names that are no parameters.
        settings: what the optimiser takes, such as lr=0.1, momentum=0.9, betas=(0.9, 0.999).
    Returns: `steps` points, each with the names of `start`.
    """
    parameters = {name: _tensor(value).requires_grad_() for name, value in start.items()}
    fixed = {name: _tensor(value) for name, value in constants.items()}
    moving = OPTIMISERS[optimiser](parameters.values(), **settings)
    trail = []
    for _ in range(steps):
        moving.zero_grad()
        evaluate(function, {**fixed, **parameters}).backward()
        moving.step()
        trail.append({name: tensor.item() for name, tensor in parameters.items()})
    return tuple(trail)


def _tensor(value: float) -> Tensor:
    return torch.tensor(float(value), dtype=torch.float64)
