"""`plan` and `settings`, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from mathdrill.cli import app
from mathdrill.cli.shell.plan import _escaped, _folded
from mathdrill.cli.shell.settings import changed
from mathdrill.cli.terminal import Terminal
from mathdrill.errors import UsageError
from mathdrill.packs.catalogue import LoadedCatalogue
from mathdrill.paths import Config, read_config
from tests.learning import HandClock, course

Run = Callable[..., str]
COURSE = course({f"s{n}": (f"s{n - 1}",) if n else () for n in range(6)}, stages={"s5": 2})


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    loaded = LoadedCatalogue(COURSE, ())
    monkeypatch.setattr("mathdrill.cli.practice.load_catalogue", lambda *_: loaded)

    def typed(*arguments: str, language: str = "en") -> str:
        out = StringIO()
        terminal = Terminal(language, StringIO(), out, StringIO(), {}, HandClock())
        assert app.run(terminal, arguments) == 0
        return out.getvalue()

    return typed


def test_the_plan_tells_where_you_are_and_what_comes(run: Run) -> None:
    said = run("plan", "--days", "3")
    assert "Stage 1 · Stage 1" in said
    assert 'You are here: "S0", stage 1.' in said
    assert "2026-11-23" in said
    assert "between" in said
    assert "第 1 阶段" in run("plan", "--days", "1", language="zh")


def test_the_plan_as_json(run: Run) -> None:
    run("settings", "days-off", "tue")
    found = json.loads(run("plan", "--days", "3", "--json"))
    assert found["schema_version"] == 1
    assert [day["off"] for day in found["days"]] == [False, True, False]
    assert [stage["gate"] for stage in found["stages"]] == ["open", "none"]
    assert found["here"] == "s0"
    assert found["eta"]["earliest"] <= found["eta"]["expected"] <= found["eta"]["latest"]


def test_the_plan_as_a_calendar(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    run("plan", "--days", "2", "--ics", str(file))
    text = file.read_bytes().decode("utf-8")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_lines_of_a_calendar_are_folded_between_characters() -> None:
    line = "SUMMARY:" + "梯度" * 40
    assert _folded(line).replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in _folded(line).split("\r\n"))
    assert _escaped("a, b; c\\d\ne") == "a\\, b\\; c\\\\d\\ne"


def test_settings_are_kept_and_given_up_again(run: Run) -> None:
    run("settings", "minutes", "20")
    run("settings", "exam", "2027-02-01")
    assert read_config()[0].minutes == 20
    found = json.loads(run("settings", "minutes", "none", "--json"))
    assert (found["minutes"], found["exam"]) == (15, "2027-02-01")


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("mood", "fine", "settings.unknown"),
        ("minutes", None, "settings.needs-value"),
        ("minutes", "soon", "settings.bad-minutes"),
        ("minutes", "0", "settings.bad-minutes"),
        ("days-off", "mon,noday", "settings.bad-days-off"),
        ("days-off", "mon,tue,wed,thu,fri,sat,sun", "settings.bad-days-off"),
        ("retention", "0.5", "settings.bad-retention"),
        ("day-begins", "13", "settings.bad-day-begins"),
        ("exam", "soon", "settings.bad-exam"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: str | None, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed(Config(), name, value)
    assert caught.value.sentence == key
