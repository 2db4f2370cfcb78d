"""Every kind of answer in every spelling that people type, English and Chinese."""

from __future__ import annotations

import pytest

from mathdrill.domain import Kind, Outcome, Text
from mathdrill.scoring.score import score
from tests.scoring.items import item

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("[1, 2, 3]", YES),
        ("[1,2,3]", YES),
        ("(1, 2, 3)", YES),
        ("1, 2, 3", YES),
        ("1,2,3", YES),
        ("[1., 2., 3.]", YES),
        ("tensor([1., 2., 3.])", YES),
        ("torch.tensor([1, 2, 3])", YES),
        ("tensor([1., 2., 3.], dtype=torch.float64)", YES),
        ("tensor([1., 2., 3.], requires_grad=True)", YES),
        ("tensor([1., 2., 3.], grad_fn=<MulBackward0>)", YES),
        ("tensor([1., 2., 3.], device='cuda:0', dtype=torch.float16)", YES),
        ("np.array([1, 2, 3])", YES),
        ("[[1, 2, 3]]", YES),  # one row
        ("[[1], [2], [3]]", YES),  # one column
        ("[1, 2, 3,]", YES),
        ("［1，2，3］", YES),
        ("（1，2，3）", YES),
        ("【1，2，3】", YES),
        ("1、2、3", YES),
        ("[1, 4/2, sqrt(9)]", YES),
        ("[2, 4, 6]/2", YES),
        ("2*[1, 2, 3] - [1, 2, 3]", YES),
        ("-[-1, -2, -3]", YES),
        ("g = [1, 2, 3]", YES),
        ("[1, 2, 4]", NO),
        ("[3, 2, 1]", NO),
        ("[1, 2]", NO),
        ("[1, 2, 3, 4]", NO),
        ("[[1, 2, 3], [1, 2, 3]]", NO),
        ("6", NO),
        ("[]", NO),
        ("[1 2 3]", AGAIN),
        ("1 2 3", AGAIN),
        ("[1, 2, 3", AGAIN),
        ("1, 2, 3]", AGAIN),
        ("[1, [2, 3]]", AGAIN),
        ("[1, , 3]", AGAIN),
        ("[1, 2, foo]", AGAIN),
        ("[1, 2, 1/0]", AGAIN),
        ("tensor", AGAIN),
        ("[1,2,3] + 1", AGAIN),
        ("[1,2,3]*[1,1,1]", AGAIN),
        ("", AGAIN),
    ],
)
def test_vector(typed: str, outcome: Outcome) -> None:
    asked = item(Kind.VECTOR, "[1, 2, 3]", answer_names=("g",))
    assert score(asked, typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "outcome", "sentence"),
    [
        ("[[1, 2], [3, 4]]", YES, "score.correct"),
        ("[1, 2], [3, 4]", YES, "score.correct"),
        ("((1, 2), (3, 4))", YES, "score.correct"),
        ("tensor([[1., 2.],\n        [3., 4.]])", YES, "score.correct"),
        ("[[2, 4], [6, 8]]/2", YES, "score.correct"),
        ("[[1, 3], [2, 4]]", NO, "score.transposed"),
        ("[[1, 2], [3, 5]]", NO, "score.entries"),
        ("[[1, 2], [4, 3]]", NO, "score.entries"),
        ("[1, 2, 3, 4]", NO, "score.shape"),
        ("[[1, 2, 3], [4, 5, 6]]", NO, "score.shape"),
        ("5", NO, "score.shape"),
        ("[[1, 2], [3]]", AGAIN, "score.ragged"),
        ("[[[1, 2], [3, 4]]]", AGAIN, "score.ragged"),
        ("[[1, 2], [3, 4]", AGAIN, "formula.unclosed"),
    ],
)
def test_matrix(typed: str, outcome: Outcome, sentence: str) -> None:
    verdict = score(item(Kind.MATRIX, "[[1, 2], [3, 4]]"), typed)
    assert (verdict.outcome, verdict.message.key) == (outcome, sentence)


@pytest.mark.parametrize(
    ("kind", "key", "typed", "places"),
    [
        (Kind.VECTOR, "[1, 2, 3]", "[1, 0, 0]", "2, 3"),
        (Kind.VECTOR, "[x, 2*x]", "[x, x]", "2"),
        (Kind.MATRIX, "[[1, 2], [3, 4]]", "[[1, 2], [3, 5]]", "(2, 2)"),
        (Kind.MATRIX, "[[1, 2], [3, 4]]", "[[0, 2], [0, 4]]", "(1, 1), (2, 1)"),
    ],
)
def test_wrong_entries_are_named(kind: Kind, key: str, typed: str, places: str) -> None:
    verdict = score(item(kind, key), typed)
    assert dict(verdict.message.values)["places"] == places


