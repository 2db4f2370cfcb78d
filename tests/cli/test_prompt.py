"""The editable line, typed at by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from mathdrill.cli import prompt
from mathdrill.cli.prompt import Line, Names
from mathdrill.cli.terminal import Terminal
from mathdrill.clock import Clock
from mathdrill.domain import Item, Kind
from mathdrill.paths import history_file
from tests.learning import generate, template

EXPRESSION = replace(generate(template("power", 1), 0), kind=Kind.EXPRESSION, variables=("x", "w1"))
ORDERING = replace(EXPRESSION, kind=Kind.ORDERING, labels=("mul", "exp"))
TOKEN = replace(EXPRESSION, kind=Kind.TOKEN)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    monkeypatch.setattr(prompt, "create_output", lambda stdout: DummyOutput())  # noqa: ARG005
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture
def line(keyboard: PipeInput) -> Line:  # noqa: ARG001
    streams = io.StringIO(), io.StringIO(), io.StringIO()
    return Line(Terminal("en", *streams, {}, Clock({})))


UP, TAB, CTRL_C, CTRL_D, ENTER = "\x1b[A", "\t", "\x03", "\x04", "\r"


def test_a_line_is_read(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text("6*x" + ENTER)
    assert line.read("> ", EXPRESSION) == "6*x"


def test_up_recalls_what_was_typed_in_an_earlier_session(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text("6*x" + ENTER)
    line.read("> ", EXPRESSION)
    assert "6*x" in history_file().read_text(encoding="utf-8")


def test_ctrl_c_clears_the_line_and_then_leaves(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text("wrong" + CTRL_C + "6*x" + ENTER)
    assert line.read("> ", EXPRESSION) == "6*x"
    keyboard.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        line.read("> ", EXPRESSION)


def test_ctrl_d_leaves_politely(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text(CTRL_D)
    with pytest.raises(EOFError):
        line.read("> ", EXPRESSION)


def test_tab_completes_a_function_with_its_bracket(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text("2*sq" + TAB + "x)" + ENTER)
    assert line.read("> ", EXPRESSION) == "2*sqrt(x)"


def test_a_pause_leaves_no_trace_in_the_history(keyboard: PipeInput, line: Line) -> None:
    keyboard.send_text(":solution" + ENTER)
    assert line.pause("Enter: go on") == ":solution"
    assert ":solution" not in history_file().read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "item", "completions"),
    [
        ("2*si", EXPRESSION, ["sigmoid(", "sign(", "sin(", "sinh("]),
        ("w", EXPRESSION, ["w1"]),
        ("p", EXPRESSION, ["pi", "pow("]),
        ("", EXPRESSION, []),
        ("m", ORDERING, ["mul"]),
        ("mul e", ORDERING, ["exp"]),
        ("s", TOKEN, []),  # that would give answers away
        (":re", EXPRESSION, [":reveal"]),
        ("x", None, []),
    ],
)
def test_completions(typed: str, item: Item | None, completions: list[str]) -> None:
    names = Names()
    names.item = item
    found = names.get_completions(Document(typed), CompleteEvent())
    assert [completion.text for completion in found] == completions


def test_where_no_history_can_be_kept_the_session_goes_on(keyboard: PipeInput) -> None:
    history_file().parent.mkdir(parents=True)
    history_file().mkdir()  # a folder where the file should be
    streams = io.StringIO(), io.StringIO(), io.StringIO()
    line = Line(Terminal("en", *streams, {}, Clock({})))
    keyboard.send_text("6*x" + ENTER)
    assert line.read("> ", EXPRESSION) == "6*x"
