"""`skills`: every skill along the route and where it stands."""

from __future__ import annotations

from mathdrill.cli.blocks import Table
from mathdrill.cli.practice import load
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue, Skill, Text
from mathdrill.memory.progress import Progress, SkillState
from mathdrill.paths import database
from mathdrill.planning.desk import Desk
from mathdrill.planning.ladder import skill_states
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.store import Store


def run(terminal: Terminal, *, json: bool) -> int:
    """List the skills."""
    catalogue = load(terminal)
    with Store.open(database()) as store:
        progress = store.progress()
        day = store.stamp(terminal.clock.now()).study_day
    order = route_of(catalogue).order
    states = skill_states(order, progress, day)
    if json:
        desk = Desk(Situation(route_of(catalogue), progress, day))
        terminal.write_json(
            [data(catalogue.skills[s], states[s], desk.skill_recall(s)) for s in order]
        )
    else:
        show(terminal, (table(terminal, catalogue, progress, day),))
    return 0


def data(skill: Skill, state: SkillState, retrievability: float | None) -> dict[str, object]:
    """One skill as the contract has it (tests/README.md)."""
    return {
        "id": skill.id,
        "section": skill.section,
        "stage": skill.stage,
        "topics": list(skill.topics),
        "outline": list(skill.outline),
        "title": bilingual(skill.title),
        "requires": list(skill.requires),
        "encompasses": dict(skill.encompasses),
        "templates": list(skill.templates),
        "state": state,
        "retrievability": retrievability,
    }


def bilingual(text: Text) -> dict[str, str]:
    """A text as JSON."""
    return {"en": text.en, "zh": text.zh}


def table(terminal: Terminal, catalogue: Catalogue, progress: Progress, day: int) -> Table:
    """The skills in teaching order."""
    route = route_of(catalogue)
    states = skill_states(route.order, progress, day)
    desk = Desk(Situation(route, progress, day))
    recalled = {skill: desk.skill_recall(skill) for skill in route.order}
    columns = ("skill", "id", "stage", "state", "recall")
    header = tuple(terminal.say(f"report.column-{column}") for column in columns)
    rows = tuple(
        (
            catalogue.skills[skill].title[terminal.language],
            skill,
            str(catalogue.skills[skill].stage),
            terminal.say(f"state.{states[skill]}"),
            "" if (share := recalled[skill]) is None else f"{share:.0%}",
        )
        for skill in route.order
    )
    return Table(header, rows, right=frozenset({2, 4}))
