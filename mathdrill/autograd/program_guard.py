"""Counts what torch is about to allocate, before it does, wherever it happens.

Every operation below autograd passes here, those of `backward`, of `torch.func` and of modules
too. It is done first on tensors without data (device "meta"), which tells the sizes of its results.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten, tree_map

from mathdrill.autograd.program_limits import MAX_DIMENSIONS, MAX_ELEMENTS

UNTOLD = ("aten::repeat_interleave.Tensor", "aten::bincount", "aten::histc")
"""Operations whose size only the values tell, and may be anything."""

PRODUCTS_AT_ONCE = 100  # of a convolution, which multiplies everything with everything

Spend = Callable[[int], None]


class Guard(TorchDispatchMode):
    """A context in which no tensor grows beyond the limit.

    Args:
        spend: told of each operation's elements, once it may be done; may raise.
        refuse: raises because a result would be too large.
    """

    def __init__(self, spend: Spend, refuse: Callable[[], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._spend = spend
        self._refuse = refuse

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do the operation, or raise what `refuse` raises."""
        keywords = dict(kwargs or {})
        read = sum(tensor.numel() for tensor in _tensors((args, keywords)))
        expected = _without_data(func, args, keywords)
        if expected is None and (func.name() in UNTOLD or _may_explode(func, args)):
            self._refuse()
        made = self._measured(expected)
        if "convolution" in func.name():
            made += args[1].numel() * made // PRODUCTS_AT_ONCE
        self._spend(read + made)
        result = func(*args, **keywords)
        if expected is None:
            self._measured(result)
        return result

    def _measured(self, result: Any) -> int:
        """How many elements the results have; refuses where one of them is too large."""
        tensors = _tensors(result)
        for tensor in tensors:
            lengths = tensor.shape
            if (
                tensor.numel() > MAX_ELEMENTS
                or len(lengths) > MAX_DIMENSIONS
                or max(lengths, default=0) > MAX_ELEMENTS
            ):
                self._refuse()
        return sum(tensor.numel() for tensor in tensors)


def _without_data(func: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """The operation's result as tensors of the same sizes without data.

    None where torch cannot tell: the values decide, or the operation itself will fail.
    """
    arguments = func._schema.arguments  # noqa: SLF001 - torch tells it nowhere else
    if any(argument.name == "device" for argument in arguments):
        keywords = {**keywords, "device": torch.device("meta")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return func(*tree_map(_emptied, args), **tree_map(_emptied, keywords))
        except (RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, AssertionError):
            return None


def _tensors(values: Any) -> list[torch.Tensor]:
    return [leaf for leaf in tree_flatten(values)[0] if isinstance(leaf, torch.Tensor)]


def _may_explode(func: Any, args: tuple[Any, ...]) -> bool:
    """x[i, j, …] with masks: the numbers of entries that are named, multiplied."""
    if func.name() != "aten::index.Tensor":
        return False
    named = math.prod(index.numel() for index in args[1] if index is not None)
    several = sum(index is not None for index in args[1]) > 1
    return several and named * args[0].numel() > MAX_ELEMENTS * 100


def _emptied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return torch.empty_strided(
            value.size(), value.stride(), dtype=value.dtype, device=torch.device("meta")
        )
    if isinstance(value, torch.Generator):
        return None
    return torch.device("meta") if isinstance(value, torch.device) else value
