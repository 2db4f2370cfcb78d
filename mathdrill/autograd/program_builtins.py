"""Python's own functions as a program may use them, each with what it must not do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from mathdrill.autograd.program_limits import MAX_DIGITS, MAX_ENTRIES
from mathdrill.autograd.program_values import NUMBERS, sort_of

PRINTABLE = ("tensor", "dtype", "size", "list", "tuple", "array", "node", "range")


class NotHereError(Exception):
    """Python could do this, and we do not; carries the word for the message."""


def entries_of(value: Any) -> list[Any]:
    """What `for` walks over.

    Raises: NotHereError, TypeError.
    """
    sort = sort_of(value)
    if sort in ("module", "node", "manager", "function", "array"):
        raise NotHereError("for")
    if sort == "tensor" and value.ndim and len(value) > MAX_ENTRIES:
        raise NotHereError("for")
    return list(value)


def printable(value: Any) -> bool:
    """Whether a value prints alike everywhere."""
    if isinstance(value, list | tuple):
        return all(map(printable, value))
    return value is None or isinstance(value, (*NUMBERS, str)) or sort_of(value) in PRINTABLE


def text_of(value: Any) -> str:
    """str(value). Raises: NotHereError: an object whose text has an address or the like in it."""
    if not printable(value):
        raise NotHereError("str")
    return value.name() if sort_of(value) == "node" else str(value)


def _range(*bounds: Any) -> range:
    found = range(*bounds)
    if len(found) > MAX_ENTRIES:
        raise NotHereError("range")
    return found


def _on_entries(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        return function(*(entries_of(value) for value in values))

    return call


def _most(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        return function(entries_of(values[0]) if len(values) == 1 else values)

    return call


def _sum(values: Iterable[Any], start: Any = 0) -> Any:
    entries = entries_of(values)
    if any(isinstance(entry, list | tuple | str) for entry in (*entries, start)):
        raise NotHereError("sum")
    return sum(entries, start)


def _list(values: Iterable[Any] = ()) -> list[Any]:
    return entries_of(values)


def _tuple(values: Iterable[Any] = ()) -> tuple[Any, ...]:
    return tuple(entries_of(values))


def _enumerate(values: Iterable[Any], start: int = 0) -> list[tuple[int, Any]]:
    return list(enumerate(entries_of(values), start))


def _round(value: Any, digits: int | None = None) -> Any:
    if isinstance(digits, int) and abs(digits) > MAX_DIGITS:
        raise NotHereError("round")  # Python would compute 10 to that power
    return _plain(round)(value, digits)


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        if any(sort_of(value) in ("module", "array", "record") for value in values):
            raise NotHereError(function.__name__)
        return function(*values)

    return call


FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "abs": _plain(abs),
        "all": _on_entries(all),
        "any": _on_entries(any),
        "bool": _plain(bool),
        "enumerate": _enumerate,
        "float": _plain(float),
        "int": _plain(int),
        "len": _plain(len),
        "list": _list,
        "max": _most(max),
        "min": _most(min),
        "range": _range,
        "reversed": _on_entries(lambda entries: entries[::-1]),
        "round": _round,
        "sorted": _on_entries(sorted),
        "str": text_of,
        "sum": _sum,
        "tuple": _tuple,
        "zip": _on_entries(lambda *lists: list(zip(*lists, strict=False))),
    }
)
"""All of `program_tables.BUILTINS` but print, which the interpreter does itself."""
