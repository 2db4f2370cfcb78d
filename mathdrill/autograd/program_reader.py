"""Python text → a checked tree; nothing is run, and what no table names is refused.

The text is read by `ast.parse` after budgets on its length, brackets and digits, so that reading
always ends soon; then every node is looked up in tables.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Sequence

from mathdrill.autograd.program_expressions import refusal
from mathdrill.autograd.program_limits import (
    BLANK,
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_DIGITS,
)
from mathdrill.autograd.program_statements import StatementReader
from mathdrill.autograd.program_tree import Expression, Place, Program
from mathdrill.domain import Sentence, sentence
from mathdrill.errors import ProgramError

FOUND = ("err", "gist", "warned", "stdout")
"""Names that an observed expression may use besides the program's own."""

_NUMBER = re.compile(rf"[0-9][0-9_]{{{MAX_DIGITS},}}")
_FOREIGN = re.compile(r"[^\n\x20-\x7e]")


def read_program(text: str, *, blanks: bool = False) -> Program:
    """The program of a text.

    Args:
        blanks: whether `____` may stand in it, which cannot be run.
    Raises: ProgramError: what is refused, where, and what there is instead.
    """
    statements = _parsed(text)
    names, attributes = _given(statements)
    reader = StatementReader(text, names, attributes, blanks=blanks)
    return Program(text, reader.block(statements), frozenset(names), frozenset(attributes))


def read_observed(text: str, program: Program) -> Expression:
    """An expression over the final names of a program and what was FOUND while it ran.

    Raises: ProgramError, as for programs.
    """
    statements = _parsed(text.strip())
    names, attributes = _given(statements)
    reader = StatementReader(
        text.strip(),
        names | program.names.union(FOUND),
        attributes | program.attributes,
        blanks=False,
    )
    match statements:
        case [ast.Expr(value=value)]:
            return reader.expression(value)
        case _:
            raise refusal(_at(text, 0), sentence("program.one-expression"))


def read_inside(text: str, program: Program, *, whole_line: bool) -> None:
    """Check that a text can stand in a blank of the program: one expression, or one line.

    Raises: ProgramError, with the place in `text`.
    """
    statements = _parsed(text)
    names, attributes = _given(statements)
    reader = StatementReader(
        text, names | program.names, attributes | program.attributes, blanks=False
    )
    match statements:
        case [ast.Expr(value=value)]:
            reader.expression(value)
        case _ if whole_line and statements:
            reader.block(statements)
        case _:
            key = "program.one-statement" if whole_line else "program.one-expression"
            raise refusal(_at(text, 0), sentence(key))


def located(error: ProgramError) -> Sentence:
    """The fault with its line and column, for a text of several lines."""
    fault = sentence(error.sentence, **error.values)
    return sentence("program.at", line=error.line, column=error.column, fault=fault)


def _parsed(text: str) -> Sequence[ast.stmt]:
    _check_budgets(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd escapes in strings
        try:
            return ast.parse(text, "").body  # Python looks for the line of a fault in this file
        except SyntaxError as error:
            lines = text.split("\n")
            line = min(max(error.lineno or 1, 1), len(lines))
            column = min(max(error.offset or 1, 1), len(lines[line - 1]) + 1)
            start = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
            place = Place(line, column, min(start, max(len(text) - 1, 0)), 1)
            raise refusal(place, sentence("program.syntax")) from None
        except (ValueError, RecursionError, MemoryError):
            raise refusal(_at(text, 0), sentence("program.deep", limit=MAX_DEPTH)) from None


def _check_budgets(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        fault = sentence("program.too-long", limit=MAX_CHARACTERS)
        raise refusal(_at(text, MAX_CHARACTERS), fault)
    if foreign := _FOREIGN.search(text):
        fault = sentence("program.character", character=ascii(foreign.group()).strip("'"))
        if foreign.group().isprintable():
            fault = sentence("program.character", character=foreign.group())
        raise refusal(_at(text, foreign.start()), fault)
    if number := _NUMBER.search(text):
        raise refusal(_at(text, number.start()), sentence("program.number", limit=MAX_DIGITS))
    depth = 0
    for position, sign in enumerate(text):  # brackets in strings count too; nobody needs as many
        depth += (sign in "([{") - (sign in ")]}")
        if depth > MAX_DEPTH:
            raise refusal(_at(text, position), sentence("program.deep", limit=MAX_DEPTH))


def _at(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, position - before.rfind("\n"), position, 1)


def _given(statements: Iterable[ast.stmt]) -> tuple[set[str], set[str]]:
    """Every name and every field that a program gives to something."""
    names: set[str] = set()
    attributes: set[str] = set()
    for node in (node for statement in statements for node in ast.walk(statement)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store()) if not name.startswith("_"):
                attributes.add(name)
            case _:
                pass
        if isinstance(node, ast.ClassDef):
            attributes |= {
                each.name
                for each in node.body
                if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
            }
    return names - {BLANK}, attributes
