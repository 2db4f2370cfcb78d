"""Item templates of the cache whose bodies are read when they are first asked for.

Planning looks at every template before the first question, but at little of each; to build the
prompts, wrong answers and solutions of all of them would cost more than all else at the start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from mathdrill.codec import decode, encode
from mathdrill.domain import ItemTemplate, Kind, Level

HEAD = ("id", "skill", "revision", "kind", "level", "seconds", "after")
_SLOTS = {field.name: vars(ItemTemplate)[field.name] for field in fields(ItemTemplate)}
_BODY = tuple(name for name in _SLOTS if name not in HEAD)
_WAITING = _SLOTS[_BODY[0]]  # the slot in which the body waits, as JSON


class _Unread(ItemTemplate):
    """A template with its head; the first look at anything else makes it a whole ItemTemplate."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return _whole(self) == other

    def __hash__(self) -> int:
        return _whole(self).__hash__()

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _whole, (_whole(self),)


def _whole(template: ItemTemplate) -> ItemTemplate:
    """The same object, read; two threads may do it at once, and set the same values."""
    body = _WAITING.__get__(template)
    if isinstance(body, str):
        read = decode(ItemTemplate, json.loads(body))
        for name in reversed(_BODY):  # the slot of the body last
            _SLOTS[name].__set__(template, _SLOTS[name].__get__(read))
        object.__setattr__(template, "__class__", ItemTemplate)
    return template


def _property(name: str) -> property:
    return property(lambda template: _SLOTS[name].__get__(_whole(template)))


for _name in _BODY:
    setattr(_Unread, _name, _property(_name))


def packed(templates: Mapping[str, ItemTemplate]) -> list[list[Any]]:
    """What `unpacked` reads: the head of each template and, as one text, all of it."""
    return [
        [
            *(encode(getattr(template, name)) for name in HEAD),
            json.dumps(encode(template), separators=(",", ":")),
        ]
        for template in templates.values()
    ]


def unpacked(rows: Any) -> dict[str, ItemTemplate]:
    """Templates by id. Raises: ValueError: not what `packed` gives."""
    found: dict[str, ItemTemplate] = {}
    try:
        for *head, body in rows:
            template = object.__new__(_Unread)
            for name, value in zip(HEAD, head, strict=True):
                read = {"kind": Kind, "level": Level}.get(name)
                _SLOTS[name].__set__(template, read(value) if read else value)
            _WAITING.__set__(template, body)
            found[template.id] = template
    except TypeError as error:
        raise ValueError(str(error)) from error
    return found
