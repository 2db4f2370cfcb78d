"""Format version 1 of packs: which keys a file has and what they may hold.

Every scalar arrives as a string, as it stands in the file. What a value means beyond its shape is
checked in `references` (between skills) and `building` (inside a template).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mathdrill.packs.scalars import (
    Bullet,
    Count,
    Decimals,
    DrawSpec,
    Edge,
    Form,
    Id,
    LabelId,
    Level,
    Name,
    Observed,
    Outline,
    PartName,
    Places,
    Revision,
    Seconds,
    Section,
    Stage,
    TemplateId,
    Version,
    Weight,
    Written,
    in_both,
)


class Model(BaseModel):
    """Unknown keys are errors; nothing is converted behind an author's back."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Bilingual(Model):
    """One text in English and Chinese."""

    en: Written
    zh: Written


LiteralText = Annotated[Bilingual, BeforeValidator(in_both)]
Conditions = Annotated[dict[Written, Written], Field(min_length=1)]  # by option, in English
"""A text in both languages, or one string that reads alike in both."""


# --- pack.yaml and route.yaml ---------------------------------------------------------------------


class TopicModel(Model):
    id: Id
    outline: Outline
    title: Bilingual


class PackFile(Model):
    """pack.yaml: one section of the outline."""

    format: Version
    section: Section
    title: Bilingual
    topics: list[TopicModel] = []


class GateModel(Model):
    items: Count
    passing: Annotated[Count, Field(alias="pass")]
    critical: list[Id] = []


class StageModel(Model):
    stage: Stage
    title: Bilingual
    days: Count
    order: Annotated[list[Id], Field(min_length=1)]
    gate: GateModel


class RouteFile(Model):
    """route.yaml: the stages, in order."""

    format: Version
    stages: Annotated[list[StageModel], Field(min_length=1)]


# --- one skill ------------------------------------------------------------------------------------


class MisconceptionModel(Model):
    """A wrong idea: the rule for its answer, and what a learner who gives it is told."""

    id: Id
    answer: Any
    when: Written | None = None
    feedback: Bilingual


class FormulaMisconception(MisconceptionModel):
    answer: Written


class TextMisconception(MisconceptionModel):
    answer: LiteralText


class StepsMisconception(MisconceptionModel):
    answer: Annotated[dict[PartName, Written], Field(min_length=1)]


class TemplateModel(Model):
    """What every item template has; what its key looks like is up to its kind."""

    id: TemplateId
    level: Level
    kind: str
    seconds: Seconds
    revision: Revision
    draw: dict[Name, DrawSpec] = {}
    where: list[Written] = []
    let: dict[Name, Written] = {}
    prompt: Bilingual
    key: Any
    misconceptions: Any = ()
    hints: Annotated[list[Bilingual], Field(min_length=2, max_length=3)]
    solution: Bilingual
    program: Written | None = None
    observe: Observed | None = None
    after: Id | None = None
    source: Written | None = None


class Distractors(Model):
    """Wrong options that come from one wrong idea; what is right in an item is left out of it."""

    id: Id
    answers: Annotated[list[LiteralText], Field(min_length=1)]
    feedback: Bilingual


class ValueTemplate(TemplateModel):
    """The answer is made of formulas."""

    vars: list[Name] | None = None
    domain: dict[Name, Written] = {}
    decimals: Decimals | None = None
    places: Places | None = None
    proof: Any = None
    accepts: Any = ()


class FormulaTemplate(ValueTemplate):
    """The answer is one formula or one number."""

    kind: Literal["expression", "number"]
    answer_names: list[Written] = []
    form: list[Form] = []
    key: Written
    proof: Written | None = None
    accepts: list[Written] = []
    misconceptions: list[FormulaMisconception] = []


class ArrayTemplate(ValueTemplate):
    """The answer is a vector, a matrix, a set of numbers, or the shape of a tensor."""

    kind: Literal["vector", "matrix", "set", "shape"]
    answer_names: list[Written] = []
    key: Written
    proof: Written | None = None
    accepts: list[Written] = []
    misconceptions: list[FormulaMisconception] = []


