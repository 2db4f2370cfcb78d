"""Fillings are judged by what the completed program does, not by how they are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.domain import Decimals, Item, Kind, Level, Outcome, Text, WrongAnswer, same_text
from mathdrill.scoring import fillings
from mathdrill.scoring.grade import grade
from mathdrill.scoring.score import score

NOTHING = Text("", "")


def item(program: str, key: str, observe: str, wrong: dict[str, str] | None = None) -> Item:
    """A code item; `wrong` maps fillings to misconceptions."""
    blank = Item(
        template="sample.1",
        revision=1,
        seed=0,
        skill="sample",
        kind=Kind.CODE,
        level=Level.DEBUG,
        seconds=60,
        params=(),
        variables=(),
        answer_names=(),
        prompt=NOTHING,
        program=program,
        choices=(),
        labels=(),
        edges=(),
        parts=(),
        key=key,
        key_text=same_text(key),
        accepts=(),
        rejects=tuple(
            WrongAnswer(name, filling, same_text(f"about {name}"))
            for filling, name in (wrong or {}).items()
        ),
        hints=(),
        solution=NOTHING,
        domain=(),
        form=(),
        decimals=Decimals.VALUE,
        places=None,
    )
    return replace(blank, observe=tuple(observe.split("; ")))


ZERO = item(
    """\
x = torch.tensor(1., requires_grad=True)
(3 * x).backward()
____
(2 * x).backward()""",
    "x.grad = None",
    "x.grad.item()",
    {"pass": "gradients-add-up", "x = x.detach()": "detach-resets", "x.zero_()": "zeroed-the-leaf"},
)
POWER = item(
    """\
x = torch.tensor(3., requires_grad=True)
loss = 2 * ____
loss.backward()""",
    "x ** 2",
    "x.grad.item()",
    {"x": "no-square", "x + x": "doubled", "x * 2": "doubled"},
)
STEP = item(
    """\
