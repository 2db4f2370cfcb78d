"""Formulas as MathML: what is drawn, with brackets where a reader needs them; always well-formed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from mathdrill.errors import FormulaError
from mathdrill.maths.expression import free_names
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.mathml import displayed, mathml
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from tests.maths.trees import NAMES, texts

CORE = {  # https://www.w3.org/TR/mathml-core/
    *("math", "mrow", "mi", "mn", "mo", "mfrac", "msup", "msub", "msqrt", "mroot"),
    *("mtable", "mtr", "mtd"),
}


def sketch(formula: str) -> str:
    """The elements as short words: (frac 1 x), without rows and invisible signs."""

    def drawn(element: ET.Element) -> str:
        inside = " ".join(filter(None, [*map(drawn, element)]))
        if element.tag in {"math", "mrow"}:
            return inside
        if not len(element):
            return (element.text or "").strip("\u2061\u2062")
        return f"({element.tag.removeprefix('m')} {inside})"

    return drawn(ET.fromstring(displayed(formula)))


@pytest.mark.parametrize(
    ("formula", "drawn"),
    [
        ("3x^2", "3 (sup x 2)"),
        ("3*4*x", "3 · 4 x"),  # two numbers never touch
        ("(x+1)/(x-1)", "(frac x + 1 x − 1)"),  # a bar needs no brackets
        ("(1/2)*x", "(frac 1 2) · x"),
        ("(a/b)^2", "(sup ( (frac a b) ) 2)"),
        ("(-2)^3", "(sup ( − 2 ) 3)"),
        ("-(x+1)", "− ( x + 1 )"),
        ("a - (b + c)", "a − ( b + c )"),
        ("x^(-1)", "(sup x − 1)"),
        ("exp(2*x)^2", "(sup ( (sup e 2 x) ) 2)"),  # not e to the (2x)²
        ("sqrt(x^2 + 1)", "(sqrt (sup x 2) + 1)"),
        ("cbrt(x)", "(root x 3)"),
        ("|x - 1|", "| x − 1 |"),
        ("log(x)", "ln ( x )"),
        ("log_2(x)", "(sub log 2) ( x )"),
        ("f'(x) = 2", "(sup f ′) ( x ) = 2"),
        ("w_1*x_i", "(sub w 1) (sub x i)"),
        ("alpha*x", "α x"),
        ("dy/dx", "(frac d y d x)"),
        ("dw_1", "(sub d w 1)"),
        ("∂f/∂x", "(frac ∂ f ∂ x)"),
        ("A^T @ B", "(sup A ⊤) @ B"),
        ("norm1(v)", "(sub ‖ v ‖ 1)"),
        ("[1, 2]", "[ 1 , 2 ]"),
        ("(2,)", "( 2 , )"),
        ("[[1, 2], [3, 4]]", "[ (table (tr (td 1) (td 2)) (tr (td 3) (td 4))) ]"),
        ("x -> 0", "x → 0"),
        ("0.25*x", "0.25 x"),
        ("brackets(x + 1)*y", "( x + 1 ) y"),
    ],
)
def test_a_formula_is_drawn_in_two_dimensions(formula: str, drawn: str) -> None:
    assert sketch(formula) == drawn


def test_what_cannot_be_read_stands_there_as_it_is_written() -> None:
    assert displayed("3 + * <b>") == "<code>3 + * &lt;b&gt;</code>"


def test_the_line_beside_the_drawing_is_the_formula() -> None:
    tree = parse("x < y", Names(display=True))
    found = ET.fromstring(mathml(tree)).attrib["alttext"]
    assert found == linear(tree, Style.UNICODE) == "x < y"


@given(text=texts)
def test_whatever_can_be_read_is_well_formed_and_loses_no_name(text: str) -> None:
    """Only elements of MathML Core; every number and name of the formula is there."""
    try:
        tree = parse(text, NAMES)
    except FormulaError:
        return
    root = ET.fromstring(mathml(tree))
    assert {element.tag for element in root.iter()} <= CORE
    shown = "".join(root.itertext())
    wanted = {*free_names(tree), *re.findall(r"\d+\.?\d*", linear(tree))}
    assert {each for each in wanted if each not in shown} == set()
