"""An independent opinion: torch knows our functions, and says no to a wrong key."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.autograd.oracle import FUNCTIONS, confirm, derivative, evaluate
from mathdrill.maths import names
from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.derivation import derivative as by_rules
from mathdrill.maths.expression import ONE, Add, Expr
from mathdrill.maths.names import Names
from mathdrill.maths.numeric import compiled
from mathdrill.maths.parser import parse

AUTHOR = Names(variables=("x", "y", "f"), author=True)


def formula(text: str) -> Expr:
    return parse(text, AUTHOR)


def opinion(proof: str, key: str, *domain: str, seed: int = 1) -> bool | None:
    return confirm(formula(proof), formula(key), (), [formula(each) for each in domain], seed)


@pytest.mark.parametrize(
    ("proof", "key", "domain"),
    [
        ("diff(x^3, x)", "3x^2", ""),
        ("diff(x^3, x, 2)", "6x", ""),
        ("diff(x^4, x, 0)", "x^4", ""),
        ("diff(diff(x^4, x)*x, x)", "16x^3", ""),  # through its own result
        ("diff(y, x)", "0", ""),
        ("diff(5, x)", "0", ""),
        ("subs(diff(x^3, x), x, 2)", "12", ""),
        ("diff(subs(x^2*y, y, x), x)", "3x^2", ""),  # first put in, then differentiated
        ("subs(diff(x^2*y, x), y, x)", "2x^2", ""),  # the other way round
        ("diff(ln(x), x)", "1/x", "x > 0"),
        ("diff(ln(x), x)", "1/x", ""),  # a larger domain of the key is fine
        ("diff(sqrt(x - 50), x)", "1/(2*sqrt(x - 50))", "x > 50"),  # far out
        ("diff(asin(x), x)", "1/sqrt(1 - x^2)", "-1 < x < 1"),
        ("diff(x^x, x)", "x^x*(ln(x) + 1)", "x > 0"),
        ("diff(|x|, x)", "sign(x)", "x != 0"),
        ("diff(relu(x), x)", "step(x)", "x != 0"),
        ("diff([x^2, sin(x)], x)", "[2x, cos(x)]", ""),
        ("sum([1, 2, 3])*len([4, 5])", "12", ""),
        ("entry([4, 5, 6], 2) + gcd(12, 18) + mod(-1, 3)", "13", ""),
        ("expand((x + 1)^2)", "x^2 + 2x + 1", ""),
        ("max(x, y) + min(x, y)", "x + y", ""),
        ("diff(x^3, x) = 3x^2", "1", ""),  # a condition is worth 1 or 0
        ("diff(x^3, x) != 3x^2", "0", ""),
        ("[x, 2] = [x, 2]", "1", ""),
        ("[x, 2] = [x, 2, 3]", "0", ""),
        ("1 < 2 < 3", "1", ""),
        ("1 < 2 < 2", "0", ""),
        ("2 <= 2", "1", ""),
        ("2 > 2", "0", ""),
        ("x^2 >= 0", "1", ""),
        ("ln(x) < x", "1", ""),  # neither true nor false where there is no logarithm
    ],
)
def test_a_right_key_is_confirmed(proof: str, key: str, domain: str) -> None:
    assert opinion(proof, key, *filter(None, [domain])) is True


@pytest.mark.parametrize(
    ("proof", "key"),
    [
        ("diff(x^3, x)", "3x^2 + 0.00001"),
        ("diff(x^3, x)", "3x^3"),
        ("diff(x^3, x)", "[3x^2]"),  # another shape
        ("diff([x^2, x], x)", "[2x, 2]"),
        ("diff(|x|, x)", "1"),  # right for x > 0 only
        ("subs(x^2, x, 3)", "9.001"),
    ],
)
def test_a_wrong_key_is_refuted(proof: str, key: str) -> None:
    assert opinion(proof, key) is False


@pytest.mark.parametrize(
    ("proof", "key", "domain"),
    [
        ("diff(ln(-x^2 - 1), x)", "2x/(x^2 + 1)", ()),  # defined nowhere
        ("diff(x^2, x)", "2x + 0*ln(-x^2 - 1)", ()),
        ("diff(x^2, x)", "2x", ("x > 0", "x < 0")),  # an empty domain
    ],
)
def test_where_nothing_is_defined_nothing_is_said(
    proof: str, key: str, domain: tuple[str, ...]
) -> None:
    assert opinion(proof, key, *domain) is None


@pytest.mark.parametrize(
    "text", ["[1, 2] < 3", "x -> 2", "f(x)", "diff(x, 2)", "diff(x, x, 99)", "entry(x, 1/2)"]
)
def test_what_torch_cannot_evaluate_is_a_value_error(text: str) -> None:
    tree = parse(text, Names(variables=("x",), heads=("f",), author=True))
    with pytest.raises(ValueError, match=r"."):
        evaluate(tree, {"x": torch.tensor(0.5, dtype=torch.float64)})


@pytest.mark.parametrize("name", sorted(names.FUNCTIONS))
def test_torch_has_the_same_functions(name: str) -> None:
    assert name in FUNCTIONS
    seen = 0
    for value in (-2.3, -0.7, 0.4, 0.9, 1.8):
        call = formula(f"{name}({', '.join(['x'] * names.FUNCTIONS[name][0])})")
        try:
            ours = compiled(call)({"x": value})[0]
        except (Undefined, Loose):
            continue
        theirs = evaluate(call, {"x": torch.tensor(value, dtype=torch.float64)}).item()
        assert math.isclose(ours, theirs, rel_tol=1e-12)
        seen += 1
    assert seen


LEAVES = st.sampled_from(["x", "2", "3x", "x^2", "-x", "1/3"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]}){t[1]}({t[2]})"),
        st.tuples(st.sampled_from(["sin", "cos", "tanh", "sigmoid", "atan"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
    ),
    max_leaves=5,
)


@given(text=TREES, at=st.floats(0.1, 1.5))
def test_torch_and_our_rules_differentiate_alike(text: str, at: float) -> None:
    tree = formula(text)
    point = {"x": torch.tensor(at, dtype=torch.float64)}
    ours = compiled(by_rules(tree, "x"))({"x": at})[0]
    assert math.isclose(derivative(tree, "x", point).item(), ours, rel_tol=1e-9, abs_tol=1e-9)


@given(text=TREES, seed=st.integers(0, 9))
def test_the_right_derivative_is_confirmed_and_its_neighbour_refuted(text: str, seed: int) -> None:
    proof, right = formula(f"diff({text}, x)"), by_rules(formula(text), "x")
    assert confirm(proof, right, (), (), seed) is True
    assert confirm(proof, Add((right, ONE)), (), (), seed) is False
