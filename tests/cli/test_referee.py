"""SymPy as the last resort, and torch as the judge of programs, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mathdrill.cli.referee import Referee
from mathdrill.domain import Item, Kind, Outcome
from mathdrill.items.generate import generate
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.packs.catalogue import load_catalogue
from tests.scoring.items import item


@pytest.fixture(scope="module")
def referee() -> Iterator[Referee]:
    with Referee() as one:
        yield one


@pytest.mark.parametrize(
    ("key", "response", "equal"),
    [
        ("sin(x)^2 + cos(x)^2", "1", True),
        ("w1*x", "x*w1 + 1", False),
        ("9^9^9^9^9", "1", None),  # hopeless: killed, and we say that we cannot decide
        ("2*x", "x + x", True),  # the next one finds a new process
    ],
)
def test_it_decides_or_says_that_it_cannot(
    referee: Referee, key: str, response: str, *, equal: bool | None
) -> None:
    names = Names(variables=("x", "w1"))
    assert referee.decide(parse(key, names), parse(response, names), ()) is equal


def test_a_domain_is_respected(referee: Referee) -> None:
    names = Names(variables=("x",))
    condition = parse("x > 0", Names(variables=("x",), author=True))
    key, response = parse("sqrt(x^2)", names), parse("x", names)
    assert referee.decide(key, response, (condition,)) is True


@pytest.fixture(scope="module")
def code_item() -> Item:
    templates = load_catalogue().catalogue.templates.values()
    return generate(next(t for t in templates if t.kind is Kind.CODE), 0)


def test_a_program_is_judged_without_torch_in_this_process(
    referee: Referee, code_item: Item
) -> None:
    referee.warm(code_item)
    assert referee.score(code_item, code_item.key).outcome is Outcome.CORRECT
    for wrong in code_item.rejects:
        verdict = referee.score(code_item, wrong.answer)
        assert (verdict.outcome, verdict.misconception) == (
            Outcome.INCORRECT,
            wrong.misconception,
        )
    assert referee.score(code_item, "__import__('os')").outcome is Outcome.INVALID


def shown(program: str, *observe: str, kind: Kind = Kind.TOKEN, key: str = "1") -> Item:
    return replace(item(kind, key), program=program or None, observe=observe)


@pytest.mark.parametrize(
    ("seen", "values"),
    [
        (shown("x = torch.ones(2, 3)", "x.shape", "x.sum().item()"), ["[2, 3]", "6"]),
        (shown("x = torch.tensor(2.)", "x.grad"), ["None"]),
        (shown("x = torch.tensor(2.)\nx.backward()", "err"), ["RuntimeError"]),
        (shown("y = ____", "y", kind=Kind.CODE, key="1 + 1"), ["2"]),
    ],
)
def test_after_a_prediction_torch_tells_what_it_returned(
    referee: Referee, seen: Item, values: list[str]
) -> None:
    assert referee.returned(seen) == tuple(zip(seen.observe, values, strict=True))


def test_of_an_item_without_a_program_nothing_is_told(referee: Referee) -> None:
    assert referee.returned(shown("")) == ()
