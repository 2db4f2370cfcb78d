"""What other graders are asked about analysis, and what ours says: pairs of (expected, typed).

Every row runs through the public `grade` with nothing declared but what stands in it.
"""

from __future__ import annotations

import pytest

from mathdrill.domain import Outcome
from mathdrill.scoring.grade import grade

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID

Row = tuple[str, str, Outcome]


TRIGONOMETRY: list[Row] = [
    ("sin(x)", "sinx", YES),
    ("sin(x)", "sin x", YES),
    ("sin(x)", "Sin(x)", YES),
    ("sin(x)", "SIN(x)", YES),
    ("sin(x)", "cos(x)", NO),
    ("sin(x)", "sin(y)", AGAIN),
    ("sin(x)", "sin", AGAIN),
    ("sin(x)", "sin()", AGAIN),
    ("sin(x)", "sinh(x)", NO),
    ("sin(x)^2", "sin^2(x)", YES),
    ("sin(x)^2", "sin^2 x", YES),
    ("sin(x)^2", "sin²x", YES),
    ("sin(x)^2", "(sin x)^2", YES),
    ("sin(x)^2", "1-cos(x)^2", YES),
    ("sin(x)^2", "1-cos^2x", YES),
    ("sin(x)^2", "(1-cos(2x))/2", YES),
    ("sin(x)^2", "sin(x^2)", NO),
    ("sin(x)^2", "sin(sin(x))", NO),
    ("sin(x)^2", "sin^3(x)", NO),
    ("cos(2x)", "cos 2x", YES),
    ("cos(2x)", "cos2x", YES),
    ("cos(2x)", "cos^2(x)-sin^2(x)", YES),
    ("cos(2x)", "2cos(x)^2-1", YES),
    ("cos(2x)", "1-2sin²(x)", YES),
    ("cos(2x)", "2cos(x)", NO),
    ("2cos(x)", "2cosx", YES),
    ("2x cos(x^2)", "2xcos(x^2)", YES),
    ("2x cos(x^2)", "2x*cos x^2", YES),
    ("2x cos(x^2)", "cos(x^2)", NO),
    ("2x cos(x^2)", "2cos(x^2)", NO),
    ("sin(2x)", "2sin(x)cos(x)", YES),
    ("sin(2x)", "2sinxcosx", YES),
    ("sin(2x)", "2 sin x cos x", YES),
    ("sin(2x)", "2sin(x)", NO),
    ("sin(2)*x", "sin(2) x", YES),
    ("sin(2)*x", "sin 2 x", AGAIN),
    ("sin(x/2)", "sin x/2", AGAIN),
    ("sin(x)/2", "sin x/2", YES),
    ("sin(2(x+1))", "sin 2(x+1)", AGAIN),
    ("tan(x)", "sin(x)/cos(x)", YES),
    ("tan(x)", "sinx/cosx", YES),
    ("tan(x)", "1/cot(x)", YES),
    ("tan(x)", "tg x", YES),
    ("1/cos(x)^2", "sec(x)^2", YES),
    ("1/cos(x)^2", "sec^2 x", YES),
    ("1/cos(x)^2", "1+tan(x)^2", YES),
    ("1/cos(x)^2", "1+tan(x)", NO),
    ("asin(x)", "arcsin(x)", YES),
    ("asin(x)", "arcsin x", YES),
    ("asin(x)", "sin^-1(x)", AGAIN),  # two meanings
    ("asin(x)", "1/sin(x)", NO),
    ("asin(x)", "pi/2 - acos(x)", YES),
    ("atan(x)", "arctan(x)", YES),
    ("atan(x)", "asin(x/sqrt(1+x^2))", YES),
    ("1/(1+x^2)", "1/(1+x²)", YES),
    ("1/sqrt(1-x^2)", "(1-x^2)^(-1/2)", YES),
    ("1/sqrt(1-x^2)", "(1-x^2)^(1/2)", NO),
    ("sin(pi/6)", "1/2", YES),
    ("1/2", "sin(pi/6)", YES),
    ("0", "sin(7π)", YES),
    ("0", "sin(7)", NO),
    ("1", "cos(2pi)", YES),
    ("-1", "cos(pi)", YES),
    ("sqrt(3)/2", "sin(pi/3)", YES),
    ("sqrt(3)/2", "cos(pi/3)", NO),
    ("1", "tan(pi/4)", YES),
    ("1", "tan(pi/2)", AGAIN),
    ("pi/2", "1.571", YES),
    ("pi/2", "1.5708", YES),
    ("pi/2", "1.57", AGAIN),
    ("pi/2", "90", NO),
    ("pi/2", "90°", AGAIN),
    ("pi/2", "π/2", YES),
    ("pi/2", "Pi/2", YES),
    ("pi/2", "pi / 2", YES),
    ("sinh(x)", "(e^x-e^-x)/2", YES),
    ("sinh(x)", "(e^x+e^-x)/2", NO),
    ("cosh(x)^2-sinh(x)^2", "1", YES),
    ("1-tanh(x)^2", "1/cosh(x)^2", YES),
    ("1-tanh(x)^2", "sech(x)^2", YES),
    ("1-tanh(x)^2", "1-tanh(x)", NO),
    ("coth(x)", "1/tanh(x)", YES),
    ("coth(x)", "tanh(x)", NO),  # a grader maps one to the other
]

