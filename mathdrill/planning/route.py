"""The route: every skill of the catalogue in teaching order, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mathdrill.domain import Catalogue, ItemTemplate, Skill, Stage
from mathdrill.planning.graph import topological


@dataclass(frozen=True, slots=True)
class Route:
    """The content as planning sees it; built once per process.

    order: skill ids in teaching order. place: a skill's index in it.
    templates: those of each skill, in the author's order. gates: the stages that end with one,
    without the last stage, which nothing comes after.
    """

    skills: Mapping[str, Skill]
    order: tuple[str, ...]
    place: Mapping[str, int]
    stages: Mapping[str, int]
    templates: Mapping[str, tuple[ItemTemplate, ...]]
    gates: tuple[Stage, ...] = ()


def route_of(catalogue: Catalogue) -> Route:
    """The route through a catalogue.

    A skill that no stage names, such as one of a pack of one's own, comes at the end of the stage
    that its file gives, after what it requires.
    """
    skills = catalogue.skills
    stages = {s: stage.number for stage in catalogue.stages for s in stage.order if s in skills}
    named = list(stages)
    for skill in topological(skills, {s.id: s.requires for s in skills.values()}):
        stages.setdefault(skill, skills[skill].stage)
    order = (*named, *(skill for skill in stages if skill not in set(named)))
    order = tuple(sorted(order, key=lambda skill: stages[skill]))
    return Route(
        skills=skills,
        order=order,
        place={skill: index for index, skill in enumerate(order)},
        stages=stages,
        templates={
            s.id: tuple(catalogue.templates[t] for t in s.templates) for s in skills.values()
        },
        gates=tuple(stage for stage in catalogue.stages[:-1] if stage.gate_items),
    )
