"""Evaluates the expressions of a checked program on real torch, and calls what they call.

Errors of the program are Python's own exceptions, raised where Python would raise them. What a
program may not do, or does too much of, is a ProgramError: it ends the run.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any

import torch

from mathdrill.autograd.program_builtins import FUNCTIONS, NotHereError, entries_of, text_of
from mathdrill.autograd.program_course import Course
from mathdrill.autograd.program_limits import MAX_ENTRIES, RULES, count_entries
from mathdrill.autograd.program_operations import (
    admitted,
    alter,
    combine,
    compare,
    read_entry,
    read_field,
)
from mathdrill.autograd.program_tables import CALLING_BACK, KNOWN
from mathdrill.autograd.program_tree import (
    Assign,
    Attribute,
    Binary,
    Blank,
    Comparison,
    Comprehension,
    Conditional,
    Define,
    Differentiable,
    Expression,
    For,
    If,
    Invocation,
    Known,
    Lambda,
    Listing,
    Literal,
    Logical,
    Name,
    Record,
    Span,
    Statement,
    Subscript,
    Unary,
    Update,
    With,
)
from mathdrill.autograd.program_values import (
    OURS,
    Closure,
    RecordClass,
    RecordValue,
    Scope,
    Tool,
    sort_of,
)
from mathdrill.domain import sentence

EFFORT_OF_PRINTING = 50  # an entry takes about as long as so many elements of a sum

ROOTS: Mapping[str, Any] = MappingProxyType({"torch": torch, "math": math})


@dataclass(frozen=True, slots=True)
class Returned:
    """What a function's body came back with."""

    value: Any


