"""Three-valued equality: the known pitfalls, one by one."""

from __future__ import annotations

import pytest

from mathdrill.maths.equality import compare
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.pointwise import Decision

NAMES = Names(variables=("x", "y", "z", "a", "b"))
AUTHOR = Names(author=True)

SAME, OTHER, LESS = Decision.EQUAL, Decision.DIFFERENT, Decision.NARROWER
NOWHERE, UNSURE = Decision.NOWHERE, Decision.UNDECIDED


def domain(*conditions: str) -> tuple[Expr, ...]:
    return tuple(parse(condition, AUTHOR) for condition in conditions)


@pytest.mark.parametrize(
    ("key", "response", "decision"),
    [
        # no comparison with what is infinite or missing
        ("1", "tan(pi/2)", NOWHERE),
        ("tan(pi/2)", "tan(pi/2)", NOWHERE),
        ("1/0", "1/0", NOWHERE),
        ("x", "1/0", NOWHERE),
        ("x", "0/0", NOWHERE),
        ("x", "ln(-1)", NOWHERE),
        ("x", "x*ln(sin(x) - sin(x))", NOWHERE),
        ("e^x", "e^x/(cos(x) + 1 - 1 - cos(x))", NOWHERE),
        ("1", "9^9^9", OTHER),  # by their residues
        ("1", "9^9^9^9", UNSURE),
        ("9^9^9", "9^9^9", SAME),  # as it stands
        ("1e400", "1e400*10", OTHER),
        ("exp(1000)", "exp(1001)", OTHER),
        ("exp(1000)*exp(-1000)", "1", SAME),
        ("exp(1000x)", "exp(999x)*exp(x)", SAME),
        # zero and tiny values
        ("0", "sin(7pi)", SAME),
        ("sin(7pi)", "0", SAME),
        ("0", "10^-30", OTHER),
        ("0", "1e-400", OTHER),
        ("0", "sin(1)^2 + cos(1)^2 - 1", SAME),
        ("0", "1 - cos(1e-30)", OTHER),
        ("1/2^99", "1/2^98", OTHER),
        ("1/2^99", "2^-99", SAME),
        ("1/2^99*x", "x/2^98", OTHER),
        ("e^(-200)", "e^(-201)", OTHER),
        ("x", "x + 1e-20", OTHER),
        ("x", "x + 1e-20*sin(x)", OTHER),
        ("sin(x)", "sin(x) + 1e-40", OTHER),
        # saturation: doubles agree, numbers do not
        ("1", "tanh(20)", OTHER),
        ("1", "sigmoid(50)", OTHER),
        ("262537412640768744", "e^(pi*sqrt(163))", OTHER),
        ("2^(3^10)", "2^(3^10) + 1", OTHER),
        ("pi^1024", "pi^1024 + 1", UNSURE),
        ("1 - tanh(e^x)^2", "sech(e^x)^2", SAME),
        ("1 - tanh(e^x)^2", "0", OTHER),
        ("1 - tanh(e^x)^2", "2*sech(e^x)^2", OTHER),
        ("1 - tanh((3 + x^2)^4)^2", "tanh((3 + x^2)^4)^2 - 1", OTHER),  # below 10^-70
        ("1 - tanh((3 + x^2)^4)^2", "2*(1 - tanh((3 + x^2)^4)^2)", OTHER),
        ("1 - tanh((3 + x^2)^4)^2", "0", OTHER),
        ("0", "1 - tanh((3 + x^2)^4)^2", OTHER),
        ("|x*x| - x^2 + sin(x) - sin(x)", "0", SAME),
        ("|x*x| - sqrt(x^4)", "cbrt(x)^3 - x", UNSURE),  # two hidden zeros
        # large exponents and coefficients
        ("(x - a)^6000", "(a - x)^6000", SAME),
        ("(x - a)^6001", "(a - x)^6001", OTHER),
        ("(x - a)^6000", "(x - a)^5999", OTHER),
        ("x^(10^9)", "x^(10^9 + 1)", OTHER),
        ("1", "2^61", OTHER),  # modulo a well-known prime they are the same
        ("x", "2^61*x", OTHER),
        ("10^400", "10^400 + 1", OTHER),
        # branches
        ("|x|", "sqrt(x^2)", SAME),
        ("x", "sqrt(x^2)", OTHER),
        ("0", "relu(-x - 50)", OTHER),
        ("0", "relu(x - 50)*relu(60 - x)", OTHER),  # a bump between two borders
        ("max(0, x - 100)", "max(0, x - 100, 1.01*x - 5000)", OTHER),
        ("floor(x)", "ceil(x) - 1", OTHER),  # only at whole numbers
        ("sigmoid(x + 50)", "sigmoid(x + 49)", OTHER),  # doubles saturate
        ("tanh(e^(x + 8))", "tanh(e^(x + 9))", OTHER),  # 120 digits do, near the origin
        ("sign(x)", "tanh(1000*x)", OTHER),
        ("2*x - |2*x|", "-|x*2| + x*2", SAME),  # its zeros hide from every point
        ("x^2 - max(x, x^2)", "x^2 - max(x^2, x)", SAME),  # and these from most of them
        ("x^2 - max(x, x^2)", "-max(x, x^2) + x^2", SAME),
        ("sin(x) - sin(x)", "cos(x - pi/2) - sin(x)", SAME),
        ("sin(x) - sin(x)", "ln(x) - ln(x)", LESS),
        ("ln(x) - ln(x)", "sqrt(x)*(sin(x) - sin(x))", SAME),
        ("2x", "2x*(sin(2) + 2)/(sin(2) + 2)", SAME),
        # a constant that hides its zero is no divisor
        ("2x", "2x*(sin(1)^2 + cos(1)^2 - 1)/(sin(1)^2 + cos(1)^2 - 1)", UNSURE),
        ("x*sin(1)", "x*sin(1) + 0*ln(sin(1)^2 + cos(1)^2 - 1)", UNSURE),
        ("e^(e^(e^(x + 9) + 1))", "e^(e^(1 + e^(9 + x)))", SAME),  # beyond every range
        ("cos(1 + 2*x)*x", "x*cos(2*x + 1)", SAME),
        ("0", "relu(x - 300000)", OTHER),
        ("-e^(-x) - ln(-3x - 6)", "-e^(-x) - ln(-5x - 6)", OTHER),  # far out e^(-x) hides all
        ("e^(-x) + sqrt(-x - 4)", "e^(-x) + sqrt(-x - 3)", OTHER),
        ("e^x + ln(x - 9)", "e^x + ln(x - 8)", OTHER),
        ("(-2)^x", "(-2)^x", NOWHERE),  # over the reals; values at whole numbers alone do not count
        ("(-|x|)^x", "(-|x|)^x + 1", NOWHERE),
        ("0.5 - (-2)^(2x)", "-0.5", UNSURE),
        ("-0.5", "0.5 - (-2)^(2x)", NOWHERE),
        ("e^x - relu(3x - 100)", "e^x - relu(x - 100)", OTHER),  # beside the borders, e^40 and more
        ("e^(x^2) + step(x - 20)", "e^(x^2) + step(x - 6)", OTHER),
        ("sign((x^2 - 3)*(x^2 - 2))", "sign((x^2 - 4)*(x^2 - 2))", OTHER),
        ("e^(-(y - 35)^2) + x*y", "e^(-(y - 100)^2) + x*y", OTHER),
        ("floor(x/20) + e^x", "floor(x/35) + e^x", OTHER),
        ("x^6 + step(5x - 20)", "x^6 + step(5x - 100)", OTHER),
        ("e^(x^2) + ln(x - 100)", "e^(x^2) + ln(3x - 50)", UNSURE),  # 4,000 digits before the first
        ("-x", "max(-1/2*(x + 50), -x - (e^x - e^x))", OTHER),  # doubles are lost there
        ("x", "max(x, -35)", OTHER),
        ("x", "max(x, -100000)", OTHER),
        ("x", "min(x, 10^6)", OTHER),
        ("1", "step(x + 1000)", OTHER),
        ("x", "|x + 200| - 200", OTHER),
        ("10000", "|x - 5000| + |x + 5000|", OTHER),
        ("relu(x) - relu(-x)", "x", SAME),
        ("relu(x)", "x*step(x)", SAME),
        ("max(x, y)", "(x + y + |x - y|)/2", SAME),
        ("max(x, y)", "max(y, x)", SAME),
        ("max(x, y)", "x", OTHER),
        ("max(x, y, z)", "max(x, y)", OTHER),
        ("sign(x)", "x/|x|", SAME),  # but for one point
        ("floor(x)", "x", OTHER),
        ("floor(x)", "-ceil(-x)", SAME),
        # the domain rule
        ("ln(x)", "ln|x|", SAME),
        ("ln|x|", "ln(x)", LESS),
        ("2*ln(x)", "ln(x^2)", SAME),
        ("ln(x^2)", "2*ln(x)", LESS),
        ("x", "e^ln(x)", LESS),
        ("cbrt(x)", "x^(1/3)", LESS),
        ("x^(1/3)", "cbrt(x)", SAME),
        ("x^2", "sqrt(x)^4", LESS),
        ("sqrt(x)*sqrt(y)", "sqrt(x*y)", SAME),
        ("sqrt(x*y)", "sqrt(x)*sqrt(y)", LESS),
        ("x/x", "1", SAME),
        ("1", "x/x", SAME),  # a removable point
        ("x", "log(-x^2)", NOWHERE),
        ("log(-x^2)", "log(-x^2)", NOWHERE),
        ("x", "sqrt(-1 - x^2)", NOWHERE),
        ("x", "1/(2*x - x - x)", NOWHERE),
        # keys that live far from where one looks first
        ("asin(x - 100)", "pi/2 - acos(x - 100)", SAME),
        ("asin(x - 100)", "2*asin(x - 100)", OTHER),
        ("ln(x - 500)", "ln((x - 500)^2)/2", SAME),
        ("ln(x - 500)", "ln(x - 500) + 1e-9", OTHER),
        ("sqrt(-400 - x)", "sqrt(-x - 400)", SAME),
        ("acosh(x)", "ln(x + sqrt(x^2 - 1))", SAME),
        ("atanh(x)", "ln((1 + x)/(1 - x))/2", SAME),
        # identities
        ("sin(x)^2", "(1 - cos(2*x))/2", SAME),
        ("sin(x + y)", "sin(x)*cos(y) + cos(x)*sin(y)", SAME),
        ("sin(x + y)", "sin(x) + sin(y)", OTHER),
        ("tan(x)", "sin(x)/cos(x)", SAME),
        ("sqrt(3 + 2*sqrt(2))", "1 + sqrt(2)", SAME),
        ("cbrt(2 + sqrt(5))", "(1 + sqrt(5))/2", SAME),
        ("4*atan(1/5) - atan(1/239)", "pi/4", SAME),  # Machin
        ("atan(x) + atan(1/x)", "pi/2*sign(x)", SAME),
        ("softplus(x) - softplus(-x)", "x", SAME),
        ("log2(8)", "3", SAME),
        ("x^x", "e^(x*ln(x))", SAME),
        ("(1 + 1/1000000)^1000000", "e", OTHER),
        ("22/7", "pi", OTHER),
        ("355/113", "pi", OTHER),
    ],
)
def test_decision(key: str, response: str, decision: Decision) -> None:
    found = compare(parse(key, NAMES), parse(response, NAMES), NAMES.variables)
    assert found.decision is decision


