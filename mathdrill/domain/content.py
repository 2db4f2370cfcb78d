"""What a pack's author writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mathdrill.domain.texts import Text


class Kind(StrEnum):
    """What an answer is, which decides how it is read, compared and diagnosed."""

    EXPRESSION = "expression"
    NUMBER = "number"
    VECTOR = "vector"
    MATRIX = "matrix"
    SHAPE = "shape"
    SET = "set"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    TOKEN = "token"
    ORDERING = "ordering"
    STEPS = "steps"
    CODE = "code"
    GRAPH = "graph"


class Level(StrEnum):
    """What an item asks of the learner, from least to most."""

    RECOGNISE = "recognise"
    COMPUTE = "compute"
    COMBINE = "combine"
    EXPLAIN = "explain"
    PREDICT = "predict"
    DEBUG = "debug"


class Decimals(StrEnum):
    """How decimal numbers and exact ones meet."""

    ROUNDED = "rounded"  # a decimal key stands for every exact number that rounds to it
    EXACT = "exact"  # decimals are refused
    VALUE = "value"  # a decimal key is the number itself, as drawn by a template


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of skills under one item of the outline, e.g. chain-rule = 2.3."""

    id: str
    outline: str
    title: Text


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of content: a section of the outline."""

    id: str
    section: int
    title: Text
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the route: its skills in teaching order and the gate at its end."""

    number: int
    title: Text
    order: tuple[str, ...]
    days: int
    gate_items: int
    gate_pass: int
    gate_critical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """What an item is evidence of: a node of the prerequisite graph.

    encompasses: (skill id, weight in (0, 1]) for each simpler skill that practising this one also
    practises.
    """

    id: str
    pack: str
    section: int
    stage: int
    outline: tuple[str, ...]
    topics: tuple[str, ...]
    title: Text
    can: Text
    requires: tuple[str, ...]
    encompasses: tuple[tuple[str, float], ...]
    lesson: Text
    templates: tuple[str, ...]


class DrawKind(StrEnum):
    INTEGER = "integer"
    DECIMAL = "decimal"
    PICK = "pick"
    VECTOR = "vector"
    MATRIX = "matrix"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawn parameter. Bounds, step, length and exclusions are formulas over earlier names.
    INTEGER and DECIMAL: low ≤ value ≤ high (DECIMAL by `step`), none of `excluded`.
    PICK: one of `options`, each a formula, the name of a function, or a text between backticks.
    VECTOR: `length` integers in [low, high], none of `excluded`.
    MATRIX: `length` rows of `columns` such integers.
    JOINT: one of `rows`, which give several names their values at once; `name` is none of them.
    """

    name: str
    kind: DrawKind
    low: str = ""
    high: str = ""
    step: str = ""
    length: str = ""
    excluded: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    columns: str = ""
    rows: tuple[tuple[Part, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a key. A key with a single part has the name ""."""

    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class Label:
    """One thing to be put in order, or to be chosen among others: its name and what it says."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class GraphCells:
    """A computational graph with open cells; those that are asked for are the parts of the key.

    nodes: a formula, or assignments such as `a = x*y; L = a + b`.
    at: (leaf, value) pairs.
    shown: the other cells that are filled in, by name: `a` a value, `dL/da` an adjoint; None for
        what the asked ones need.
    """

    nodes: str
    at: tuple[tuple[str, str], ...]
    shown: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class MalRule:
    """The rule that predicts the wrong answer of a misconception.

    answer: for `steps` only the parts that the misconception changes.
    when: a condition over the parameters; "" for always.
    spare: one of several distractors for one idea: left out where it is the key or another option.
    """

    misconception: str
    answer: tuple[Part, ...]
    feedback: Text
    when: str = ""
    spare: bool = False


@dataclass(frozen=True, slots=True)
class ItemTemplate:
    """An authored family of items; `mathdrill.items` makes its instances.

    variables: names an answer may use; None stands for the names that occur in the key.
    answer_names: what may stand before an equals sign in an answer, e.g. "f'(x)".
    domain: (variable, condition) pairs such as ("x", "x > 0").
    form: required forms of an expression, e.g. "expanded"; see `mathdrill.maths.forms`.
    places: decimal places the prompt asks for, or None.
    proof: a second, independent way to the key, for the oracle of `pack check`; "" for none.
    program: a PyTorch program shown below the prompt; `$name` stands for a drawn value.
    observe: expressions over the program's final names: what is seen when it has run.
    """

    id: str
    skill: str
    revision: int
    kind: Kind
    level: Level
    seconds: int
    prompt: Text
    key: tuple[Part, ...]
    mal_rules: tuple[MalRule, ...]
    hints: tuple[Text, ...]
    solution: Text
    draw: tuple[Draw, ...] = ()
    where: tuple[str, ...] = ()
    let: tuple[tuple[str, str], ...] = ()
    variables: tuple[str, ...] | None = None
    answer_names: tuple[str, ...] = ()
    accepts: tuple[tuple[Part, ...], ...] = ()
    labels: tuple[Label, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    domain: tuple[tuple[str, str], ...] = ()
    form: tuple[str, ...] = ()
    decimals: Decimals | None = None
    places: int | None = None
    proof: tuple[Part, ...] = ()
    after: str | None = None
    program: str | None = None
    source: str | None = None
    observe: tuple[str, ...] = ()
    graph: GraphCells | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All packs together, by id; what every command reads."""

    packs: dict[str, Pack]
    skills: dict[str, Skill]
    templates: dict[str, ItemTemplate]
    stages: tuple[Stage, ...]
