"""What the format of packs can say: every kind of answer, every kind of draw."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from mathdrill.domain import Draw, DrawKind, Item, ItemTemplate, Kind, Outcome, Text
from mathdrill.items.generate import generate, generate_with_proofs
from mathdrill.maths.prose import render
from mathdrill.packs.checker import check
from mathdrill.packs.compile import compile_packs
from mathdrill.packs.draws import drawn_names, parse_draw
from mathdrill.scoring.score import score
from tests.packs.samples import FILES, with_one_change, write_root

_, _, POWERS, SLOPES = FILES
HEAD = FILES[POWERS].partition("templates:\n")[0] + "templates:\n"
REST = """\
hints: [{en: Look., zh: 看一看。}, {en: Compute., zh: 算一算。}]
solution: {en: So it is., zh: 就是这样。}
"""


def skill_file(body: str) -> dict[str, str]:
    """The sample with one template that says `body` and what every template says."""
    own = "id: powers.1\nlevel: compute\nseconds: 9\nrevision: 1\n" + dedent(body) + REST
    return {POWERS: HEAD + "  - " + indent(own, "    ").strip() + "\n"}


def template(folder: Path, body: str) -> ItemTemplate:
    compiled = compile_packs(write_root(folder, skill_file(body)), ())
    assert not compiled.faults, compiled.faults
    return compiled.catalogue.templates["powers.1"]


KINDS = {
    Kind.VECTOR: (
        """
        kind: vector
        draw: {v: 3 of -4..4, c: 2..5}
        prompt: {en: Compute $c*v$., zh: 计算 $c*v$。}
        key: c*v
        proof: v*c
        misconceptions:
          - {id: sign, answer: -c*v, feedback: {en: No., zh: 不对。}}
        """,
        "tensor({})",
    ),
    Kind.MATRIX: (
        """
        kind: matrix
        draw: {A: 2x3 of -4..4, B: 3 x 2 of -4..4}
        prompt: {en: Compute $A @ B$., zh: 计算 $A @ B$。}
        key: A @ B
        proof: T(T(B) @ T(A))
        misconceptions:
          - {id: turned, answer: T(A @ B), feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
    Kind.SHAPE: (
        """
        kind: shape
        draw: {m: 2..30, n: 2..30}
        prompt: {en: "$m$ rows of $n$?", zh: "$m$ 行 $n$ 列？"}
        key: (m, n)
        misconceptions:
          - {id: flat, answer: "(m*n,)", feedback: {en: No., zh: 不对。}}
        """,
        "torch.Size({})",
    ),
    Kind.SET: (
        """
        kind: set
        draw: {a: 1..90}
        prompt: {en: Which $x$ has $x^2 = a^2$?, zh: 哪些 $x$ 满足 $x^2 = a^2$？}
        key: "[-a, a]"
        misconceptions:
          - {id: half, answer: "[a]", feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
    Kind.CHOICE: (
        """
        kind: choice
        draw:
          a: 1..60
          sign: [{s: 1, K: {en: up, zh: 向上}}, {s: -1, K: {en: down, zh: 向下}}]
        prompt: {en: Which way does $s*a*x^2$ open?, zh: $s*a*x^2$ 开口朝哪？}
        key: $K$
        distractors:
          - id: sign
            answers: [{en: up, zh: 向上}, {en: down, zh: 向下}]
            feedback: {en: Look at $s*a$., zh: 看 $s*a$。}
        """,
        "{}",
    ),
    Kind.MULTICHOICE: (
        """
        kind: multichoice
        prompt: {en: Which are even?, zh: 哪些是偶数？}
        options: {one: "1", two: "2", four: "4", nine: {en: nine, zh: 九}}
        key: two four
        misconceptions:
          - {id: first, answer: two, feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
    Kind.STEPS: (
        """
        kind: steps
        draw: {v: 2 of 1..9, c: 2..9}
        prompt: {en: Scale $v$ by $c$., zh: 把 $v$ 乘以 $c$。}
        key: {w: c*v, n: "dot(v, v)", s: "(2, c)"}
        proof: {w: v*c, n: sum(v^2), s: "[2, c]"}
        misconceptions:
          - {id: added, answer: {w: v + c}, feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
    Kind.TOKEN: (
        """
        kind: token
        draw:
          case: [{op: "`x.sum()`", K: "`scalar`", W: "`vector`"}, {op: "`2*x`", K: "`vector`", W: "`scalar`"}]
        prompt: {en: What is $op$?, zh: $op$ 是什么？}
        program: y = $op
        key: $K$
        misconceptions:
          - {id: other, answer: $W$, feedback: {en: It is $K$., zh: 应是 $K$。}}
        """,
        "{}",
    ),
    Kind.CODE: (
        """
        kind: code
        draw: {n: 3..90}
        prompt: {en: Fill the blank., zh: 填空。}
        program: |-
          t = torch.ones($n)
          s = ____
        observe: s.item()
        key: t.sum()
        accepts: [torch.sum(t)]
        misconceptions:
          - {id: mean, answer: t.mean(), feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
    Kind.GRAPH: (
        """
        kind: graph
        draw: {p: 2..9, q: 11..19}
        prompt: {en: Fill in., zh: 填写。}
        graph: {nodes: a = x*y; L = a + x, at: {x: p, y: q}}
        key: [a, dL/dx]
        misconceptions:
          - {id: sum, answer: {a: p + q}, feedback: {en: No., zh: 不对。}}
        """,
        "{}",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_keeps_its_promises(kind: Kind, tmp_path: Path) -> None:
    body, spelling = KINDS[kind]
    made = template(tmp_path, body)
    assert made.kind is kind
    item = generate(made, 1)
    assert score(item, spelling.format(item.key)).outcome is Outcome.CORRECT
    report = check((tmp_path / "calculus",), instances=12)
    assert [str(found) for found in report.errors] == []


@pytest.mark.parametrize("kind", [Kind.VECTOR, Kind.MATRIX, Kind.STEPS])
def test_arrays_are_confirmed_by_the_oracle(kind: Kind, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    write_root(tmp_path, skill_file(KINDS[kind][0]))
    report = check((tmp_path / POWERS,), instances=12)
    assert report.oracle_checked == report.items_checked > 0


SHOWN = """
    kind: {kind}
    draw: {{a: 2..30, b: 2..30}}
    let: {{F: a*x^2 + b*x, K: 2*a*x + b, W: a*x + b}}
    prompt: {{en: "Differentiate $F$.", zh: "求 $F$ 的导数。"}}
    key: $K$
    proof: {proof}
    misconceptions:
      - {{id: halved, answer: $W$, feedback: {{en: No., zh: 不对。}}}}
    """


@pytest.mark.parametrize(
    "body",
    [
        KINDS[Kind.SHAPE][0].replace("key: (m, n)", "key: (m, n)\n        proof: '[m*n/n, n]'"),
        SHOWN.format(kind="choice", proof="diff(F, x)"),
        SHOWN.format(kind="token", proof="diff(F, x)"),
    ],
    ids=["shape", "choice", "token"],
)
def test_a_proof_of_what_is_no_formula_counts_as_well(body: str, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    write_root(tmp_path, skill_file(body))
    report = check((tmp_path / POWERS,), instances=12)
    assert report.errors == ()
    assert report.oracle_checked == report.items_checked > 0
    write_root(tmp_path, skill_file(body.replace("proof: ", "proof: 2*").replace("2*'", "'2*")))
    assert "K510" in {found.code for found in check((tmp_path / POWERS,), instances=3).errors}


def test_a_text_in_two_languages_is_a_text_even_where_a_function_is_called_so(
    tmp_path: Path,
) -> None:
    body = """
    kind: token
    draw:
      case:
        - {k: 1, K: {en: minimum, zh: 极小值}}
        - {k: -1, K: {en: maximum, zh: 极大值}}
    prompt: {en: "What has $k*x^2$ at 0?", zh: "$k*x^2$ 在 0 处有什么？"}
    key: $K$
    misconceptions: []
    """
    item = generate(template(tmp_path, body), 3)
    assert item.key_text in (Text("minimum", "极小值"), Text("maximum", "极大值"))


def test_two_rules_of_one_misconception_keep_their_places(tmp_path: Path) -> None:
    body = """
    kind: number
    draw: {a: 2..90, b: 1..2}
    prompt: {en: "Compute $a*b$.", zh: "计算 $a*b$。"}
    key: a*b
    misconceptions:
      - {id: slip, when: b = 1, answer: a + 1, feedback: {en: One., zh: 一。}}
      - {id: slip, when: b = 2, answer: a + 2, feedback: {en: Two., zh: 二。}}
    """
    made = template(tmp_path, body)
    assert {wrong.rule for seed in range(20) for wrong in generate(made, seed).rejects} == {0, 1}
    assert [str(found) for found in check((tmp_path / POWERS,), instances=12).errors] == []


def test_an_item_comes_with_its_proof(tmp_path: Path) -> None:
    made = template(tmp_path, KINDS[Kind.MATRIX][0])
    item, proofs = generate_with_proofs(made, 4)
    assert item == generate(made, 4)
    assert len(proofs) == 1


def test_a_wrong_part_of_an_array_is_named(tmp_path: Path) -> None:
    item = generate(template(tmp_path, KINDS[Kind.STEPS][0]), 2)
    wrong = score(item, item.rejects[0].answer)
    assert (wrong.outcome, wrong.misconception) == (Outcome.INCORRECT, "added")


def options(item: Item) -> list[str]:
    return sorted(render(choice.zh) for choice in item.choices)


def test_the_right_option_is_no_distractor(tmp_path: Path) -> None:
    made = template(tmp_path, KINDS[Kind.CHOICE][0])
    items = [generate(made, seed) for seed in range(8)]
    assert all(options(item) == ["向上", "向下"] for item in items)
    assert {render(item.key_text.en) for item in items} == {"up", "down"}


def test_names_that_are_drawn_together_belong_together(tmp_path: Path) -> None:
    made = template(tmp_path, KINDS[Kind.TOKEN][0])
    seen = {(generate(made, seed).program, generate(made, seed).key) for seed in range(20)}
    assert seen == {("y = x.sum()", "scalar"), ("y = 2*x", "vector")}


@pytest.mark.parametrize(
    ("spec", "draw"),
    [
        ("2x3 of -4..5", Draw("a", DrawKind.MATRIX, "-4", "5", "", "2", columns="3")),
        ("m × n of 1..2", Draw("a", DrawKind.MATRIX, "1", "2", "", "m", columns="n")),
        ("n of 1..9", Draw("a", DrawKind.VECTOR, "1", "9", "", "n")),
        (("a*x + b", "x^n"), Draw("a", DrawKind.PICK, options=("a*x + b", "x^n"))),
    ],
)
def test_draws(spec: str | tuple[str, ...], draw: Draw) -> None:
    assert parse_draw("a", spec) == draw


def test_rows_of_a_joint_draw_name_the_same() -> None:
    assert drawn_names("case", ({"f": "sin", "g": "cos"},)) == ("f", "g")
    with pytest.raises(ValueError, match="same names"):
        parse_draw("case", ({"f": "sin"}, {"g": "cos"}))


def test_an_expression_is_drawn_by_rules_over_earlier_names(tmp_path: Path) -> None:
    made = template(
        tmp_path,
        """
        kind: expression
        draw: {a: 2..9, n: 2..5, F: [a*x^n, "(x + a)^n", a*sin(x)]}
        vars: [x]
        prompt: {en: Differentiate $F$., zh: 求 $F$ 的导数。}
        key: diff(F, x)
        misconceptions:
          - {id: itself, answer: F, feedback: {en: No., zh: 不对。}}
        """,
    )
    prompts = {render(generate(made, seed).prompt.en) for seed in range(40)}
    assert len(prompts) > 20


FAULTS = [
    ("draw:\n      a: 2..9", "draw:\n      a: [{p: 1}, {q: 2}]", "F413"),  # other names
    ("prompt:\n      en: Compute $a^n + c$.", "prompt:\n      en: Compute $a(n) + c$.", "F412"),
    ("key: a^n + c\n", "key: dot([a, n], [c])\n", "K501"),  # shapes that do not go together
    ("key: a^n + c\n", "program: y = $b\n    key: a^n + c\n", "F404"),
]


@pytest.mark.parametrize(("old", "new", "code"), FAULTS)
def test_faults(old: str, new: str, code: str, tmp_path: Path) -> None:
    root = write_root(tmp_path, with_one_change(POWERS, old, new))
    found = check((root / POWERS,), instances=3, oracle=False).errors
    assert code in {each.code for each in found}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (KINDS[Kind.MULTICHOICE][0].replace("key: two four", "key: two six"), "F407"),
        (KINDS[Kind.MULTICHOICE][0].replace("answer: two,", "answer: four two,"), "F411"),
        (KINDS[Kind.GRAPH][0].replace("{a: p + q}", "{b: p + q}"), "F410"),
        (KINDS[Kind.GRAPH][0].replace("[a, dL/dx]", "[a, dL/dz]"), "K501"),
        (KINDS[Kind.SHAPE][0].replace("key: (m, n)", "key: m/n"), "K501"),
        (KINDS[Kind.VECTOR][0].replace("key: c*v", "key: dot(v, v)"), "K501"),
    ],
)
def test_faults_of_kinds(body: str, code: str, tmp_path: Path) -> None:
    root = write_root(tmp_path, skill_file(body))
    found = check((root / POWERS,), instances=3, oracle=False).errors
    assert code in {each.code for each in found}
