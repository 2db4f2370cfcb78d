"""What is read as what; every fault with its sentence and its place."""

from __future__ import annotations

import pytest

from mathdrill.errors import FormulaError
from mathdrill.lang.sentences import SENTENCES
from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.reading import Reading

NAMES = Names(variables=("x", "y", "a", "b", "w1", "w_2", "theta", "n"))


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        # signs, powers, products
        ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"),
        ("-x*y", "-x*y"),
        ("2^-1", "2^(-1)"),
        ("2^-x^2", "2^(-x^2)"),
        ("x^2^3", "x^(2^3)"),
        ("x**2", "x^2"),
        ("--x", "-(-x)"),
        ("+x", "x"),
        ("x--y", "x - (-y)"),
        ("2*-x", "2*(-x)"),
        ("x-y-1", "x - y - 1"),
        ("x-(y-1)", "x - (y - 1)"),
        ("x/y/2", "x/y/2"),
        ("x/(y/2)", "x/(y/2)"),
        ("x/y*2", "x/y*2"),
        ("x*y/2", "x*y/2"),
        ("1/2x", "1/2*x"),
        ("1/2(x)", "1/2*x"),
        ("2x^2", "2x^2"),
        ("2xy", "2x*y"),
        ("xy(a+b)^2", "x*y*(a + b)^2"),
        ("e^x(x+1)", "e^x*(x + 1)"),
        ("x(x+1)", "x*(x + 1)"),
        ("(x)(y)", "x*y"),
        ("2(3)", "2*3"),
        ("x y", "x*y"),
        ("2 x", "2x"),
        ("2e3", "2000"),
        ("2e", "2e"),
        ("2ex", "2e*x"),
        ("e5", "e*5"),
        ("pi2", "pi*2"),
        # functions
        ("sin x", "sin(x)"),
        ("sinx", "sin(x)"),
        ("sin 2x", "sin(2x)"),
        ("sin2x", "sin(2x)"),
        ("sin -x", "sin(-x)"),
        ("sin x^2", "sin(x^2)"),
        ("sin x/2", "sin(x)/2"),
        ("sin x + 1", "sin(x) + 1"),
        ("sin x cos x", "sin(x)*cos(x)"),
        ("sinxcosx", "sin(x)*cos(x)"),
        ("sin cos x", "sin(cos(x))"),
        ("sin 2(x+1)", "sin(2)*(x + 1)"),
        ("sin(x)^2", "sin(x)^2"),
        ("sin^2 x", "sin(x)^2"),
        ("sin^2(x)", "sin(x)^2"),
        ("sin²x", "sin(x)^2"),
        ("sin^2x cos x", "sin(x)^2*cos(x)"),
        ("xsin(x)", "x*sin(x)"),
        ("2xcos(x^2)", "2x*cos(x^2)"),
        ("Sin(x)", "sin(x)"),
        ("arcsin(x)", "asin(x)"),
        ("arctg x", "atan(x)"),
        ("tg x", "tan(x)"),
        ("sgn(x)", "sign(x)"),
        ("σ(x)", "sigmoid(x)"),
        ("logistic(x)", "sigmoid(x)"),
        ("heaviside(x)", "step(x)"),
        ("log(x)", "ln(x)"),
        ("ln x", "ln(x)"),
        ("ln2x", "ln(2x)"),
        ("lg x", "log10(x)"),
        ("log_2(x)", "ln(x)/ln(2)"),
        ("log_10 x", "ln(x)/ln(10)"),
        ("log(x, 2)", "ln(x)/ln(2)"),
        ("log_a(x)", "ln(x)/ln(a)"),
        ("log_e(x)", "ln(x)/ln(e)"),
        ("log2(x)", "log2(x)"),
        ("log2x", "log2(x)"),
        ("pow(x, 2)", "x^2"),
        ("max(x, y, 1)", "max(x, y, 1)"),
        ("torch.exp(x)", "exp(x)"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt(x + 1)"),
        ("√2x", "sqrt(2)*x"),
        # names
        ("w1x", "w1*x"),
        ("w_1", "w1"),
        ("w₁", "w1"),
        ("w2", "w_2"),
        ("θ", "theta"),
        ("thetax", "theta*x"),
        ("π", "pi"),
        ("Pi", "pi"),
        # bars
        ("|x|", "|x|"),
        ("|x-1|", "|x - 1|"),
        ("||x|-1|", "abs(|x| - 1)"),
        ("|x||y|", "|x|*|y|"),
        ("2|x|", "2*|x|"),
        ("|x|^2", "|x|^2"),
        ("|-x|", "|-x|"),
        ("|(|x|)|", "abs(|x|)"),
        # arrays
        ("[1, x]", "[1, x]"),
        ("(1, x)", "[1, x]"),
        ("(1,)", "[1]"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
        ("tensor([1, 2])", "[1, 2]"),
        ("torch.Size([3])", "[3]"),
        ("[]", "[]"),
        # numbers
        (".5", "0.5"),
        ("5.", "5"),
        ("0.50", "0.50"),
        ("1e-3", "0.001"),
        ("007", "7"),
    ],
)
def test_reading(typed: str, understood: str) -> None:
    assert linear(parse(typed, NAMES)) == understood


