"""The interpreter does what Python does, torch is left as it was, and errors have our names."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import pytest
import torch

from mathdrill.autograd import program as room
from mathdrill.autograd.program import observe
from mathdrill.autograd.program_builtins import FUNCTIONS as BUILT_IN
from mathdrill.autograd.program_observation import (
    Failed,
    Observation,
    Seen,
    SeenList,
    SeenOther,
    SeenTensor,
    same,
)
from mathdrill.autograd.program_reader import read_observed, read_program
from mathdrill.autograd.program_tables import ATTRIBUTES, BUILTINS, KNOWN, METHODS, SETTABLE
from mathdrill.errors import ProgramError, TorchMissingError

LEAF = "x = torch.tensor(2., requires_grad=True)\n"
CALLED = """\
class V:
    def __init__(s, d):
        s.d = d
    def __call__(s, k):
        return s.double_it() + k
    def double_it(s):
        return 2 * s.d
v = V(3)
"""
CUBE = """\
x = torch.tensor(2., requires_grad=True)
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.k = 3
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return ctx.k * x ** 2 * g
Cube.apply(x).backward()
"""


@pytest.mark.parametrize(
    ("program", "expression", "value"),
    [
        ("a, (b, c) = 1, [2, 3]", "a + b * c", 7),
        ("a = b = 2; a += 1", "[a, b]", [3, 2]),
        ("a = 1 < 2 < 3 > 2", "a", True),
        ("a = 0 or None or 5\nb = 1 and 2", "[a, b]", [5, 2]),
        ("a = not 1", "a", False),
        ("a = [1, 2, 3, 4][1:-1]", "a", [2, 3]),
        ("a = 'yes' if 1 in [1] else 'no'", "a", "yes"),
        ("a = [k * k for k in range(5) if k % 2]\nb = a", "b", [1, 9]),
        ("k = 7\na = [k for k in range(3)]", "k", 7),  # a comprehension has names of its own
        ("a = sum(k for k in range(4))", "a", 6),
        ("a = 0\nfor i, v in enumerate([3, 4]):\n    a += i * v", "a", 4),
        ("a = 0\nfor u, v in zip([1, 2], [3, 4]):\n    a += u * v", "a", 11),
        ("n = 3\nf = lambda v: v + n\nn = 10", "f(1)", 11),  # a closure sees the last value
        ("def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)", "f(5)", 120),
        ("def f():\n    pass", "f()", None),
        ("n = 1\ndef f():\n    n = n + 1\n    return n\nf()", "err", "UnboundLocalError"),
        ("def f():\n    return later\nlater = 4", "f()", 4),
        ("if False:\n    x = 1\nx + 1", "err", "NameError"),
        ("f = lambda a, b: a\nf(1)", "err", "TypeError"),
        ("a, b = 1, 2, 3", "err", "ValueError"),
        ("a = [1][3]", "err", "IndexError"),
        ("a = 1 / 0", "err", "ZeroDivisionError"),
        ("a = None + 1", "err", "TypeError"),
        ("a = 1\na.grad", "err", "AttributeError"),
        ("a = int('x')", "err", "ValueError"),
        ("a = 2. ** 5000", "err", "OverflowError"),
        ("print('a', 1, sep='-'); print(torch.ones(1))", "stdout", "a-1 tensor([1.])"),
        ("m = []\nfor v in torch.ones(2):\n    m.append(v.item())", "m", [1, 1]),
        (CALLED, "v(1)", 7),
        (CUBE, "x.grad.item()", 12),
        (
            LEAF + "with torch.no_grad(), torch.enable_grad():\n    y = x * 2",
            "y.requires_grad",
            True,
        ),
        (LEAF + "torch.func.grad(lambda v: v ** 3)(x)", "torch.func.grad(torch.sin)(x * 0)", 1),
        ("y, pull = torch.func.vjp(lambda v: v * 2, torch.ones(2))", "pull(y)[0].tolist()", [4, 4]),
        ("f = torch.func.vmap(lambda v: v.sum())", "f(torch.ones(2, 3)).tolist()", [3, 3]),
        ("m = nn.Sequential(nn.Linear(2, 3), nn.ReLU())", "tuple(m[0].weight.shape)", [3, 2]),
        ("m = nn.Linear(2, 3)", "sum(p.numel() for p in m.parameters())", 9),
        ("t = torch.tensor([3., 1.]).max(dim=0)", "[t.values.item(), t.indices.item()]", [3, 0]),
        ("a = torch.ones(2)\nb = a.numpy()\nb[0] = 5", "a.tolist()", [5, 1]),  # one memory
    ],
)
def test_a_program_means_what_python_means(program: str, expression: str, value: Any) -> None:
    (seen,) = observe(program, [expression]).values
    if isinstance(seen, SeenTensor):
        (seen,) = seen.entries
    assert same(seen, frozen(value)), seen


def frozen(value: Any) -> Seen:
    if isinstance(value, list):
        return SeenList(tuple(map(frozen, value)))
    found: Seen = value
    return found


@pytest.mark.parametrize(
    ("program", "error", "gist"),
    [
        (LEAF + "y = x * x\ny.backward()\ny.backward()", "RuntimeError", "graph-is-freed"),
        (LEAF + "torch.autograd.grad(x * x, x)\n(3 * x).sin()", None, ""),
        (
            LEAF + "y = x * x\ntorch.autograd.grad(y, x)\ny.backward()",
            "RuntimeError",
            "graph-is-freed",
        ),
        (LEAF + "(x * torch.ones(2)).backward()", "RuntimeError", "not-a-scalar"),
        ("torch.ones(2).sum().backward()", "RuntimeError", "no-graph"),
        (LEAF + "x.detach().backward()", "RuntimeError", "no-graph"),
        (
            LEAF + "y = x * torch.ones(3)\ny.backward(torch.ones(2))",
            "RuntimeError",
            "shape-of-the-gradient",
        ),
        (LEAF + "x += 1", "RuntimeError", "leaf-in-place"),
        (LEAF + "x.zero_()", "RuntimeError", "leaf-in-place"),
        ("x = torch.ones(2, requires_grad=True)\nx[0] = 5", "RuntimeError", "leaf-in-place"),
        (LEAF + "y = x.exp()\ny += 1\ny.backward()", "RuntimeError", "changed-in-place"),
        (LEAF + "x.numpy()", "RuntimeError", "numpy-needs-detach"),
        (
            "torch.tensor([1, 2], requires_grad=True)",
            "RuntimeError",
            "whole-numbers-have-no-gradient",
        ),
        ("x = torch.ones(2, 3) @ torch.ones(2)", "RuntimeError", "shapes"),
        ("x = torch.ones(2) + torch.ones(3)", "RuntimeError", "shapes"),
        ("x = torch.ones(2, 3).T.view(6)", "RuntimeError", "not-contiguous"),
        ("x = torch.ones(2).item()", "RuntimeError", "not-one-element"),
        ("if torch.ones(2):\n    pass", "RuntimeError", "not-one-element"),
        (LEAF + "x.grad.zero_()", "AttributeError", "nothing-there"),
        (LEAF + "x.grad()", "TypeError", "nothing-there"),
        ("x = 3\nx()", "TypeError", "not-a-function"),
        (LEAF + "w = x * 2\ntorch.optim.SGD([w], lr=1)", "ValueError", "not-a-leaf"),
        (
            LEAF + "with torch.inference_mode():\n    c = torch.ones(1)\ny = (x * c).sum()",
            "RuntimeError",
            "inference-tensor",
        ),
    ],
)
def test_an_error_has_a_gist_of_our_own(program: str, error: str | None, gist: str) -> None:
    """The class and the gist; the message of torch is never looked at."""
    seen = observe(program, ["err", "gist"])
    assert (seen.error, seen.gist) == (error, gist)
    assert seen.values == (error or "None", gist)


def test_torch_is_left_as_it_was() -> None:
    torch.manual_seed(5)
    state = (
        torch.get_rng_state().tolist(),
        torch.get_num_threads(),
        torch.is_warn_always_enabled(),
    )
    program = """\