@pytest.mark.parametrize(
    ("key", "response", "conditions", "decision"),
    [
        ("sqrt(x^2)", "x", ("x > 0",), SAME),
        ("sqrt(x^2)", "x", ("x < 0",), OTHER),
        ("sqrt(x^2)", "-x", ("x < 0",), SAME),
        ("ln(x^2)", "2*ln(x)", ("x > 0",), SAME),
        ("ln(a*b)", "ln(a) + ln(b)", ("a > 0", "b > 0"), SAME),
        ("ln(a*b)", "ln(a) + ln(b)", ("a > 0",), SAME),  # then b > 0 where the key is defined
        ("|x - 1|", "1 - x", ("0 < x < 1",), SAME),
        ("|x - 1|", "1 - x", ("0 < x < 2",), OTHER),
        ("sin(x)^2", "1 - cos(x)^2", ("50 < x < 100",), SAME),
        ("|x - 75|", "x - 75", ("50 < x < 100",), OTHER),
        ("sin(x)", "sin(x) + relu(x - 5000)", ("4000 < x < 6000",), OTHER),
        ("max(a, b)", "b", ("a < b",), SAME),
        ("max(a, b)", "a", ("a < b",), OTHER),
        ("tanh(x)", "1", ("x > 20",), OTHER),  # doubles cannot tell
        ("x", "2*x", ("y > 0",), OTHER),  # a condition on a name that neither uses
        ("2", "2", ("x > 0",), SAME),
        ("x", "x", ("y > 0",), SAME),
        ("sqrt(x)", "x^(1/2)", ("x >= 0",), SAME),
        ("1/x", "x^-1", ("x != 0",), SAME),
        ("sin(x)", "sin(x) + 0*sqrt(x)", ("x > 0",), SAME),
        ("sin(x)", "sin(x) + 0*sqrt(x)", (), LESS),
        ("sin(x)", "cos(x)", ("x > 1", "x < 0"), UNSURE),  # no such point
    ],
)
def test_decision_on_a_domain(
    key: str, response: str, conditions: tuple[str, ...], decision: Decision
) -> None:
    trees = parse(key, NAMES), parse(response, NAMES)
    assert compare(*trees, NAMES.variables, domain(*conditions)).decision is decision


@pytest.mark.parametrize("conditions", [(), ("x > 0",), ("-1 < x < 1",)])
def test_a_witness_lies_in_the_domain_and_shows_the_difference(conditions: tuple[str, ...]) -> None:
    for response in ("x + 1", "2*x", "-x", "x^2", "sin(x)", "|x| + 1", "x + 1e-12"):
        result = compare(parse("x", NAMES), parse(response, NAMES), ("x",), domain(*conditions))
        assert result.decision is OTHER
        ((name, value),) = result.point
        assert name == "x"
        assert value > 0 or "x > 0" not in conditions
        assert abs(value) < 1 or "-1 < x < 1" not in conditions
        assert result.key is not None
        assert result.response is not None
        assert result.key == value != result.response


def test_the_same_question_has_the_same_answer() -> None:
    """Other graders draw random points: right today, wrong tomorrow."""
    key, response = parse("x*sin(x)", NAMES), parse("x*sin(x) + relu(x - 40)", NAMES)
    assert compare(key, response, ("x",)) == compare(key, response, ("x",))
