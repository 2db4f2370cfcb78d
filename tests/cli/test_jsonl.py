"""The session as a line protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mathdrill.cli.commands import Command
from mathdrill.cli.jsonl import Answer, Fault, read_line
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import load_catalogue
from tests.shell import Ran, run

pytestmark = pytest.mark.usefixtures("sample")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('{"answer": "2x"}', Answer("2x")),
        ('{"answer": "2x", "seconds": 41.5}', Answer("2x", 41.5)),
        ('{"answer": "", "seconds": null, "more": 1}', Answer("")),
        ('{"answer": "x", "seconds": 1e400}', Fault("jsonl.seconds")),
        ('{"answer": "x", "seconds": -1}', Fault("jsonl.seconds")),
        ('{"answer": "x", "seconds": NaN}', Fault("jsonl.seconds")),
        ('{"answer": "x", "seconds": true}', Fault("jsonl.seconds")),
        ('{"answer": "x", "seconds": "4"}', Fault("jsonl.seconds")),
        (f'{{"answer": "x", "seconds": 1{"0" * 400}}}', Answer("x", 86_400.0)),
        ('{"command": "hint"}', Command.HINT),
        ('{"command": "help"}', Fault("jsonl.unknown-command")),
        ('{"command": 3}', Fault("jsonl.unknown-command")),
        ('{"answer": 3}', Fault("jsonl.neither")),
        ("[]", Fault("jsonl.neither")),
        ("2x", Fault("jsonl.not-json")),
        ("[" * 100_000, Fault("jsonl.not-json")),
        (" " * 1_000_001, Fault("jsonl.too-long")),
    ],
)
def test_a_line(line: str, read: Answer | Command | Fault) -> None:
    assert read_line(line) == read


def talk(*sent: object, arguments: tuple[str, ...] = ("topic", "first-powers")) -> Ran:
    """A session with these lines; a text is an answer, what stands in brackets a command."""
    lines = []
    for each in sent:
        match each:
            case [command]:
                lines.append(json.dumps({"command": command}))
            case str() if not each.startswith("{"):
                lines.append(json.dumps({"answer": each, "seconds": 12}))
            case _:
                lines.append(str(each))
    return run(*arguments, "--jsonl", "--lang", "en", typed="".join(f"{x}\n" for x in lines))


def events(ran: Ran) -> list[object]:
    return [line["event"] for line in ran.lines]


def test_a_whole_session() -> None:
    ran = talk("7x^^6", "7*x^6", "7*x^7", arguments=("topic", "first-powers", "--count", "2"))
    assert ran.code == 0
    assert ran.err == ""
    assert events(ran) == [
        "plan",
        "lesson",
        "item",
        "verdict",
        "verdict",
        "item",
        "verdict",
        "summary",
    ]
    plan, lesson, item, invalid, right, again, wrong, summary = ran.lines
    assert plan == {"event": "plan", "budget_s": None, "items": 2, "skills": 1}
    assert lesson["skill"] == "first-powers"
    assert "$" not in str(lesson["text"])
    assert item | {"why": "…"} == {
        "event": "item",
        "n": 1,
        "template": "first-powers.1",
        "seed": 0,
        "skill": "first-powers",
        "kind": "expression",
        "prompt": "Differentiate f(x) = x⁷. Give an expression in x.",
        "program": None,
        "choices": [],
        "parts": [],
        "vars": ["x"],
        "why": "…",
        "retrievability": None,
        "spent_s": 0.0,
        "budget_s": None,
    }
    assert (invalid["verdict"], invalid["rating"], invalid["next_due"]) == ("invalid", None, None)
    assert (right["verdict"], right["rating"], right["misconception"]) == ("correct", "good", None)
    assert again["n"] == 2
    assert wrong["misconception"] == "exponent-not-reduced"
    assert wrong["witness"] == {"point": {"x": "2"}, "response": "896", "key": "448"}
    assert wrong["key"] == "7x⁶"
    assert (summary["answered"], summary["correct"], summary["spent_s"]) == (2, 1, 36.0)


def test_everything_is_ascii() -> None:
    assert talk("7*x^7").out.isascii()


@pytest.mark.parametrize(
    ("command", "answers"),
    [
        ("hint", ["hint"]),
        ("lesson", ["lesson"]),
        ("why", ["why"]),
        ("undo", ["undo"]),  # nothing to undo: the same item waits
        ("reveal", ["reveal", "item"]),
        ("park", ["park", "summary"]),  # nothing else in this skill
        ("quit", ["quit"]),
    ],
)
def test_each_command_is_answered_by_its_name(command: str, answers: list[str]) -> None:
    found = events(talk([command]))
    assert found[:3] == ["plan", "lesson", "item"]
    assert found[3:] == ([*answers, "summary"] if answers[-1] != "summary" else answers)


def test_an_answer_taken_back_comes_again() -> None:
    ran = talk("7*x^7", ["undo"])
    before, after = [line for line in ran.lines if line["event"] == "item"][::2]
    assert (before["template"], before["seed"]) == (after["template"], after["seed"])
    assert ran.lines[-1]["answered"] == 0


def test_faults_are_told_and_the_item_waits() -> None:
    ran = talk("{", '{"command": "nap"}', "7*x^6")
    assert events(ran)[3:6] == ["error", "error", "verdict"]


def test_the_end_of_input_is_a_polite_quit_and_the_session_goes_on() -> None:
    first, second = talk("7*x^6"), talk()
    assert events(first)[-1] == events(second)[-1] == "summary"
    waiting = [line for line in first.lines if line["event"] == "item"][-1]
    found = [line for line in second.lines if line["event"] == "item"]
    assert found == [waiting | {"spent_s": 12.0, "n": 2}]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_driver_that_knows_the_keys_is_always_right(language: str) -> None:
    """A whole `today` on the shipped content."""
    catalogue = load_catalogue().catalogue
    answers: list[str] = []
    for _ in range(40):
        typed = "".join(json.dumps({"answer": a, "seconds": 20}) + "\n" for a in answers[-1:])
        ran = run("today", "--minutes", "5", "--jsonl", "--lang", language, typed=typed)
        verdicts = [line for line in ran.lines if line["event"] == "verdict"]
        assert all(each["verdict"] == "correct" for each in verdicts), ran.out
        last = [line for line in ran.lines if line["event"] == "item"][-1:]
        if not last or len(verdicts) < len(answers[-1:]):
            break
        if ran.lines[-2]["event"] == "verdict":  # no item after it: the plan is done
            break
        (item,) = last
        template = catalogue.templates[str(item["template"])]
        answers.append(generate(template, int(str(item["seed"]))).key)
    assert 3 <= len(answers) < 40


def prompts(ran: Ran) -> Iterator[str]:
    return (str(line["prompt"]) for line in ran.lines if line["event"] == "item")


def test_the_session_speaks_chinese() -> None:
    ran = run("topic", "链式法则", "--jsonl", "--lang", "zh")
    assert any("\u4e00" <= character <= "\u9fff" for prompt in prompts(ran) for character in prompt)
