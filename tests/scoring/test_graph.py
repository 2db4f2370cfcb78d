"""The cells of a graph, one after the other or all at once, each with its own verdict."""

from __future__ import annotations

import pytest

from mathdrill.domain import Item, Kind, Outcome
from mathdrill.lang import say_sentence
from mathdrill.scoring.grade import grade
from mathdrill.scoring.score import score
from tests.scoring.items import item, parts, wrong

YES, NO, AGAIN = Outcome.CORRECT, Outcome.INCORRECT, Outcome.INVALID
KEY = "u = 6, L = 13/2, dL/dw = cos(2) + 3"


def graph(**fields: object) -> Item:
    return item(Kind.GRAPH, KEY, parts=parts(KEY), variables=(), **fields)


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        (KEY, YES),
        ("u=6; L=6.5; dL/dw=3+cos(2)", YES),
        ("6, 13/2, 2.584", YES),  # in the order asked, four digits of a cosine
        ("dL/dw = 2.584, u = 6, L = 6.5", YES),  # named, in any order
        ("u＝6，L＝6.5，dL/dw＝2.584", YES),
        ("u = 6\nL = 6.5\ndL/dw = 2.584", YES),
        ("u = 6", AGAIN),  # right so far
        ("6", AGAIN),
        ("6, 6.5", AGAIN),
        ("dL/dw = 2.584", AGAIN),  # any one may be the first
        ("u = 5", NO),  # wrong is wrong at once
        ("6, 7", NO),
        ("u = 6, L = 6.5, dL/dw = 3", NO),
        ("u = 6, L = 6.5, dL/dw = 2.6", AGAIN),  # too few digits
        ("1, 2, 3, 4", AGAIN),
        ("u = 6, u = 6", AGAIN),
        ("u = 6, 6.5", AGAIN),
        ("q = 6", AGAIN),
        ("u = x", AGAIN),
        ("u = (6", AGAIN),
        ("", AGAIN),
    ],
)
def test_cells_are_judged(typed: str, outcome: Outcome) -> None:
    assert score(graph(), typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "language", "said"),
    [
        ("u = 6", "en", ["Right so far: $u$. Still open: $L$, $dL/dw$."]),
        ("u = 6", "zh", ["目前都对：$u$。还要填：$L$, $dL/dw$。"]),
        (
            "5, 6.5, 3",
            "en",
            [
                "$u$: Not equal to the right answer.",
                "$dL/dw$: Not equal to the right answer.",
                "Right: $L$.",
            ],
        ),
        ("5", "en", ["$u$: Not equal to the right answer."]),
        ("q = 1", "en", ["q is not asked for here. Asked for: u, L, dL/dw."]),
    ],
)
def test_each_cell_is_told(typed: str, language: str, said: list[str]) -> None:
    verdict = score(graph(), typed)
    told = [say_sentence(language, each) for each in (verdict.message, *verdict.details)]
    assert told == said


def test_the_place_of_a_fault_is_that_in_the_whole_text() -> None:
    assert score(graph(), "u = 6, L = 6 +").position == 14


SWAPPED = wrong("swapped", "u = 6, L = 7, dL/dw = 2", parts("L = 7, dL/dw = 2"))


@pytest.mark.parametrize(
    ("typed", "misconception"),
    [
        ("u = 6, L = 7, dL/dw = 2", "swapped"),
        ("L = 7", "swapped"),  # as far as it shows
        ("u = 6, L = 7, dL/dw = 5", None),
        ("u = 5", None),
    ],
)
def test_a_misconception_is_named(typed: str, misconception: str | None) -> None:
    verdict = score(graph(rejects=(SWAPPED,)), typed)
    assert (verdict.outcome, verdict.misconception) == (NO, misconception)


def test_a_named_misconception_still_tells_the_cells() -> None:
    verdict = score(graph(rejects=(SWAPPED,)), "6, 7, 2")
    told = [say_sentence("en", each) for each in (verdict.message, *verdict.details)]
    assert told == [
        "you swapped",
        "$L$: Not equal to the right answer.",
        "$dL/dw$: Not equal to the right answer.",
        "Right: $u$.",
    ]


def test_the_contract_judges_cells_too() -> None:
    assert grade("u = 3, dL/du = x/2", "3, 0.5*x", kind="graph").outcome is YES
    assert grade("u = 3, v = 1/2", "u = 3", kind="graph").outcome is AGAIN
    assert grade("u = 3, v = 1/2", "u = 3, v = 2", kind="graph").outcome is NO
