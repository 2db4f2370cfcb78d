"""What a learner meets: one instance of a template, with all its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mathdrill.domain.content import Decimals, GraphCells, Kind, Level, Part
from mathdrill.domain.texts import Text


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that a misconception predicts for one item.

    parts: those it changes; rule: its place among the misconceptions of the template.
    """

    misconception: str
    answer: str
    feedback: Text
    parts: tuple[Part, ...] = ()
    rule: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One instance of a template, fixed by (template, revision, seed); all numbers are in it.

    key, accepts and rejects hold one string each, right or wrong as it stands when typed.
    parts: the named values of a `steps` item with their keys, in the order asked.
    choices: the options of a `choice`, or the labelled steps of an `ordering`, in shown order.
    program: with a blank `____` where a `code` item asks for an expression or a line.
    observe: expressions by which a program is judged once it has run.
    """

    template: str
    revision: int
    seed: int
    skill: str
    kind: Kind
    level: Level
    seconds: int
    params: tuple[tuple[str, str], ...]
    variables: tuple[str, ...]
    answer_names: tuple[str, ...]
    prompt: Text
    program: str | None
    choices: tuple[Text, ...]
    labels: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    key: str
    key_text: Text
    accepts: tuple[str, ...]
    rejects: tuple[WrongAnswer, ...]
    hints: tuple[Text, ...]
    solution: Text
    domain: tuple[tuple[str, str], ...]
    form: tuple[str, ...]
    decimals: Decimals
    places: int | None
    observe: tuple[str, ...] = ()
    graph: GraphCells | None = None