torch.manual_seed(1)
torch.set_grad_enabled(False)
torch.autograd.set_detect_anomaly(True)
x = torch.rand(3)
"""
    observe(program, ["x"])
    assert torch.is_grad_enabled()
    assert not torch.is_anomaly_enabled()
    assert state == (
        torch.get_rng_state().tolist(),
        torch.get_num_threads(),
        torch.is_warn_always_enabled(),
    )


def test_a_run_is_the_same_every_time() -> None:
    """Random numbers and warnings too: torch tells some of them only once in a process."""
    program = LEAF + "y = x * torch.randn(3)\ny.grad\nm = nn.Linear(2, 2)\nw = m.weight\n"
    seen: list[Observation] = []
    for _ in range(3):
        room._observed.cache_clear()
        torch.rand(7)
        seen.append(observe(program, ["y", "w", "warned"]))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0].warned == ("UserWarning",)


def test_every_row_of_the_tables_exists_in_torch() -> None:
    tensor = torch.ones(2, 2)
    for path in KNOWN:
        found: Any = {"torch": torch, "math": math}[path.partition(".")[0]]
        for name in path.split(".")[1:]:
            found = getattr(found, name)
    for name in METHODS["tensor"] | ATTRIBUTES["tensor"] | SETTABLE["tensor"]:
        assert hasattr(tensor, name)
    assert {*BUILT_IN, "print"} == BUILTINS


@pytest.mark.parametrize(
    ("program", "line", "column"),
    [
        ("x = 1\ny = open('f')", 2, 5),
        ("x = torch.ones(2)\nfor i in range(3):\n    x.storage()", 3, 5),
        ("x = (1 + 2\ny = 3", 1, 5),
        ("x = torch.ones(2, device='cpu')", 1, 19),
    ],
)
def test_a_refusal_says_where(program: str, line: int, column: int) -> None:
    with pytest.raises(ProgramError) as caught:
        read_program(program)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    lines = program.split("\n")
    assert error.position == sum(len(each) + 1 for each in lines[: line - 1]) + column - 1


@pytest.mark.parametrize("text", ["x = 1", "x; x", "", "import os", "z", "err.__class__"])
def test_what_is_observed_is_one_checked_expression(text: str) -> None:
    with pytest.raises(ProgramError):
        read_observed(text, read_program("x = 1"))


def test_programs_with_the_same_tree_are_equal_wherever_things_stand() -> None:
    assert read_program("x=1+2") == read_program("x = (1 +\n     2)")
    assert read_program("x = 1") != read_program("x = 1.0")
    assert read_program("x = True") != read_program("x = 1")


def tensor(shape: tuple[int, ...], dtype: str, entries: tuple[float, ...], **state: bool) -> Seen:
    return SeenTensor(
        shape,
        dtype,
        entries,
        requires_grad=state.get("requires_grad", False),
        is_leaf=state.get("is_leaf", True),
    )


ONE = tensor((2,), "float32", (1.0, 2.0))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 1.0, True),
        (0.1, 0.10000000149011612, True),  # what .item() makes of a float32
        (0.1, 0.1001, False),
        (True, 1, False),
        (True, True, True),
        (None, None, True),
        (None, 0, False),
        (float("nan"), float("nan"), True),
        (float("inf"), 1e30, False),
        ("tensor([18.,  2.])", "tensor([18., 2.])", True),
        ("a", "b", False),
        ("1", 1, False),
        (frozen([1, 2]), frozen([1, 2.0000001]), True),
        (frozen([1]), frozen([1, 2]), False),
        (Failed("TypeError"), Failed("TypeError"), True),
        (Failed("TypeError"), Failed("ValueError"), False),
        (SeenOther("module"), SeenOther("function"), False),
        (ONE, tensor((2,), "float32", (1.0, 2.000001)), True),
        (ONE, tensor((2,), "float32", (1.0, 2.001)), False),
        (ONE, tensor((2, 1), "float32", (1.0, 2.0)), False),
        (ONE, tensor((2,), "float64", (1.0, 2.0)), False),
        (ONE, tensor((2,), "float32", (1.0, 2.0), requires_grad=True), False),
        (ONE, frozen([1.0, 2.0]), False),
    ],
)
def test_values_are_compared_within_their_rounding(one: Seen, other: Seen, alike: object) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


def test_reading_needs_no_torch_and_running_says_that_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = (
        "import sys; from mathdrill.autograd.program_filling import complete;"
        "complete('x = ____', '1 + 1'); from mathdrill.autograd import program;"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    monkeypatch.setattr(room, "available", lambda: False)
    with pytest.raises(TorchMissingError):
        observe("x = 12345", ["x"])
