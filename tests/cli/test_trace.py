"""`mathdrill trace` beside torch, on narrow and plain screens, and as JSON.

tests/transcripts/trace.txt and trace-zh.txt show whole screens.
"""

from __future__ import annotations

import io
import json
import re

import pytest
import torch

from mathdrill.cli import pages
from mathdrill.cli.shell import trace as command
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import cells
from mathdrill.clock import Clock
from tests.items.test_graph_items import TEMPLATE
from tests.shell import run

EXAMPLE = ("trace", "x*y + sin(x)", "--at", "x=2,y=3", "--lang", "en")


def test_torchs_numbers_stand_beside_ours() -> None:
    ran = run(*EXAMPLE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(
        f"""\
               ours         torch
    a             6             6
    b  0.9092974268  0.9092974268
    L   6.909297427   6.909297427
    x̄   2.583853163   2.583853163
    ȳ             2             2
    ā             1             1
    b̄             1             1
    L̄             1             1

PyTorch {torch.__version__} finds the same 8 numbers.
"""
    )


def test_forward_mode_is_compared_sweep_by_sweep() -> None:
    out = run(*EXAMPLE, "--mode", "forward").out
    assert re.search(r"∂L/∂x +2\.583853163 +2\.583853163\n +∂x/∂y +0 +0\n", out)


def test_none_is_what_torch_says_of_a_value_that_leads_nowhere() -> None:
    ran = run("trace", "a = x*y; x + 1", "--at", "x=2,y=3", "--lang", "en")
    assert ran.code == 0
    assert re.search(r"ā +0 +None\n", ran.out)


@pytest.mark.parametrize("columns", [40, 80, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_no_line_is_wider_than_the_screen(
    columns: int, language: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "h = sigmoid(w*x + b); L = (h - y)^2/(1 + x^2)*max(h, y, w)"
    point = "w=-0.123456,x=1e-5,b=12.34567,y=pi"
    out = run("trace", text, "--at", point, "--mode", mode, "--lang", language, "--no-torch").out
    assert max(map(cells, out.splitlines())) <= columns


def test_forty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = run(*EXAMPLE, "--no-torch").out
    assert out.startswith("x*y + sin(x)             at x = 2, y = 3\n")
    assert (
        """\
  b̄ = 1
    x̄ += b̄·cos(x) = 1·(-0.4161)
      = -0.4161
      (derivative of sin)
"""
        in out
    )
    assert (
        """\
  ●    x = input        2  x̄ = 2.584
  │ ●  y = input        3  ȳ = 2
  ├─●  a = x·y          6  ā = 1
  ● │  b = sin(x)  0.9093  b̄ = 1
  ●─┘  L = a + b    6.909  L̄ = 1
"""
        in out
    )


def ascii_terminal(columns: int) -> tuple[Terminal, io.TextIOWrapper]:
    """A terminal whose encoding has nothing but ASCII, and fails on anything else."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    environ = {"COLUMNS": str(columns)}
    return Terminal("en", io.StringIO(), out, io.StringIO(), environ, Clock()), out


@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_where_glyphs_lack_everything_is_ascii(mode: str) -> None:
    terminal, out = ascii_terminal(60)
    code = command.run(
        terminal, "x^2*y", at="x=2,y=3", mode=mode, along="", torch=False, json=False
    )
    out.seek(0)
    shown = out.read()
    assert code == 0
    assert "| *  y = input   3  " in shown
    assert (
        "dL/da += dL/dL*y = 1*3 = 3" if mode == "reverse" else "da = (2x)*dx = 4*1 = 4"
    ) in shown


def test_an_item_shows_its_graph_as_the_screen_can() -> None:
    from mathdrill.items.generate import generate

    terminal, _ = ascii_terminal(40)
    lines = pages.graph(terminal, generate(TEMPLATE, 1)).lines
    assert lines[2:4] == ("  *-'  u = w*x     20", "  *    v = u + 2   22  dL/dv = ?")


def test_json_holds_every_step() -> None:
    ran = run(*EXAMPLE, "--json", "--no-torch")
    assert ran.out.isascii()
    document = json.loads(ran.out)
    assert document["schema_version"] == 1
    assert {key: document[key] for key in ("formula", "mode", "at", "output", "torch")} == {
        "formula": "x*y + sin(x)",
        "mode": "reverse",
        "at": {"x": 2.0, "y": 3.0},
        "output": "L",
        "torch": None,
    }
    assert document["nodes"][2] == {
        "name": "a",
        "operation": "*",
        "formula": "x*y",
        "operands": ["x", "y"],
        "value": 6.0,
    }
    (sweep,) = document["sweeps"]
    assert sweep["derivatives"]["y"] == 2.0
    assert sweep["steps"][3] == {
        "from": "x",
        "to": "a",
        "rule": "product",
        "local": "y",
        "slope": 3.0,
        "arriving": 1.0,
        "adds": 3.0,
    }
    assert "L.backward()" in document["program"]


def test_json_has_torchs_numbers_too() -> None:
    document = json.loads(run(*EXAMPLE, "--json").out)
    assert document["torch"]["agrees"] is True
    assert document["torch"]["version"] == torch.__version__
    assert document["torch"]["derivatives"][0]["y"] == 2.0


def test_without_torch_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    ran = run(*EXAMPLE)
    assert ran.code == 0
    assert ran.out.count("not installed") == 1
    assert "torch\n    a" not in ran.out


def test_a_disagreement_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "agreeing", lambda *_: False)
    ran = run(*EXAMPLE)
    assert ran.code == 1
    assert "other numbers" in ran.out
