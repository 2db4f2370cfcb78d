"""The public `grade`: what may be declared, and what it does with hostile input."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mathdrill
from mathdrill.domain import LANGUAGES, Kind, Outcome, Verdict
from mathdrill.errors import UsageError
from mathdrill.lang import say_sentence
from mathdrill.lang.sentences import SENTENCES
from mathdrill.scoring.grade import grade
from mathdrill.scoring.score import score
from tests.scoring.items import item

YES, NO, AGAIN, UNSURE = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("expected", "answer", "declared", "outcome"),
    [
        # domains
        ("sqrt(x^2)", "x", {}, NO),
        ("sqrt(x^2)", "x", {"domain": {"x": "x > 0"}}, YES),
        ("ln(x^2)", "2ln(x)", {"domain": {"x": "x > 0"}}, YES),
        ("ln(a*b)", "ln(a)+ln(b)", {"domain": {"a": "a > 0", "b": "b > 0"}}, YES),
        ("x", "2x", {"domain": {"y": "y > 0"}, "variables": ["x", "y"]}, NO),
        ("x", "x", {"domain": {"y": "y > 0"}, "variables": ["x"]}, YES),
        # variables
        ("xy", "x*y", {"variables": ["xy"]}, AGAIN),
        ("xy", "xy", {"variables": ["xy"]}, YES),
        ("2x", "2x + 0y", {"variables": ["x", "y"]}, YES),
        ("2x", "2x + 0y", {}, AGAIN),
        ("lr*g", "g*lr", {"variables": ["lr", "g"]}, YES),
        ("e*x", "x*e", {"variables": ["e", "x"]}, YES),
        ("log_b(x)", "ln(x)/ln(b)", {}, YES),
        ("e*x", "2.718x", {"variables": ["e", "x"]}, NO),  # here e is a variable
        ("I*N + S", "S + N*I", {"variables": ["I", "N", "S"]}, YES),
        ("beta*gamma", "gamma*beta", {"variables": ["beta", "gamma"]}, YES),
        ("beta*gamma", "γβ", {"variables": ["beta", "gamma"]}, YES),
        # decimals
        ("1/3", "0.3333", {}, YES),
        ("1/3", "0.3333", {"decimals": "exact"}, AGAIN),
        ("1/3", "2/6", {"decimals": "exact"}, YES),
        # kinds by the shape of the expected answer
        ("[1, 2]", "(1, 2)", {}, YES),
        ("[1, 2]", "tensor([1., 2.])", {}, YES),
        ("[1, 2]", "[2, 1]", {}, NO),
        ("(1, 2)", "[1, 2]", {}, YES),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]", {}, YES),
        ("{1, 2}", "{2, 1}", {}, YES),
        ("{x, -x}", "{-x, x}", {}, YES),
        ("{}", "{}", {}, YES),
        ("u = 3, v = 1/2", "v = 0.5, u = 3", {}, YES),
        ("u = 3, v = 1/2", "3, 1/2", {}, YES),
        ("u = 3, v = 1/2", "3, 1/3", {}, NO),
        ("y = 2x + 1", "y = 1 + 2x", {}, YES),
        ("u = [1, 2], v = 3", "u = [1, 2], v = 3", {}, YES),
        # kinds by name
        ("(3, 1)", "torch.Size([3, 1])", {"kind": "shape"}, YES),
        ("(3, 1)", "(1, 3)", {"kind": "shape"}, NO),
        ("nan", "NaN", {"kind": "token"}, YES),
        ("RuntimeError", "ValueError", {"kind": "token"}, NO),
        ("2", "2", {"kind": "choice"}, YES),
        ("2", "3", {"kind": "choice"}, NO),
        ("1 3", "3, 1", {"kind": "multichoice"}, YES),
        ("1 3", "1", {"kind": "multichoice"}, NO),
        ("a b c", "a, b, c", {"kind": "ordering"}, YES),
        ("a b c", "a c b", {"kind": "ordering"}, NO),
        ("1, 2", "{2, 1}", {"kind": "set"}, YES),
        ("1, 2", "[1, 2]", {"kind": "vector"}, YES),
        ("1, 2", "(1, 2)", {}, YES),
        ("1, 2", "2, 1", {}, NO),
        ("3", "3.0", {"kind": "number"}, YES),
        ("2x", "x*2", {"kind": "expression"}, YES),
        ("[1, 2]", "1, 2", {"kind": "vector"}, YES),
        ("u = 1", "1", {"kind": "steps"}, YES),
    ],
)
def test_declared(expected: str, answer: str, declared: dict[str, Any], outcome: Outcome) -> None:
    assert grade(expected, answer, **declared).outcome is outcome


@pytest.mark.parametrize(
    ("expected", "declared", "sentence"),
    [
        ("", {}, "grade.expected"),
        ("2 +", {}, "grade.expected"),
        ("foo$", {}, "grade.expected"),
        ("[1, [2]]", {}, "grade.expected"),
        ("x", {"kind": "essay"}, "grade.kind"),
        ("x", {"decimals": "loose"}, "grade.decimals"),
        ("x", {"domain": {"x": "x >"}}, "grade.expected"),
        ("x + y", {"variables": ["x"]}, "grade.expected"),
    ],
)
def test_what_an_author_got_wrong_is_said(
    expected: str, declared: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UsageError) as fault:
        grade(expected, "x", **declared)
    assert fault.value.sentence == sentence


HOSTILE = [
    "__import__('os').system('touch /tmp/owned')",
    "exec('1')",
    "eval('2')",
    "x.__class__",
    "(lambda: 1)()",
    "().__class__.__bases__",
    "open('/etc/passwd')",
    "{{7*7}}",
    "%s%n",
    "${x}",
    "x; import os",
    "x\x1b]0;owned\x07",
    "[red]x[/red]",
    "9^9^9^9^9",
    "9**9**9**9",
    "(" * 500 + "x" + ")" * 500,
    "[" * 500 + "]" * 500,
    "|" * 999,
    "-" * 999 + "x",
    "x^" * 499 + "x",
    "sin " * 249 + "x",
    "x(" * 400,
    "1/" * 499 + "1",
    "1" * 5_000,
    "1" * 400 + "^" + "1" * 400,
    "1e400^1e400",
    "10^400^400",
    "(x+1)^(10^400)",
    "((((x+1)^99)^99)^99)^99",
    "floor(x)^" + "9" * 300,
    "exp(exp(exp(exp(x))))",
    "exp(exp(exp(100)))",
    "tan(10^300)",
    "sqrt(" * 100 + "x" + ")" * 100,
    "x" * 1_000,
    "xsincostan" * 100,
    "a" * 200_000,
    "," * 200_000,
    "e" * 999,
    "lnlnln" * 160,
    "²" * 1_000,
    "x²³⁴" * 200,
    "\u202e" * 50,
    "\ud800",
    "\x00",
    "\n" * 2_000,
    "0x10",
    "0b1",
    "1_000",
    "1j",
    "None",
    "nan",
    "inf",
    "-inf",
    "1e999999999999",
    "torch." * 100,
    "torch.Size([" * 50,
    "log_" + "9" * 500 + "(x)",
    "max(" + ",".join("x" * 400) + ")",
    "tensor([1]" + ", dtype=" * 100 + ")",
    "{" * 400,
    "=" * 900,
    "x=" * 400,
    "f'(x) =" * 100,
    "1 " * 500,
    "∇∂" * 300,
]


@pytest.mark.parametrize("expected", ["x", "[1, x]", "u = x, v = 2", "{1, 2}", "0"])
@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_input_is_judged_like_any_other(expected: str, typed: str) -> None:
    verdict = grade(expected, typed)
    assert verdict.outcome is not YES
    for language in LANGUAGES:
        said = say_sentence(language, verdict.message)
        assert said
        assert all(character.isprintable() for character in said)


@pytest.mark.parametrize("kind", list(Kind))
@given(typed=st.text(max_size=40))
def test_scoring_never_raises_and_never_changes_its_mind(kind: Kind, typed: str) -> None:
    key = {
        Kind.VECTOR: "[1, x]",
        Kind.MATRIX: "[[1, 2], [3, 4]]",
        Kind.SHAPE: "(3, 1)",
        Kind.SET: "{1, 2}",
        Kind.CHOICE: "1",
        Kind.MULTICHOICE: "1 2",
        Kind.TOKEN: "nan",
        Kind.ORDERING: "a b",
        Kind.STEPS: "u = x, v = 2",
    }.get(kind, "x + 1")
    asked = item(kind, key, labels=("a", "b"), choices=(), answer_names=("y",))
    first = score(asked, typed)
    assert isinstance(first, Verdict)
    assert score(asked, typed) == first
    assert first.position is None or 0 <= first.position <= len(typed)


FORMULA_TEXT = st.text(alphabet="xy0123456789.+-*/^()[]|, sincoelgrtu=²½π−，（）", max_size=40)


@given(typed=FORMULA_TEXT)
def test_scoring_survives_what_looks_like_a_formula(typed: str) -> None:
    for asked in (item(Kind.EXPRESSION, "x + 1"), item(Kind.STEPS, "u = x; v = 2")):
        assert score(asked, typed) == score(asked, typed)


@given(typed=FORMULA_TEXT)
def test_a_number_is_never_equal_to_another(typed: str) -> None:
    assert not (grade("3", typed).outcome is YES and grade("4", typed).outcome is YES)


@pytest.mark.parametrize(
    "key", sorted(key for key in SENTENCES["en"] if key.startswith(("score.", "formula.")))
)
def test_every_message_says_something_in_both_languages(key: str) -> None:
    english, chinese = SENTENCES["en"][key], SENTENCES["zh"][key]
    assert english.strip()
    assert chinese.strip()
    if key != "score.misconception":  # the author's own words
        assert english != chinese


def test_grade_is_public() -> None:
    assert mathdrill.grade("x + x", "2x").outcome is YES


def test_grading_imports_nothing_heavy() -> None:
    program = (
        "import json, sys; from mathdrill import grade;"
        "grade('x^2', 'x*x'); grade('sin(x)', 'cos(x)'); grade('1/3', '0.3333');"
        "print(json.dumps([m for m in ('torch','sympy','numpy','yaml') if m in sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(found.stdout) == []
