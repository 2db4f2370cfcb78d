"""Every program of the curriculum, with up to three draws each: the observation is torch's own.

`programs.json` was written once by running the programs with Python itself: `expect` is what the
observed expression was. Programs with a blank come with their key, which makes the expression
true, and with wrong fillings, which do not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mathdrill.autograd.program import observe, observed_key
from mathdrill.autograd.program_observation import Seen, SeenList, same
from mathdrill.domain import Kind

ROWS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("programs.json").read_text(encoding="utf-8")
)
WHOLE = [row for row in ROWS if "expect" in row]
BLANK = [row for row in ROWS if "wrong" in row]


def frozen(value: Any) -> Seen:
    if isinstance(value, list):
        return SeenList(tuple(map(frozen, value)))
    found: Seen = value
    return found


@pytest.mark.parametrize("row", WHOLE, ids=[row["id"] for row in WHOLE])
def test_a_program_is_observed_as_python_runs_it(row: dict[str, Any]) -> None:
    (seen,) = observe(row["program"], [row["observe"]]).values
    assert same(seen, frozen(row["expect"])), seen


@pytest.mark.parametrize("row", BLANK, ids=[row["id"] for row in BLANK])
def test_a_blank_is_filled_rightly_or_wrongly(row: dict[str, Any]) -> None:
    fillings = {row["key"]: True, **{filling: False for _, filling in row["wrong"]}}
    assert {
        filling: observe(row["program"].replace("____", filling), [row["observe"]]).values[0]
        is True
        for filling in fillings
    } == fillings


def test_there_are_enough_of_them() -> None:
    assert len({row["id"] for row in ROWS}) == 97
    assert len(ROWS) >= 240


@pytest.mark.parametrize(
    ("program", "expression", "kind", "key"),
    [
        ("x = torch.ones(3, 1)", "tuple(x.shape)", Kind.SHAPE, "(3, 1)"),
        ("x = torch.ones(3)", "x.shape", Kind.SHAPE, "(3,)"),
        ("x = torch.tensor(1.)", "x.shape", Kind.SHAPE, "()"),
        ("x = torch.tensor([1., -2.5])", "x.tolist()", Kind.VECTOR, "[1, -2.5]"),
        ("x = torch.tensor([[1, 2], [3, 4]])", "x", Kind.MATRIX, "[[1, 2], [3, 4]]"),
        ("x = torch.tensor(0.1)", "x.item()", Kind.NUMBER, "0.1"),  # seven digits of a float32
        ("x = torch.tensor(2.)", "[x.item(), 1]", Kind.STEPS, "2, 1"),
        ("x = torch.tensor(0.).log()", "str(x.item())", Kind.TOKEN, "-inf"),
        ("x = torch.ones(2).grad", "x", Kind.TOKEN, "None"),
        ("x = torch.ones(2) + torch.ones(3)", "err", Kind.TOKEN, "RuntimeError"),
        ("x = 1", "x.grad", Kind.NUMBER, None),  # what fails is no key
    ],
)
def test_an_observed_value_is_typed_as_a_learner_would(
    program: str, expression: str, kind: Kind, key: str | None
) -> None:
    assert observed_key(program, expression, kind) == key
