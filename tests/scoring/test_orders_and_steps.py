"""Labels put in order, and several named values, in every spelling that people type."""

from __future__ import annotations

import pytest

from mathdrill.domain import Kind, Outcome
from mathdrill.scoring.score import score
from tests.scoring.items import item, parts, wrong

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID


@pytest.mark.parametrize(
    ("typed", "outcome", "sentence"),
    [
        ("mul exp add log", YES, "score.correct"),
        ("mul, exp, add, log", YES, "score.correct"),
        ("mul，exp，add，log", YES, "score.correct"),
        ("mul、exp、add、log", YES, "score.correct"),
        ("mul -> exp -> add -> log", YES, "score.correct"),
        ("mul→exp→add→log", YES, "score.correct"),
        ("MUL Exp add LOG", YES, "score.correct"),
        ("exp mul add log", YES, "score.correct"),  # no edge between mul and exp
        ("2 1 4 3", YES, "score.correct"),  # by numbers in the order shown
        ("２ １ ４ ３", YES, "score.correct"),
        ("log add exp mul", NO, "score.misconception"),
        ("mul add exp log", NO, "score.order"),
        ("add mul exp log", NO, "score.order"),
        ("mul exp add", AGAIN, "score.label-missing"),
        ("mul exp add add log", AGAIN, "score.label-twice"),
        ("mul exp add sub", AGAIN, "score.label-unknown"),
        ("mul exp add log 5", AGAIN, "score.label-unknown"),
        ("", AGAIN, "formula.empty"),
        (", ,", AGAIN, "formula.empty"),
    ],
)
def test_ordering(typed: str, outcome: Outcome, sentence: str) -> None:
    asked = item(
        Kind.ORDERING,
        "mul exp add log",
        labels=("exp", "mul", "log", "add"),
        edges=(("mul", "add"), ("exp", "add"), ("add", "log")),
        rejects=(wrong("backwards", "log add exp mul"),),
    )
    verdict = score(asked, typed)
    assert (verdict.outcome, verdict.message.key) == (outcome, sentence)


STEPS = item(
    Kind.STEPS,
    "u = x^2; du/dx = 2*x; y = 1/2",
    rejects=(
        wrong("kept-u", "", parts("du/dx = x^2")),
        wrong("both", "", parts("du/dx = x^2; y = 2")),
    ),
)


@pytest.mark.parametrize(
    ("typed", "outcome", "sentence"),
    [
        ("u = x^2, du/dx = 2x, y = 1/2", YES, "score.correct"),
        ("u=x²,du/dx=2x,y=0.5", YES, "score.correct"),
        ("y = 1/2; u = x^2; du/dx = 2x", YES, "score.correct"),  # in any order
        ("u ＝ x^2，du/dx ＝ 2x，y ＝ 1/2", YES, "score.correct"),
        ("u = x^2；du/dx = 2x；y = 1/2", YES, "score.correct"),
        ("u = x^2、du/dx = 2x、y = 1/2", YES, "score.correct"),
        ("u = x^2\ndu/dx = 2x\ny = 1/2", YES, "score.correct"),
        ("x^2, 2x, 1/2", YES, "score.correct"),  # in the order asked
        ("x^2，2x，1/2", YES, "score.correct"),
        ("x^2, 2x, 1/2,", YES, "score.correct"),
        ("max(x^2, 0), 2x, 1/2", YES, "score.correct"),  # a comma inside brackets
        ("u = x^2, d u / d x = 2x, y = 1/2", YES, "score.correct"),
        ("u = x^2, du/dx = 3x, y = 1/2", NO, "score.part"),
        ("x^2, 1/2, 2x", NO, "score.part"),
        ("u = x^2, du/dx = x^2, y = 1/2", NO, "score.misconception"),
        ("u = x^2, du/dx = x^2, y = 2", NO, "score.misconception"),
        ("u = x^2, du/dx = 2x", AGAIN, "score.part-missing"),
        ("x^2, 2x", AGAIN, "score.parts-count"),
        ("x^2, 2x, 1/2, 7", AGAIN, "score.parts-count"),
        ("u = x^2, 2x, 1/2", AGAIN, "score.part-unnamed"),
        ("u = x^2, u = 2x, y = 1/2", AGAIN, "score.part-twice"),
        ("v = x^2, du/dx = 2x, y = 1/2", AGAIN, "score.part-unknown"),
        ("u = , du/dx = 2x, y = 1/2", AGAIN, "formula.empty"),
        ("u = x^2, du/dx = 2q, y = 1/2", AGAIN, "formula.unknown-name"),
        ("u = x^2, du/dx = 2x, y = 1/0", AGAIN, "score.part"),
        ("u = x^2, du/dx = 2x, y = 0.50001", NO, "score.part"),
        ("", AGAIN, "formula.empty"),
        (",,,", AGAIN, "formula.empty"),
        ("x," * 100_000, AGAIN, "formula.too-long"),
    ],
)
def test_steps(typed: str, outcome: Outcome, sentence: str) -> None:
    verdict = score(STEPS, typed)
    assert (verdict.outcome, verdict.message.key) == (outcome, sentence)


@pytest.mark.parametrize(
    ("typed", "misconception"),
    [
        ("x^2, x^2, 1/2", "kept-u"),
        ("x^2, x^2, 2", "both"),  # the one that explains most
        ("x^2, x^2, 3", "kept-u"),
        ("x^2, 2x, 2", None),
    ],
)
def test_the_misconception_that_explains_most_steps_is_named(
    typed: str, misconception: str | None
) -> None:
    assert score(STEPS, typed).misconception == misconception


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("u = x^2, du/dx = 2q, y = 1/2", 18),
        ("u = x²，du/dx = 2q，y = 1/2", 16),
        ("x^2, 2x, foo", 9),
        ("u = x^2, w = 2x, y = 1/2", 9),
        ("u = x^2, du/dx = 2x", 19),
    ],
)
def test_the_caret_of_a_step_points_into_the_whole_answer(typed: str, position: int) -> None:
    assert score(STEPS, typed).position == position


def test_the_right_steps_are_told() -> None:
    verdict = score(STEPS, "x^2, 3x, 1/2")
    (told,) = verdict.details
    assert (told.key, dict(told.values)["names"]) == ("score.parts-right", "$u$, $y$")