w = torch.tensor(2.0, requires_grad=True)
(w ** 2).backward()
with torch.no_grad():
    ____""",
    "w -= 0.1 * w.grad",
    "w.item(); w.requires_grad; w.is_leaf",
    {
        "w += 0.1 * w.grad": "ascent",
        "w = w - 0.1 * w.grad": "rebound",
        "w -= w.grad": "no-rate",
    },
)


@pytest.mark.parametrize(
    ("asked", "text", "outcome", "misconception"),
    [
        (ZERO, "x.grad = None", Outcome.CORRECT, None),
        (ZERO, "x.grad.zero_()", Outcome.CORRECT, None),  # another way to the same end
        (ZERO, "  x.grad=None ", Outcome.CORRECT, None),
        (ZERO, "x.grad.fill_(0)", Outcome.CORRECT, None),
        (ZERO, "x.grad *= 0", Outcome.CORRECT, None),
        (ZERO, "x.grad，y = None, 1", Outcome.CORRECT, None),  # a comma of a Chinese keyboard
        (ZERO, "if x.grad is not None: x.grad.zero_()", Outcome.CORRECT, None),
        (ZERO, "pass", Outcome.INCORRECT, "gradients-add-up"),
        (ZERO, "x.grad + 0", Outcome.INCORRECT, "gradients-add-up"),  # observed alike
        (ZERO, "x.zero_()", Outcome.INCORRECT, "zeroed-the-leaf"),  # as it is written
        (ZERO, "x.grad = 5", Outcome.INCORRECT, None),
        (ZERO, "x.grad.zero()", Outcome.INVALID, None),
        (ZERO, "import os", Outcome.INVALID, None),
        (ZERO, "", Outcome.INVALID, None),
        (ZERO, "x.grad = None # away", Outcome.INVALID, None),
        (ZERO, "x.grad = None\nx = 1", Outcome.INVALID, None),
        (ZERO, "x = torch.zeros(10**9)", Outcome.INVALID, None),
        (ZERO, "for i in range(9999): x = x + 1; x = x + 1; x = x + 1", Outcome.INVALID, None),
        (POWER, "x*x", Outcome.CORRECT, None),
        (POWER, "torch.square(x)", Outcome.CORRECT, None),
        (POWER, "x.pow(2)", Outcome.CORRECT, None),
        (POWER, "x * (x + 0)", Outcome.CORRECT, None),
        (POWER, "0 + x ** 2", Outcome.INVALID, None),  # 2 * 0 + x²: right in brackets
        (POWER, "x", Outcome.INCORRECT, "no-square"),
        (POWER, "1 * x", Outcome.INCORRECT, "no-square"),
        (POWER, "x + x", Outcome.INCORRECT, "doubled"),
        (POWER, "x) + (x", Outcome.INVALID, None),  # closes a bracket that is not its own
        (POWER, "y ** 2", Outcome.INVALID, None),
        (POWER, "x = 2", Outcome.INVALID, None),  # not an expression
        (POWER, "x; x", Outcome.INVALID, None),
        (STEP, "w.sub_(0.1 * w.grad)", Outcome.CORRECT, None),
        (STEP, "w -= w.grad / 10", Outcome.CORRECT, None),
        (STEP, "w.data -= 0.1 * w.grad", Outcome.CORRECT, None),
        (STEP, "w = w - w.grad / 10", Outcome.INCORRECT, "rebound"),
        (STEP, "w.add_(0.1 * w.grad)", Outcome.INCORRECT, "ascent"),
        (STEP, "w -= 1 * w.grad", Outcome.INCORRECT, "no-rate"),
        (STEP, "w -= 0.2 * w.grad", Outcome.INCORRECT, None),
    ],
)
def test_a_filling_is_judged_by_what_it_does(
    asked: Item, text: str, outcome: Outcome, misconception: str | None
) -> None:
    verdict = score(asked, text)
    assert (verdict.outcome, verdict.misconception) == (outcome, misconception), verdict.message


@pytest.mark.parametrize("asked", [ZERO, POWER, STEP])
def test_the_key_is_right_and_every_wrong_filling_is_named(asked: Item) -> None:
    assert score(asked, asked.key).outcome is Outcome.CORRECT
    assert [score(asked, wrong.answer).misconception for wrong in asked.rejects] == [
        wrong.misconception for wrong in asked.rejects
    ]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("x.grad = torch.load('f')", 9),
        ("   x.grad = open('f')", 12),
        ("x.grad = (1 +", 9),
        ("y", 0),
        ("x = torch.zeros(10**9)", 4),  # found while it ran
    ],
)
def test_an_invalid_filling_is_pointed_at(text: str, position: int) -> None:
    verdict = score(ZERO, text)
    assert verdict.outcome is Outcome.INVALID
    assert verdict.position is not None
    assert verdict.position == min(position, len(text) - 1)


def test_without_torch_only_what_is_foreseen_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fillings, "available", lambda: False)
    assert score(ZERO, "x.grad = None").outcome is Outcome.CORRECT
    assert score(ZERO, "pass").misconception == "gradients-add-up"
    verdict = score(ZERO, "x.grad.zero_()")
    assert (verdict.outcome, verdict.message.key) == (Outcome.UNDECIDED, "program.no-torch")


def test_what_it_does_otherwise_is_said() -> None:
    message = score(POWER, "x ** 3").message
    assert (message.key, dict(message.values)) == (
        "program.observed",
        {"expression": "`x.grad.item()`", "found": "`54`", "expected": "`12`"},
    )
    assert score(POWER, "x.view(7)").message.key == "program.ends-with"


def test_two_ideas_that_do_the_same_are_not_guessed() -> None:
    unclear = replace(
        POWER,
        rejects=tuple(
            WrongAnswer(name, filling, NOTHING) for name, filling in (("a", "x"), ("b", "1 * x"))
        ),
    )
    assert score(unclear, "x * 1").misconception is None
    assert score(unclear, "x").misconception == "a"


def test_without_its_program_a_filling_must_be_written_alike() -> None:
    """`mathdrill grade` has no program to fill in."""
    assert grade("x ** 2", "x**2", kind="code").outcome is Outcome.CORRECT
    assert grade("x ** 2", "x * x", kind="code").outcome is Outcome.UNDECIDED
