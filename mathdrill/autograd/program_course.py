"""The course of one run: what it has spent, printed and done, and what ended it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from mathdrill.autograd.program_expressions import refusal
from mathdrill.autograd.program_gists import BACKWARD, Graphs, Operation, gist_of, is_in_place
from mathdrill.autograd.program_limits import (
    MAX_CALLS,
    MAX_ELEMENTS,
    MAX_ENTRIES,
    MAX_OUTPUT,
    MAX_STEPS,
    MAX_WORK,
    count_entries,
)
from mathdrill.autograd.program_tree import NOWHERE, Place
from mathdrill.domain import Sentence, sentence
from mathdrill.errors import ProgramError

ERRORS = (
    RuntimeError,  # torch's own, NotImplementedError and GradcheckError among them
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NameError,
    ImportError,
    BufferError,
    MemoryError,
)
"""What a program can fail with; all else is our own fault or the machine's."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Course:
    """Counts and remembers. A refusal ends the run, even where torch swallows it."""

    def __init__(self) -> None:
        self.at: Place = NOWHERE
        self.printed = ""
        self.graphs = Graphs()
        self._steps = 0
        self._work = 0
        self._calls = 0
        self._refused: ProgramError | None = None
        self._blamed: tuple[BaseException, Operation] | None = None

    def refusal(self, fault: Sentence) -> ProgramError:
        """The error that says a fault at what is being done; from now on the run is refused."""
        self._refused = self._refused or refusal(self.at, fault)
        return self._refused

    def go_on(self) -> None:
        """Raises: ProgramError: an earlier one was swallowed by torch."""
        if self._refused is not None:
            raise self._refused

    def step(self, at: Place) -> None:
        """Count one node of the tree."""
        self.at = at
        self._count()

    def operation(self, elements: int) -> None:
        """Count one operation of torch with the elements that it reads and makes."""
        self.work(elements)
        self._count()

    def work(self, elements: int) -> None:
        """Count elements that are gone through."""
        self._work += elements
        if self._work > MAX_WORK:
            raise self.refusal(sentence("program.work", limit=MAX_WORK))

    def walk(self, *values: Any, effort: int = 1) -> None:
        """Count the entries of lists that are gone through, which must not be too long."""
        entries = count_entries(values)
        if entries > MAX_ENTRIES:
            raise self.refusal(sentence("program.entries", limit=MAX_ENTRIES))
        self.work(effort * entries)

    def too_large(self) -> NoReturn:
        """Raises: ProgramError: a tensor would be larger than the limit."""
        raise self.refusal(sentence("program.elements", limit=MAX_ELEMENTS))

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise self.refusal(sentence("program.steps", limit=MAX_STEPS))

    def enter(self) -> None:
        """Count one call of the program's own functions, until `leave`."""
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise self.refusal(sentence("program.calls", limit=MAX_CALLS))

    def leave(self) -> None:
        self._calls -= 1

    def print(self, text: str) -> None:
        if len(self.printed) + len(text) > MAX_OUTPUT:
            raise self.refusal(sentence("program.output", limit=MAX_OUTPUT))
        self.printed += text

    def attempt(
        self,
        name: str,
        action: Callable[[], Any],
        *operands: Any,
        keywords: Mapping[str, Any] = NOTHING,
    ) -> Any:
        """Do one operation of torch or Python, and remember it if it fails."""
        operation = Operation(name, operands, keywords)
        backward = name in BACKWARD
        try:
            result = action()
        except ERRORS as error:
            self.go_on()
            if self._blamed is None or self._blamed[0] is not error:
                self._blamed = (error, operation)
            raise
        self.go_on()
        if backward:
            self.graphs.went_backward(operation)
        self.graphs.changed_in_place |= is_in_place(name)
        return result

    def gist(self, error: BaseException) -> str:
        """Our word for why an operation failed, "" for none."""
        if self._blamed is None or self._blamed[0] is not error:
            return ""
        return gist_of(self._blamed[1], self.graphs)
