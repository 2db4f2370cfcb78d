"""What other graders are asked about algebra, and what ours says: pairs of (expected, typed).

Every row runs through the public `grade` with nothing declared but what stands in it.
"""

from __future__ import annotations

import pytest

from mathdrill.domain import Outcome
from mathdrill.scoring.grade import grade

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID

Row = tuple[str, str, Outcome]


POLYNOMIALS: list[Row] = [
    ("x^2 + 2x + 1", "(x+1)^2", YES),
    ("x^2 + 2x + 1", "(1+x)*(x+1)", YES),
    ("x^2 + 2x + 1", "x(x+2)+1", YES),
    ("x^2 + 2x + 1", "x^2+2x", NO),
    ("x^2 + 2x + 1", "(x-1)^2", NO),
    ("x^2 + 2x + 1", "x^2 + 2*x + 1.0", YES),
    ("(a+b)^2", "a^2+2ab+b^2", YES),
    ("(a+b)^2", "a^2+b^2", NO),  # the freshman's dream
    ("a^2 - b^2", "(a-b)(a+b)", YES),
    ("a^2 - b^2", "(a-b)^2", NO),
    ("(x+y)^3", "x^3+3x^2y+3xy^2+y^3", YES),
    ("(x+y)^3", "x^3+y^3", NO),
    ("xy(a+b)^2", "x*y*(a+b)^2", YES),
    ("xy(a+b)^2", "xy(a^2+2ab+b^2)", YES),
    ("xy(a+b)^2", "yx(b+a)(a+b)", YES),
    ("xy(a+b)^2", "(xy(a+b))^2", NO),
    ("5x", "x*5", YES),
    ("5x", "5*x", YES),
    ("5x", "x5", AGAIN),  # a power or a product
    ("5x", "x 5", AGAIN),
    ("5x", "5 x", YES),
    ("5x", "x+x+x+x+x", YES),
    ("5x", "+5x", YES),
    ("-5x", "5*-x", YES),
    ("-5x", "−5x", YES),  # a typographic minus
    ("-5x", "- 5x", YES),
    ("-5x", "5x", NO),
    ("3(x+2)", "3x+6", YES),
    ("3(x+2)", "3x+2", NO),
    ("x^6", "(x^2)^3", YES),
    ("x^6", "x^2*x^4", YES),
    ("x^6", "x^2^3", NO),  # x^8
    ("x^8", "x^2^3", YES),
    ("x^2", "x**2", YES),
    ("x^2", "x²", YES),
    ("x^2", "x*x", YES),
    ("x^2", "2x", NO),
    ("x^2", "x^2^1", YES),
    ("x^2 y", "x²y", YES),
    ("x^12", "x¹²", YES),
    ("(x-1)(x-2)(x-3)", "x^3-6x^2+11x-6", YES),
    ("(x-1)(x-2)(x-3)", "x^3-6x^2+11x+6", NO),
    ("(x-1)^20", "(1-x)^20", YES),
    ("(x-1)^21", "(1-x)^21", NO),
    ("x^100 - x^99", "x^99*(x-1)", YES),
    ("x^100", "x^101/x", YES),
    ("2a+3b", "3b+2a", YES),
    ("2a+3b", "5ab", NO),
    ("x^0", "1", YES),
    ("0", "x-x", AGAIN),  # the name x is not asked for
    ("x", "X", AGAIN),  # did you mean x?
]

QUOTIENTS: list[Row] = [
    ("x+1", "(x^2-1)/(x-1)", YES),  # but for one removable point
    ("(x^2-1)/(x-1)", "x+1", YES),
    ("(x^2-1)/(x-1)", "x-1", NO),
    ("1/x + 1/y", "(x+y)/(xy)", YES),
    ("1/x + 1/y", "(x+y)/xy", AGAIN),  # (x+y)/x·y here, meant (x+y)/(xy)
    ("1/x + 1/y", "1/(x+y)", NO),
    ("1/x + 1/y", "2/(x+y)", NO),
    ("1/(2x)", "1/2x", AGAIN),
    ("1/(2x)", "0.5/x", YES),
    ("1/(2x)", "1/2/x", YES),
    ("1/(2x)", "(2x)^-1", YES),
    ("1/(2x)", "x^-1/2", YES),
    ("1/(2x)", "2/x", NO),
    ("x/2", "1/2x", YES),
    ("x/2", "x/2", YES),
    ("x/2", "0.5x", YES),
    ("x/2", ".5x", YES),
    ("x/2", "x÷2", YES),
    ("x/2", "1/2*x", YES),
    ("x/2", "(1/2)x", YES),
    ("1/x^2", "x^-2", YES),
    ("1/x^2", "x^(-2)", YES),
    ("1/x^2", "x⁻²", YES),
    ("1/x^2", "(1/x)^2", YES),
    ("1/x^2", "-x^2", NO),
    ("1/x^2", "x^2", NO),
    ("a/b/c", "a/(b*c)", YES),
    ("a/b/c", "a/(b/c)", NO),
    ("(a/b)/(c/d)", "ad/(bc)", YES),
    ("(a/b)/(c/d)", "ac/(bd)", NO),
    ("1/(1+1/x)", "x/(x+1)", YES),
    ("1/(1+1/(1+1/x))", "(x+1)/(2x+1)", YES),
    ("(2x+4)/2", "x+2", YES),
    ("(2x+4)/2", "x+4", NO),
    ("(x+3)/x", "1+3/x", YES),
    ("(x+3)/x", "3", NO),  # cancelled across a sum
    ("-x/y", "x/-y", YES),
    ("-x/y", "-(x/y)", YES),
    ("-(x-1)/2", "(1-x)/2", YES),
    ("x/(x^2+1)", "1/(x+1/x)", YES),
    ("x/(x^2+1)", "1/x + x", NO),
]

