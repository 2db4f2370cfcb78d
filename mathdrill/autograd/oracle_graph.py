"""What torch says about a graph: the value, the gradient and the tangents of every node."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.autograd import forward_ad

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.oracle import evaluate


@dataclass(frozen=True, slots=True)
class Replay:
    """One number a node; a gradient or tangent is None where torch has none.

    version: of torch.
    """

    values: tuple[float, ...]
    derivatives: tuple[float | None, ...]
    version: str = torch.__version__


def replay_backward(graph: Graph, point: Mapping[str, float]) -> Replay:
    """Evaluate the graph node by node, call backward() on the result, and read every .grad."""
    tensors = _evaluated(graph, {name: _tensor(v).requires_grad_() for name, v in point.items()})
    for tensor in tensors:
        tensor.retain_grad()
    tensors[graph.output].backward()
    grads = (None if tensor.grad is None else tensor.grad.item() for tensor in tensors)
    return Replay(tuple(tensor.item() for tensor in tensors), tuple(grads))


def replay_forward(
    graph: Graph, point: Mapping[str, float], direction: Mapping[str, float]
) -> Replay:
    """Evaluate the graph with dual numbers whose tangents are given for the leaves."""
    with warnings.catch_warnings(), forward_ad.dual_level():
        # the first dual number makes torch load a part of itself that it has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        leaves = {
            name: forward_ad.make_dual(_tensor(value), _tensor(direction.get(name, 0.0)))
            for name, value in point.items()
        }
        pairs = [forward_ad.unpack_dual(tensor) for tensor in _evaluated(graph, leaves)]
        found = (None if pair.tangent is None else pair.tangent.item() for pair in pairs)
        return Replay(tuple(pair.primal.item() for pair in pairs), tuple(found))


def _evaluated(graph: Graph, leaves: Mapping[str, Tensor]) -> list[Tensor]:
    """One tensor a node. Leaves are all in `leaves`, also those that the text gives a value."""
    tensors: dict[str, Tensor] = {}
    for index, node in enumerate(graph.nodes):
        if node.is_leaf:
            tensors[node.name] = leaves[node.name]
        else:
            tensors[node.name] = evaluate(graph.formula(index), tensors)
    return list(tensors.values())


def _tensor(value: float) -> Tensor:
    return torch.tensor(float(value), dtype=torch.float64)
