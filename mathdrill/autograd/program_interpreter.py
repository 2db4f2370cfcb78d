"""Runs the statements of a checked program; `program_evaluator` has its expressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from mathdrill.autograd.program_evaluator import Evaluator, Returned
from mathdrill.autograd.program_operations import (
    combine,
    read_entry,
    read_field,
    write_entry,
    write_field,
)
from mathdrill.autograd.program_tree import (
    Assign,
    Attribute,
    Define,
    Differentiable,
    Evaluate,
    Expression,
    For,
    If,
    Listing,
    Name,
    Pass,
    Record,
    Return,
    Statement,
    Subscript,
    Update,
    With,
)
from mathdrill.autograd.program_values import (
    Closure,
    Context,
    DifferentiableClass,
    RecordClass,
)


class Interpreter(Evaluator):
    """Runs statements in a scope; `course` counts."""

    # --- statements -------------------------------------------------------------------------------

    def execute(self, statements: Sequence[Statement]) -> Returned | None:
        """Run a block until it returns. Raises: ProgramError, and what the program raises."""
        for statement in statements:
            self._course.step(statement.at)
            returned = self._execute(statement)
            if returned is not None:
                return returned
        return None

    def _execute(self, statement: Statement) -> Returned | None:
        match statement:
            case Assign(targets, value):
                found = self.evaluate(value)
                for target in targets:
                    self.assign(target, found)
            case Update(target, sign, value):
                self._update(target, sign, value)
            case Evaluate(value):
                self.evaluate(value)
            case If(test, then, otherwise):
                return self.execute(then if self._truth(self.evaluate(test)) else otherwise)
            case For(target, source, body):
                for entry in self._entries(self.evaluate(source)):
                    self.assign(target, entry)
                    if (returned := self.execute(body)) is not None:
                        return returned
            case With(managers, body):
                return self._with(managers, body)
            case Return(value):
                return Returned(None if value is None else self.evaluate(value))
            case Define(name, parameters, body):
                self.scope.values[name] = Closure(self, name, parameters, body, self.scope)
            case Record(name, methods):
                by_name = {method.name: method for method in methods}
                self.scope.values[name] = RecordClass(name, by_name, self.scope)
            case Differentiable():
                self.scope.values[statement.name] = self._differentiable(statement)
            case Pass():
                pass
            case _:
                raise AssertionError(statement)
        return None

    def _with(self, managers: Sequence[Expression], body: Sequence[Statement]) -> Returned | None:
        if not managers:
            return self.execute(body)
        with self.evaluate(managers[0]):
            return self._with(managers[1:], body)

    def _differentiable(self, statement: Differentiable) -> DifferentiableClass:
        def static(define: Define) -> Any:
            closure = Closure(self, define.name, define.parameters, define.body, self.scope)

            def run(ctx: Any, *values: Any) -> Any:
                return closure(Context(ctx), *values)

            return staticmethod(run)

        body = {"forward": static(statement.forward), "backward": static(statement.backward)}
        return DifferentiableClass(type(statement.name, (torch.autograd.Function,), body))

    # --- targets ----------------------------------------------------------------------------------

    def assign(self, target: Expression, value: Any) -> None:
        """Raises: ProgramError, and what torch or Python raises."""
        match target:
            case Name(name):
                self.scope.values[name] = value
            case Listing(targets):
                entries = self._entries(value)
                if len(entries) != len(targets):
                    raise ValueError("not as many values as names")
                for each, entry in zip(targets, entries, strict=True):
                    self.assign(each, entry)
            case Attribute(owner, name):
                write_field(self._course, self.evaluate(owner), name, value)
            case Subscript(owner, index):
                write_entry(self._course, self.evaluate(owner), self.evaluate(index), value)
            case _:
                raise AssertionError(target)

    def _update(self, target: Expression, sign: str, value: Expression) -> None:
        course = self._course
        match target:
            case Attribute(owner, name):
                holder = self.evaluate(owner)
                old = read_field(course, self, holder, name)
                new = combine(course, sign, old, self.evaluate(value), in_place=True)
                write_field(course, holder, name, new)
            case Subscript(owner, index):
                holder, place = self.evaluate(owner), self.evaluate(index)
                old = read_entry(course, self, holder, place)
                new = combine(course, sign, old, self.evaluate(value), in_place=True)
                write_entry(course, holder, place, new)
            case _:
                old = self.evaluate(target)
                new = combine(course, sign, old, self.evaluate(value), in_place=True)
                self.assign(target, new)
