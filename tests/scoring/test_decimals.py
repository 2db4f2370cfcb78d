"""Where decimal numbers and exact ones meet."""

from __future__ import annotations

import pytest

from mathdrill.domain import Decimals, Kind, Outcome
from mathdrill.scoring.score import score
from tests.scoring.items import item

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("1/3", "0.3333", "score.correct-exact"),  # what torch prints
        ("1/3", "0.33333333", "score.correct-exact"),
        ("1/3", "3.333e-1", "score.correct-exact"),
        ("1/3", "0.333", "score.digits"),
        ("1/3", "0.33", "score.digits"),
        ("1/3", "0.3", "score.digits"),
        ("1/3", "0.3334", "score.incorrect"),
        ("1/3", "0.33334", "score.incorrect"),  # rounds to 0.33333
        ("1/3", "0.34", "score.incorrect"),
        ("1/3", "0.0", "score.incorrect"),
        ("1/3", "-0.3333", "score.incorrect"),
        ("1/3", "33.33", "score.incorrect"),
        ("2/3", "0.6667", "score.correct-exact"),
        ("2/3", "0.6666", "score.incorrect"),  # cut off is not rounded
        ("1/4", "0.25", "score.correct"),  # exact as it stands
        ("1/4", "0.2500", "score.correct"),
        ("1/1000", "0.001", "score.correct"),
        ("1/3000", "0.0003333", "score.correct-exact"),  # zeros in front do not count
        ("1/3000", "0.0003", "score.digits"),
        ("e^10", "22026.47", "score.correct-exact"),
        ("e^10", "22026", "score.incorrect"),  # a whole number claims to be exact
        ("e^10", "22026.", "score.correct-exact"),  # with a point it is a rounded one
        ("sqrt(2)", "1.414", "score.correct-exact"),
        ("sqrt(2)", "1.41", "score.digits"),
        ("pi", "3.1416", "score.correct-exact"),
        ("pi", "3.14", "score.digits"),
        ("pi", "22/7", "score.incorrect"),
        ("sigmoid(1/5000)", "0.5000", "score.correct-exact"),  # as torch prints 0.50005
        ("50003/100000", "0.5000", "score.correct-exact"),  # typed zeros are digits
        ("50003/100000", "0.5", "score.digits"),
        ("13/10", "1.0", "score.incorrect"),  # and say that 1.3 is not meant
        ("13/10", "1.", "score.digits"),
        ("1", "0.99999999999999999999", "score.incorrect"),
        ("1", "1.0", "score.correct"),
    ],
)
def test_a_typed_decimal_against_an_exact_key(key: str, typed: str, sentence: str) -> None:
    verdict = score(item(Kind.NUMBER, key, decimals=Decimals.ROUNDED), typed)
    assert verdict.message.key == sentence


@pytest.mark.parametrize(
    ("key", "typed", "outcome"),
    [
        ("0.3333", "1/3", YES),
        ("0.333", "1/3", YES),
        ("0.333", "0.3333", NO),  # decimal against decimal: the key is the number itself
        ("0.3333", "0.33333", YES),  # unless it is a rounded one of four digits
        ("0.33", "1/4", NO),
        ("0.25", "1/4", YES),
        ("0.2", "2/7", NO),
        ("0.3", "1/4", YES),  # a tie rounds either way
        ("0.2", "1/4", YES),
        ("1.4142", "sqrt(2)", YES),
        ("1.4142", "sqrt(3)", NO),
        ("0.1", "0.1", YES),
        ("0.1", "1/10", YES),
        ("0.1", "0.11", NO),
        ("100.0", "10^2", YES),
    ],
)
def test_an_exact_answer_to_a_decimal_key(key: str, typed: str, outcome: Outcome) -> None:
    verdict = score(item(Kind.NUMBER, key, decimals=Decimals.ROUNDED), typed)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("key", "typed", "outcome"),
    [
        ("0.5", "1/2", YES),
        ("0.3", "1/3", NO),  # a drawn 0.3 is 0.3
        ("0.3*x", "x/3", NO),
        ("0.3*x", "3x/10", YES),
    ],
)
def test_a_drawn_decimal_is_the_number_itself(key: str, typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.EXPRESSION, key), typed).outcome is outcome


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("x/3", "0.3333x", "score.correct-exact"),
        ("x/3", "0.33x", "score.digits"),
        ("x/3", "0.34x", "score.witness"),
        ("sqrt(2)*sin(x)", "1.4142sin(x)", "score.correct-exact"),
        ("x^(1/3)", "x^0.3333", "score.correct-exact"),
        ("x^2", "x^1.9999", "score.witness"),  # rounds to another exponent
        ("x^2", "2.0001x^2/2", "score.witness"),
        ("x^2 + 1", "x^2 + 1.0", "score.correct"),
        ("x/3 + 1/7", "0.3333x + 0.1429", "score.correct-exact"),
        ("x/3 + 1/7", "0.3333x + 0.1428", "score.witness"),
    ],
)
def test_decimals_inside_a_formula(key: str, typed: str, sentence: str) -> None:
    verdict = score(item(Kind.EXPRESSION, key, decimals=Decimals.ROUNDED), typed)
    assert verdict.message.key == sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1/3", "score.correct"),
        ("2/6", "score.correct"),
        ("0.3333", "score.exact"),
        ("0.3334", "score.incorrect"),
        ("0.5*2/3", "score.exact"),
    ],
)
def test_exact_refuses_decimals(typed: str, sentence: str) -> None:
    verdict = score(item(Kind.NUMBER, "1/3", decimals=Decimals.EXACT), typed)
    assert verdict.message.key == sentence
    assert (verdict.outcome is AGAIN) == (sentence == "score.exact")


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("0.667", YES),  # the precision of the prompt wins over the four digits
        ("0.6667", YES),
        ("2/3", YES),
        (".667", YES),
        ("0.67", AGAIN),
        ("0.7", AGAIN),
        ("0.666", NO),
        ("0.668", NO),
        ("0.6", NO),
        ("1", NO),
    ],
)
def test_three_places_when_the_prompt_asks_for_them(typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.NUMBER, "2/3", places=3), typed).outcome is outcome


def test_places_never_accept_what_has_no_value() -> None:
    assert score(item(Kind.EXPRESSION, "ln(-x^2)", places=3), "x").outcome is not YES


def test_a_branch_far_out_is_not_rounded_away() -> None:
    """The decimal 1e9 must not open the door for max(x, …)."""
    asked = item(Kind.EXPRESSION, "x", decimals=Decimals.ROUNDED)
    assert score(asked, "min(x, 1e9)").outcome is NO


def test_a_condition_on_an_unused_variable_is_no_trouble() -> None:
    asked = item(Kind.EXPRESSION, "x/3", variables=("x", "y"), domain=(("y", "y > 0"),))
    assert score(asked, "0.3333x").outcome is YES
    assert score(asked, "x").outcome is NO
