"""Every template proves itself, and `pack check` finds the one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import LANGUAGES
from mathdrill.lang import say_sentence
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.packs.checker import Report, check
from mathdrill.packs.probing import probe
from tests.packs.samples import FILES, STRANGE_PACK, strange_skill, with_one_change, write_root

ROUTE, PACK, POWERS, SLOPES = FILES


def told(report: Report) -> str:
    return ", ".join(
        f"{found.place.line}:{found.place.column} {found.code}"
        for found in (*report.errors, *report.warnings)
    )


def test_the_sample_proves_itself(tmp_path: Path) -> None:
    report = check([write_root(tmp_path)], instances=12)
    assert (report.errors, report.warnings) == ((), ())
    assert (report.packs, report.skills, report.templates) == (1, 2, 6)
    assert 30 <= report.items_checked <= 3 * 12 + 3  # three templates draw nothing
    assert report.oracle_checked == report.items_checked - 3  # choice, ordering and token


def test_without_an_oracle_none_is_counted(tmp_path: Path) -> None:
    report = check([write_root(tmp_path)], instances=5, oracle=False)
    assert (report.oracle, report.oracle_checked, report.errors) == (None, 0, ())
    assert report.items_checked > 10


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    changes = with_one_change(SLOPES, "    key: a*n*x^(n-1)\n", "    key: a*n*x^(n-2)\n")
    root = write_root(tmp_path, changes)
    seen: list[tuple[int, int]] = []
    many = check([root], instances=120, oracle=False, progress=lambda *at: seen.append(at))
    few = check([root], instances=60, oracle=False)
    assert seen[-1] == (363, 363)
    assert sorted(seen) == seen
    assert many.items_checked > few.items_checked
    assert (many.errors, many.warnings) == (few.errors, few.warnings)


# the place of the template, of the key or of the misconception, and what is wrong with it
FAULTS = [
    (
        SLOPES,
        "key: a*n*x^(n-1)\n",
        "key: a*n*x^(n-1) + a\n",
        "23:5 K510, 24:5 K503",
    ),  # torch disagrees
    (SLOPES, "{du/dx: b, dy/dx: a*b}", "{du/dx: b, dy/dx: a*b+1}", "45:36 K510"),
    (SLOPES, "accepts: [n*a*x^n/x]", "accepts: [n*a*x^n]", "24:5 K503"),
    (SLOPES, "answer: a*n*x^n\n", "answer: n*x^(n-1)*a\n", "11:5 K501"),  # always coincides
    (SLOPES, "answer: a*x^(n-1)", "answer: n*a*x^n", "11:5 K501"),  # two predict the same
    (SLOPES, "where: [a != n]", "where: [a > n, a < n]", "11:5 K501"),
    (SLOPES, "answer: a*n*x^n\n", "answer: a*n*x^n/0\n", "11:5 K501"),  # has no value
    (POWERS, "when: n > 2", "when: n > 3", "35:9 W602"),
    (POWERS, "c: 1..20", "c: 1..2", "23:5 W601"),
    (
        POWERS,
        "      en: It is $a^n + c$.",
        "      en: |-\n        So:\n          " + 38 * "x " + "$a^n + c$",
        "41:7 K509",  # a line that is kept as it stands and does not fit
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), FAULTS)
def test_what_only_an_item_shows_is_found(
    tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    report = check([write_root(tmp_path, with_one_change(name, old, new))], instances=50)
    assert told(report) == expected
    for found in (*report.errors, *report.warnings):
        assert all(say_sentence(language, found.sentence) for language in LANGUAGES)


@pytest.mark.parametrize("wrong", ["n*a*x^n", "x^(n-1)*a", "-a*n*x^(n-1)", "a*n*x^(n-1) + 1"])
def test_a_wrong_key_is_caught(tmp_path: Path, wrong: str) -> None:
    changes = with_one_change(SLOPES, "    key: a*n*x^(n-1)\n", f"    key: {wrong}\n")
    codes = {found.code for found in check([write_root(tmp_path, changes)], instances=3).errors}
    assert codes & {"K501", "K510"}  # it coincides with a misconception, or torch disagrees


def test_one_skill_file_is_checked_alone(tmp_path: Path) -> None:
    broken = with_one_change(POWERS, "level: recognise", "level: easy")
    root = write_root(tmp_path, broken)
    report = check([root / SLOPES], instances=2)
    assert (report.skills, report.templates, report.errors) == (1, 4, ())
    assert told(check([root / POWERS], instances=2)) == "44:12 S210"


def test_a_strangers_pack_is_checked_with_ours_around_it(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(STRANGE_PACK, encoding="utf-8")
    skill = strange_skill("adding", requires="fn-basics")
    (tmp_path / "adding.yaml").write_text(skill, encoding="utf-8")
    report = check([tmp_path], instances=3)
    assert (report.packs, report.skills, report.templates, report.errors) == (1, 1, 1, ())
    (tmp_path / "adding.yaml").write_text(skill.replace("fn-basics", "nobody"), encoding="utf-8")
    assert told(check([tmp_path], instances=3)) == "7:12 R303"


def test_files_are_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_root(tmp_path, with_one_change(SLOPES, "id: slopes.2", "id: slopes.1"))
    monkeypatch.chdir(tmp_path)
    (found,) = check([Path("calculus")], instances=1, oracle=False).errors
    assert str(found.place) == "calculus/slopes.yaml:36:9"
    assert dict(found.sentence.values)["first"] == "calculus/slopes.yaml:11:9"


def test_a_folder_without_packs_is_an_error(tmp_path: Path) -> None:
    assert told(check([tmp_path / "nowhere"], instances=1)) == "1:1 S217"


def test_every_shipped_template_proves_itself() -> None:
    templates = load_catalogue().catalogue.templates
    assert len(templates) > 50
    for template in templates.values():
        assert probe(template, range(3)).faults == ()


def test_one_template_is_checked_alone() -> None:
    report = check([Path("deriv-power.1")], instances=3, oracle=False)
    assert (report.packs, report.skills, report.templates, report.errors) == (1, 1, 1, ())
    assert report.items_checked == 3
    assert told(check([Path("deriv-powr.1")], instances=3)) == "1:1 S218"
