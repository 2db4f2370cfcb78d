"""Items made by hand, for the tests of scoring: everything that a test does not name is a default."""

from __future__ import annotations

from typing import Any

from mathdrill.domain import (
    Decimals,
    Item,
    Kind,
    Level,
    Part,
    Text,
    WrongAnswer,
    same_text,
)

_EMPTY = Text("", "")


def item(kind: Kind, key: str, **fields: Any) -> Item:
    """One item; `parts` of a steps item are read off its key."""
    values: dict[str, Any] = {
        "template": "made.1",
        "revision": 1,
        "seed": 0,
        "skill": "made",
        "level": Level.COMPUTE,
        "seconds": 30,
        "params": (),
        "variables": ("x",),
        "answer_names": (),
        "prompt": _EMPTY,
        "program": None,
        "choices": (),
        "labels": (),
        "edges": (),
        "parts": (),
        "key_text": same_text(key),
        "accepts": (),
        "rejects": (),
        "hints": (),
        "solution": _EMPTY,
        "domain": (),
        "form": (),
        "decimals": Decimals.VALUE,
        "places": None,
    }
    if kind is Kind.STEPS:
        values["parts"] = parts(key)
    return Item(kind=kind, key=key, **{**values, **fields})


def parts(values: str) -> tuple[Part, ...]:
    """`u = 3; v = 4` as parts."""
    pairs = (value.split("=") for value in values.replace(",", ";").split(";"))
    return tuple(Part(name.strip(), same_text(value.strip())) for name, value in pairs)


def wrong(misconception: str, answer: str, changed: tuple[Part, ...] | None = None) -> WrongAnswer:
    """A misconception with a feedback of its own."""
    feedback = Text(f"you {misconception}", f"你{misconception}")
    given = (Part("", same_text(answer)),) if changed is None else changed
    return WrongAnswer(misconception, answer, feedback, given)