@pytest.mark.parametrize(
    ("typed", "reading", "understood"),
    [
        ("1/2x", Reading(tight=True), "1/(2x)"),
        ("e^2x", Reading(tight=True), "e^(2x)"),
        ("x^1/2", Reading(wide=True), "x^(1/2)"),
        ("sin 2x", Reading(bare="one"), "sin(2)*x"),
        ("sin 2(x+1)", Reading(bare="brackets"), "sin(2(x + 1))"),
        ("sin x/2", Reading(bare="all"), "sin(x/2)"),
        ("cos 2x*y + 1", Reading(bare="all"), "cos(2x*y) + 1"),
        ("log(x)", Reading(log_base=10), "log10(x)"),
        ("log x", Reading(log_base=2), "log2(x)"),
        ("ln(x)", Reading(log_base=10), "ln(x)"),
    ],
)
def test_other_readings(typed: str, reading: Reading, understood: str) -> None:
    assert linear(parse(typed, NAMES, reading)) == understood


FAULTS = [
    ("", "formula.empty", 0),
    ("   ", "formula.empty", 3),
    ("x" * 1_001, "formula.too-long", 1_000),
    ("(" * 200 + "x" + ")" * 200, "formula.too-deep", 40),
    ("-" * 500 + "x", "formula.too-deep", 40),
    ("x^" * 300 + "x", "formula.too-deep", 80),
    ("x!", "formula.character", 1),
    ("x\u200b", "formula.character-code", 1),
    ("1e999", "formula.number-range", 0),
    ("2 + qqq", "formula.unknown-name", 4),
    ("sni(x)", "formula.unknown-name-near", 0),
    ("X", "formula.unknown-name-near", 0),
    ("E^x", "formula.unknown-name-near", 0),
    ("f(x)", "formula.unknown-name", 0),
    ("i", "formula.unknown-name-near", 0),
    ("inf", "formula.unknown-name-near", 0),
    ("log_q(x)", "formula.unknown-name", 4),
    ("x2", "formula.name-digits", 0),
    ("3 + y2", "formula.name-digits", 4),
    ("x = 2", "formula.equation", 2),
    ("x == 2", "formula.equation", 2),
    ("x < 2", "formula.relation", 2),
    ("x ≤ 2", "formula.relation", 2),
    ("2 3", "formula.two-numbers", 2),
    ("x 2", "formula.two-numbers", 2),
    ("(x)2", "formula.two-numbers", 3),
    ("1.2.3", "formula.two-numbers", 3),
    ("x)", "formula.closing", 1),
    (")", "formula.closing", 0),
    ("x]", "formula.closing", 1),
    ("(x", "formula.unclosed", 0),
    ("2*(x + (y)", "formula.unclosed", 2),
    ("sin(x", "formula.unclosed", 3),
    ("[1, 2", "formula.unclosed", 0),
    ("|x", "formula.unclosed", 0),
    ("(x]", "formula.mismatch", 2),
    ("[1, 2)", "formula.mismatch", 5),
    ("|x)", "formula.mismatch", 2),
    ("(x + )", "formula.missing", 5),
    ("[1, x*]", "formula.missing", 6),
    ("1, 2", "formula.comma", 1),
    ("0,5", "formula.comma", 1),
    ("*x", "formula.operator", 0),
    ("x + * y", "formula.operator", 4),
    ("x^^2", "formula.operator", 2),
    ("x ? y", "formula.unexpected", 2),
    ("x'", "formula.unknown-name-near", 0),
    ("(x)'", "formula.unexpected", 3),
    ("x +", "formula.ends", 3),
    ("2^", "formula.ends", 2),
    ("sin^-1(x)", "formula.inverse", 3),
    ("sin⁻¹(x)", "formula.inverse", 3),
    ("sin^-2(x)", "formula.function-power", 3),
    ("sin^2", "formula.function-power", 3),
    ("sin", "formula.needs-argument", 0),
    ("sin + 1", "formula.needs-argument", 0),
    ("sin^2 + 1", "formula.needs-argument", 0),
    ("tensor", "formula.needs-brackets", 0),
    ("sin()", "formula.arity", 0),
    ("sin(x, y)", "formula.arity", 0),
    ("max()", "formula.arity", 0),
    ("pow(x)", "formula.arity", 0),
    ("tensor([1], [2])", "formula.arity", 0),
]


