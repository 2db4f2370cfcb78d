"""Values as data and back: nothing is lost, and wrong data is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdrill.codec import decode, encode
from mathdrill.domain import (
    Decimals,
    Event,
    Item,
    ItemTemplate,
    Kind,
    Memory,
    Pack,
    Rating,
    Sentence,
    Skill,
    Text,
    Verdict,
    same_text,
)

NUMBERS = st.floats(allow_nan=False)  # nan equals nothing, itself included
VALUES = st.one_of(
    st.from_type(Pack),
    st.builds(Skill, encompasses=st.tuples(st.tuples(st.text(), NUMBERS))),
    st.from_type(ItemTemplate),
    st.from_type(Item),
    st.from_type(Verdict),
    st.builds(Event, predicted=st.none() | NUMBERS),
    st.builds(Memory, stability=NUMBERS, difficulty=NUMBERS),
)


@given(value=VALUES)
def test_every_value_survives_being_data(value: object) -> None:
    assert decode(type(value), json.loads(json.dumps(encode(value)))) == value


@dataclass(frozen=True)
class Sample:
    name: str
    grades: tuple[Rating, ...] = ()
    pair: tuple[int, str] | None = None
    by_name: dict[str, Text] = field(default_factory=dict)
    inner: Sample | None = None
    weight: float = 1.0
    sure: bool = False


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Sample("a"), ["a"]),  # defaults at the end are left out
        (Sample("a", weight=2.5), ["a", [], None, {}, None, 2.5]),
        (Sample("a", (Rating.GOOD,), (1, "b")), ["a", [3], [1, "b"]]),
        (Sample("a", by_name={"b": same_text("c")}), ["a", [], None, {"b": ["c", "c"]}]),
        (
            Sample("a", inner=Sample("b", sure=True)),
            ["a", [], None, {}, ["b", [], None, {}, None, 1.0, True]],
        ),
        (
            Sentence("a", (("b", "c"), ("d", Text("e", "f")))),
            ["a", [["b", "c"], ["d", ["e", "f"]]]],
        ),
    ],
)
def test_a_record_is_the_list_of_its_fields(value: object, data: object) -> None:
    assert encode(value) == data
    assert decode(type(value), data) == value


def test_a_whole_number_may_stand_for_a_float() -> None:
    weight = decode(Sample, ["a", [], None, {}, None, 2]).weight
    assert (weight, type(weight)) == (2.0, float)


@pytest.mark.parametrize(
    ("cls", "data"),
    [
        (Text, ["a"]),  # a field is missing
        (Text, ["a", "b", "c"]),
        (Text, ["a", 1]),
        (Text, {"en": "a", "zh": "b"}),
        (Text, "ab"),
        (Text, None),
        (Kind, "riddle"),
        (Rating, 5),
        (Sample, ["a", [1, "2"]]),
        (Sample, ["a", [], [1]]),
        (Sample, ["a", [], ["1", "b"]]),
        (Sample, ["a", [], None, []]),
        (Sample, ["a", [], None, {}, ["b", None]]),
        (Sample, ["a", [], None, {}, None, True]),  # a boolean is no number
        (Sample, ["a", [], None, {}, None, 1.0, 1]),  # nor the other way round
        (Decimals, None),
    ],
)
def test_data_of_another_form_is_a_value_error(cls: type, data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(cls, data)


def test_what_is_no_data_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="cannot encode"):
        encode(Sample("a", grades=({1},)))  # type: ignore[arg-type]
