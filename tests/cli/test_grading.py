"""`grade`: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mathdrill
from mathdrill.scoring.grade import grade
from tests.shell import run

FIELDS = ["id", "verdict", "message", "position", "witness", "misconception", "ms"]


def graded(*lines: object, language: str = "en") -> list[dict[str, object]]:
    typed = "".join(f"{x if isinstance(x, str) else json.dumps(x)}\n" for x in lines)
    ran = run("grade", "--lang", language, typed=typed)
    assert ran.code == 0
    assert ran.out.isascii()
    return ran.lines


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ({"expected": "2*x", "answer": "x+x"}, "correct"),
        ({"expected": "2*x", "answer": "x^2"}, "incorrect"),
        ({"expected": "2*x", "answer": "3x^^2"}, "invalid"),
        ({"expected": "1/x", "answer": "x/x^2", "domain": {"x": "x > 0"}}, "correct"),
        ({"expected": "1/3", "answer": "0.3333", "decimals": "exact"}, "invalid"),
        ({"expected": "1/3", "answer": "0.3333", "decimals": "rounded"}, "correct"),
        ({"expected": "1/3", "answer": "0.3333", "decimals": None, "kind": None}, "correct"),
        ({"expected": "x", "answer": "y", "vars": ["x", "y"]}, "incorrect"),
        # malformed lines are answered, not obeyed
        ({"expected": "2*", "answer": "x"}, "invalid"),
        ({"expected": "x", "answer": 3}, "invalid"),
        ({"answer": "x"}, "invalid"),
        ({"expected": "x", "answer": "x", "kind": "riddle"}, "invalid"),
        ({"expected": "x", "answer": "x", "kind": 3}, "invalid"),
        ({"expected": "x", "answer": "x", "vars": "x"}, "invalid"),
        ({"expected": "x", "answer": "x", "domain": ["x"]}, "invalid"),
        ({"expected": "x", "answer": "x", "decimals": "some"}, "invalid"),
        ("nonsense", "invalid"),
        ("[1]", "invalid"),
        ('{"expected": "x", "answer": "\\ud800"}', "invalid"),
    ],
)
def test_a_line(line: object, verdict: str) -> None:
    (found,) = graded(line)
    assert list(found) == FIELDS
    assert found["verdict"] == verdict
    assert found["message"]


def test_an_id_comes_back_as_it_was() -> None:
    identifiers = [1, "a", None, [2, {"b": 3}]]
    lines = [{"id": each, "expected": "x", "answer": "x"} for each in identifiers]
    assert [line["id"] for line in graded(*lines)] == identifiers


def test_the_place_and_the_witness_are_told() -> None:
    invalid, wrong = graded(
        {"expected": "2*x", "answer": "3x^^2"}, {"expected": "2*x", "answer": "x^2"}
    )
    assert invalid["position"] == 3
    assert wrong["witness"] == {"point": {"x": "1"}, "response": "1", "key": "2"}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("line", "verdict", "misconception"),
    [
        ({"template": "first-powers.1", "seed": 0, "answer": "7x^6"}, "correct", None),
        (
            {"template": "first-powers.1", "answer": "7x^7"},
            "incorrect",
            "exponent-not-reduced",
        ),
        ({"template": "first-powers.1", "seed": "0", "answer": "7x^6"}, "invalid", None),
        ({"template": "first-powers.1", "seed": 2**80, "answer": "7x^6"}, "invalid", None),
        ({"template": "no-such.1", "seed": 0, "answer": "7x^6"}, "invalid", None),
        ({"template": ["x"], "seed": 0, "answer": "7x^6"}, "invalid", None),
    ],
)
def test_an_item_is_judged_as_in_a_session(
    line: object, verdict: str, misconception: str | None
) -> None:
    (found,) = graded(line)
    assert (found["verdict"], found["misconception"]) == (verdict, misconception)


def test_no_state_is_touched(home: Path) -> None:
    graded({"expected": "2*x", "answer": "x+x"})
    assert not home.exists()


def test_messages_are_in_the_learners_language() -> None:
    line = {"expected": "2*x", "answer": "x^2"}
    assert graded(line, language="zh")[0]["message"] != graded(line)[0]["message"]


def test_the_package_offers_it_lazily() -> None:
    assert mathdrill.grade is grade
    with pytest.raises(AttributeError):
        mathdrill.grading  # noqa: B018
