"""The printed PyTorch lines, run as they stand, find the numbers that stand beside them."""

from __future__ import annotations

import contextlib
import io
import math
import warnings

import pytest
import torch

from mathdrill.autograd.graph_program import forward_lines, python_name, reverse_lines
from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_tape import adjoints, gradient, record, tangents
from mathdrill.maths.names import FUNCTIONS
from tests.autograd.tapes import Drawn, many

ONE_ARGUMENT = [name for name, (fewest, most) in FUNCTIONS.items() if fewest == most == 1]


def ran(lines: tuple[str, ...]) -> tuple[dict[str, object], str]:
    """The variables and the output of a program of ours, run by Python itself."""
    names: dict[str, object] = {}
    out = io.StringIO()
    kept = torch.get_default_dtype()
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of torch's own loading
            exec("\n".join(lines), names)
    finally:
        torch.set_default_dtype(kept)
    return names, out.getvalue()


def check_backward(drawn: Drawn) -> None:
    names, _ = ran(reverse_lines(drawn.graph, drawn.point))
    for node, value, adjoint in zip(
        drawn.graph.nodes, drawn.tape.values, adjoints(drawn.tape), strict=True
    ):
        tensor = names[python_name(node.name)]
        assert isinstance(tensor, torch.Tensor)
        assert tensor.item() == pytest.approx(value, rel=1e-9, abs=1e-9)
        found = 0.0 if tensor.grad is None else tensor.grad.item()
        assert found == pytest.approx(adjoint, rel=1e-9, abs=1e-9), node.name


def test_backward_lines_find_our_values_and_adjoints() -> None:
    for drawn in many(80):
        check_backward(drawn)


def test_forward_lines_find_our_tangents() -> None:
    for drawn in many(40):
        direction = {name: math.cos(n) for n, name in enumerate(drawn.point)}
        names, _ = ran(forward_lines(drawn.graph, drawn.point, {"v": direction}))
        found = names["along_v"]
        inner = [i for i, node in enumerate(drawn.graph.nodes) if not node.is_leaf]
        ours = tangents(drawn.tape, direction)
        if len(inner) == 1:
            found = (found,)
        assert isinstance(found, tuple)
        for index, tensor in zip(inner, found, strict=True):
            assert tensor.item() == pytest.approx(ours[index], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("function", ONE_ARGUMENT)
def test_every_function_is_spelled_for_torch(function: str) -> None:
    value = 1.3 if function == "acosh" else 0.3
    graph = read_graph(f"{function}(x)")
    check_backward(Drawn("", graph, {"x": value}, record(graph, {"x": value})))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2x", "L = 2 * x"),
        ("x - 1/2", "L = x - 0.5"),
        ("0.25*x", "L = 0.25 * x"),
        ("x^2", "L = x ** 2"),
        ("x^(-2)", "L = x ** -2"),
        ("e^x", "L = torch.exp(x)"),
        ("2^x", "L = 2 ** x"),
        ("x*pi", "L = x * torch.pi"),
        ("sqrt(2)*x", "L = 1.4142135623730951 * x"),
        ("max(x, y)", "L = torch.maximum(x, y)"),
        ("max(x, 0)", "L = torch.maximum(x, torch.tensor(0.0))"),
        ("ln(x)", "L = torch.log(x)"),
        ("cot(x)", "L = 1 / torch.tan(x)"),
        ("lambda = x*y; lambda^2", "lambda_ = x * y"),  # a word of Python
        ("at = x*y; at^2", "at_ = x * y"),  # a name that the lines use themselves
    ],
)
def test_lines_are_written_as_people_write_them(text: str, line: str) -> None:
    graph = read_graph(text, ("x", "y") if "y" in text else ("x",))
    assert line in reverse_lines(graph, {"x": 1.0, "y": 2.0})


def test_the_gradients_are_printed() -> None:
    graph = read_graph("x*y")
    _, out = ran(reverse_lines(graph, {"x": 2.0, "y": 3.0}))
    assert out == "tensor(3.) tensor(2.)\n"
    assert gradient(record(graph, {"x": 2.0, "y": 3.0})) == {"x": 3.0, "y": 2.0}


def test_a_lone_leaf_is_a_program_too() -> None:
    graph = read_graph("x")
    assert ran(reverse_lines(graph, {"x": 2.0}))[1] == "tensor(1.)\n"
    assert ran(forward_lines(graph, {"x": 2.0}, {"x": {"x": 1.0}}))[1] == "tensor(1.)\n"