class Evaluator(ABC):
    """Evaluates in a scope; `course` counts. Statements are for a subclass to run."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.scope = Scope()

    @abstractmethod
    def execute(self, statements: Sequence[Statement]) -> Returned | None:
        """Run a block until it returns."""

    @abstractmethod
    def assign(self, target: Expression, value: Any) -> None:
        """Give a value to what stands left of an equals sign."""

    # --- expressions ------------------------------------------------------------------------------

    def evaluate(self, node: Expression) -> Any:
        """The value of an expression. Raises: as `execute`."""
        course = self._course
        course.step(node.at)
        match node:
            case Literal(value):
                return value
            case Name(name):
                return self._find(name)
            case Known(path):
                return self._known(path)
            case Listing(entries, is_tuple):
                return self._listing(entries, is_tuple=is_tuple)
            case Attribute(owner, name):
                found = self.evaluate(owner)
                course.at = node.at
                return read_field(course, self, found, name)
            case Subscript(owner, index):
                return read_entry(course, self, self.evaluate(owner), self.evaluate(index))
            case Span(start, stop, step):
                parts = (
                    None if each is None else self.evaluate(each) for each in (start, stop, step)
                )
                return slice(*parts)
            case Invocation(function, arguments, keywords):
                called = self.evaluate(function)
                values = [self.evaluate(each) for each in arguments]
                named = {name: self.evaluate(each) for name, each in keywords}
                course.at = node.at
                return self.call(called, values, named)
            case Unary(sign, operand):
                return alter(course, sign, self.evaluate(operand))
            case Binary(sign, left, right):
                one, other = self.evaluate(left), self.evaluate(right)
                course.at = node.at
                return combine(course, sign, one, other)
            case Comparison():
                return self._comparison(node)
            case Logical(sign, operands):
                return self._logical(sign, operands)
            case Conditional(test, then, otherwise):
                return self.evaluate(then if self._truth(self.evaluate(test)) else otherwise)
            case Lambda(parameters, body):
                return Closure(self, "lambda", parameters, body, self.scope)
            case Comprehension():
                return self._comprehension(node)
            case Blank():
                raise course.refusal(sentence("program.blank"))
            case _:
                raise AssertionError(node)

    def _find(self, name: str) -> Any:
        scope: Scope | None = self.scope
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            if name in scope.own:
                raise UnboundLocalError(name)
            scope = scope.outer
        if name == "print":
            return Tool(self, "print", self._print)
        if name in FUNCTIONS:
            return Tool(self, name, FUNCTIONS[name])
        raise NameError(name)

    def _known(self, path: str) -> Any:
        root, *names = path.split(".")
        found = reduce(getattr, names, ROOTS[root])
        return Tool(self, path, found) if KNOWN[path] == "function" else found

    def _listing(self, entries: Sequence[Expression], *, is_tuple: bool) -> Any:
        values = [self.evaluate(entry) for entry in entries]
        if count_entries(values) > MAX_ENTRIES:
            raise self._course.refusal(sentence("program.entries", limit=MAX_ENTRIES))
        return tuple(values) if is_tuple else values

    def _comparison(self, node: Comparison) -> Any:
        left, result = self.evaluate(node.left), True
        for sign, other in node.others:
            right = self.evaluate(other)
            result = compare(self._course, sign, left, right)
            if len(node.others) > 1 and not self._truth(result):
                return result
            left = right
        return result

    def _logical(self, sign: str, operands: Sequence[Expression]) -> Any:
        value: Any = None
        for index, operand in enumerate(operands):
            value = self.evaluate(operand)
            if index < len(operands) - 1 and self._truth(value) is (sign == "or"):
                break
        return value

    def _comprehension(self, node: Comprehension) -> list[Any]:
        source = self._entries(self.evaluate(node.source))
        outer, found = self.scope, []
        self.scope = Scope(outer=outer)
        try:
            for entry in source:
                self.assign(node.target, entry)
                if all(self._truth(self.evaluate(each)) for each in node.conditions):
                    found.append(self.evaluate(node.entry))
        finally:
            self.scope = outer
        if count_entries(found) > MAX_ENTRIES:
            raise self._course.refusal(sentence("program.entries", limit=MAX_ENTRIES))
        return found

    def _truth(self, value: Any) -> bool:
        truth: bool = self._course.attempt("if", lambda: bool(value), value)
        return truth

    def _entries(self, value: Any) -> list[Any]:
        try:
            entries: list[Any] = self._course.attempt("for", lambda: entries_of(value), value)
        except NotHereError:
            raise self._course.refusal(
                sentence("program.field", name="for", sort=sort_of(value))
            ) from None
        return entries

    # --- calls ------------------------------------------------------------------------------------

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        """The result of a call, by the program or back from torch. Raises: as `execute`."""
        course = self._course
        course.go_on()
        course.walk(*arguments, *keywords.values())
        match function:
            case Closure():
                return self._run(function, arguments, keywords)
            case RecordClass():
                return self._make(function, arguments, keywords)
            case RecordValue():
                return self.call(
                    read_field(course, self, function, "__call__"), arguments, keywords
                )
            case Tool():
                return self._use(function, arguments, keywords)
            case torch.nn.Module():
                self._no_functions("module", arguments)
                return self._result("module", function, arguments, keywords)
            case _ if sort_of(function) in ("manager", "optimizer", "differentiable"):
                raise course.refusal(sentence("program.field", name="(…)", sort=sort_of(function)))
            case _:
                return course.attempt("call", function, function)

    def _run(self, function: Closure, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        values = (*function.bound, *arguments)
        if keywords or len(values) != len(function.parameters):
            raise TypeError("not as many arguments as parameters")
        given = dict(zip(function.parameters, values, strict=True))
        body = function.body
        own = frozenset() if isinstance(body, Expression) else assigned_names(body)
        caller, self.scope = self.scope, Scope(given, own, function.scope)
        self._course.enter()
        try:
            if isinstance(body, Expression):
                return self.evaluate(body)
            returned = self.execute(body)
            return returned.value if returned is not None else None
        finally:
            self._course.leave()
            self.scope = caller

    def _make(
        self, made: RecordClass, arguments: Sequence[Any], keywords: Mapping[str, Any]
    ) -> RecordValue:
        record = RecordValue(made)
        if "__init__" in made.methods:
            start = made.methods["__init__"]
            closure = Closure(self, made.name, start.parameters, start.body, made.scope, (record,))
            self._run(closure, arguments, keywords)
        elif arguments or keywords:
            raise TypeError("takes no arguments")
        return record

    def _use(self, tool: Tool, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        rule = RULES.get(tool.path)
        given = arguments if tool.owner is None else [tool.owner, *arguments]
        if rule is not None and not rule(given, keywords):
            raise self._course.refusal(sentence("program.call", name=tool.path))
        if tool.path not in (*CALLING_BACK, "function", "list.append"):
            self._no_functions(tool.path, [*arguments, *keywords.values()])
        if tool.path == "list.append" and isinstance(arguments[0], list | tuple):
            raise self._course.refusal(sentence("program.list-in-list"))
        if tool.path in ("print", "str"):
            sizes = [value.numel() for value in arguments if isinstance(value, torch.Tensor)]
            self._course.work(EFFORT_OF_PRINTING * (sum(sizes) + count_entries(arguments)))
        return self._result(tool.path, tool.function, arguments, keywords, tool.owner)

    def _result(
        self,
        name: str,
        function: Any,
        arguments: Sequence[Any],
        keywords: Mapping[str, Any],
        owner: Any = None,
    ) -> Any:
        course = self._course
        operands = arguments if owner is None else (owner, *arguments)
        try:
            result = course.attempt(
                name, lambda: function(*arguments, **keywords), *operands, keywords=keywords
            )
        except NotHereError:
            raise course.refusal(sentence("program.call", name=name)) from None
        return admitted(course, self, result)

    def _no_functions(self, name: str, values: Sequence[Any]) -> None:
        """Torch gets functions and classes of ours only where it calls them at once."""
        for value in values:
            entries = value if isinstance(value, list | tuple) else [value]
            if any(isinstance(entry, OURS) for entry in entries):
                raise self._course.refusal(sentence("program.call", name=name))

    def _print(self, *values: Any, sep: str = " ", end: str = "\n") -> None:
        self._course.print(str(sep).join(text_of(value) for value in values) + str(end))


def assigned_names(statements: Sequence[Statement]) -> frozenset[str]:
    """The names that a function's body gives a value: they are its own."""
    names: set[str] = set()
    for statement in statements:
        match statement:
            case Assign(targets):
                names |= _targets(targets)
            case Update(target):
                names |= _targets((target,))
            case If(_, then, otherwise):
                names |= assigned_names((*then, *otherwise))
            case For(target, _, body):
                names |= _targets((target,)) | assigned_names(body)
            case With(_, body):
                names |= assigned_names(body)
            case Define(name) | Record(name) | Differentiable(name):
                names.add(name)
            case _:
                pass
    return frozenset(names)


def _targets(targets: Sequence[Expression]) -> set[str]:
    names: set[str] = set()
    for target in targets:
        match target:
            case Name(name):
                names.add(name)
            case Listing(entries):
                names |= _targets(entries)
            case _:
                pass
    return names
