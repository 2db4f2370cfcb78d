"""Placement: what a learner knows already, found over the prerequisite graph in few items.

Legend: P is the belief that a skill is known. A right answer makes it and all it requires likelier,
a wrong one makes it and all that requires it less likely; SLIP and GUESS say by how much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mathdrill.domain import ItemTemplate, Level
from mathdrill.memory.progress import SkillState
from mathdrill.planning.desk import Desk
from mathdrill.planning.route import Route
from mathdrill.planning.situation import Answered, Choice, Reason, Situation

MOST_ITEMS = 25
MINUTES = 15.0
SLIP = 0.1  # the chance to fail an item of a known skill
GUESS = 0.1  # the chance to pass one of an unknown skill
PASSED = 0.85  # belief from which a skill is presumed known
FAILED = 1 - PASSED

Beliefs = Mapping[str, float]


def choose_placement(now: Situation) -> Choice | None:
    """The next item: of the undecided skill with P nearest ½ that decides the most others."""
    desk = Desk(now)
    found = beliefs(now)
    asked = {answered.template for answered in now.trail}
    undecided = [s for s, belief in found.items() if FAILED < belief < PASSED]
    below, above = _closures(now.route)
    open_skills = frozenset(undecided)

    def order(skill: str) -> tuple[float, int, int]:
        decides = min(len(below[skill] & open_skills), len(above[skill] & open_skills))
        return round(abs(found[skill] - 0.5), 6), -decides, now.route.place[skill]

    for skill in sorted(undecided, key=order):
        template = _template(desk, skill, asked)
        if template is not None:
            return desk.choice(template, Reason.PLACEMENT, rivals=len(undecided))
    return None


def beliefs(now: Situation) -> dict[str, float]:
    """P of every skill with items, after the answers of the placement so far."""
    found = {s: 0.5 for s in now.route.order if now.route.templates[s]}
    for skill, row in now.progress.skills.items():
        if skill in found:  # what practice has told already is not asked again
            found[skill] = PASSED if row.state is SkillState.REVIEWING else FAILED
    below, above = _closures(now.route)
    for answered in now.trail:
        _learn(found, answered, below, above)
    return found


def presumed(now: Situation) -> tuple[str, ...]:
    """The skills to be taken for known: passed, and never practised."""
    found = beliefs(now)
    return tuple(s for s in found if found[s] >= PASSED and s not in now.progress.skills)


def _learn(
    found: dict[str, float],
    answered: Answered,
    below: Mapping[str, frozenset[str]],
    above: Mapping[str, frozenset[str]],
) -> None:
    prior = found.get(answered.skill)
    if prior is None:
        return
    known = prior * (1 - SLIP if answered.correct else SLIP)
    unknown = (1 - prior) * (GUESS if answered.correct else 1 - GUESS)
    belief = known / (known + unknown)
    found[answered.skill] = belief
    moved: Iterable[str] = below[answered.skill] if answered.correct else above[answered.skill]
    for skill in moved:
        if skill in found:
            nearer = max if answered.correct else min
            found[skill] = nearer(found[skill], belief)


def _closures(route: Route) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What each skill requires, and what requires it, through any number of others."""
    below: dict[str, frozenset[str]] = {}
    for skill in route.order:
        direct = [s for s in route.skills[skill].requires if s in below]
        below[skill] = frozenset(direct).union(*(below[s] for s in direct))
    above = {s: frozenset(t for t in route.order if s in below[t]) for s in route.order}
    return below, above


def _template(desk: Desk, skill: str, asked: set[str]) -> ItemTemplate | None:
    """One that asks for more than recognition, if there is one that fits."""
    found = [
        template
        for template in desk.route.templates[skill]
        if template.id not in asked
        and template.id not in desk.now.set_aside
        and desk.answer_fits(template)
    ]
    return min(found, key=lambda template: template.level is Level.RECOGNISE, default=None)
