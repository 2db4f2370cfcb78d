"""Every error a person can see, as a tree.

An error carries the name of a sentence and its values, never a finished text: the edge that shows
it says it in the learner's language. Only these reach a person, and they are caught once, in
`mathdrill.__main__`.
"""

from __future__ import annotations

from typing import ClassVar


class MathdrillError(Exception):
    """Something a person did or has that we cannot go on with.

    Args:
        sentence: key of a sentence in `lang/`, e.g. "error.locked".
        values: what its placeholders stand for.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values


class UsageError(MathdrillError):
    """A flag, argument or name that does not exist or does not fit."""

    exit_code = 2


class UnreadableError(MathdrillError):
    """Content or data that cannot be read: exit code 3."""

    exit_code = 3


class ContentError(UnreadableError):
    """A pack that breaks the format, or a template that cannot make an item."""


class DataError(UnreadableError):
    """A damaged database, an import that is not an export, a disk that is full."""


class LockedError(MathdrillError):
    """Another mathdrill is writing, or a newer one has changed the database: exit code 4."""

    exit_code = 4


class FormulaError(MathdrillError):
    """A formula that cannot be read.

    Args:
        position: 0-based offset of the fault in the text as it was typed.
        length: how many characters it covers; at least 1.
    """

    def __init__(self, sentence: str, /, position: int, length: int = 1, **values: object) -> None:
        super().__init__(sentence, **values)
        self.position = position
        self.length = max(1, length)


class ProgramError(FormulaError):
    """A PyTorch program that is refused, before or while it runs.

    Args:
        line, column: where, counted from 1; `position` counts from the start of the whole text.
    """

    def __init__(
        self,
        sentence: str,
        /,
        position: int,
        length: int = 1,
        line: int = 1,
        column: int = 1,
        **values: object,
    ) -> None:
        super().__init__(sentence, position, length, **values)
        self.line = line
        self.column = column


class TorchMissingError(MathdrillError):
    """A program was to run, and torch is not installed."""
