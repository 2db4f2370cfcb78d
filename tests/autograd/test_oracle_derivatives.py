"""Derivatives, products with vectors and optimiser steps, according to torch."""

from __future__ import annotations

import math
from typing import Any

import pytest

from mathdrill.autograd.graph_reading import graph_of
from mathdrill.autograd.graph_tape import gradient as of_tape
from mathdrill.autograd.graph_tape import record
from mathdrill.autograd.oracle_derivatives import gradient, hessian, jacobian, jvp, vjp
from mathdrill.autograd.oracle_graph import replay_backward, replay_forward
from mathdrill.autograd.oracle_optimisers import OPTIMISERS, optimised
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

AT = {"x": 2.0, "y": 3.0}


def formula(text: str) -> Expr:
    return parse(text, Names(author=True))


def formulas(*texts: str) -> list[Expr]:
    return [formula(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("x*y + sin(x)", (3 + math.cos(2), 2)),
        ("x^2", (4, 0)),  # y is ignored
        ("7", (0, 0)),
        ("max(x, y)", (0, 1)),
        ("diff(x^3*y, x)", (36, 12)),  # the derivative of a derivative
    ],
)
def test_gradient(text: str, row: tuple[float, ...]) -> None:
    assert gradient(formula(text), AT) == pytest.approx(row)


def test_the_gradient_is_that_of_our_tape() -> None:
    tree = formula("sigmoid(x*y - 5)*x + ln(y)/x")
    ours = of_tape(record(graph_of(tree), AT))
    assert gradient(tree, AT) == pytest.approx(tuple(ours.values()), rel=1e-12)


def test_jacobian_and_its_products() -> None:
    functions = formulas("x*y", "x + y^2", "4")
    assert jacobian(functions, AT) == ((3, 2), (1, 6), (0, 0))
    assert jvp(functions, AT, [1, -1]) == (1, -5, 0)
    assert vjp(functions, AT, [2, 1, 9]) == (7, 10)


def test_hessian() -> None:
    assert hessian(formula("x^2*y + y^3"), AT) == ((6, 4), (4, 18))
    assert hessian(formula("3x + y"), AT) == ((0, 0), (0, 0))


def test_the_order_is_that_of_the_point() -> None:
    assert gradient(formula("x*y"), {"y": 3.0, "x": 2.0}) == (2, 3)


@pytest.mark.parametrize(
    ("optimiser", "settings", "trail"),
    [
        ("sgd", {"lr": 0.1}, (0.8, 0.64)),
        ("sgd", {"lr": 0.1, "momentum": 0.9}, (0.8, 0.46)),  # v ← 0.9v + g
        ("sgd", {"lr": 0.1, "momentum": 0.9, "nesterov": True}, (0.62, 0.2224)),
        ("sgd", {"lr": 0.1, "weight_decay": 0.5}, (0.75, 0.5625)),
        ("adam", {"lr": 0.1, "eps": 0.0}, (0.9, None)),  # the first step has the length lr
        ("adagrad", {"lr": 0.1, "eps": 0.0}, (0.9, 0.9 - 0.1 * 1.8 / math.hypot(2, 1.8))),
        ("rmsprop", {"lr": 0.1, "alpha": 0.75, "eps": 0.0}, (0.8, None)),
        ("adamw", {"lr": 0.1, "weight_decay": 0.1, "eps": 0.0}, (0.89, None)),
    ],
)
def test_steps_down_a_parabola(
    optimiser: str, settings: dict[str, Any], trail: tuple[float | None, ...]
) -> None:
    """L = w², w = 1, ∂L/∂w = 2w, worked out by hand."""
    found = optimised(formula("w^2"), {"w": 1.0}, optimiser, steps=len(trail), **settings)
    for point, wanted in zip(found, trail, strict=True):
        assert wanted is None or point["w"] == pytest.approx(wanted)
    assert optimiser in OPTIMISERS


def test_data_are_constants_of_the_loss() -> None:
    loss = formula("(w*x + b - y)^2")
    (after,) = optimised(loss, {"w": 1.0, "b": 0.0}, "sgd", lr=0.1, constants={"x": 2.0, "y": 1.0})
    assert after == pytest.approx({"w": 0.6, "b": -0.2})


def test_a_replay_says_none_where_torch_has_no_gradient() -> None:
    from mathdrill.autograd.graph_reading import read_graph

    graph = read_graph("a = x*y; x + 1", ("x", "y"))
    assert replay_backward(graph, AT).derivatives == (1.0, None, None, 1.0)
    assert replay_forward(graph, AT, {"y": 1.0}).derivatives == (0.0, 1.0, 2.0, 0.0)
