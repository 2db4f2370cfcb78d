"""From files of the right shape to the nouns of the domain."""

from __future__ import annotations

from mathdrill.domain import (
    Decimals,
    Draw,
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
    Text,
    Topic,
    same_text,
)
from mathdrill.packs.draws import parse_draw
from mathdrill.packs.schema import (
    ArrayTemplate,
    Bilingual,
    ChoiceTemplate,
    CodeTemplate,
    FormulaTemplate,
    GraphModel,
    GraphTemplate,
    MultichoiceTemplate,
    OrderingTemplate,
    PackFile,
    RouteFile,
    SkillFile,
    TemplateModel,
    TokenTemplate,
    ValueTemplate,
)

Answer = str | Bilingual | dict[str, str] | list[str]


def build_pack(identifier: str, file: PackFile) -> Pack:
    """The pack of a folder of that name."""
    topics = tuple(Topic(t.id, t.outline, _text(t.title)) for t in file.topics)
    return Pack(identifier, file.section, _text(file.title), topics)


def build_stages(file: RouteFile) -> tuple[Stage, ...]:
    """The stages as written, with skills that may not exist yet."""
    return tuple(
        Stage(
            number=stage.stage,
            title=_text(stage.title),
            order=tuple(stage.order),
            days=stage.days,
            gate_items=stage.gate.items,
            gate_pass=stage.gate.passing,
            gate_critical=tuple(stage.gate.critical),
        )
        for stage in file.stages
    )


def build_skill(file: SkillFile, pack: Pack) -> Skill:
    """The skill of a file; its topics follow from its outline bullets once all packs are known."""
    return Skill(
        id=file.skill,
        pack=pack.id,
        section=pack.section,
        stage=file.stage,
        outline=tuple(file.outline),
        topics=(),
        title=_text(file.title),
        can=_text(file.can),
        requires=tuple(file.requires),
        encompasses=tuple(file.encompasses.items()),
        lesson=_text(file.lesson),
        templates=tuple(template.id for template in file.templates),
    )


def build_template(model: TemplateModel, skill: str) -> ItemTemplate:
    """The item template of an entry that `proofreading` has found no fault in."""
    valued = model if isinstance(model, ValueTemplate) else None
    formula = model if isinstance(model, FormulaTemplate) else None
    named = model if isinstance(model, FormulaTemplate | ArrayTemplate) else None
    ordering = model if isinstance(model, OrderingTemplate) else None
    answering = model if isinstance(model, ValueTemplate | TokenTemplate | CodeTemplate) else None
    return ItemTemplate(
        id=model.id,
        skill=skill,
        revision=model.revision,
        kind=Kind(model.kind),
        level=Level(model.level),
        seconds=model.seconds,
        prompt=_text(model.prompt),
        key=_parts(model.key),
        mal_rules=_mal_rules(model),
        hints=tuple(_text(hint) for hint in model.hints),
        solution=_text(model.solution),
        draw=_draws(model),
        where=tuple(model.where),
        let=tuple(model.let.items()),
        variables=None if valued is None or valued.vars is None else tuple(valued.vars),
        answer_names=tuple(named.answer_names) if named else (),
        accepts=tuple(_parts(answer) for answer in answering.accepts) if answering else (),
        labels=_labels(model),
        edges=tuple(edge_of(edge) for edge in ordering.edges) if ordering else (),
        domain=tuple(valued.domain.items()) if valued else (),
        form=tuple(formula.form) if formula else (),
        decimals=Decimals(valued.decimals) if valued and valued.decimals else None,
        places=valued.places if valued else None,
        proof=_parts(proof) if (proof := getattr(model, "proof", None)) else (),
        after=model.after,
        program=model.program,
        source=model.source,
        observe=tuple(model.observe or ()),
        graph=_graph(model.graph) if isinstance(model, GraphTemplate) else None,
    )


def _mal_rules(model: TemplateModel) -> tuple[MalRule, ...]:
    """The misconceptions, and behind them the distractors, one rule for each wrong option."""
    stated = tuple(
        MalRule(rule.id, _parts(rule.answer), _text(rule.feedback), rule.when or "")
        for rule in model.misconceptions
    )
    groups = model.distractors if isinstance(model, ChoiceTemplate) else ()
    return stated + tuple(
        MalRule(group.id, _parts(answer), _text(group.feedback), spare=True)
        for group in groups
        for answer in group.answers
    )


def _labels(model: TemplateModel) -> tuple[Label, ...]:
    match model:
        case OrderingTemplate(labels=labels) | MultichoiceTemplate(options=labels):
            return tuple(Label(name, _text(text)) for name, text in labels.items())
        case _:
            return ()


def _graph(model: GraphModel) -> GraphCells:
    shown = None if model.shown is None else tuple(model.shown)
    return GraphCells(model.nodes, tuple(model.at.items()), shown)


def edge_of(edge: str) -> tuple[str, str]:
    """(what comes first, what comes later) of an edge such as "mul > add"."""
    before, _, later = edge.partition(">")
    return before.strip(), later.strip()


def _draws(model: TemplateModel) -> tuple[Draw, ...]:
    return tuple(parse_draw(name, spec) for name, spec in model.draw.items())


def _text(bilingual: Bilingual) -> Text:
    return Text(bilingual.en, bilingual.zh)


def _parts(answer: Answer) -> tuple[Part, ...]:
    """An answer as named parts; a single one has the name ""."""
    if isinstance(answer, list):  # the cells of a graph, to be worked out
        return tuple(Part(name, same_text("")) for name in answer)
    if isinstance(answer, dict):
        return tuple(Part(name, same_text(value)) for name, value in answer.items())
    return (Part("", same_text(answer) if isinstance(answer, str) else _text(answer)),)
