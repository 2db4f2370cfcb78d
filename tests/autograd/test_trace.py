"""The value behind `mathdrill trace`: steps that add up, and points that people type."""

from __future__ import annotations

import math

import pytest

from mathdrill.autograd.trace import ALONG, Mode, agreeing, read_point, trace
from mathdrill.errors import FormulaError, UsageError
from mathdrill.maths.linear import linear
from tests.autograd.tapes import many

POINT = {"x": 2.0, "y": 3.0}


def test_reverse_mode_takes_one_sweep_from_the_result() -> None:
    traced = trace("x*y + sin(x)", POINT)
    (sweep,) = traced.sweeps
    names = [node.name for node in traced.graph.nodes]
    steps = [
        (names[s.edge.target], names[s.edge.source], s.rule, linear(s.local), s.slope, s.arriving)
        for s in sweep.steps
    ]
    assert steps == [
        ("L", "a", "sum", "1", 1.0, 1.0),
        ("L", "b", "sum", "1", 1.0, 1.0),
        ("b", "x", "function", "cos(x)", math.cos(2), 1.0),
        ("a", "x", "product", "y", 3.0, 1.0),
        ("a", "y", "product", "x", 2.0, 1.0),
    ]
    assert (traced.mode, traced.text, traced.point) == (
        Mode.REVERSE,
        "x*y + sin(x)",
        (("x", 2.0), ("y", 3.0)),
    )


def test_forward_mode_takes_one_sweep_for_each_leaf() -> None:
    traced = trace("x*y + sin(x)", POINT, Mode.FORWARD)
    assert [sweep.name for sweep in traced.sweeps] == ["x", "y"]
    assert [sweep.derivatives[-1] for sweep in traced.sweeps] == [3 + math.cos(2), 2.0]


def test_one_direction_takes_one_sweep() -> None:
    (sweep,) = trace("x*y", POINT, Mode.FORWARD, {"x": 1.0, "y": -2.0}).sweeps
    assert (sweep.name, sweep.direction) == (ALONG, (("x", 1.0), ("y", -2.0)))
    assert sweep.derivatives == (1.0, -2.0, -1.0)


@pytest.mark.parametrize("mode", Mode)
def test_the_steps_add_up_to_the_derivatives(mode: Mode) -> None:
    for drawn in many(80):
        given = {
            name: value
            for name, value in drawn.point.items()
            if drawn.graph.nodes[drawn.graph.index(name)].given is None
        }
        traced = trace(drawn.text, given, mode)
        for sweep in traced.sweeps:
            totals = [0.0] * len(traced.graph.nodes)
            if mode is Mode.REVERSE:
                totals[traced.graph.output] = 1.0
            for name, tangent in sweep.direction:
                totals[traced.graph.index(name)] = tangent
            for step in sweep.steps:
                end = step.edge.source if mode is Mode.REVERSE else step.edge.target
                arrived = step.edge.target if mode is Mode.REVERSE else step.edge.source
                assert step.arriving == pytest.approx(totals[arrived]), "not complete yet"
                totals[end] += step.adds
            assert totals == pytest.approx(list(sweep.derivatives))


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("x=2,y=3", {"x": 2, "y": 3}),
        (" x = 2 ; y = 3 ", {"x": 2, "y": 3}),
        ("x＝2，y=-1/2", {"x": 2, "y": -0.5}),
        ("x=pi/2", {"x": math.pi / 2}),
        ("x=sqrt(2), w1=1e-3", {"x": math.sqrt(2), "w1": 0.001}),
        ("α=1", {"alpha": 1}),
        ("", {}),
        ("x=2,", {"x": 2}),
    ],
)
def test_a_point_is_read(typed: str, point: dict[str, float]) -> None:
    assert read_point(typed) == pytest.approx(point)


@pytest.mark.parametrize(
    ("typed", "key", "position"),
    [
        ("x", "trace.point", 0),
        ("x=1, 2", "trace.point", 5),
        ("x=1,x=2", "trace.point", 4),
        ("x=1, 2y=2", "trace.point", 5),
        ("x=1,y=1/0", "trace.no-number", 4),
        ("x=1,y=q", "formula.no-names", 6),
        ("x=1,y=", "formula.empty", 6),
        ("x=1,y=(2", "formula.unclosed", 6),
    ],
)
def test_a_fault_in_a_point_is_told_with_its_place(typed: str, key: str, position: int) -> None:
    with pytest.raises(FormulaError) as caught:
        read_point(typed)
    assert (caught.value.sentence, caught.value.position) == (key, position)


@pytest.mark.parametrize(
    ("text", "point", "along", "key"),
    [
        ("x*y", {}, None, "trace.missing"),
        ("x = 1; x*y", {}, None, "trace.missing"),
        ("x", {"x": 1.0, "q": 1.0}, None, "trace.no-leaf"),
        ("x*y", POINT, {"z": 1.0}, "trace.no-leaf"),
    ],
)
def test_names_must_fit(
    text: str, point: dict[str, float], along: dict[str, float] | None, key: str
) -> None:
    with pytest.raises(UsageError) as caught:
        trace(text, point, Mode.FORWARD, along)
    assert caught.value.sentence == key


def test_agreement_is_to_nine_digits_and_no_gradient_is_none_of_ours() -> None:
    traced = trace("a = x*y; x + 1; ".rstrip("; "), POINT)
    values = traced.tape.values
    assert agreeing(traced, values, [(1.0, None, None, 1.0)])
    assert agreeing(traced, values, [(1.0 + 1e-10, 0.0, 0.0, 1.0)])
    assert not agreeing(traced, values, [(1.0 + 1e-8, 0.0, 0.0, 1.0)])
    assert not agreeing(traced, values, [(None, 0.0, 0.0, 1.0)])
    assert not agreeing(traced, [*values[:-1], 0.0], [(1.0, 0.0, 0.0, 1.0)])
