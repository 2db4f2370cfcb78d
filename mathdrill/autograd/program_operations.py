"""What a program does to values: operators, fields and entries, each within its limits."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mathdrill.autograd.program_course import Course
from mathdrill.autograd.program_limits import MAX_BITS, MAX_ENTRIES, fits
from mathdrill.autograd.program_tables import ATTRIBUTES, METHODS, SETTABLE
from mathdrill.autograd.program_values import (
    Closure,
    Context,
    RecordValue,
    Runner,
    Tool,
    admit,
    sort_of,
)
from mathdrill.domain import sentence

Function = Callable[[Any, Any], Any]

BINARY: Mapping[str, Function] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": operator.floordiv,
        "%": operator.mod,
        "**": operator.pow,
        "@": operator.matmul,
        "&": operator.and_,
        "|": operator.or_,
        "^": operator.xor,
    }
)
IN_PLACE: Mapping[str, Function] = MappingProxyType(
    {
        "+": operator.iadd,
        "-": operator.isub,
        "*": operator.imul,
        "/": operator.itruediv,
        "//": operator.ifloordiv,
        "%": operator.imod,
        "**": operator.ipow,
        "@": operator.imatmul,
        "&": operator.iand,
        "|": operator.ior,
        "^": operator.ixor,
    }
)
UNARY: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"-": operator.neg, "+": operator.pos, "~": operator.invert, "not": operator.not_}
)
COMPARING: Mapping[str, Function] = MappingProxyType(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
        "is": operator.is_,
        "is not": operator.is_not,
        "in": lambda one, other: one in other,
        "not in": lambda one, other: one not in other,
    }
)

_FOREIGN = ("array", "module", "optimizer", "manager", "function")


def combine(course: Course, sign: str, left: Any, right: Any, *, in_place: bool = False) -> Any:
    """left ∘ right; with `in_place` as `left ∘= right` does it."""
    _only_own(course, sign, left, right)
    if not fits(sign, left, right) or (sign == "%" and isinstance(left, str)):
        raise course.refusal(
            sentence("program.large", operator=sign, entries=MAX_ENTRIES, bits=MAX_BITS)
        )
    function = (IN_PLACE if in_place else BINARY)[sign]
    name = f"{sign}=" if in_place and sort_of(left) == "tensor" else sign
    return course.attempt(name, lambda: function(left, right), left, right)


def compare(course: Course, sign: str, left: Any, right: Any) -> Any:
    """left ? right"""
    if sign not in ("is", "is not"):
        _only_own(course, sign, left, right)
        course.walk(left, right)
    return course.attempt(sign, lambda: COMPARING[sign](left, right), left, right)


def alter(course: Course, sign: str, operand: Any) -> Any:
    """-x, +x, ~x, not x"""
    if sign != "not":
        _only_own(course, sign, operand)
    return course.attempt(sign, lambda: UNARY[sign](operand), operand)


def _only_own(course: Course, sign: str, *operands: Any) -> None:
    for value in operands:
        if (sort := sort_of(value)) in _FOREIGN:
            raise course.refusal(sentence("program.operand", operator=sign, sort=sort))


# --- fields ---------------------------------------------------------------------------------------


def read_field(course: Course, runner: Runner, owner: Any, name: str) -> Any:
    """owner.name"""
    sort = sort_of(owner)
    if isinstance(owner, RecordValue | Context) and name in owner.fields:
        return owner.fields[name]
    if isinstance(owner, RecordValue):
        if (method := owner.made_by.methods.get(name)) is not None:
            scope, body = owner.made_by.scope, method.body
            return Closure(runner, name, method.parameters, body, scope, (owner,))
        return course.attempt(f".{name}", lambda: _missing(name), owner)
    real = owner.real if isinstance(owner, Context) else owner
    if name in METHODS.get(sort, ()):
        function = course.attempt(f".{name}", lambda: getattr(real, name), owner)
        return Tool(runner, f"{sort}.{name}", function, owner)
    if name in ATTRIBUTES.get(sort, ()):
        return admitted(
            course, runner, course.attempt(f".{name}", lambda: getattr(real, name), owner)
        )
    if hasattr(type(owner), name) or sort in _FOREIGN:  # Python has it, and we do not
        raise course.refusal(
            sentence("program.field", name=name, sort=sort or type(owner).__name__)
        )
    return course.attempt(f".{name}", lambda: _missing(name), owner)


def _missing(name: str) -> None:
    raise AttributeError(name)


def write_field(course: Course, owner: Any, name: str, value: Any) -> None:
    """owner.name = value"""
    sort = sort_of(owner)
    if isinstance(owner, RecordValue | Context):
        owner.fields[name] = value
    elif name in SETTABLE.get(sort, ()):
        course.attempt(f".{name}=", lambda: setattr(owner, name, value), owner, value)
        if name == "data":
            course.graphs.changed_in_place = True
    elif owner is None or isinstance(owner, int | float | str):
        course.attempt(f".{name}", lambda: _missing(name), owner)
    else:
        raise course.refusal(sentence("program.field-write", name=name, sort=sort))


# --- entries --------------------------------------------------------------------------------------


def read_entry(course: Course, runner: Runner, owner: Any, index: Any) -> Any:
    """owner[index]"""
    _check_index(course, owner, index)
    result = course.attempt("[]", lambda: owner[index], owner)
    return admitted(course, runner, result)


def write_entry(course: Course, owner: Any, index: Any, value: Any) -> None:
    """owner[index] = value"""
    _check_index(course, owner, index)
    sort = sort_of(owner)
    if sort == "list" and (isinstance(value, list | tuple) or not isinstance(index, int)):
        raise course.refusal(sentence("program.list-in-list"))
    if sort == "module":
        raise course.refusal(sentence("program.field-write", name="[…]", sort=sort))
    course.attempt("[]=", lambda: operator.setitem(owner, index, value), owner, value)


def _check_index(course: Course, owner: Any, index: Any) -> None:
    """Arrays have no limits of their own, so that only plain places in them may be named."""
    sort = sort_of(owner)
    if sort in ("node", "optimizer", "manager", "function"):
        raise course.refusal(sentence("program.field", name="[…]", sort=sort))
    places = index if isinstance(index, tuple) else (index,)
    if sort == "array" and not all(isinstance(place, int | slice) for place in places):
        raise course.refusal(sentence("program.field", name="[…]", sort=sort))


def admitted(course: Course, runner: Runner, value: Any) -> Any:
    """A result of torch as a value of the program. Raises: ProgramError: it has no place in one."""
    try:
        return admit(runner, value)
    except ValueError:
        raise course.refusal(sentence("program.value", sort=type(value).__name__)) from None
