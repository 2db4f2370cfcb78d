"""Values and error bounds of every function against mpmath with 60 digits."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.maths.arithmetic import FLOAT, Loose, Undefined, multiprecision
from mathdrill.maths.expression import Call, Sym
from mathdrill.maths.names import FUNCTIONS, Names
from mathdrill.maths.numeric import evaluate
from mathdrill.maths.parser import parse

NAMES = Names(variables=("x", "y"))
MP = mpmath.MPContext()
MP.dps = 60

TRUTH: dict[str, Callable[[Any], Any]] = {
    **{
        name: getattr(MP, name)
        for name in (
            "sin cos tan sec csc cot asin acos atan sinh cosh tanh sech csch coth asinh acosh "
            "atanh exp expm1 log log1p log10 sqrt sign floor ceil"
        ).split()
    },
    "log2": lambda x: MP.log(x, 2),
    "cbrt": lambda x: MP.sign(x) * MP.cbrt(abs(x)),
    "abs": abs,
    "sigmoid": lambda x: 1 / (1 + MP.exp(-x)),
    "softplus": lambda x: MP.log1p(MP.exp(x)),
    "relu": lambda x: max(x, MP.mpf(0)),
    "step": lambda x: MP.mpf(1 if x > 0 else 0),
    "max": lambda x: x,
    "min": lambda x: x,
}

POINTS = (
    *(-700.5, -40.25, -30.0, -7.1, -3.0, -1.5, -1.0, -0.999, -0.5, -1e-3, -1e-9, -1e-20),
    *(0.0, 1e-300, 1e-20, 1e-9, 1e-3, 0.1, 0.5, 0.999, 1.0, 1.0000001, 1.5, 2.0, 3.0, 3.14159),
    *(7.1, 30.0, 40.25, 700.5, 1e5, 1e9, 1e200),
)

ONE_ARGUMENT = sorted(name for name, arity in FUNCTIONS.items() if arity[0] == 1)


def within(value: Any, err: Any, true: Any) -> bool:
    return bool(abs(MP.mpf(value) - true) <= MP.mpf(err))


@pytest.mark.parametrize("name", ONE_ARGUMENT)
def test_every_function_has_its_true_value_within_its_bound(name: str) -> None:
    """And in either arithmetic it is undefined exactly where mpmath has no real value."""
    decided = 0
    for arithmetic in (FLOAT, multiprecision(40)):
        number = float if arithmetic is FLOAT else arithmetic.functions.mpf
        for x in POINTS:
            try:
                true = TRUTH[name](MP.mpf(x))
            except (ValueError, ZeroDivisionError):
                true = MP.inf
            real = isinstance(true, MP.mpf) and abs(true) < MP.inf
            try:
                value, err = evaluate(Call(name, (Sym("x"),)), {"x": number(x)}, arithmetic)
            except Undefined:
                assert not real, (name, x)
                continue
            except Loose:
                continue
            assert real, (name, x)
            assert within(value, err, true), (name, x, value, err, true)
            decided += 1
    assert decided >= 8


@pytest.mark.parametrize("name", ONE_ARGUMENT)
@given(x=st.floats(-50, 50), noise=st.floats(0, 1e-6))
def test_the_bound_covers_an_uncertain_argument(name: str, x: float, noise: float) -> None:
    """(x ± noise) - noise is written as x + 1e7·noise - 1e7·noise: rounding makes the noise."""
    tree = parse("y + x - y", NAMES)
    big = 1e9 * (1 + noise)
    try:
        value, err = evaluate(Call(name, (tree,)), {"x": x, "y": big})
    except (Loose, Undefined):
        return
    try:
        true = TRUTH[name](MP.mpf(x))
    except (ValueError, ZeroDivisionError):
        return
    assert not isinstance(true, MP.mpf) or within(value, err, true)


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("0.1 + 0.2 - 0.3", lambda: MP.mpf(0)),
        ("1/3 + 1/3 + 1/3", lambda: MP.mpf(1)),
        ("pi", lambda: +MP.pi),
        ("e", lambda: +MP.e),
        ("e^10", lambda: MP.exp(10)),
        ("sin(1)^2 + cos(1)^2", lambda: MP.mpf(1)),
        ("(1 + 1e-9)^1000", lambda: (1 + MP.mpf(10) ** -9) ** 1000),
        ("(0.999)^5000", lambda: (MP.mpf(999) / 1000) ** 5000),
        ("2^0.5", lambda: MP.sqrt(2)),
        ("(1/7)^(1/7)", lambda: (MP.mpf(1) / 7) ** (MP.mpf(1) / 7)),
        ("tan(1.5707)", lambda: MP.tan(MP.mpf("1.5707"))),
        ("(1e200)*(1e-200)*3", lambda: MP.mpf(3)),
        ("1e-300*1e-300*1e300*1e300", lambda: MP.mpf(1)),
        ("1e-400", lambda: MP.mpf(10) ** -400),
        ("1e-400*x", lambda: MP.mpf(10) ** -400 * 3),
        ("x - 3 + 1e-30", lambda: MP.mpf(10) ** -30),
        ("acosh(x/3 + 1e-18)", lambda: MP.acosh(1 + MP.mpf(10) ** -18)),
        ("max(sin(x), 0.1, x/30)", lambda: MP.sin(3)),
    ],
)
def test_bounds_of_composed_formulas(text: str, true: Callable[[], Any]) -> None:
    tree = parse(text, NAMES)
    for arithmetic in (FLOAT, multiprecision(40)):
        number = float if arithmetic is FLOAT else arithmetic.functions.mpf
        try:
            value, err = evaluate(tree, {"x": number(3)}, arithmetic)
        except Loose:
            assert arithmetic is FLOAT
            continue
        assert within(value, err, true())


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "0/0",
        "x/0",
        "1/(x - 3)",
        "ln(0)",
        "ln(-x)",
        "sqrt(-x)",
        "(-8)^(1/3)",
        "(-x)^0.5",
        "asin(x)",
        "acos(-x)",
        "acosh(0.5)",
        "atanh(x)",
        "tan(pi/2)",
        "tan(-5pi/2)",
        "sec(pi/2)",
        "cot(0)",
        "cot(7pi)",
        "csc(pi)",
        "coth(0)",
        "0^-1",
        "log1p(-1)",
        "log1p(-x)",
        "ln(x-3)",
        "0*ln(-1)",
        "(x-3)^-2",
        "0^(-x)",
        "log2(0)",
        "log10(-1)",
    ],
)
def test_undefined_over_the_reals(text: str) -> None:
    with pytest.raises(Undefined):
        evaluate(parse(text, NAMES), {"x": 3.0})


@pytest.mark.parametrize(
    "text",
    [
        "1/(0.1 + 0.2 - 0.3 + sin(x) - sin(x))",
        "exp(1000x)",
        "9^9^9",
        "sign(sin(x)^2+cos(x)^2-1)",
        "floor(sin(x)^2+cos(x)^2)",
        "sqrt(sin(x)^2+cos(x)^2-1)",
        "[1, 2]",
        "(10^300*x)^2",
        "1e300*1e300",
        "acosh(10^200*x)",
        "(1e20*(sin(x)^2+cos(x)^2-1))^300",
        "sin(10^20*x)",
    ],
)
def test_loose_when_doubles_cannot_say(text: str) -> None:
    with pytest.raises(Loose):
        evaluate(parse(text, NAMES), {"x": 3.0})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0^0", 1.0),  # as torch
        ("0*x", 0.0),
        ("x - x", 0.0),
        ("sin(7pi)", 0.0),
        ("cos(pi)", -1.0),
        ("sin(-pi/2)", -1.0),
        ("cos(3pi/2)", 0.0),
        ("tan(4pi)", 0.0),
        ("2^10", 1024.0),
        ("sqrt(16/9)", 4 / 3),
        ("4^(1/2)", 2.0),
        ("abs(-3)", 3.0),
        ("step(0)", 0.0),  # the derivative that torch gives relu at 0
        ("sign(0)", 0.0),
        ("relu(-x)", 0.0),
        ("(-2)^3", -8.0),
        ("(-2)^-2", 0.25),
    ],
)
def test_exact_values_are_exact(text: str, value: float) -> None:
    found, err = evaluate(parse(text, NAMES), {"x": 3.0})
    assert found == value
    assert err <= abs(value) * 2**-51


@given(x=st.floats(allow_nan=False, allow_infinity=False))
def test_no_value_is_infinite_and_no_bound_is_missing(x: float) -> None:
    for text in (
        "x^2",
        "1/x",
        "exp(x)",
        "x^x",
        "tan(x)",
        "sinh(x)/x",
        "x^100",
        "acosh(x)",
        "x*x*x",
    ):
        try:
            value, err = evaluate(parse(text, NAMES), {"x": x})
        except (Loose, Undefined):
            continue
        assert math.isfinite(value)
        assert math.isfinite(err)
        assert err >= 0
