"""Vectors and matrices that a pack's author computes with."""

from __future__ import annotations

import pytest

from mathdrill.errors import ContentError
from mathdrill.items.formulas import Bindings
from mathdrill.maths.linear import linear
from mathdrill.maths.linear_algebra import ARRAY_FUNCTIONS
from mathdrill.maths.names import AUTHOR_FUNCTIONS


def computed(text: str) -> str:
    return linear(Bindings("t.1", variables=("x", "y")).compute(text))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2*[1, 2] - [0, 5]", "[2, -1]"),
        ("[1, 2]*[3, x]", "[3, 2x]"),  # entry by entry, as in PyTorch
        ("[2, x]^2 + 1", "[5, x^2 + 1]"),
        ("relu([-1, 2])", "[0, 2]"),
        ("max([3, 7, 5])", "7"),
        ("[[1, 2], [3, 4]]/2", "[[1/2, 1], [3/2, 2]]"),
        ("dot([1, 2], [3, -5])", "-7"),
        ("[[1, 2], [3, 4]] @ [5, 6]", "[17, 39]"),
        ("[5, 6] @ [[1, 2], [3, 4]]", "[23, 34]"),
        ("[[1, 2], [3, 4]] @ [[0, 1], [1, 0]]", "[[2, 1], [4, 3]]"),
        ("T([[1, 2, 3], [4, 5, 6]])", "[[1, 4], [2, 5], [3, 6]]"),
        ("outer([1, 2], [3, x])", "[[3, x], [6, 2x]]"),
        ("norm([3, -4])", "5"),
        ("norm([x, 2])", "sqrt(x^2 + 4)"),
        ("norm1([3, -4])", "7"),
        ("norminf([3, -4])", "4"),
        ("sum([[1, 2], [3, 4]])", "10"),
        ("mean([1, 2])", "3/2"),
        ("prod([2, 3, x])", "6x"),
        ("median([9, 1, 4])", "4"),
        ("median([9, 1, 4, 5])", "9/2"),
        ("sort([3, 1, 2])", "[1, 2, 3]"),
        ("argsort([3, 1, 2])", "[2, 3, 1]"),
        ("argmax([3, 8, 8])", "2"),
        ("softmax([0, 0])", "[1/2, 1/2]"),
        ("cumsum([1, 2, x])", "[1, 3, 3 + x]"),
        ("entry([4, 5], 2)", "5"),
        ("entry([[1, 2], [3, 4]], 2, 1)", "3"),
        ("row([[1, 2], [3, 4]], 2)", "[3, 4]"),
        ("col([[1, 2], [3, 4]], 2)", "[2, 4]"),
        ("rowsum([[1, 2], [3, 4]])", "[3, 7]"),
        ("colsum([[1, 2], [3, 4]])", "[4, 6]"),
        ("diag([2, 3])", "[[2, 0], [0, 3]]"),
        ("diag([[1, 2], [3, 4]])", "[1, 4]"),
        ("trace([[1, 2], [3, 4]])", "5"),
        ("det([[1, 2], [3, 4]])", "-2"),
        ("det([[2, 0, 1], [1, 3, 2], [1, 1, 1]])", "0"),
        ("inv([[1, 2], [3, 4]])", "[[-2, 1], [3/2, -1/2]]"),
        ("onehot(3, 2)", "[0, 1, 0]"),
        ("eye(2)", "[[1, 0], [0, 1]]"),
        ("full(3, 1/2)", "[1/2, 1/2, 1/2]"),
        ("round(2.5)", "2"),  # a half to the even one, as torch.round
        ("decimal(2/3, 3)", "0.667"),
        ("decimal(-log(2)/2, 3)", "-0.347"),
        ("decimal([1/3, 2], 2)", "[0.33, 2]"),
        ("grad(x^2*y, x, y)", "[2x*y, x^2]"),
        ("jacobian([x*y, x + 2*y], x, y)", "[[y, x], [1, 2]]"),
        ("hessian(x^3 + x*y^2, x, y)", "[[6x, 2y], [2y, 2x]]"),
        ("subs(x + 2*y, x, y, y, x)", "y + 2x"),  # all at once
        ("subs(grad(x^2*y, x, y), x, 3, y, -1)", "[-6, 9]"),
        ("where(2 < 3, x, y)", "x"),
        ("where(2 = 3, x, y)", "y"),
    ],
)
def test_values(written: str, value: str) -> None:
    assert computed(written) == value


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[1, 2] + [1, 2, 3]", "items.shapes"),
        ("[[1, 2], [3, 4]]*[1, 2]", "items.shapes"),  # rows or columns? the author must say
        ("dot([1, 2], [1, 2, 3])", "items.shapes"),
        ("[1, 2, 3] @ [[1, 2], [3, 4]]", "items.shapes"),
        ("det([[1, 2]])", "items.shapes"),
        ("inv([[1, 2], [2, 4]])", "items.author-function"),
        ("entry([1, 2], 3)", "items.author-function"),
        ("argmax([x, 1])", "items.author-function"),
        ("eye(1000)", "items.author-function"),
        ("grad(x^2, 3)", "items.author-function"),
        ("where(x, 1, 2)", "items.condition"),
    ],
)
def test_what_cannot_be_computed(written: str, sentence: str) -> None:
    with pytest.raises(ContentError) as caught:
        computed(written)
    assert caught.value.sentence == sentence


def test_each_function_can_be_called() -> None:
    assert set(ARRAY_FUNCTIONS) <= set(AUTHOR_FUNCTIONS)


@pytest.mark.parametrize("name", sorted(ARRAY_FUNCTIONS))
def test_torch_agrees(name: str) -> None:
    """What an author computes is what torch computes, for a call of every function."""
    pytest.importorskip("torch")
    from mathdrill.autograd.oracle import confirm

    matrix, vector, number = "[[1, -2], [3, 5]]", "[4, -1, 3/2]", "7/3"
    calls = {
        "dot": f"{vector}, [2, 2, -1]",
        "matmul": f"{matrix}, {matrix}",
        "outer": f"{vector}, {vector}",
        "entry": f"{matrix}, 2, 1",
        "onehot": "3, 2",
        "eye": "3",
        "full": "3, 2",
        "round": number,
        "decimal": f"{number}, 2",
        **dict.fromkeys(("row", "col"), f"{matrix}, 2"),
        **dict.fromkeys(("T", "rowsum", "colsum", "diag", "trace", "det", "inv"), matrix),
    }
    written = f"{name}({calls.get(name, vector)})"
    bindings = Bindings("t.1")
    assert confirm(bindings.unresolved(written), bindings.compute(written), (), (), 1) is True
