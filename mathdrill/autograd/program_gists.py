"""Why an operation failed, in our own words, found from its operands and never from a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

BACKWARD = ("tensor.backward", "torch.autograd.backward", "torch.autograd.grad")


@dataclass(frozen=True, slots=True)
class Operation:
    """What was being done: the path of a function or method, or an operator such as "+="."""

    name: str
    operands: tuple[Any, ...]
    keywords: Mapping[str, Any]


class Graphs:
    """Which nodes of graphs have given up what they had saved, and whether tensors were changed."""

    def __init__(self) -> None:
        self._spent: dict[int, Any] = {}  # held, so that no other node gets their place
        self.changed_in_place = False

    def went_backward(self, operation: Operation) -> None:
        """Note the nodes that a backward pass without retain_graph has freed."""
        keep = operation.keywords.get("retain_graph")
        keep = operation.keywords.get("create_graph") if keep is None else keep
        if not keep:
            self._spent |= {id(node): node for node in _nodes(_outputs(operation))}

    def are_spent(self, outputs: Sequence[Any]) -> bool:
        return any(id(node) in self._spent for node in _nodes(outputs))


def gist_of(operation: Operation, graphs: Graphs) -> str:
    """One word for what went wrong, "" where we have none."""
    name, operands = operation.name, operation.operands
    tensors = [value for value in operands if isinstance(value, torch.Tensor)]
    if name in BACKWARD:
        return _backward(operation, graphs)
    if name.startswith("torch.optim."):
        return _optimizer(operands)
    if "gradcheck" in name:
        return _gradcheck(operation)
    if name.startswith(".") or name == "call":
        return "nothing-there" if operands[0] is None else "not-a-function" * (name == "call")
    if any(tensor.is_inference() for tensor in tensors):
        return "inference-tensor"
    if _demands_gradient(operation, tensors):
        return "whole-numbers-have-no-gradient"
    if tensors and is_in_place(name) and _is_guarded(tensors[0]):
        return "leaf-in-place"
    if name == "tensor.numpy" and tensors[0].requires_grad:
        return "numpy-needs-detach"
    if name in ("tensor.item", "bool", "float", "int", "if") and tensors:
        return "not-one-element" if tensors[0].numel() != 1 else ""
    if name == "tensor.view" and not tensors[0].is_contiguous():
        return "not-contiguous"
    return "shapes" if len(tensors) > 1 or name in ("tensor.view", "tensor.reshape") else ""


def is_in_place(name: str) -> bool:
    """Whether an operation changes its first operand: `+=`, `x[i] = …`, `add_`."""
    return name.endswith("=") or (name.startswith("tensor.") and name.endswith("_"))


def _backward(operation: Operation, graphs: Graphs) -> str:
    outputs = _outputs(operation)
    gradients = _gradients(operation)
    if any(not tensor.requires_grad for tensor in outputs):
        return "no-graph"
    if not gradients and any(tensor.numel() != 1 for tensor in outputs):
        return "not-a-scalar"
    if any(one.shape != other.shape for one, other in zip(outputs, gradients, strict=False)):
        return "shape-of-the-gradient"
    inputs = operation.operands[1:2] if operation.name == "torch.autograd.grad" else ()
    if any(not tensor.requires_grad for tensor in _tensors(inputs)):
        return "no-graph"
    if graphs.are_spent(outputs):
        return "graph-is-freed"
    return "changed-in-place" if graphs.changed_in_place else ""


def _optimizer(operands: Sequence[Any]) -> str:
    return "not-a-leaf" if any(not tensor.is_leaf for tensor in _tensors(operands)) else ""


def _gradcheck(operation: Operation) -> str:
    wide = [tensor.dtype == torch.float64 for tensor in _tensors(operation.operands[1:])]
    return "wrong-backward" if all(wide) else "needs-float64"


def _demands_gradient(operation: Operation, tensors: Sequence[torch.Tensor]) -> bool:
    if operation.name in ("tensor.requires_grad_", ".requires_grad="):
        return not tensors[0].is_floating_point()
    return bool(operation.keywords.get("requires_grad"))


def _is_guarded(tensor: torch.Tensor) -> bool:
    base = tensor if tensor._base is None else tensor._base  # noqa: SLF001 - it has no other name
    return base.is_leaf and base.requires_grad


def _outputs(operation: Operation) -> list[torch.Tensor]:
    return _tensors(operation.operands[:1])


def _gradients(operation: Operation) -> list[torch.Tensor]:
    place = 2 if operation.name == "torch.autograd.grad" else 1
    named = [operation.keywords.get(name) for name in ("gradient", "grad_outputs")]
    return _tensors([*operation.operands[place : place + 1], *named])


def _tensors(values: Sequence[Any]) -> list[torch.Tensor]:
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += [each for each in value if isinstance(each, torch.Tensor)]
    return found


def _nodes(outputs: Sequence[Any]) -> Iterator[Any]:
    """Every node that the outputs were made by, without those that only add into .grad."""
    waiting = [output.grad_fn for output in outputs if output.grad_fn is not None]
    met: dict[int, Any] = {}  # held while we walk, so that no other node gets their place
    while waiting:
        node = waiting.pop()
        if id(node) in met or hasattr(node, "variable"):
            continue
        met[id(node)] = node
        yield node
        waiting += [parent for parent, _ in node.next_functions if parent is not None]
