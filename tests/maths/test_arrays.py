"""Arrays read off trees."""

from __future__ import annotations

import pytest

from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.linear import linear
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse

NAMES = Names(variables=("x",))


@pytest.mark.parametrize(
    ("typed", "shape", "entries"),
    [
        ("x", (), "x"),
        ("[1, x]", (2,), "1 x"),
        ("[[1, 2], [3, 4]]", (2, 2), "1 2 3 4"),
        ("[[1, 2, 3]]", (1, 3), "1 2 3"),
        ("[]", (0,), ""),
        ("-[1, x]", (2,), "-1 -x"),
        ("2*[1, x]", (2,), "2*1 2x"),
        ("[2, 4]/2", (2,), "2/2 4/2"),
        ("[1, 2] + [3, x]", (2,), "1+3 2+x"),
        ("x*[[1], [2]]", (2, 1), "x*1 x*2"),
    ],
)
def test_entries(typed: str, shape: tuple[int, ...], entries: str) -> None:
    array = as_array(parse(typed, NAMES))
    assert array.shape == shape
    assert [linear(entry).replace(" ", "") for entry in array.entries] == entries.split()


@pytest.mark.parametrize(
    "typed",
    ["[[1], [2, 3]]", "[1, [2]]", "[1, 2] + 1", "[1] + [1, 2]", "[1]*[2]", "1/[2]", "[[[1]]]"],
)
def test_what_is_no_array(typed: str) -> None:
    with pytest.raises(NoArrayError):
        as_array(parse(typed, NAMES))


def test_transposing_and_flattening() -> None:
    matrix = as_array(parse("[[1, 2, 3], [4, 5, 6]]", NAMES))
    assert matrix.transposed.shape == (3, 2)
    assert [linear(entry) for entry in matrix.transposed.entries] == "1 4 2 5 3 6".split()
    assert matrix.flat == matrix
    assert as_array(parse("[[1], [2]]", NAMES)).flat.shape == (2,)
