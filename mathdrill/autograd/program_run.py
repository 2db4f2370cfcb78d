"""Runs a program and looks at what it leaves, in a torch that is put back as it was."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from mathdrill.autograd.program_course import ERRORS, Course
from mathdrill.autograd.program_guard import Guard
from mathdrill.autograd.program_interpreter import Interpreter
from mathdrill.autograd.program_observation import Failed, Observation, Seen
from mathdrill.autograd.program_tree import Expression, Program
from mathdrill.autograd.program_values import freeze, sort_of
from mathdrill.domain import sentence

SEED = 0
PLAIN_SORTS = ("tensor", "list", "tuple", "size", "")


def run(program: Program, expressions: Sequence[Expression]) -> Observation:
    """Run a program once, then evaluate the expressions over its final names.

    Raises: ProgramError: it may not do what it does, or does too much.
    """
    course = Course()
    interpreter = Interpreter(course)
    error: BaseException | None = None
    with _torch_of_its_own(), Guard(course.operation, course.too_large):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                interpreter.execute(program.body)
            except RecursionError:
                raise course.refusal(sentence("program.nested")) from None
            except ERRORS as raised:
                error = raised
        classes = tuple(warning.category.__name__ for warning in caught)
        final = tuple(
            (name, _frozen(value))
            for name, value in sorted(interpreter.scope.values.items())
            if sort_of(value) in PLAIN_SORTS
        )
        name, gist = "None" if error is None else type(error).__name__, ""
        if error is not None:
            gist = course.gist(error)
        interpreter.scope.values |= {
            "err": name,
            "gist": gist,
            "warned": list(classes),
            "stdout": course.printed,
        }
        values = tuple(_observed(interpreter, course, each) for each in expressions)
    failed = None if error is None else name
    return Observation(values, final, failed, gist, classes, course.printed)


def _observed(interpreter: Interpreter, course: Course, expression: Expression) -> Seen:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return freeze(interpreter.evaluate(expression))
        except RecursionError:
            raise course.refusal(sentence("program.nested")) from None
        except ERRORS as raised:
            return Failed(type(raised).__name__)


def _frozen(value: Any) -> Seen:
    try:
        return freeze(value)
    except ERRORS as raised:  # a tensor that escaped from torch.func is dead
        return Failed(type(raised).__name__)


@contextmanager
def _torch_of_its_own() -> Iterator[None]:
    """One thread, one seed, default modes; afterwards everything is as it was before."""
    random, threads = torch.get_rng_state(), torch.get_num_threads()
    grad, anomaly = torch.is_grad_enabled(), torch.is_anomaly_enabled()
    always = torch.is_warn_always_enabled()
    torch.default_generator.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.set_grad_enabled(True)
    torch.set_warn_always(True)  # or a warning would be seen in the first run alone
    try:
        yield
    finally:
        torch.set_warn_always(always)
        torch.autograd.set_detect_anomaly(anomaly)
        torch.set_grad_enabled(grad)
        torch.set_num_threads(threads)
        torch.set_rng_state(random)
