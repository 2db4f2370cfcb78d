"""What an author writes for one drawn parameter."""

from __future__ import annotations

import pytest

from mathdrill.domain import Draw, DrawKind
from mathdrill.packs.draws import parse_draw

N, D, V, P = DrawKind.INTEGER, DrawKind.DECIMAL, DrawKind.VECTOR, DrawKind.PICK


@pytest.mark.parametrize(
    ("spec", "draw"),
    [
        ("2..7", Draw("a", N, "2", "7")),
        ("-5 .. -1", Draw("a", N, "-5", "-1")),
        ("-5..5 except 0, 1", Draw("a", N, "-5", "5", excluded=("0", "1"))),
        ("1..n-1", Draw("a", N, "1", "n-1")),  # a bound may be a formula
        ("1..9 except gcd(n, 6), n", Draw("a", N, "1", "9", excluded=("gcd(n, 6)", "n"))),
        ("0.1..0.5 by 0.1", Draw("a", D, "0.1", "0.5", "0.1")),
        ("-1..1 by 0.5 except 0", Draw("a", D, "-1", "1", "0.5", excluded=("0",))),
        (".5...9 by .1", Draw("a", D, ".5", ".9", ".1")),
        ("3 of -4..5", Draw("a", V, "-4", "5", length="3")),
        ("n of 1..9 except 5", Draw("a", V, "1", "9", length="n", excluded=("5",))),
        (("sin", "cos", "x^2"), Draw("a", P, options=("sin", "cos", "x^2"))),
    ],
)
def test_a_draw_is_read(spec: str | tuple[str, ...], draw: Draw) -> None:
    assert parse_draw("a", spec) == draw


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "3",
        "sin",
        "2-7",
        "..7",
        "2..",
        "7..2",  # holds no value
        "0.5..2",  # decimals need a step
        "1..2 by 0",
        "1..2 by -0.5",
        "3 of 0..1 by 0.5",  # vectors hold integers
        "1..9 except 1,",
    ],
)
def test_anything_else_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_draw("a", spec)
