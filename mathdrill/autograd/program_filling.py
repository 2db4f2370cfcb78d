"""A program with a blank and what a learner puts into it → a complete program.

The filling must stand on its own, one expression or one line, before its text takes the place of
the blank: so it cannot close a bracket that the program has opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mathdrill.autograd.program_expressions import refusal
from mathdrill.autograd.program_limits import BLANK, MAX_FILLING
from mathdrill.autograd.program_reader import read_inside, read_program
from mathdrill.autograd.program_tree import Place, Program
from mathdrill.domain import sentence
from mathdrill.errors import ProgramError

_WHOLE_LINE = re.compile(rf"^[ ]*{BLANK}[ ]*$", re.MULTILINE)
_STRAIGHT = str.maketrans("（），：；＝＋－＊／．［］＜＞‘’“”＿＠", "(),:;=+-*/.[]<>''\"\"_@")
"""Signs as a Chinese keyboard types them."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A program without its blank.

    text: the whole program. bracketed: the same with brackets around the filling, where that is
    another program; "" where it is not.
    """

    program: Program
    text: str
    bracketed: str


def complete(text: str, filling: str) -> Completed:
    """Put a filling into the blank of a program.

    Raises: ProgramError: the filling cannot be read or is refused; its position is in `filling`.
        ValueError: the program has not exactly one blank.
    """
    if text.count(BLANK) != 1:
        raise ValueError("a program to be completed has one blank")
    start = text.index(BLANK)
    lead = len(filling) - len(filling.lstrip())
    plain = filling.strip().translate(_STRAIGHT)
    _check(plain, lead)
    line = _WHOLE_LINE.search(text) is not None
    whole = text.replace(BLANK, plain)
    try:
        read_inside(plain, read_program(text, blanks=True), whole_line=line)
    except ProgramError as error:
        raise _moved(error, lead, lead, len(plain)) from None
    try:
        program = read_program(whole)
        bracketed = "" if line else _bracketed(text, plain, program)
    except ProgramError as error:
        raise _moved(error, lead - start, lead, len(plain)) from None
    return Completed(program, whole, bracketed)


def is_refused_at(error: ProgramError, text: str, filling: str) -> ProgramError:
    """An error of running the completed program, with its place in the filling."""
    lead = len(filling) - len(filling.lstrip())
    return _moved(error, lead - text.index(BLANK), lead, len(filling.strip()))


def _bracketed(text: str, plain: str, program: Program) -> str:
    other = text.replace(BLANK, f"({plain})")
    return other if read_program(other) != program else ""


def _check(plain: str, lead: int) -> None:
    def stop(position: int, key: str, **values: object) -> ProgramError:
        fault = sentence(key, **values)
        return refusal(Place(1, lead + position + 1, lead + position, 1), fault)

    if not plain:
        raise stop(0, "formula.empty")
    if len(plain) > MAX_FILLING:
        raise stop(MAX_FILLING, "program.too-long", limit=MAX_FILLING)
    for position, sign in enumerate(plain):
        if sign in "\n#\\":
            raise stop(position, "program.one-line")


def _moved(error: ProgramError, by: int, lead: int, length: int) -> ProgramError:
    """The same error at its place in the filling, or at its beginning if it stands outside."""
    position = error.position + by
    if not lead <= position < lead + length:
        position = lead
    return ProgramError(error.sentence, position, error.length, 1, position + 1, **error.values)
