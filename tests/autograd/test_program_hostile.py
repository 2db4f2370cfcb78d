"""Nothing gets out of a program, and nothing takes more than its share."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from mathdrill.autograd.program import observe
from mathdrill.autograd.program_reader import located, read_program
from mathdrill.domain import LANGUAGES
from mathdrill.errors import ProgramError
from mathdrill.lang import say
from mathdrill.lang.sentences import SENTENCES
from tests.autograd.hostile_reading import REFUSED_AT_READING
from tests.autograd.hostile_running import REFUSED_WHILE_RUNNING

READING = [(key, program) for key, programs in REFUSED_AT_READING.items() for program in programs]
RUNNING = [
    (key, program) for key, programs in REFUSED_WHILE_RUNNING.items() for program in programs
]
ESCAPES = re.compile(
    r"exec|import|open|compile|os\.|subprocess\.|socket\.|shutil\.|ctypes\.|pty\.|winreg\."
    r"|code\.__new__|marshal\.|pickle\.|builtins\.input|gc\.|sys\._getframe|sys\.set"
)


def told(error: ProgramError) -> list[str]:
    """The error in every language, as a learner or an author hears it."""
    fault = located(error)
    return [say(language, fault.key, **dict(fault.values)) for language in LANGUAGES]


@pytest.mark.parametrize(("key", "program"), READING)
def test_what_no_table_names_is_refused_before_anything_runs(key: str, program: str) -> None:
    with pytest.raises(ProgramError) as caught:
        read_program(program)
    error = caught.value
    assert error.sentence.removesuffix("-meant") == key
    assert 0 <= error.position <= len(program)
    assert 1 <= error.line <= program.count("\n") + 1
    for text in told(error):
        assert str(error.line) in text
        assert "{" not in text.replace("{…", "").replace("{… for", "")


@pytest.mark.parametrize(("key", "program"), RUNNING)
def test_what_takes_too_much_is_stopped(key: str, program: str) -> None:
    with pytest.raises(ProgramError) as caught:
        observe(program, [])
    assert caught.value.sentence == key
    assert all(told(caught.value))


def test_the_corpus_is_large_and_meets_every_refusal() -> None:
    assert len(READING) + len(RUNNING) >= 150
    assert len(set(READING + RUNNING)) == len(READING) + len(RUNNING)
    met = {*REFUSED_AT_READING, *REFUSED_WHILE_RUNNING}
    of_their_own = """at blank brackets ends-with nested no-torch observed one-blank one-expression one-line
    one-statement no-program placeholder value""".split()
    known = {key.removesuffix("-meant") for key in SENTENCES["en"] if key.startswith("program.")}
    assert known == met | {f"program.{name}" for name in of_their_own}


_heard: list[str] | None = None


def _is_harmless(event: str, arguments: tuple[Any, ...]) -> bool:
    """What ast.parse does: it announces itself, and looks for a faulty line in a file of no name."""
    return event == "compile" or (event == "open" and arguments[0] == "")


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if _heard is not None and ESCAPES.match(event) and not _is_harmless(event, arguments):
        _heard.append(f"{event} {arguments!r:.80}")


def test_no_program_opens_imports_or_starts_anything() -> None:
    """Under an audit hook, after a first round in which torch imports what it imports late."""
    global _heard  # noqa: PLW0603 - a hook cannot be taken back, only told to be silent
    for _, program in RUNNING:
        with pytest.raises(ProgramError):
            observe(program, ["err"])
    sys.addaudithook(_listen)
    _heard = []
    try:
        for _, program in READING + RUNNING:
            with pytest.raises(ProgramError):
                observe(program, ["stdout"])
        heard = _heard
    finally:
        _heard = None
    assert heard == []


def test_a_refusal_that_torch_swallows_still_ends_the_run() -> None:
    """gradcheck turns what its function raises into errors of its own."""
    program = """\
x = torch.ones(2, dtype=torch.float64, requires_grad=True)
f = lambda v: v * torch.zeros(10**9)
torch.autograd.gradcheck(f, (x,), raise_exception=False)
"""
    with pytest.raises(ProgramError, match=r"program\.elements"):
        observe(program, [])
