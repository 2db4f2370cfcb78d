"""All packs together as one catalogue; strangers' packs that have faults stay outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathdrill.domain import Catalogue, Skill, Stage
from mathdrill.packs.findings import Finding, in_order
from mathdrill.packs.loader import LoadedPack, LoadedRoute, LoadedSkill
from mathdrill.packs.references import check_references


@dataclass(frozen=True, slots=True)
class Assembled:
    """What can be used, and what is wrong with the rest.

    shipped: faults of our own packs and route; strange: faults of the packs that were left out.
    """

    catalogue: Catalogue
    packs: tuple[LoadedPack, ...]
    shipped: tuple[Finding, ...]
    strange: tuple[Finding, ...]


def assemble(packs: Sequence[LoadedPack], route: LoadedRoute) -> Assembled:
    """The catalogue of every pack that has no fault, shipped ones first.

    A pack that refers to one that is left out is left out as well.
    """
    used = sorted(packs, key=lambda pack: not pack.folder.shipped)
    strange: list[Finding] = []
    while True:
        on_route, faults = check_references(used, route)
        of_packs = [[*pack.findings, *found] for pack, found in zip(used, faults, strict=True)]
        left_out = [
            found and not pack.folder.shipped for pack, found in zip(used, of_packs, strict=True)
        ]
        strange += [f for found, out in zip(of_packs, left_out, strict=True) if out for f in found]
        if not any(left_out):
            break
        used = [pack for pack, out in zip(used, left_out, strict=True) if not out]
    shipped = [*route.findings, *on_route, *(f for found in of_packs for f in found)]
    return Assembled(_catalogue(used, route), tuple(used), in_order(shipped), in_order(strange))


def _catalogue(packs: Sequence[LoadedPack], route: LoadedRoute) -> Catalogue:
    """Skills in the order of the route, each with the topics of its outline bullets."""
    loaded = {skill.skill.id: skill for pack in packs for skill in pack.skills}
    stages = tuple(_stage(stage, loaded) for stage in route.stages)
    described = [pack.pack for pack in packs if pack.pack is not None]
    topics = [topic for pack in described for topic in pack.topics]
    skills: dict[str, Skill] = {}
    for name in (name for stage in stages for name in stage.order):
        skill = loaded[name].skill
        items = {bullet.rpartition(".")[0] for bullet in skill.outline}
        own = tuple(topic.id for topic in topics if topic.outline in items)
        skills[name] = replace(skill, topics=own)
    return Catalogue(
        packs={pack.id: pack for pack in sorted(described, key=lambda p: (p.section, p.id))},
        skills=skills,
        templates={t.id: t for name in skills for t in loaded[name].templates},
        stages=stages,
    )


def _stage(stage: Stage, loaded: dict[str, LoadedSkill]) -> Stage:
    """The stage with the skills that exist; those the route does not mention come last."""
    order = [name for name in stage.order if name in loaded]
    for name, skill in loaded.items():
        if skill.skill.stage == stage.number:
            _append(order, name, stage.number, loaded, frozenset())
    critical = tuple(name for name in stage.gate_critical if name in loaded)
    return replace(stage, order=tuple(order), gate_critical=critical)


def _append(
    order: list[str], name: str, stage: int, loaded: dict[str, LoadedSkill], above: frozenset[str]
) -> None:
    """Put a skill at the end of a stage's order, after what it requires in that stage."""
    if name in order or name in above or name not in loaded:
        return
    skill = loaded[name].skill
    if skill.stage == stage:
        for required in skill.requires:
            _append(order, required, stage, loaded, above | {name})
        order.append(name)