class StepsTemplate(ValueTemplate):
    """The answer is several named values, in the order asked."""

    kind: Literal["steps"]
    key: Annotated[dict[PartName, Written], Field(min_length=1)]
    proof: dict[PartName, Written] = {}
    accepts: list[Annotated[dict[PartName, Written], Field(min_length=1)]] = []
    misconceptions: list[StepsMisconception] = []


class ChoiceTemplate(TemplateModel):
    """One option of several; the others are what misconceptions lead to.

    A key that is one formula may have a proof, as may that of a token. A key in words may have
    conditions: each must be true where its option is right, and false where it is not.
    """

    kind: Literal["choice"]
    key: LiteralText
    proof: Written | Conditions | None = None
    misconceptions: list[TextMisconception] = []
    distractors: list[Distractors] = []


class MultichoiceTemplate(TemplateModel):
    """All right options of several, by their names; their order is drawn."""

    kind: Literal["multichoice"]
    options: Annotated[dict[LabelId, LiteralText], Field(min_length=2)]
    key: Written
    proof: dict[LabelId, Written] = {}
    misconceptions: list[FormulaMisconception] = []


class TokenTemplate(TemplateModel):
    """One word, compared without regard to case."""

    kind: Literal["token"]
    key: LiteralText
    proof: Written | Conditions | None = None
    accepts: list[LiteralText] = []
    misconceptions: list[TextMisconception] = []


class OrderingTemplate(TemplateModel):
    """Labelled steps to be put in order; every order that respects the edges is right."""

    kind: Literal["ordering"]
    labels: Annotated[dict[LabelId, LiteralText], Field(min_length=2)]
    key: Written
    edges: list[Edge] = []
    misconceptions: list[FormulaMisconception] = []


class CodeTemplate(TemplateModel):
    """The missing expression or line of a program, judged by what is observed.

    A proof is a formula for what the program shows first, once it is filled.
    """

    kind: Literal["code"]
    program: Written
    observe: Observed
    key: Written
    proof: Written | None = None
    accepts: list[Written] = []
    misconceptions: list[FormulaMisconception] = []


class GraphModel(Model):
    """A computational graph: a formula or assignments, the values of its leaves, what is shown."""

    nodes: Written
    at: Annotated[dict[Name, Written], Field(min_length=1)]
    shown: list[PartName] | None = None


class GraphTemplate(ValueTemplate):
    """The open cells of a computational graph; a cell without a formula is worked out."""

    kind: Literal["graph"]
    graph: GraphModel
    key: Annotated[dict[PartName, Written] | list[PartName], Field(min_length=1)]
    proof: dict[PartName, Written] = {}
    accepts: list[Annotated[dict[PartName, Written], Field(min_length=1)]] = []
    misconceptions: list[StepsMisconception] = []


KINDS: Mapping[str, type[TemplateModel]] = {
    "expression": FormulaTemplate,
    "number": FormulaTemplate,
    "vector": ArrayTemplate,
    "matrix": ArrayTemplate,
    "set": ArrayTemplate,
    "shape": ArrayTemplate,
    "choice": ChoiceTemplate,
    "multichoice": MultichoiceTemplate,
    "token": TokenTemplate,
    "ordering": OrderingTemplate,
    "steps": StepsTemplate,
    "code": CodeTemplate,
    "graph": GraphTemplate,
}

AnyTemplate = Annotated[
    FormulaTemplate
    | ArrayTemplate
    | StepsTemplate
    | ChoiceTemplate
    | MultichoiceTemplate
    | TokenTemplate
    | OrderingTemplate
    | CodeTemplate
    | GraphTemplate,
    Field(discriminator="kind"),
]


class SkillFile(Model):
    """<skill>.yaml: one skill with its lesson and its item templates."""

    format: Version
    skill: Id
    stage: Stage
    outline: Annotated[list[Bullet], Field(min_length=1)]
    title: Bilingual
    can: Bilingual
    requires: list[Id] = []
    encompasses: dict[Id, Weight] = {}
    lesson: Bilingual
    templates: Annotated[list[AnyTemplate], Field(min_length=1)]


def models_in(annotation: Any) -> list[type[Model]]:
    """Every model that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in models_in(part)]
