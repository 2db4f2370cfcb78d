"""The gates between the stages: a mixed check, days after its last skill was learnt.

An attempt has the items that route.yaml gives the stage, or as many as the stage has templates
that ask for more than recognition. It is passed with the share of right answers that route.yaml
asks for, every critical skill met and none of them wrong twice; it ends as soon as that is decided.
After a failed attempt reviews go on, new material waits, and the gate returns two days later.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto

from mathdrill.domain import ItemTemplate, Level, Stage
from mathdrill.memory.progress import Presumed, SkillState, gate_mark
from mathdrill.planning.desk import Desk
from mathdrill.planning.situation import Choice, Reason

RETURNS_AFTER = 3  # days: two sessions in between
WRONG_TWICE = 2  # of a critical skill


class Outlook(Enum):
    """What the marks of an attempt come to."""

    OPEN = auto()
    PASSED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of a stage as this catalogue can ask it. templates: by skill, in route order."""

    stage: Stage
    templates: dict[str, tuple[ItemTemplate, ...]]
    items: int
    needed: int


def gate_of(desk: Desk, stage: Stage) -> Gate | None:
    """The gate at the end of a stage; None where nothing can be asked."""
    templates = {}
    for skill in stage.order:
        found = desk.route.templates.get(skill, ())
        asked = tuple(t for t in found if t.level is not Level.RECOGNISE)
        if asked:
            templates[skill] = asked
    items = min(stage.gate_items, sum(map(len, templates.values())))
    if items == 0:
        return None
    needed = math.ceil(items * stage.gate_pass / stage.gate_items)
    return Gate(stage, templates, items, needed)


def outlook(gate: Gate, marks: tuple[str, ...]) -> Outlook:
    """Whether an attempt is decided."""
    critical = [skill for skill in gate.stage.gate_critical if skill in gate.templates]
    wrong = Counter(mark[1:] for mark in marks if mark[0] == "-")
    right = len(marks) - wrong.total()
    twice = any(wrong[skill] >= WRONG_TWICE for skill in critical)
    if twice or wrong.total() > gate.items - gate.needed:
        return Outlook.FAILED
    met = {mark[1:] for mark in marks}
    if right >= gate.needed and met.issuperset(critical):
        return Outlook.PASSED
    return Outlook.OPEN if len(marks) < gate.items else Outlook.FAILED


def is_open(desk: Desk, number: int) -> bool:
    """Whether new skills of a stage may be begun: all gates before it are passed."""
    return all(is_passed(desk, stage) for stage in desk.route.gates if stage.number < number)


def is_passed(desk: Desk, stage: Stage) -> bool:
    """Passed, or nothing to pass: a later stage was begun before, or placement took it for known."""
    if not _is_learnt(desk, stage):
        return False
    gate = gate_of(desk, stage)
    row = desk.now.progress.gates.get(stage.number)
    if gate is None or (row and outlook(gate, row.marks) is Outlook.PASSED):
        return True
    begun = desk.route.stages
    if any(begun.get(skill, 0) > stage.number for skill in desk.now.progress.skills):
        return True
    rows = (desk.skill_row(skill) for skill in gate.templates)
    return all(row is not None and row.presumed is not Presumed.NO for row in rows)


def item_of_gate(desk: Desk) -> Choice | None:
    """The next item of the gate that stands open: critical skills first, the least known first."""
    stage = next((each for each in desk.route.gates if not is_passed(desk, each)), None)
    if stage is None or not _is_learnt(desk, stage):
        return None
    gate = gate_of(desk, stage)
    if gate is None or desk.now.day <= _learnt_on(desk, gate):
        return None
    row = desk.now.progress.gates.get(stage.number)
    marks = row.marks if row else ()
    if row and outlook(gate, marks) is Outlook.FAILED:
        if desk.now.day < row.day + RETURNS_AFTER:
            return None
        marks = ()
    pick = _pick(desk, gate, marks)
    if pick is None:
        return None
    payload = gate_mark(stage.number, len(marks) + 1)
    return desk.choice(pick, Reason.GATE, rivals=gate.items - len(marks), payload=payload)


def _pick(desk: Desk, gate: Gate, marks: tuple[str, ...]) -> ItemTemplate | None:
    met = Counter(mark[1:] for mark in marks)

    def order(template: ItemTemplate) -> tuple[bool, int, bool, float]:
        repeated = desk.last is not None and desk.last.skill == template.skill
        critical = template.skill in gate.stage.gate_critical
        return repeated, met[template.skill], not critical, desk.recalled(template) or 0.0

    every = (t for templates in gate.templates.values() for t in templates)
    found = [t for t in every if not desk.answered_today(t) and desk.can_start(t)]
    return min(found, key=order, default=None)


def _is_learnt(desk: Desk, stage: Stage) -> bool:
    """Whether every skill of the stage that has items was learnt once."""
    for skill in stage.order:
        row = desk.skill_row(skill)
        if row is None:
            if desk.route.templates.get(skill):
                return False
        elif row.state is SkillState.LEARNING:
            return False
    return True


def _learnt_on(desk: Desk, gate: Gate) -> int:
    """The study day on which the last skill of the stage was begun."""
    rows = (desk.skill_row(skill) for skill in gate.templates)
    return max((row.introduced for row in rows if row), default=0)
