"""From files to the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import (
    Draw,
    DrawKind,
    ItemTemplate,
    Kind,
    Label,
    Level,
    MalRule,
    Part,
    Text,
    same_text,
)
from mathdrill.packs.compile import compile_packs
from tests.packs.samples import (
    STRANGE_PACK,
    strange_skill,
    with_one_change,
    write_root,
)

SLOPE = ItemTemplate(
    id="slopes.1",
    skill="slopes",
    revision=1,
    kind=Kind.EXPRESSION,
    level=Level.COMPUTE,
    seconds=15,
    prompt=Text("Differentiate $f(x) = F$.", "求 $f(x) = F$ 的导数。"),
    key=(Part("", same_text("a*n*x^(n-1)")),),
    mal_rules=(
        MalRule(
            "kept-the-exponent",
            (Part("", same_text("a*n*x^n")),),
            Text("Lower the exponent $n$.", "指数 $n$ 要减 1。"),
        ),
        MalRule(
            "lost-the-factor",
            (Part("", same_text("a*x^(n-1)")),),
            Text("Multiply by $n$.", "还要乘以 $n$。"),
        ),
    ),
    hints=(
        Text("The exponent matters.", "注意指数。"),
        Text("Bring $n$ down.", "先把 $n$ 乘下来。"),
    ),
    solution=Text("It is $a*n*x^(n-1)$.", "结果是 $a*n*x^(n-1)$。"),
    draw=(Draw("a", DrawKind.INTEGER, "2", "12"), Draw("n", DrawKind.INTEGER, "2", "9")),
    where=("a != n",),
    let=(("F", "a*x^n"),),
    variables=("x",),
    answer_names=("f'(x)",),
    accepts=((Part("", same_text("n*a*x^n/x")),),),
    proof=(Part("", same_text("diff(F, x)")),),
)


def test_a_template_is_what_its_author_wrote(tmp_path: Path) -> None:
    templates = compile_packs(write_root(tmp_path), ()).catalogue.templates
    assert templates["slopes.1"] == SLOPE
    steps, ordering, token = (templates[f"slopes.{n}"] for n in (2, 3, 4))
    assert [part.name for part in steps.key] == ["du/dx", "dy/dx"]
    assert steps.mal_rules[0].answer == (Part("dy/dx", same_text("a+b")),)
    assert ordering.labels[0] == Label("diff", Text("differentiate", "求导"))
    assert ordering.edges == (("read", "diff"), ("diff", "put"))
    assert (token.key, token.accepts) == (
        (Part("", Text("yes", "是")),),
        ((Part("", same_text("y")),),),
    )


def test_the_catalogue_follows_the_route(tmp_path: Path) -> None:
    catalogue = compile_packs(write_root(tmp_path), ()).catalogue
    assert list(catalogue.packs) == ["calculus"]
    assert list(catalogue.skills) == ["powers", "slopes"]
    assert catalogue.stages[0].order == ("powers", "slopes")  # without what is not written yet
    assert list(catalogue.templates)[:3] == ["powers.1", "powers.2", "slopes.1"]
    skill = catalogue.skills["slopes"]
    assert (skill.section, skill.topics, skill.requires) == (2, ("derivatives",), ("powers",))
    assert skill.encompasses == (("powers", 0.5),)


def write_strangers(folder: Path, *packs: dict[str, str]) -> list[Path]:
    for number, files in enumerate(packs):
        pack = folder / f"pack{number}"
        pack.mkdir(parents=True)
        (pack / "pack.yaml").write_text(
            STRANGE_PACK.replace("mine", f"mine{number}").replace("7.1", f"7.{number + 1}")
        )
        for name, text in files.items():
            (pack / f"{name}.yaml").write_text(text.replace("7.1.a", f"7.{number + 1}.a"))
    return [folder]


def test_a_strangers_pack_joins_the_route_at_its_stage(tmp_path: Path) -> None:
    root = write_root(tmp_path / "ours")
    strangers = write_strangers(
        tmp_path / "theirs",
        {"adding": strange_skill("adding", requires="slopes, zero")},
        {"zero": strange_skill("zero")},
    )
    compiled = compile_packs(root, strangers)
    assert (compiled.problems, compiled.faults) == ((), ())
    assert compiled.catalogue.stages[0].order == ("powers", "slopes", "zero", "adding")
    assert compiled.catalogue.skills["adding"].topics == ("mine0",)


@pytest.mark.parametrize(
    ("broken", "left"),
    [
        ({"adding": strange_skill("adding", level="odd")}, ["zero"]),
        ({"adding": strange_skill("adding", requires="nobody")}, ["zero"]),
        ({"adding": strange_skill("powers")}, ["zero"]),  # the name of one of ours
        ({"adding": "a: [", "fine": strange_skill("fine")}, ["zero"]),  # the whole pack
        ({"adding": strange_skill("adding", requires="zero")}, ["zero", "adding"]),
    ],
)
def test_a_broken_pack_is_left_out_and_the_rest_works(
    tmp_path: Path, broken: dict[str, str], left: list[str]
) -> None:
    root = write_root(tmp_path / "ours")
    strangers = write_strangers(tmp_path / "theirs", broken, {"zero": strange_skill("zero")})
    compiled = compile_packs(root, strangers)
    assert list(compiled.catalogue.skills) == ["powers", "slopes", *left]
    assert compiled.faults == ()
    assert bool(compiled.problems) == ("adding" not in left)
    assert all("pack0" in found.place.file for found in compiled.problems)


def test_what_needs_a_broken_pack_is_left_out_with_it(tmp_path: Path) -> None:
    strangers = write_strangers(
        tmp_path / "theirs",
        {"adding": strange_skill("adding", level="odd")},
        {"zero": strange_skill("zero", requires="adding")},
    )
    compiled = compile_packs(write_root(tmp_path / "ours"), strangers)
    assert list(compiled.catalogue.skills) == ["powers", "slopes"]
    assert sorted(found.code for found in compiled.problems) == ["R303", "S210"]


def test_a_fault_of_ours_is_never_blamed_on_a_stranger(tmp_path: Path) -> None:
    broken = with_one_change("calculus/powers.yaml", "level: recognise", "level: easy")
    strangers = write_strangers(tmp_path / "theirs", {"zero": strange_skill("zero")})
    compiled = compile_packs(write_root(tmp_path / "ours", broken), strangers)
    assert [found.code for found in compiled.faults] == ["S210"]


def test_a_folder_without_packs_is_told(tmp_path: Path) -> None:
    compiled = compile_packs(write_root(tmp_path / "ours"), [tmp_path / "nowhere"])
    assert [found.code for found in compiled.problems] == ["S217"]
    assert len(compiled.catalogue.templates) == 6