@pytest.mark.parametrize(("typed", "sentence", "position"), FAULTS)
def test_fault(typed: str, sentence: str, position: int) -> None:
    with pytest.raises(FormulaError) as fault:
        parse(typed, NAMES)
    assert (fault.value.sentence, fault.value.position) == (sentence, position)


NO_NAMES = [  # where a number is asked for there are no variables to list
    ("x", "formula.no-names"),
    ("sqr(2)", "formula.no-names-near"),
]


@pytest.mark.parametrize(("typed", "sentence"), NO_NAMES)
def test_fault_where_there_are_no_variables(typed: str, sentence: str) -> None:
    with pytest.raises(FormulaError) as fault:
        parse(typed, Names())
    assert fault.value.sentence == sentence


def test_every_fault_of_the_language_is_shown_here() -> None:
    elsewhere = {"formula.dollar"}  # of texts, see test_prose.py
    known = {key for key in SENTENCES["en"] if key.startswith("formula.")}
    shown = {sentence for _, sentence, _ in FAULTS} | {sentence for _, sentence in NO_NAMES}
    assert known - shown <= elsewhere


@pytest.mark.parametrize("typed", ["diff(x, x)", "subs(x, x, 2)", "gcd(4, 6)", "eval(x)", "x.real"])
def test_what_only_authors_write_is_no_name_for_learners(typed: str) -> None:
    with pytest.raises(FormulaError):
        parse(typed, NAMES)


def test_declared_variables_come_before_everything_else() -> None:
    names = Names(variables=("e", "sin", "i", "lambda", "N"))
    assert linear(parse("e + sin + i + lambda + N", names)) == "e + sin + i + lambda + N"


@pytest.mark.parametrize("operator", ["+", "-", "*"])
def test_long_sums_and_products_are_flat(operator: str) -> None:
    assert linear(parse(operator.join("x" * 400), NAMES)).count("x") == 400


def test_a_long_chain_of_quotients_is_deep() -> None:
    with pytest.raises(FormulaError) as fault:
        parse("/".join("x" * 400), NAMES)
    assert fault.value.sentence == "formula.too-deep"


def test_linear_prints_a_cube_of_a_power_as_it_is_read() -> None:
    assert parse("x^2^3", NAMES) == parse("x^(2^3)", NAMES) != parse("(x^2)^3", NAMES)
