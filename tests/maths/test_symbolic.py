"""SymPy as the last resort, and as a witness of our own equality."""

from __future__ import annotations

import pytest
import sympy

from mathdrill.maths.names import FUNCTIONS, Names
from mathdrill.maths.parser import parse
from mathdrill.maths.symbolic import answer, equal, symbols_for, to_sympy

NAMES = Names(variables=("x", "y"))
AUTHOR = Names(author=True)


@pytest.mark.parametrize(
    ("key", "response", "domain", "verdict"),
    [
        ("(x+1)^2", "x^2+2x+1", [], True),
        ("sin(x)^2", "1-cos(x)^2", [], True),
        ("sqrt(x^2)", "|x|", [], True),
        ("sqrt(x^2)", "x", ["x > 0"], True),
        ("ln(x^2)", "2ln(x)", ["x > 0"], True),
        ("3", "4", [], False),
        ("pi^1024", "(pi^2)^512", [], True),  # more digits than we compute
        ("x", "x + 1", [], False),
        ("x", "2x", [], None),  # not a number: SymPy does not say
        ("[1, 2]", "[1, 2]", [], None),
    ],
)
def test_answers(key: str, response: str, domain: list[str], verdict: bool | None) -> None:  # noqa: FBT001
    request = {"key": key, "response": response, "variables": ["x"], "domain": domain}
    assert answer(request) == {"equal": verdict}
    trees = parse(key, NAMES), parse(response, NAMES)
    conditions = [parse(condition, AUTHOR) for condition in domain]
    assert equal(*trees, ("x",), conditions) is verdict


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"pow"}))
def test_every_function_has_a_meaning_for_sympy(name: str) -> None:
    value = to_sympy(parse(f"{name}(x)", NAMES), {"x": sympy.Rational(1, 2)})
    assert value.is_number


def test_symbols_are_positive_where_the_domain_says_so() -> None:
    symbols = symbols_for(("x", "y"), [parse("x > 0", AUTHOR)])
    assert symbols["x"].is_positive
    assert symbols["y"].is_real
    assert symbols["y"].is_positive is None


@pytest.mark.parametrize("text", ["[x, 1]", "x + y"])
def test_what_sympy_is_not_asked(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_sympy(parse(text, NAMES), {"x": sympy.Symbol("x")})
