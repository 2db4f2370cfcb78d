"""The values of a running program: torch's own, and what stands for functions and classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import EllipsisType, FunctionType
from typing import Any, Protocol

import torch

from mathdrill.autograd.program_limits import MAX_ENTRIES, count_entries
from mathdrill.autograd.program_observation import Seen, SeenList, SeenOther, SeenTensor
from mathdrill.autograd.program_tree import Define, Expression, Statement

NUMBERS = (bool, int, float)
PLAIN = (*NUMBERS, str, type(None), EllipsisType)


class Runner(Protocol):
    """What calls a value of the program; see `program_interpreter`."""

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        """The result of calling a function of the program or of the tables."""


@dataclass(eq=False, slots=True)
class Scope:
    """Names and their values; `own` are the names that a function's body gives a value."""

    values: dict[str, Any] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    outer: Scope | None = None


@dataclass(eq=False, slots=True)
class Closure:
    """A function that the program wrote; torch may call it back."""

    runner: Runner
    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...] | Expression
    scope: Scope
    bound: tuple[Any, ...] = ()

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.runner.call(self, arguments, keywords)


@dataclass(eq=False, slots=True)
class Tool:
    """A function of the tables, or a method of a value: path "torch.relu" or "tensor.backward"."""

    runner: Runner
    path: str
    function: Callable[..., Any]
    owner: Any = None

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.runner.call(self, arguments, keywords)


@dataclass(eq=False, slots=True)
class RecordClass:
    name: str
    methods: dict[str, Define]
    scope: Scope


@dataclass(eq=False, slots=True)
class RecordValue:
    made_by: RecordClass
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Context:
    """The ctx of an autograd function; its fields go with it from forward to backward."""

    real: Any

    @property
    def fields(self) -> dict[str, Any]:
        if not hasattr(self.real, "own_fields"):
            self.real.own_fields = {}
        found: dict[str, Any] = self.real.own_fields
        return found


@dataclass(eq=False, slots=True)
class DifferentiableClass:
    """A class derived from torch.autograd.Function."""

    real: Any

    @property
    def apply(self) -> Callable[..., Any]:
        found: Callable[..., Any] = self.real.apply
        return found


OURS = (Closure, Tool, RecordClass, RecordValue, Context, DifferentiableClass)


def sort_of(value: Any) -> str:
    """The table that tells what may be done with a value; "" for none."""
    match value:
        case torch.Tensor():
            return "tensor"
        case torch.nn.Module():
            return "module"
        case torch.optim.Optimizer():
            return "optimizer"
        case torch.dtype():
            return "dtype"
        case torch.Generator():
            return "generator"
        case torch.Size():
            return "size"
        case list():
            return "list"
        case tuple():
            return "result" if type(value).__module__ == "torch.return_types" else "tuple"
        case RecordValue():
            return "record"
        case RecordClass():
            return "class"
        case Context():
            return "context"
        case DifferentiableClass():
            return "differentiable"
        case Closure() | Tool():
            return "function"
        case range():
            return "range"
        case _:
            pass
    if isinstance(value, torch.autograd.graph.Node) or hasattr(value, "next_functions"):
        return "node"
    if type(value).__module__ == "numpy" and type(value).__name__ == "ndarray":
        return "array"
    return "manager" if hasattr(type(value), "__enter__") else ""


def admit(runner: Runner, value: Any) -> Any:
    """A result of torch as a value of the program.

    Raises: ValueError: there is no place for such a value in a program.
    """
    if isinstance(value, FunctionType):  # what torch.func.grad and its like return
        return Tool(runner, "function", value)
    if isinstance(value, Iterator):
        entries: list[Any] = []
        for entry in value:
            if len(entries) == MAX_ENTRIES:
                raise ValueError("endless")
            entries.append(admit(runner, entry))
        return entries
    if type(value) in (list, tuple):
        return type(value)(admit(runner, entry) for entry in value)
    if isinstance(value, (*PLAIN, complex)) or sort_of(value):
        return value
    raise ValueError(type(value).__name__)


def freeze(value: Any) -> Seen:
    """A value as it is observed."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case torch.Tensor():
            flat = value.detach().reshape(-1)
            dtype = str(value.dtype).removeprefix("torch.")
            entries = tuple(flat.tolist())
            shape = tuple(value.shape)
            return SeenTensor(shape, dtype, entries, value.requires_grad, value.is_leaf)
        case torch.dtype():
            return str(value)
        case list() | tuple() if count_entries(value) <= MAX_ENTRIES:
            return SeenList(tuple(freeze(entry) for entry in value))
        case _:
            sort = sort_of(value)
            if sort == "array":
                return freeze(value.tolist())
            return SeenOther(value.name() if sort == "node" else sort or type(value).__name__)