LOGARITHMS: list[Row] = [
    ("ln(x)", "log(x)", YES),
    ("ln(x)", "ln x", YES),
    ("ln(x)", "lnx", YES),
    ("ln(x)", "log_e(x)", YES),
    ("ln(x)", "log_b(x)", AGAIN),  # b is no name here
    ("ln(x)", "log10(x)", NO),
    ("ln(x)", "ln|x|", YES),  # a larger domain
    ("ln|x|", "ln(x)", NO),
    ("ln(x)", "lg(x)", NO),
    ("log10(x)", "log(x)", AGAIN),  # which base?
    ("log10(x)", "lg x", YES),
    ("log10(x)", "ln(x)/ln(10)", YES),
    ("log10(x)", "log_10(x)", YES),
    ("log2(x)", "log_2(x)", YES),
    ("log2(x)", "log(x)/log(2)", YES),
    ("log2(x)", "log(x, 2)", YES),
    ("log2(x)", "log_2 x", YES),
    ("log2(x)", "log(x)", AGAIN),
    ("log2(8)", "3", YES),
    ("3", "log2(8)", YES),
    ("2", "log(100)", AGAIN),
    ("2", "log10(100)", YES),
    ("2", "ln(e^2)", YES),
    ("2", "ln(100)", NO),
    ("ln(a*b)", "ln(a)+ln(b)", NO),  # fails where both are negative
    ("ln(a)+ln(b)", "ln(a*b)", YES),
    ("ln(a)+ln(b)", "ln(a+b)", NO),
    ("ln(a)+ln(b)", "ln(a)*ln(b)", NO),
    ("2ln(x)", "ln(x^2)", YES),
    ("2ln(x)", "ln(x)^2", NO),
    ("2ln(x)", "ln x^2", YES),
    ("-ln(x)", "ln(1/x)", YES),
    ("-ln(x)", "1/ln(x)", NO),
    ("1/x", "x^-1", YES),
    ("1/x", "ln(x)", NO),
    ("ln(2)", "0.6931", YES),
    ("ln(2)", "0.693", AGAIN),
    ("ln(2)", "0.6932", NO),
    ("ln(2)", "0.69314718056", YES),
    ("ln(2)", "log(2)", YES),
    ("1", "ln(e)", YES),
    ("1", "ln e", YES),
    ("x", "ln(e^x)", YES),
    ("x", "e^(ln(x))", NO),  # fails for x <= 0
    ("ln(1+e^x)", "softplus(x)", YES),
    ("ln(1+e^x)", "log1p(exp(x))", YES),
    ("ln(1+e^x)", "x", NO),
]

