"""Programs are filled with drawn values as Python writes them, and their items prove themselves."""

from __future__ import annotations

import pytest

from mathdrill.domain import (
    Draw,
    DrawKind,
    ItemTemplate,
    Kind,
    Level,
    MalRule,
    Outcome,
    Part,
    Text,
    same_text,
)
from mathdrill.errors import ContentError
from mathdrill.items.generate import generate
from mathdrill.items.program_texts import python_literal
from mathdrill.maths.expression import Expr
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.scoring.score import score

NOTHING = Text("-", "-")


def template(program: str, key: str, wrong: dict[str, str]) -> ItemTemplate:
    """A code template with one drawn whole number a, one decimal d, one list v."""
    return ItemTemplate(
        id="sample.1",
        skill="sample",
        revision=1,
        kind=Kind.CODE,
        level=Level.DEBUG,
        seconds=30,
        prompt=Text("Fill in the blank.", "请填空。"),
        key=(Part("", same_text(key)),),
        mal_rules=tuple(
            MalRule(name, (Part("", same_text(filling)),), same_text("no: $a$"))
            for filling, name in wrong.items()
        ),
        hints=(NOTHING, NOTHING),
        solution=NOTHING,
        draw=(
            Draw("a", DrawKind.INTEGER, low="-5", high="5", excluded=("0", "1")),
            Draw("d", DrawKind.DECIMAL, low="0.1", high="0.5", step="0.1"),
            Draw("v", DrawKind.VECTOR, low="1", high="9", length="3"),
        ),
        let=(("half", "a/2"),),
        program=program,
        observe=("x.grad.tolist()",),
    )


GRADIENT = template(
    """\
x = torch.tensor($v, dtype=torch.float, requires_grad=True)
y = $a * x ** 2 + $d * x
____""",
    "y.sum().backward()",
    {"y.backward()": "not-reduced", "(y.sum() / $a).backward()": "divided"},
)


@pytest.mark.parametrize("seed", range(12))
def test_an_item_knows_its_key_and_its_wrong_fillings(seed: int) -> None:
    item = generate(GRADIENT, seed)
    assert item.program is not None
    assert "$" not in item.program + item.key + "".join(wrong.answer for wrong in item.rejects)
    assert score(item, item.key).outcome is Outcome.CORRECT
    assert score(item, "y.backward(torch.ones(3))").outcome is Outcome.CORRECT
    assert [score(item, wrong.answer).misconception for wrong in item.rejects] == [
        "not-reduced",
        "divided",
    ]


@pytest.mark.parametrize(
    ("formula", "literal"),
    [
        ("3", "3"),
        ("-4", "-4"),
        ("0.25", "0.25"),
        ("1/3", "(1/3)"),
        ("[1, -2]", "[1, -2]"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
    ],
)
def test_a_value_is_written_as_python_writes_it(formula: str, literal: str) -> None:
    tree: Expr = parse(formula, Names(author=True))
    assert python_literal(tree) == literal


def test_derived_names_may_be_used_too() -> None:
    made = template("x = $half\n____", "x = $a", {})
    item = generate(made, 4)
    assert item.program is not None
    assert item.program.splitlines()[0] in {f"x = {k}" for k in ("-2", "-1", "1", "2")} | {
        f"x = ({k}/2)" for k in (-5, -3, -1, 3, 5)
    }


def test_a_name_that_is_not_drawn_is_an_error_of_the_template() -> None:
    with pytest.raises(ContentError, match=r"program\.placeholder"):
        generate(template("x = $q\n____", "1", {}), 0)


@pytest.mark.parametrize("program", ["x = 1", "x = ____ + ____"])
def test_a_program_has_one_blank(program: str) -> None:
    with pytest.raises(ContentError, match=r"program\.one-blank"):
        generate(template(program, "1", {}), 0)


def test_a_wrong_filling_that_is_the_key_makes_no_item() -> None:
    with pytest.raises(ContentError, match=r"items\.coincide"):
        generate(template("x = ____", "$a + 1", {"$a+1": "same"}), 0)
