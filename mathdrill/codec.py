"""Frozen dataclasses ↔ JSON-able data: a record is the list of its fields, in order.

Trailing fields that hold their default are left out, an enum member is its value, a tuple a list.
What a type looks like is worked out once per class, so that thousands of records cost milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]

PLAIN = (str, int, float, bool, NoneType)


def encode(value: object) -> Any:
    """The value as strings, numbers, booleans, None, lists and dicts with string keys.

    Raises: TypeError: the value holds something that is neither plain nor a dataclass.
    """
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    if kind is tuple:
        return [encode(entry) for entry in cast("tuple[object, ...]", value)]
    if kind is dict:
        return {name: encode(entry) for name, entry in cast("dict[str, object]", value).items()}
    if isinstance(value, Enum):
        return value.value
    return _encode_record(value, _defaults(kind))


def decode(cls: type[T], data: object) -> T:
    """The value of type `cls` that `encode` turned into `data`.

    Raises: ValueError: the data does not fit the type. TypeError: the type cannot be decoded.
    """
    hint: Any = cls
    return cast("T", _reader(hint)(data))


def _encode_record(value: object, defaults: tuple[tuple[str, object], ...]) -> list[Any]:
    entries = [getattr(value, name) for name, _ in defaults]
    while entries and entries[-1] == defaults[len(entries) - 1][1]:
        entries.pop()
    return [encode(entry) for entry in entries]


@cache
def _defaults(cls: Any) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass, each with its default."""
    if not is_dataclass(cls):
        raise TypeError(f"cannot encode a {cls.__name__}")
    return tuple((field.name, _default(field)) for field in fields(cls))


def _default(field: Field[Any]) -> object:
    """The default of a field; MISSING, which equals nothing, where there is none."""
    return field.default if field.default_factory is MISSING else field.default_factory()


@cache
def _reader(hint: Any) -> Reader:
    """The function that decodes data of a type."""
    if get_origin(hint) in (Union, UnionType):
        return _read_union(hint)
    if get_origin(hint) is tuple:
        return _read_tuple(hint)
    if get_origin(hint) is dict:
        return _read_dict(hint)
    if hint is float:
        return _read_float
    if hint in PLAIN:
        return _read_plain(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _read_record(hint)
    raise TypeError(f"cannot decode a {hint}")


def _read_plain(cls: type) -> Reader:
    def read(data: object) -> object:
        if type(data) is not cls:
            raise _misfit(cls.__name__, data)
        return data

    return read


def _read_float(data: object) -> float:
    if type(data) not in (float, int):
        raise _misfit("number", data)
    return float(cast("float", data))


def _read_record(cls: Any) -> Reader:
    needed = sum(default is MISSING for _, default in _defaults(cls))
    readers: list[Reader] = []  # filled at the first record, because a class may hold itself
    only_text = all(field.type in ("str", str) for field in fields(cls))  # most are: worth a path

    def read(data: object) -> object:
        if not readers:
            hints = get_type_hints(cls)
            readers.extend(_reader(hints[name]) for name, _ in _defaults(cls))
        if type(data) is not list or not needed <= len(data) <= len(readers):
            raise _misfit(cls.__name__, data)
        if only_text and {*map(type, data)} == {str}:
            return cls(*data)
        return cls(*[read_field(entry) for read_field, entry in zip(readers, data, strict=False)])

    return read


def _read_tuple(hint: Any) -> Reader:
    entries = get_args(hint)
    if entries[-1] is Ellipsis:
        read_entry = _reader(entries[0])

        def read_any(data: object) -> tuple[Any, ...]:
            if type(data) is not list:
                raise _misfit("list", data)
            return tuple([read_entry(entry) for entry in data])

        return read_any
    readers = tuple(_reader(entry) for entry in entries)

    def read_all(data: object) -> tuple[Any, ...]:
        if type(data) is not list or len(data) != len(readers):
            raise _misfit(f"list of {len(readers)}", data)
        return tuple([read(entry) for read, entry in zip(readers, data, strict=True)])

    return read_all


def _read_dict(hint: Any) -> Reader:
    read_entry = _reader(get_args(hint)[1])

    def read(data: object) -> dict[str, Any]:
        if type(data) is not dict:
            raise _misfit("object", data)
        return {name: read_entry(entry) for name, entry in data.items()}

    return read


def _read_union(hint: Any) -> Reader:
    """The first member that the data fits."""
    readers = [(_data_types(member), _reader(member)) for member in get_args(hint)]

    def read(data: object) -> object:
        fitting = [reader for kinds, reader in readers if type(data) in kinds]
        if not fitting:
            raise _misfit(str(hint), data)
        for reader in fitting[:-1]:
            with suppress(ValueError):
                return reader(data)
        return fitting[-1](data)

    return read


def _data_types(hint: Any) -> tuple[type, ...]:
    """What the data of a type can be."""
    if hint in PLAIN:
        return (float, int) if hint is float else (hint,)
    if get_origin(hint) is dict:
        return (dict,)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple({type(member.value) for member in hint})
    return (list,)


def _misfit(expected: str, data: object) -> ValueError:
    return ValueError(f"expected {expected}, found {type(data).__name__}")