POWERS_AND_ROOTS: list[Row] = [
    ("sqrt(x)", "x^(1/2)", YES),
    ("sqrt(x)", "x^0.5", YES),
    ("sqrt(x)", "√x", YES),
    ("sqrt(x)", "x^1/2", AGAIN),  # x/2 here, meant x^(1/2)
    ("sqrt(x)", "x^(-1/2)", NO),
    ("sqrt(x)/x", "1/sqrt(x)", YES),
    ("sqrt(x^2)", "|x|", YES),
    ("sqrt(x^2)", "x", NO),
    ("|x|", "sqrt(x^2)", YES),
    ("x", "sqrt(x^2)", NO),
    ("x", "sqrt(x)^2", NO),  # fails for x < 0
    ("x^(1/3)", "cbrt(x)", YES),  # a larger domain is fine
    ("cbrt(x)", "x^(1/3)", NO),  # torch gives nan for x < 0
    ("sqrt(2)/2", "1/sqrt(2)", YES),
    ("sqrt(2)/2", "2^(-1/2)", YES),
    ("sqrt(2)/2", "0.7071", YES),
    ("sqrt(2)/2", "0.707", AGAIN),
    ("sqrt(2)/2", "0.7072", NO),
    ("sqrt(8)", "2sqrt(2)", YES),
    ("sqrt(8)", "2√2", YES),
    ("sqrt(8)", "4sqrt(2)", NO),
    ("sqrt(12)+sqrt(27)", "5sqrt(3)", YES),
    ("sqrt(12)+sqrt(27)", "sqrt(39)", NO),
    ("sqrt(3+2sqrt(2))", "1+sqrt(2)", YES),  # denesting
    ("sqrt(3+2sqrt(2))", "2.414", YES),  # 4 digits
    ("2^(x+1)/2", "2^x", YES),
    ("2^(x+1)/2", "2^x/2", NO),
    ("2^x*3^x", "6^x", YES),
    ("2^x*3^x", "5^x", NO),
    ("2^x*3^x", "6^(2x)", NO),
    ("4^x", "2^(2x)", YES),
    ("4^x", "(2^x)^2", YES),
    ("4^x", "2^2x", AGAIN),  # 2^2·x here
    ("4^x", "2*2^x", NO),
    ("-x^2", "-(x^2)", YES),
    ("-x^2", "(-x)^2", NO),
    ("-1^2", "-1", YES),
    ("-1^2", "1", NO),
    ("(-1)^2", "1", YES),
    ("2^-1", "1/2", YES),
    ("2^-1", "-2", NO),
    ("e^(-x)", "1/e^x", YES),
    ("e^(-x)", "exp(-x)", YES),
    ("e^(-x)", "e^-x", YES),
    ("e^(-x)", "-e^x", NO),
    ("e^x(x+1)", "x*e^x + e^x", YES),
    ("e^x(x+1)", "(x+1)exp(x)", YES),
    ("e^x(x+1)", "e^(x(x+1))", NO),
    ("C*e^x", "C e^x", YES),
    ("C*e^x", "Ce^x", YES),
    ("C*e^x", "e^x", NO),
    ("C*e^x", "e^(x+C)", NO),
    ("e^(2x)", "(e^x)^2", YES),
    ("e^(2x)", "e^x^2", NO),
    ("e^(2x)", "e^2x", AGAIN),
    ("e^(2x)", "e²ˣ", YES),  # a run of superscripts is one exponent
    ("e^(x^2)", "e^x^2", YES),
    ("e^(x^2)", "exp(x²)", YES),
    ("e^(x^2)", "e^(2x)", NO),
    ("x^x", "e^(x ln x)", YES),
    ("x^x", "exp(x*log(x))", YES),
    ("x^(3/2)", "x sqrt(x)", YES),
    ("x^(3/2)", "x^3/2", AGAIN),
    ("x^(3/2)", "sqrt(x^3)", YES),
    ("x^(2/3)", "x^2/3", AGAIN),
]

