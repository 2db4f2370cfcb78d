"""tests/README.md, *Verdicts*: the table, row by row, each with its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from mathdrill.domain import Kind, Outcome
from mathdrill.scoring.score import score
from tests.scoring.items import item, wrong

YES, NO, AGAIN, UNSURE = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID, Outcome.UNDECIDED

EXPRESSION, NUMBER, VECTOR = Kind.EXPRESSION, Kind.NUMBER, Kind.VECTOR


@pytest.mark.parametrize(
    ("kind", "key", "typed", "outcome", "sentence"),
    [
        # equal wherever the key is defined; a larger domain is fine
        (EXPRESSION, "2*x", "x + x", YES, "score.correct"),
        (EXPRESSION, "1/x", "x/x^2", YES, "score.correct"),
        (EXPRESSION, "ln(x)", "ln|x|", YES, "score.correct"),
        (EXPRESSION, "sqrt(x)^2", "x", YES, "score.correct"),
        (EXPRESSION, "e^(ln(x))", "x", YES, "score.correct"),
        (NUMBER, "1/2", "2/4", YES, "score.correct"),
        # differs
        (EXPRESSION, "2*x", "x^2", NO, "score.witness"),
        (EXPRESSION, "2*x", "2", NO, "score.witness"),
        (EXPRESSION, "sin(x)", "x - x^3/6", NO, "score.witness"),
        (NUMBER, "1/2", "2", NO, "score.incorrect"),  # there is no point to show
        (NUMBER, "0", "10^-30", NO, "score.incorrect"),
        # right only on a part of the key's domain
        (EXPRESSION, "x", "e^(ln(x))", NO, "score.narrower"),
        (EXPRESSION, "x", "sqrt(x)^2", NO, "score.narrower"),
        (EXPRESSION, "ln|x|", "ln(x)", NO, "score.narrower"),
        (EXPRESSION, "cbrt(x)", "x^(1/3)", NO, "score.narrower"),
        (EXPRESSION, "x^2", "x^2 + sqrt(x) - sqrt(x)", NO, "score.narrower"),
        (EXPRESSION, "|x|", "x", NO, "score.witness"),  # differs, which says more
        # wrong shape, wrong length, number for a vector
        (EXPRESSION, "x", "[x]", NO, "score.shape"),
        (NUMBER, "3", "[1, 2]", NO, "score.shape"),
        (NUMBER, "3", "(1, 2)", NO, "score.shape"),
        (NUMBER, "3", "2*[1, 2]", NO, "score.shape"),
        (NUMBER, "3", "-[1, 2]", NO, "score.shape"),
        (VECTOR, "[1, 2]", "3", NO, "score.shape"),
        (VECTOR, "[1, 2]", "[1, 2, 3]", NO, "score.shape"),
        (VECTOR, "[1, 2]", "[[1, 2], [3, 4]]", NO, "score.shape"),
        (VECTOR, "[1, 2]", "[]", NO, "score.shape"),
        # defined nowhere over the reals
        (NUMBER, "1", "1/0", AGAIN, "score.nowhere"),
        (NUMBER, "1", "0^-1", AGAIN, "score.nowhere"),
        (NUMBER, "1", "ln(0)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "ln(-1)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "sqrt(-1)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "tan(pi/2)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "1/sin(pi)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "sec(pi/2)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "asin(2)", AGAIN, "score.nowhere"),
        (NUMBER, "1", "(-8)^(1/3)", AGAIN, "score.nowhere"),  # as torch: nan
        (EXPRESSION, "x", "log(-x^2)", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "x/0", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "1/(x - x)", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "1/(2x - x - x)", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "sqrt(-1 - x^2)", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "asin(2 + x^2)", AGAIN, "score.nowhere"),
        (EXPRESSION, "x", "x + 0/0", AGAIN, "score.nowhere"),
        # the other reading would be right
        (EXPRESSION, "1/(2*x)", "1/2x", AGAIN, "score.reading"),
        (EXPRESSION, "e^(2*x)", "e^2x", AGAIN, "score.reading"),
        (EXPRESSION, "x^(1/2)", "x^1/2", AGAIN, "score.reading"),
        (EXPRESSION, "sin(2)*x", "sin 2x", AGAIN, "score.reading"),
        (EXPRESSION, "sin(2*(x + 1))", "sin 2(x+1)", AGAIN, "score.reading"),
        (EXPRESSION, "sin(x/2)", "sin x/2", AGAIN, "score.reading"),
        (EXPRESSION, "log10(x)", "log(x)", AGAIN, "score.reading"),
        (EXPRESSION, "log2(x)", "log x", AGAIN, "score.reading"),
        (EXPRESSION, "log10(x)", "ln(x)", NO, "score.witness"),  # ln has one meaning
        (EXPRESSION, "x/2", "1/2x", YES, "score.correct"),  # and our reading is right at once
        (VECTOR, "[1/(2*x), 1]", "[1/2x, 1]", AGAIN, "score.reading-entries"),
        # unknown name, syntax, too long, forbidden character, equation
        (EXPRESSION, "x", "y", AGAIN, "formula.unknown-name"),
        (EXPRESSION, "x", "X", AGAIN, "formula.unknown-name-near"),
        (EXPRESSION, "x", "sni(x)", AGAIN, "formula.unknown-name-near"),
        (EXPRESSION, "x", "x2", AGAIN, "formula.name-digits"),
        (EXPRESSION, "x", "2*", AGAIN, "formula.ends"),
        (EXPRESSION, "x", "x" * 1_001, AGAIN, "formula.too-long"),
        (EXPRESSION, "x", "x\u202e", AGAIN, "formula.character-code"),
        (EXPRESSION, "x", "x!", AGAIN, "formula.character"),
        (EXPRESSION, "x", "y = x", AGAIN, "formula.unknown-name"),
        (EXPRESSION, "x", "x = x", AGAIN, "formula.equation"),
        (EXPRESSION, "x", "x < 1", AGAIN, "formula.relation"),
        (EXPRESSION, "x", "", AGAIN, "formula.empty"),
        (EXPRESSION, "x", "sin([1, 2])", AGAIN, "score.ragged"),
        (VECTOR, "[1, 2]", "[[1], [2, 3]]", AGAIN, "score.ragged"),
        # we cannot decide
        (NUMBER, "1", "9^9^9^9", UNSURE, "score.undecided"),
        (NUMBER, "1", "1/(sin(1)^2 + cos(1)^2 - 1)", UNSURE, "score.undecided"),
    ],
)
def test_row(kind: Kind, key: str, typed: str, outcome: Outcome, sentence: str) -> None:
    verdict = score(item(kind, key), typed)
    assert (verdict.outcome, verdict.message.key) == (outcome, sentence)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(True, YES), (False, NO), (None, UNSURE)],
)
def test_the_last_resort_decides_what_sampling_leaves_open(answer: Any, outcome: Outcome) -> None:
    asked: list[Any] = []

    def decide(*question: Any) -> bool | None:
        asked.append(question)
        return bool(answer) if answer is not None else None

    assert score(item(NUMBER, "1"), "9^9^9^9", decide).outcome is outcome
    assert len(asked) == 1


def test_the_last_resort_is_not_asked_when_sampling_knows() -> None:
    def decide(*question: Any) -> bool | None:
        raise AssertionError(question)

    assert score(item(EXPRESSION, "x"), "2*x/2", decide).outcome is YES
    assert score(item(EXPRESSION, "x"), "2*x", decide).outcome is NO


@pytest.mark.parametrize(
    ("form", "typed", "sentence"),
    [
        ("expanded", "x^2 + 2x + 1", "score.correct"),
        ("expanded", "(x+1)^2", "score.form-expanded"),
        ("expanded", "x(x+2) + 1", "score.form-expanded"),
        ("factored", "(x+1)^2", "score.correct"),
        ("factored", "(x+1)(1+x)", "score.correct"),
        ("factored", "-(x+1)*(-x-1)", "score.correct"),
        ("factored", "x^2 + 2x + 1", "score.form-factored"),
        ("single-fraction", "(x^3+2x^2+x)/x", "score.correct"),
        ("single-fraction", "x^2 + (2x^2 + x)/x", "score.form-single-fraction"),
        ("no-negative-powers", "(x+1)^2", "score.correct"),
        ("no-negative-powers", "(x+1)^3*(x+1)^-1", "score.form-no-negative-powers"),
        ("without /", "(x+1)^2", "score.correct"),
        ("without /", "(x+1)^3/(x+1)", "score.form-without"),
        ("without exp", "(x+1)^2 + 0*e^x", "score.form-without"),
        ("without exp", "(x+1)^2 + exp(x) - exp(x)", "score.form-without"),
        ("without sin", "(x+1)^2 + sin(x) - sin(x)", "score.form-without"),
        ("without sin", "(x+1)^2", "score.correct"),
        ("factored", "x^2 + 2x + 2", "score.witness"),  # a wrong value is wrong in any form
    ],
)
def test_a_right_value_must_have_the_form_that_is_asked_for(
    form: str, typed: str, sentence: str
) -> None:
    verdict = score(item(EXPRESSION, "(x + 1)^2", form=(form,)), typed)
    assert verdict.message.key == sentence
    assert (verdict.outcome is AGAIN) == sentence.startswith("score.form")


WRONG = (
    wrong("kept-power", "6*x^3"),
    wrong("forgot-factor", "x^2"),
    wrong("constant-kept", "3*x^2 + 5"),
)


@pytest.mark.parametrize(
    ("typed", "misconception"),
    [
        ("6x^3", "kept-power"),
        ("2x^3*3", "kept-power"),
        ("6*x*x*x", "kept-power"),
        ("x²", "forgot-factor"),
        ("x^3/x", "forgot-factor"),
        ("5+3x^2", "constant-kept"),
        ("3x^2+5.0", "constant-kept"),
        ("x^4", None),
        ("3x^2", None),  # right
        ("6x^", None),  # unreadable
    ],
)
def test_a_predicted_wrong_answer_is_named(typed: str, misconception: str | None) -> None:
    verdict = score(item(EXPRESSION, "3*x^2", rejects=WRONG), typed)
    assert verdict.misconception == misconception
    if misconception is not None:
        assert verdict.outcome is NO
        assert verdict.message.key == "score.misconception"
        assert verdict.feedback is not None
        assert verdict.feedback.en == f"you {misconception}"
        assert verdict.witness is not None


@pytest.mark.parametrize(
    ("key", "typed", "point", "response", "right"),
    [
        ("3*x^2", "3*x^3", (("x", "2"),), "24", "12"),
        ("x", "x + 1", (("x", "2"),), "3", "2"),
        ("x", "-x", (("x", "2"),), "-2", "2"),
        ("e^x", "x*e^(x-1)", (("x", "2"),), "5.437", "7.389"),
        ("x", "|x|", (("x", "-1"),), "1", "-1"),
    ],
)
def test_a_witness_point_has_small_numbers(
    key: str, typed: str, point: tuple[tuple[str, str], ...], response: str, right: str
) -> None:
    witness = score(item(EXPRESSION, key), typed).witness
    assert witness is not None
    assert (witness.point, witness.response, witness.key) == (point, response, right)


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("3 + $", 4),
        ("3x^2 + foo", 7),
        ("3x² + foo", 6),  # a superscript is one typed character
        ("３ｘ² ＋ foo", 6),  # full-width forms, too
        ("x⁻¹⁰ + foo", 7),
        ("（x＋1））", 5),
        ("sin(x", 3),
        ("x·y", 2),
        ("f'(x) = foo", 8),  # behind the declared name
        ("f'(x) = 3 + ", 12),
        ("2 3", 2),
        ("x + ∞", 4),
        ("²", 0),
        ("a²b", 0),
        ("π² + q", 5),
    ],
)
def test_the_caret_points_into_what_was_typed(typed: str, position: int) -> None:
    asked = item(EXPRESSION, "x", answer_names=("f'(x)",))
    verdict = score(asked, typed)
    assert (verdict.outcome, verdict.position) == (AGAIN, position)


@pytest.mark.parametrize(
    "typed",
    [
        "f'(x) = 2x",
        "f'(x)=2x",
        "f '( x ) = 2x",
        "f’(x) = 2x",
        "f′(x) ＝ 2x",
        "dy/dx = 2x",
        "  dy/dx=2x",
        "2x",
    ],
)
def test_a_declared_name_may_stand_before_an_equals_sign(typed: str) -> None:
    asked = item(EXPRESSION, "2*x", answer_names=("f'(x)", "dy/dx"))
    assert score(asked, typed).outcome is YES


@pytest.mark.parametrize("typed", ["g'(x) = 2x", "y = 2x", "f(x) = 2x", "x = 2x", "= 2x", "2x ="])
def test_no_other_name_may(typed: str) -> None:
    asked = item(EXPRESSION, "2*x", answer_names=("f'(x)", "dy/dx"))
    assert score(asked, typed).outcome is AGAIN
