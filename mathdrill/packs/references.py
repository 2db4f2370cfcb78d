"""What skills, templates and the route say about each other.

A third-party pack may refer to ours, never the other way round; whatever is wrong is blamed on the
pack that is read later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mathdrill.packs.findings import Code, Finding, Place, finding
from mathdrill.packs.loader import LoadedPack, LoadedRoute, LoadedSkill


@dataclass(slots=True)
class World:
    """Everything that can be referred to, by id; `names` also holds skills that have faults."""

    route: LoadedRoute
    skills: dict[str, LoadedSkill] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)  # outline items that have a topic
    complete: bool = True  # every pack.yaml could be read, so that `items` knows them all
    taken: dict[tuple[str, str], Place] = field(default_factory=dict)  # (what, id) -> where

    def stage_of(self, skill: str) -> int | None:
        """The stage that the route gives a skill; None where it does not mention it."""
        return next((s.number for s in self.route.stages if skill in s.order), None)

    def ancestors(self, skill: str) -> set[str]:
        """Everything that a skill requires, directly or not; itself only in a cycle."""
        found: set[str] = set()
        todo = [skill]
        while todo:
            loaded = self.skills.get(todo.pop())
            fresh = set(loaded.skill.requires) - found if loaded else set()
            found |= fresh
            todo += fresh
        return found


def check_references(
    packs: Sequence[LoadedPack], route: LoadedRoute
) -> tuple[list[Finding], list[list[Finding]]]:
    """The faults of the route, and for each pack those of its references."""
    world = World(route)
    faults = [list(_register(world, pack)) for pack in packs]
    for pack, of_pack in zip(packs, faults, strict=True):
        for skill in pack.skills:
            if world.skills[skill.skill.id] is skill:
                of_pack.extend(_skill(world, skill, shipped=pack.folder.shipped))
    return list(_route(world)), faults


def _register(world: World, pack: LoadedPack) -> Iterator[Finding]:
    """Make the ids of a pack known; every id is given once."""
    world.names |= pack.names
    world.complete &= pack.pack is not None
    if pack.pack is not None and pack.document is not None:
        yield from _take(world, "pack", pack.pack.id, Place(pack.document.file))
        for index, topic in enumerate(pack.pack.topics):
            place = pack.document.place(("topics", index, "id"))
            yield from _take(world, "topic", topic.id, place)
            world.items.add(topic.outline)
    for skill in pack.skills:
        name = skill.skill.id
        yield from _take(world, "skill", name, skill.document.place(("skill",)))
        world.skills.setdefault(name, skill)
        for index, template in enumerate(skill.skill.templates):
            place = skill.document.place(("templates", index, "id"))
            yield from _take(world, "template", template, place)


def _take(world: World, what: str, name: str, place: Place) -> Iterator[Finding]:
    first = world.taken.setdefault((what, name), place)
    if first is not place:
        yield finding(place, Code.DUPLICATE_ID, name=name, first=first)


def _skill(world: World, loaded: LoadedSkill, *, shipped: bool) -> Iterator[Finding]:
    skill, document = loaded.skill, loaded.document
    for index, bullet in enumerate(skill.outline):
        item = bullet.rpartition(".")[0]
        if world.complete and item not in world.items:
            place = document.place(("outline", index))
            yield finding(place, Code.UNKNOWN_TOPIC, bullet=bullet, item=item)
    yield from _stage(world, loaded, shipped=shipped)
    yield from _requires(world, loaded)
    ancestors = world.ancestors(skill.id)
    for name, _ in skill.encompasses:
        place = document.key(("encompasses", name))
        if name not in world.names:
            yield finding(place, Code.UNKNOWN_SKILL, name=name)
        elif name not in ancestors:
            yield finding(place, Code.NOT_AN_ANCESTOR, name=name, skill=skill.id)
    for template in loaded.templates:
        if template.id.rpartition(".")[0] != skill.id:
            place = loaded.place(template.id, "id")
            yield finding(place, Code.FOREIGN_TEMPLATE, name=template.id, skill=skill.id)
        if template.after is not None and template.after not in world.names:
            place = loaded.place(template.id, "after")
            yield finding(place, Code.UNKNOWN_AFTER, name=template.after)


def _stage(world: World, loaded: LoadedSkill, *, shipped: bool) -> Iterator[Finding]:
    """The stage of a skill exists, and is the one in which the route has it."""
    skill, place = loaded.skill, loaded.document.place(("stage",))
    if not world.route.stages:
        return
    last = max(stage.number for stage in world.route.stages)
    on_route = world.stage_of(skill.id)
    if skill.stage > last:
        yield finding(place, Code.UNKNOWN_STAGE, found=skill.stage, last=last)
    elif on_route is None and shipped:
        yield finding(place, Code.NOT_ON_ROUTE, skill=skill.id)
    elif on_route not in (None, skill.stage):
        yield finding(place, Code.WRONG_STAGE, skill=skill.id, found=skill.stage, route=on_route)


def _requires(world: World, loaded: LoadedSkill) -> Iterator[Finding]:
    """Prerequisites exist, are never from a later stage, and lead nowhere back."""
    skill = loaded.skill
    for index, name in enumerate(skill.requires):
        place = loaded.document.place(("requires", index))
        required = world.skills.get(name)
        if name not in world.names:
            yield finding(place, Code.UNKNOWN_SKILL, name=name)
        elif name == skill.id or skill.id in world.ancestors(name):
            yield finding(place, Code.CYCLE, name=name, skill=skill.id)
        elif required and required.skill.stage > skill.stage:
            stage = required.skill.stage
            yield finding(place, Code.LATER_STAGE, name=name, stage=stage, own=skill.stage)


def _route(world: World) -> Iterator[Finding]:
    """Each skill once, after its prerequisites; gates ask for skills of their stage."""
    document = world.route.document
    everywhere = [name for stage in world.route.stages for name in stage.order]
    seen: set[str] = set()
    for index, stage in enumerate(world.route.stages):
        for position, name in enumerate(stage.order):
            place = document.place(("stages", index, "order", position))
            if name in seen:
                yield finding(place, Code.TWICE, name=name)
            seen.add(name)
            loaded = world.skills.get(name)
            for required in loaded.skill.requires if loaded else ():
                if required in everywhere and required not in seen:
                    yield finding(place, Code.ROUTE_ORDER, name=name, required=required)
        for position, name in enumerate(stage.gate_critical):
            if name not in stage.order:
                place = document.place(("stages", index, "gate", "critical", position))
                yield finding(place, Code.GATE_SKILL, name=name)
        if stage.gate_pass > stage.gate_items:
            place = document.place(("stages", index, "gate", "pass"))
            yield finding(place, Code.GATE_COUNT, found=stage.gate_pass, items=stage.gate_items)
        if stage.number != index + 1:
            place = document.place(("stages", index, "stage"))
            yield finding(place, Code.STAGE_NUMBER, found=stage.number, expected=index + 1)
