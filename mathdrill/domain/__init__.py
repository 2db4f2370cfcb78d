"""The nouns of mathdrill, frozen and compared by value.

A pack's author writes `Skill`s and `ItemTemplate`s. Generation turns a template, its revision and a
seed into an `Item`. A learner's text becomes a `Verdict`, a verdict a `Rating`, and both an `Event`,
whose fold is `Memory`. Formulas are strings in the one language of formulas (`mathdrill.maths`), so
that every noun here can be stored as it is.
"""

from mathdrill.domain.answers import Event, Memory, Outcome, Rating, Verdict, Witness
from mathdrill.domain.content import (
    Catalogue,
    Decimals,
    Draw,
    DrawKind,
    GraphCells,
    ItemTemplate,
    Kind,
    Label,
    Level,
    MalRule,
    Pack,
    Part,
    Skill,
    Stage,
    Topic,
)
from mathdrill.domain.items import Item, WrongAnswer
from mathdrill.domain.texts import LANGUAGES, Sentence, Text, same_text, sentence

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Decimals",
    "Draw",
    "DrawKind",
    "Event",
    "GraphCells",
    "Item",
    "ItemTemplate",
    "Kind",
    "Label",
    "Level",
    "MalRule",
    "Memory",
    "Outcome",
    "Pack",
    "Part",
    "Rating",
    "Sentence",
    "Skill",
    "Stage",
    "Text",
    "Topic",
    "Verdict",
    "Witness",
    "WrongAnswer",
    "same_text",
    "sentence",
]