BRANCHES: list[Row] = [
    ("|x|", "abs(x)", YES),
    ("|x|", "max(x, -x)", YES),
    ("|x|", "x*sign(x)", YES),
    ("|x|", "x", NO),
    ("|x|", "-x", NO),
    ("|x-3|", "|3-x|", YES),
    ("|x-3|", "|x|-3", NO),
    ("||x|-1|", "abs(abs(x)-1)", YES),
    ("|x||y|", "|xy|", YES),
    ("|x|+|y|", "|x+y|", NO),
    ("|x|^2", "x^2", YES),
    ("relu(x)", "max(0, x)", YES),
    ("relu(x)", "max(x, 0)", YES),
    ("relu(x)", "(x+|x|)/2", YES),
    ("relu(x)", "x", NO),
    ("relu(x)", "0", NO),
    ("relu(x)", "relu(-x)", NO),
    ("0*x", "relu(-x-50)", NO),  # zero near the origin
    ("x", "max(x, -35)", NO),
    ("x", "min(x, 10000)", NO),
    ("x", "max(x, -100000)", NO),
    ("x/|x|", "sign(x)", YES),  # a value at 0, too
    ("0*x", "relu(x^2-1e9)", NO),
    ("x", "min(x, 1e9)", NO),
    ("relu(x-1)", "relu(x)-1", NO),
    ("sigmoid(x)", "1/(1+e^-x)", YES),
    ("sigmoid(x)", "e^x/(1+e^x)", YES),
    ("sigmoid(x)", "1/(1+e^x)", NO),
    ("sigmoid(x)(1-sigmoid(x))", "e^(-x)/(1+e^(-x))^2", YES),
    ("sigmoid(x)(1-sigmoid(x))", "sigmoid(x)", NO),
    ("tanh(x)", "2sigmoid(2x)-1", YES),
    ("tanh(x)", "2sigmoid(x)-1", NO),
    ("max(a,b)", "(a+b+|a-b|)/2", YES),
    ("max(a,b)", "a+b", NO),
    ("max(a,b)", "min(a,b)", NO),
]

CALCULUS: list[Row] = [
    ("3x^2", "3*x^2", YES),
    ("3x^2", "x^3", NO),
    ("3x^2", "3x", NO),
    ("3x^2", "3x^3", NO),
    ("3x^2", "x^2", NO),
    ("3x^2", "3x^2+C", AGAIN),
    ("x^3/3 + C", "1/3x^3 + C", YES),
    ("x^3/3 + C", "x^3/3", NO),
    ("ln(x) + 1", "1 + ln x", YES),
    ("ln(x) + 1", "ln(x+1)", NO),
    ("ln(x) + 1", "ln x + 1", YES),
    ("2x*sin(x) + x^2*cos(x)", "x(2sin(x)+xcos(x))", YES),
    ("2x*sin(x) + x^2*cos(x)", "2x*cos(x)", NO),  # product of derivatives
    ("2x*sin(x) + x^2*cos(x)", "2x*sin(x) - x^2*cos(x)", NO),
    ("(1-ln(x))/x^2", "1/x^2 - ln(x)/x^2", YES),
    ("(1-ln(x))/x^2", "(ln(x)-1)/x^2", NO),  # numerator swapped
    ("(1-x^2)/(1+x^2)^2", "1/(1+x^2) - 2x^2/(1+x^2)^2", YES),
    ("(1-x^2)/(1+x^2)^2", "1/(2x)", NO),
    ("6(2x+1)^2", "24x^2+24x+6", YES),
    ("6(2x+1)^2", "3(2x+1)^2", NO),  # inner derivative lost
    ("6(2x+1)^2", "6(2x+1)", NO),
    ("-e^(-x)", "-1/e^x", YES),
    ("-e^(-x)", "e^(-x)", NO),
    ("x^x*(ln(x)+1)", "x^x ln x + x^x", YES),
    ("x^x*(ln(x)+1)", "x*x^(x-1)", NO),
    ("2x*e^(x^2)", "2xe^(x^2)", YES),
    ("2x*e^(x^2)", "e^(x^2)*2x", YES),
    ("2x*e^(x^2)", "e^(x^2)", NO),
    ("-2x/(1+x^2)^2", "-(2x)/(x^2+1)^2", YES),
    ("-2x/(1+x^2)^2", "-2x/1+x^2", NO),
    ("1/(2sqrt(x))", "0.5x^(-0.5)", YES),
    ("1/(2sqrt(x))", "1/2 x^(-1/2)", YES),
    ("1/(2sqrt(x))", "1/2sqrt(x)", AGAIN),
    ("1/(2sqrt(x))", "1/sqrt(x)", NO),
    ("w1*x + w2", "w_1 x + w_2", YES),
    ("w1*x + w2", "w₁x + w₂", YES),
    ("w1*x + w2", "w2*x + w1", NO),
    ("a^2 + b_1", "a² + b1", YES),
    ("2*lambda*w", "2λw", YES),
]


@pytest.mark.parametrize(
    ("expected", "typed", "verdict"), [*TRIGONOMETRY, *LOGARITHMS, *BRANCHES, *CALCULUS]
)
def test_pair(expected: str, typed: str, verdict: Outcome) -> None:
    assert grade(expected, typed).outcome is verdict