@pytest.mark.parametrize(
    ("key", "typed", "outcome"),
    [
        ("(3, 1)", "(3, 1)", YES),
        ("(3, 1)", "[3, 1]", YES),
        ("(3, 1)", "3, 1", YES),
        ("(3, 1)", "3x1", YES),
        ("(3, 1)", "3 x 1", YES),
        ("(3, 1)", "3×1", YES),
        ("(3, 1)", "3*1", YES),
        ("(3, 1)", "torch.Size([3, 1])", YES),
        ("(3, 1)", "Size([3, 1])", YES),
        ("(3, 1)", "（3，1）", YES),
        ("(3, 1)", "３×１", YES),
        ("(3, 1)", "(3, 2-1)", YES),
        ("(3, 1)", "(3,1,)", YES),
        ("(3, 1)", "(1, 3)", NO),
        ("(3, 1)", "(3,)", NO),
        ("(3, 1)", "()", NO),
        ("(3, 1)", "(3, 1, 1)", NO),
        ("(3, 1)", "3", AGAIN),  # a shape is a tuple
        ("(3, 1)", "(3, x)", AGAIN),
        ("(3, 1)", "(3, 1.5)", AGAIN),
        ("(3, 1)", "(3, -1)", AGAIN),
        ("(3, 1)", "((3, 1))", YES),
        ("(3, 1)", "[[3, 1]]", AGAIN),
        ("(3, 1)", "three by one", AGAIN),
        ("(3, 1)", "", AGAIN),
        ("(3,)", "(3,)", YES),
        ("(3,)", "[3]", YES),
        ("(3,)", "torch.Size([3])", YES),
        ("(3,)", "3", AGAIN),
        ("(3,)", "(3, 1)", NO),
        ("()", "()", YES),
        ("()", "[]", YES),
        ("()", "torch.Size([])", YES),
        ("()", "scalar", YES),
        ("()", "标量", YES),
        ("()", "(1,)", NO),
        ("()", "0", AGAIN),
    ],
)
def test_shape(key: str, typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.SHAPE, key), typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("{1, -2}", YES),
        ("{-2, 1}", YES),
        ("1, -2", YES),
        ("-2, 1", YES),
        ("[1, -2]", YES),
        ("｛1，-2｝", YES),
        ("{1, -2, 1}", YES),  # a set holds nothing twice
        ("{2/2, -4/2}", YES),
        ("{1}", NO),
        ("1", NO),
        ("{1, 2}", NO),
        ("{1, -2, 3}", NO),
        ("{}", NO),
        ("{1, -2", AGAIN),
        ("{1, foo}", AGAIN),
        ("", AGAIN),
    ],
)
def test_set(typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.SET, "{1, -2}"), typed).outcome is outcome


CHOICES = (
    Text("$2*x$", "$2*x$"),
    Text("the slope is $0$.", "斜率为 $0$。"),
    Text("`x.grad` is None", "`x.grad` 为 None"),
    Text("yes", "是"),
)


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("2", YES),
        (" 2 ", YES),
        ("２", YES),
        ("2.", YES),
        ("2)", YES),
        ("(2)", YES),
        ("[2]", YES),
        ("b", YES),
        ("B", YES),
        ("(b)", YES),
        ("the slope is 0.", YES),
        ("The slope is 0", YES),
        ("斜率为 0。", YES),
        ("斜率为0", YES),
        ("1", NO),
        ("a", NO),
        ("2x", NO),
        ("2*x", NO),
        ("x.grad is None", NO),
        ("yes", NO),
        ("是", NO),
        ("5", AGAIN),
        ("0", AGAIN),
        ("-1", AGAIN),
        ("e", AGAIN),
        ("maybe", AGAIN),
        ("1 2", AGAIN),
        ("", AGAIN),
        ("99999999999999999999", AGAIN),
    ],
)
def test_choice(typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.CHOICE, "2", choices=CHOICES), typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("1 3", YES),
        ("3 1", YES),
        ("1,3", YES),
        ("1, 3", YES),
        ("1，3", YES),
        ("1、3", YES),
        ("13", YES),
        ("31", YES),
        ("ac", YES),
        ("a c", YES),
        ("A, C", YES),
        ("[1, 3]", YES),
        ("１ ３", YES),
        ("1 3 3", YES),
        ("1", NO),
        ("1 2 3", NO),
        ("2 4", NO),
        ("none", NO),
        ("0", NO),
        ("无", NO),
        ("5", AGAIN),
        ("1 5", AGAIN),
        ("1 and 3", AGAIN),
        ("", AGAIN),
        ("1" * 5_000, AGAIN),
    ],
)
def test_multichoice(typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.MULTICHOICE, "1 3", choices=CHOICES), typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("None", YES),
        ("none", YES),
        (" NONE ", YES),
        ("`None`", YES),
        ('"None"', YES),
        ("ｎｏｎｅ", YES),
        ("无", YES),
        ("x.grad = None", YES),
        ("nan", NO),
        ("no", NO),
        ("None None", NO),
        ("", AGAIN),
        ("   ", AGAIN),
    ],
)
def test_token(typed: str, outcome: Outcome) -> None:
    asked = item(Kind.TOKEN, "None", accepts=("无",), answer_names=("x.grad",))
    assert score(asked, typed).outcome is outcome


@pytest.mark.parametrize(
    ("key", "typed", "outcome"),
    [
        ("0", "0.0", YES),
        ("0", "0.", YES),
        ("0", "-0", YES),
        ("0.5", ".5", YES),
        ("0.5", "0.50", YES),
        ("3", "3.1", NO),
        ("3", "３", YES),
        ("-1", "−1", YES),  # the minus of a word processor
        ("nan", "NaN", YES),
        ("RuntimeError", "runtimeerror", YES),
        ("RuntimeError", "Runtime Error", YES),
    ],
)
def test_tokens_that_are_numbers(key: str, typed: str, outcome: Outcome) -> None:
    assert score(item(Kind.TOKEN, key), typed).outcome is outcome
