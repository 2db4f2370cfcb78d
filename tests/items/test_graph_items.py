"""(template, seed) → a graph with open cells, its keys computed or written by its author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.autograd.oracle import confirm
from mathdrill.codec import decode, encode
from mathdrill.domain import (
    Draw,
    DrawKind,
    GraphCells,
    Item,
    ItemTemplate,
    Kind,
    Level,
    MalRule,
    Outcome,
    Part,
    same_text,
)
from mathdrill.errors import ContentError
from mathdrill.items.generate import generate, generate_with_proofs
from mathdrill.items.graph_items import graph_drawing
from mathdrill.maths.expression import ONE, Add
from mathdrill.maths.linear import Style
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.scoring.score import score

SEEDS = range(60)


def cells(**answers: str) -> tuple[Part, ...]:
    """Named parts; `dL_dw` is written for dL/dw."""
    return tuple(Part(name.replace("_", "/"), same_text(v)) for name, v in answers.items())


TEMPLATE = ItemTemplate(
    id="backward-pass.90",
    skill="backward-pass",
    revision=1,
    kind=Kind.GRAPH,
    level=Level.COMPUTE,
    seconds=60,
    prompt=same_text("Fill the cells."),
    key=cells(dL_dv="", dL_dw="", dL_dx=""),
    mal_rules=(
        MalRule("swapped", cells(dL_dw="2*v*w", dL_dx="2*v*a"), same_text("The other factor.")),
        MalRule("no-factor", cells(dL_dv="v", dL_dw="v*a", dL_dx="v*w"), same_text("2v.")),
    ),
    hints=(same_text("one"), same_text("two")),
    solution=same_text("$dL/dv = 2*v$"),
    draw=(
        Draw("w", DrawKind.INTEGER, "2", "4"),
        Draw("a", DrawKind.INTEGER, "5", "9"),
        Draw("b", DrawKind.INTEGER, "1", "3"),
    ),
    let=(("v", "w*a + b"),),
    graph=GraphCells("u = w*x; v = u + b; L = v^2", (("w", "w"), ("x", "a"))),
)


def test_an_item_is_its_graph_at_drawn_numbers() -> None:
    made = generate(TEMPLATE, 1)
    assert made.graph == GraphCells(
        "u = w*x; v = u + 2; L = v^2",
        (("w", "4"), ("x", "5")),
        ("u", "v", "L", "dL/dL"),
    )
    assert made.key == "dL/dv = 44, dL/dw = 220, dL/dx = 176"
    assert made.program is not None
    assert made.program.splitlines() == [
        "●    w = 4           w̄ = ?",
        "│ ●  x = 5           x̄ = ?",
        "●─┘  u = w·x     20",
        "●    v = u + 2   22  v̄ = ?",
        "●    L = v²     484  L̄ = 1",
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_item_proves_itself(seed: int) -> None:
    """Law 9, for the kind: key accepted, each misconception refused and named."""
    made = generate(TEMPLATE, seed)
    assert score(made, made.key).outcome is Outcome.CORRECT
    for wrong in made.rejects:
        verdict = score(made, wrong.answer)
        assert (verdict.outcome, verdict.misconception) == (Outcome.INCORRECT, wrong.misconception)


@pytest.mark.parametrize("seed", range(10))
def test_torch_confirms_every_cell_and_refuses_every_wrong_one(seed: int) -> None:
    made, proofs = generate_with_proofs(TEMPLATE, seed)
    assert [name for name, _ in proofs] == [part.name for part in made.parts]
    for (_, proof), part in zip(proofs, made.parts, strict=True):
        key = parse(part.value.en, Names())
        assert confirm(proof, key, (), (), seed) is True
        assert confirm(proof, Add((key, ONE)), (), (), seed) is False


def test_an_author_may_write_the_key() -> None:
    written = replace(TEMPLATE, key=cells(dL_dv="2*v", dL_dw="", dL_dx="2*v*w"))
    assert [generate(written, s).key for s in SEEDS] == [generate(TEMPLATE, s).key for s in SEEDS]


def test_a_drawn_function_is_put_in() -> None:
    template = replace(
        TEMPLATE,
        key=cells(b="", L=""),
        mal_rules=(),
        let=(),
        draw=(
            Draw("f", DrawKind.PICK, options=("sin", "cos")),
            Draw("a", DrawKind.INTEGER, "2", "9"),
        ),
        graph=GraphCells("b = f(x); L = a*b", (("x", "0"),)),
    )
    keys = {(made.graph.nodes, made.key) for s in SEEDS if (made := generate(template, s)).graph}
    assert {nodes.partition(";")[0] for nodes, _ in keys} == {"b = sin(x)", "b = cos(x)"}
    assert ("b = cos(x); L = 2b", "b = 1, L = 2") in keys


def test_a_forward_item_shows_no_values() -> None:
    made = generate(replace(TEMPLATE, key=cells(u="", v=""), mal_rules=()), 1)
    assert graph_drawing(made, 40, Style.ASCII) == (
        "*    w = 4",
        "| *  x = 5",
        "*-'  u = w*x    ?",
        "*    v = u + 2  ?",
        "*    L = v^2",
    )


def test_other_items_have_no_drawing() -> None:
    assert graph_drawing(replace(generate(TEMPLATE, 1), graph=None), 40) == ()


def test_an_item_survives_being_stored() -> None:
    made = generate(TEMPLATE, 5)
    assert decode(Item, encode(made)) == made


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"graph": None}, "items.no-graph"),
        ({"key": cells(q="")}, "items.no-cell"),
        ({"key": cells(dL_dq="")}, "items.no-cell"),
        ({"graph": GraphCells("u = w*; L = u", (("w", "w"),))}, "items.formula"),
        ({"graph": GraphCells("u = w; u = w", (("w", "w"),))}, "items.formula"),
    ],
)
def test_a_faulty_template_is_refused(changes: dict[str, object], key: str) -> None:
    with pytest.raises(ContentError) as caught:
        generate(replace(TEMPLATE, **changes), 0)  # type: ignore[arg-type]
    assert caught.value.sentence == key
