"""A second opinion on keys that are words, options, several options, or fillings."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import Kind
from mathdrill.packs.checker import Report, check
from mathdrill.packs.proving import Share, shares
from tests.packs.samples import FILES, write_root
from tests.packs.test_format import KINDS, skill_file

_, _, POWERS, _ = FILES


def proved(folder: Path, kind: Kind, proof: str, instances: int = 12) -> Report:
    """The sample of that kind with the proof."""
    pytest.importorskip("torch")
    body = KINDS[kind][0].replace("misconceptions:", f"proof: {proof}\n        misconceptions:")
    body = body.replace("distractors:", f"proof: {proof}\n        distractors:")
    write_root(folder, skill_file(body))
    return check((folder / POWERS,), instances=instances)


@pytest.mark.parametrize(
    ("kind", "proof"),
    [
        (Kind.CHOICE, "{up: s > 0, down: s < 0}"),
        (Kind.CHOICE, "{up: 'subs(diff(s*a*x^2, x, 2), x, 1) > 0'}"),
        (Kind.MULTICHOICE, "{one: 'sin(pi*1/2) = 0', two: 'sin(pi*2/2) = 0'}"),
        (Kind.MULTICHOICE, "{two: '0 < 2 < 3', nine: 'x^2 < 0'}"),
    ],
)
def test_conditions_confirm_the_options_that_they_hold_for(
    kind: Kind, proof: str, tmp_path: Path
) -> None:
    report = proved(tmp_path, kind, proof)
    assert (report.errors, report.unproved) == ((), ())
    assert report.oracle_checked == report.items_checked > 0


@pytest.mark.parametrize(
    ("kind", "proof", "place"),
    [
        (Kind.CHOICE, "{up: s < 0}", "up"),
        (Kind.CHOICE, "{up: s > 0, down: s*a > 0}", "down"),
        (Kind.MULTICHOICE, "{two: '2 < 1'}", "two"),
        (Kind.MULTICHOICE, "{two: '1 < 2', nine: 'x^2 >= 0'}", "nine"),
    ],
)
def test_a_condition_that_tells_otherwise_is_an_error_at_its_place(
    kind: Kind, proof: str, place: str, tmp_path: Path
) -> None:
    (found,) = proved(tmp_path, kind, proof).errors
    assert found.code == "K510"
    lines = (tmp_path / POWERS).read_text(encoding="utf-8").splitlines()
    line = lines[found.place.line - 1]
    assert line.strip().startswith("proof:")
    assert line[found.place.column - 1 :].startswith(f"{place}: ")


def test_an_option_that_nothing_speaks_of_is_not_proved(tmp_path: Path) -> None:
    told = proved(tmp_path, Kind.CHOICE, "{sideways: s*a < -1000}")
    assert (told.oracle_checked, told.errors) == (0, ())
    assert {share.kind: share.worded for share in told.shares} == {Kind.CHOICE: told.items_checked}


def test_a_condition_for_an_option_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (found,) = proved(tmp_path, Kind.MULTICHOICE, "{three: '1 < 2'}").errors
    assert found.code == "F407"


def test_a_filling_is_proved_by_one_that_is_written_otherwise(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    told: list[int] = []
    for accepts in ("", "accepts: ['( t ).sum( )']", "accepts: [torch.sum(t)]"):
        body = KINDS[Kind.CODE][0].replace("accepts: [torch.sum(t)]", accepts)
        write_root(tmp_path, skill_file(body))
        report = check((tmp_path / POWERS,), instances=4)
        assert report.errors == ()
        told.append(report.oracle_checked)
    assert told == [0, 0, 4]


def test_shares_are_the_sums_of_each_kind() -> None:
    counts = [(Kind.NUMBER, 5, 4, 0), (Kind.CHOICE, 3, 1, 2), (Kind.NUMBER, 2, 2, 0)]
    assert shares(counts) == (Share(Kind.NUMBER, 7, 6, 0), Share(Kind.CHOICE, 3, 1, 2))
