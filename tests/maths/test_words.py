"""Which other readings a text could have."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mathdrill.errors import FormulaError
from mathdrill.maths.equality import decision
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.pointwise import Decision
from mathdrill.maths.reading import OTHER_READINGS, OUR_READING, Reading
from mathdrill.maths.words import other_readings, words_of

NAMES = Names(variables=("x", "y"))
OPERANDS = (
    *(
        "x",
        "y",
        "2",
        "3",
        "pi",
        "(x + 1)",
        "(-x)",
        "|x|",
        "|x - y|",
        "√x",
        "√2",
        "1/2",
        "e^x",
        "-x",
    ),
    *("sin", "sin x", "sin(x)", "sin^2 x", "sin^2(x)", "log(x)", "ln x", "tan -y", "sqrt(y)"),
)
BETWEEN = ("", " ", "+", "-", "*", "/", "^", "^-", "^(2)", "/(2)")


@st.composite
def typed(draw: st.DrawFn) -> str:
    """Operands, with something between them or nothing."""
    text = draw(st.sampled_from(OPERANDS))
    for _ in range(draw(st.integers(1, 4))):
        text += draw(st.sampled_from(BETWEEN)) + draw(st.sampled_from(OPERANDS))
    return text


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("1/2x", {"tight"}),
        ("1/(2)x", {"tight"}),
        ("(1/2)x", set()),
        ("x/2*y", set()),
        ("2x*3y", set()),
        ("3*2x + 1", set()),
        ("x^2y", {"tight", "wide"}),
        ("x^1/2", {"wide"}),
        ("x^(1)/2", {"wide"}),
        ("x^2 + y/2", set()),
        ("x^-2/3", {"wide"}),
        ("sin 2x", {"bare"}),
        ("sin^2 x", {"bare"}),
        ("sin^2(x)", set()),
        ("2sin(x)", set()),
        ("log(x)", {"log_base"}),
        ("ln(x)", set()),
        ("1/|x + 1|y", {"tight"}),
    ],
)
def test_what_could_be_read_otherwise(text: str, traits: set[str]) -> None:
    found = other_readings(words_of(text, NAMES))
    assert {reading.trait for reading in found} == traits


@given(typed())
def test_no_reading_that_sees_another_value_is_left_out(text: str) -> None:
    ours = _read(text, OUR_READING)
    assume(ours is not None and decision(ours, ours, NAMES.variables) is Decision.EQUAL)
    assert ours is not None
    for reading in set(OTHER_READINGS) - set(other_readings(words_of(text, NAMES))):
        other = _read(text, reading)
        assert other is None or decision(ours, other, NAMES.variables) is Decision.EQUAL


def _read(text: str, reading: Reading) -> Expr | None:
    try:
        return parse(text, NAMES, reading)
    except FormulaError:
        return None