NUMBERS: list[Row] = [
    ("1/3+1/6", "1/2", YES),
    ("1/3+1/6", "0.5", YES),
    ("1/3+1/6", "2/9", NO),
    ("3/4", "0.75", YES),
    ("3/4", ".75", YES),
    ("3/4", "0.750", YES),
    ("3/4", "6/8", YES),
    ("3/4", "75%", AGAIN),
    ("3/4", "3 / 4", YES),
    ("3/4", "3:4", AGAIN),
    ("3/4", "0,75", AGAIN),
    ("3/4", "0.76", NO),
    ("3/4", "4/3", NO),
    ("3/4", "-3/4", NO),
    ("0.75", "3/4", YES),
    ("0.75", "0.75", YES),
    ("1/3", "0.3333", YES),
    ("1/3", "0.33333333", YES),
    ("1/3", "0.333", AGAIN),
    ("1/3", "0.3", AGAIN),
    ("1/3", "0.3334", NO),
    ("2/3", "0.6667", YES),
    ("2/3", "0.6666", NO),  # cut off, not rounded
    ("2/3", "0.67", AGAIN),
    ("0.333", "1/3", YES),
    ("0.333", "1/4", NO),
    ("3.14", "pi", YES),
    ("3.14", "22/7", YES),
    ("3.142", "22/7", NO),
    ("5", "5.", YES),
    ("5", "5.0", YES),
    ("5", "+5", YES),
    ("5", "--5", YES),
    ("5", "2+3", YES),
    ("5", "10/2", YES),
    ("5", "5.1", NO),
    ("5", "5.0001", NO),
    ("5", "4.9999", NO),
    ("5", "5x", AGAIN),
    ("5", "five", AGAIN),
    ("-5", "-5", YES),
    ("-5", "–5", YES),
    ("-5", "(−5)", YES),
    ("-5", "5-", AGAIN),
    ("2^10", "1024", YES),
    ("1e-5", "0.00001", YES),
    ("1e-5", "10^-5", YES),
    ("1e-5", "1E-5", YES),
    ("1e-5", "1*10^(-5)", YES),
    ("1e-5", "1e-6", NO),
    ("1e-5", "0", NO),
    ("0", "1e-5", NO),
    ("0", "0.0", YES),
    ("0", "-0", YES),
    ("0", "1e-300", NO),
    ("0", "1e-400", NO),  # below the smallest double
    ("6.022e23", "6.022*10^23", YES),
    ("1000", "1,000", AGAIN),
    ("1000", "1 000", AGAIN),
    ("1000", "1e3", YES),
    ("1000", "10^3", YES),
    ("1.0", "1", YES),
    ("2(3)", "6", YES),
    ("6", "2(3)", YES),
    ("6", "(2)(3)", YES),
    ("6", "2·3", YES),
    ("6", "2×3", YES),
    ("6", "2 3", AGAIN),
    ("6", "3!", AGAIN),
    ("6", "±6", AGAIN),
    ("6", "6 or -6", AGAIN),
    ("6", "$6", AGAIN),
    ("6", "6i", AGAIN),
    ("6", "∞", AGAIN),
    ("6", "nan", AGAIN),
    ("6", "inf", AGAIN),
    ("6", "1e999999999", AGAIN),
    ("6", "x=6", AGAIN),
    ("6", "6=6", AGAIN),
    ("6", "x>6", AGAIN),
    ("6", "6,", AGAIN),
    ("6", "6;", AGAIN),
    ("6", "6..", AGAIN),
    ("6", "", AGAIN),
    ("6", "   ", AGAIN),
    ("6", "?", AGAIN),
    ("6", "\\frac{12}{2}", AGAIN),
    ("6", "6\n", YES),
    ("6", "\t6", YES),
    ("6", "６", YES),
    ("6", "(((((6)))))", YES),
    ("6", "((6)", AGAIN),
    ("6", "(6))", AGAIN),
    ("6", "[6]", NO),  # a list of one
    ("6", "[2, 3]", NO),
    ("6", "(2, 3)", NO),
    ("1/2^99", "1/2^98", NO),  # six digits would not tell
    ("1/2^99", "2^-99", YES),
    ("1/2^99", "0", NO),
    ("1", "2^61", NO),  # 1 modulo a well-known prime
    ("1", "0.99999999999999999999", NO),
    ("1", "1.00000000000000000001", NO),
    ("1", "tanh(20)", NO),  # 1 in doubles
    ("1", "1 - 10^-30", NO),
    ("262537412640768744", "e^(pi*sqrt(163))", NO),  # Ramanujan's number: 12 nines
    ("10^400", "10^400", YES),
    ("10^400", "10^399", NO),
    ("10^400", "10^400+1", NO),
    ("10^400", "10^200*10^200", YES),
    ("9^9^9^9", "9^9^9^9", YES),  # as it stands
    ("1/7", "0.142857", YES),
    ("1/7", "0.1429", YES),
    ("1/7", "0.1428", NO),
    ("1/7", "0.143", AGAIN),
    ("123456", "1.235e5", NO),  # a whole number is given whole
    ("i", "i", YES),  # a name like any other, when it is asked for
]


@pytest.mark.parametrize(
    ("expected", "typed", "verdict"), [*POLYNOMIALS, *QUOTIENTS, *POWERS_AND_ROOTS, *NUMBERS]
)
def test_pair(expected: str, typed: str, verdict: Outcome) -> None:
    assert grade(expected, typed).outcome is verdict
