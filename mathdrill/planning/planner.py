"""Which item comes next: the first rule that has one. Asked anew after every answer.

The rules are one loop for a session of so many minutes. No rule starts what would not
be over before the bell in 95 of 100 cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from mathdrill.domain import ItemTemplate
from mathdrill.memory.progress import Presumed, SkillState
from mathdrill.planning.desk import RETRY_AFTER, Desk
from mathdrill.planning.gates import is_open, item_of_gate
from mathdrill.planning.situation import Choice, Reason, Situation

NEW_SHARE = 0.35  # of the budget, for new material while something is due
NEW_SHARE_BACKLOG = 0.14  # the same when more than BACKLOG_BUDGETS sessions are due
BACKLOG_BUDGETS = 2
CHECK_AFTER = 3  # days until what a placement took for known gets its one early check
SHOWN_DAYS = 3  # a clean answer this young says enough about a prerequisite
LEARNING_ITEMS = 5  # a day for a skill that is being learnt; then everything else comes first

Rule = Callable[[Desk], Choice | None]


def choose(now: Situation) -> Choice | None:
    """The next item; None when nothing is left that fits.

    A session too short for any item by p95 may still begin one that fits by its median: it would
    be empty otherwise.
    """
    if now.skills is not None:
        return _first(TOPIC, Desk(now))
    choice = _today(Desk(now))
    if choice is None and not now.trail and now.budget_s is not None:
        return _today(Desk(now, lenient=True))
    return choice


def _first(rules: Iterable[Rule], desk: Desk) -> Choice | None:
    return next(filter(None, (rule(desk) for rule in rules)), None)


def _today(desk: Desk) -> Choice | None:
    """The first rule that has one; a leech waits until what it stands on was probed."""
    choice = _first(TODAY, desk)
    if choice is None or choice.reason in PROBED:
        return choice
    template = next(t for t in desk.route.templates[choice.skill] if t.id == choice.template)
    return (_probe(desk, choice.skill) if desk.is_leech(template) else None) or choice


def parked(desk: Desk) -> Choice | None:
    """What was put aside on an earlier day, with the same numbers."""
    seeds = dict(desk.now.parked)
    for template in desk.templates:
        if template.id in seeds and desk.can_start(template):
            return desk.choice(template, Reason.PARKED, seed=seeds[template.id])
    return None


def retry(desk: Desk) -> Choice | None:
    """A failed item's template once more, a few items later, with fresh numbers."""
    for template in desk.templates:
        ripe = desk.waiting.get(template.id, 0) >= RETRY_AFTER and not desk.is_last(template)
        if ripe and desk.has(template) and desk.fits(template):
            return desk.choice(template, Reason.RETRY)
    return None


def diagnosis(desk: Desk) -> Choice | None:
    """After a failure, one item of the weakest prerequisite: is the ground the trouble?"""
    if desk.last is None or desk.last.correct:
        return None
    return _probe(desk, desk.last.skill)


def check(desk: Desk) -> Choice | None:
    """One early item of a skill that a placement took for known."""
    for skill in desk.in_play():
        row = desk.skill_row(skill)
        if row is None or row.presumed is not Presumed.UNCHECKED:
            continue
        if row.introduced + CHECK_AFTER <= desk.now.day and (pick := _pick(desk, skill)):
            return desk.choice(pick, Reason.CHECK)
    return None


def easy_start(desk: Desk) -> Choice | None:
    """An easy due item to begin with."""
    if desk.last is not None or not desk.due:
        return None
    difficulty = {t.id: row.memory.difficulty for t in desk.due if (row := desk.row(t))}
    easiest = min(desk.due, key=lambda t: (difficulty[t.id], -(desk.recalled(t) or 0.0)))
    return desk.choice(easiest, Reason.START, rivals=len(desk.due))


def new_in_share(desk: Desk) -> Choice | None:
    """New material, unless it had its share of the budget or a due item should come between."""
    budget = desk.now.budget_s
    if budget is None or _new_seconds(desk) >= _new_share(desk, budget) * budget:
        return None
    choice = new(desk)
    if choice is None or desk.last is None or choice.skill != desk.last.skill:
        return choice
    return None if any(template.skill != choice.skill for template in desk.due) else choice


def new(desk: Desk) -> Choice | None:
    """What is being learnt; else the rest of what is known; else the next skill of the route."""
    return _first((learning, untouched, introduction), desk)


def learning(desk: Desk) -> Choice | None:
    """A skill that is being learnt, or learnt again, for some items a day."""
    return _learning(desk, LEARNING_ITEMS)


def untouched(desk: Desk) -> Choice | None:
    """A template never met of a skill that was learnt on an earlier day."""
    return _untouched(desk, introduced_before=desk.now.day)


def introduction(desk: Desk) -> Choice | None:
    """The next skill of the route whose prerequisites are passed; stages come in order."""
    opened: dict[int, bool] = {}
    for skill in desk.in_play():
        if desk.skill_row(skill) is not None:
            continue
        stage = desk.route.stages[skill]
        if stage not in opened:
            opened[stage] = _stage_is_open(desk, stage)
        if not opened[stage]:
            return None
        if _is_ready(desk, skill) and (pick := _pick(desk, skill)):
            return desk.choice(pick, Reason.NEW)
    return None


def due(desk: Desk) -> Choice | None:
    """The due item that is worth most per second."""
    return _worthiest(desk, desk.due, Reason.DUE)


def untouched_today(desk: Desk) -> Choice | None:
    """A template never met of a skill that was learnt today: the rest can wait no more."""
    return _untouched(desk, introduced_before=desk.now.day + 1)


def ahead(desk: Desk) -> Choice | None:
    """A review before its time: nothing is due and nothing is new."""
    return _worthiest(desk, desk.ahead, Reason.AHEAD)


def learning_on(desk: Desk) -> Choice | None:
    """Nothing else is left, and there is time: on with what is hard to learn."""
    return _learning(desk, None)


def least_known(desk: Desk) -> Choice | None:
    """Within a topic: what is known least, not met today, of another skill than the one before.

    The same template twice in a row only where the topic has no other.
    """

    def known(template: ItemTemplate) -> tuple[bool, bool, bool, bool, float]:
        return (
            desk.is_last(template),
            template.id in desk.waiting,
            desk.answered_today(template),
            desk.last is not None and desk.last.skill == template.skill,
            desk.recalled(template) or 0.0,
        )

    found = [template for template in desk.templates if desk.has(template)]
    return desk.choice(min(found, key=known), Reason.TOPIC) if found else None


TODAY: tuple[Rule, ...] = (
    parked,
    retry,
    diagnosis,
    easy_start,
    check,
    item_of_gate,
    new_in_share,
    due,
    new,
    untouched_today,
    ahead,
    learning_on,
)
PROBED = {Reason.PARKED, Reason.PROBE}  # no probe before these
TOPIC: tuple[Rule, ...] = (parked, retry, due, least_known)


def _worthiest(desk: Desk, found: tuple[ItemTemplate, ...], reason: Reason) -> Choice | None:
    if not found:
        return None
    return desk.choice(max(found, key=desk.worth), reason, rivals=len(found))


def _learning(desk: Desk, items: int | None) -> Choice | None:
    for skill in desk.in_play():
        row = desk.skill_row(skill)
        if row is None or row.state is SkillState.REVIEWING:
            continue
        rests = items is not None and desk.practised_today(row) >= items
        if not rests and (pick := _pick(desk, skill)):
            return desk.choice(pick, Reason.LEARNING)
    return None


def _untouched(desk: Desk, introduced_before: int) -> Choice | None:
    """Of the skills in turn: the one that was met longest ago in this session goes first."""
    met = {answered.skill: index for index, answered in enumerate(desk.now.trail)}
    found = [t for t in _never_met(desk, introduced_before) if desk.can_start(t)]
    if not found:
        return None
    pick = min(found, key=lambda template: met.get(template.skill, -1))
    return desk.choice(pick, Reason.UNTOUCHED, rivals=len(found))


def _never_met(desk: Desk, introduced_before: int) -> Iterator[ItemTemplate]:
    for skill in desk.in_play():
        row = desk.skill_row(skill)
        if row and row.state is SkillState.REVIEWING and row.introduced < introduced_before:
            yield from (t for t in desk.route.templates[skill] if desk.row(t) is None)


def _pick(desk: Desk, skill: str) -> ItemTemplate | None:
    """The template to learn a skill with: never met first, in the author's order; then the oldest."""

    def met(template: ItemTemplate) -> int:
        row = desk.row(template)
        return row.memory.last_day if row else 0

    found = [t for t in desk.route.templates[skill] if desk.can_start(t)]
    return min(found, key=met, default=None)


def _probe(desk: Desk, skill: str) -> Choice | None:
    """The least known item of the weakest prerequisite, unless that skill was shown just lately."""
    started = {
        simpler: [t for t in desk.route.templates.get(simpler, ()) if desk.row(t)]
        for simpler in desk.route.skills[skill].requires
    }
    known = {
        simpler: sum(desk.recalled(t) or 0.0 for t in templates) / len(templates)
        for simpler, templates in started.items()
        if templates
    }
    weakest = min(known, key=lambda simpler: known[simpler], default=None)
    row = None if weakest is None else desk.skill_row(weakest)
    if weakest is None or row is None or weakest in desk.practised:
        return None
    if any(day > desk.now.day - SHOWN_DAYS for day in row.clean_days):
        return None
    found = [t for t in started[weakest] if not desk.answered_today(t) and desk.can_start(t)]
    pick = min(found, key=lambda t: desk.recalled(t) or 0.0, default=None)
    return None if pick is None else desk.choice(pick, Reason.PROBE)


def _is_ready(desk: Desk, skill: str) -> bool:
    return all(_is_passed(desk, simpler) for simpler in desk.route.skills[skill].requires)


def _is_passed(desk: Desk, skill: str) -> bool:
    """Learnt and not lost since; what has no item of its own cannot stand in the way."""
    row = desk.skill_row(skill)
    if row is None:
        return not desk.route.templates.get(skill)
    return row.state is SkillState.REVIEWING


def _stage_is_open(desk: Desk, stage: int) -> bool:
    """Whether every skill of every earlier stage was learnt once, and every gate passed."""
    earlier = (s for s in desk.route.order if desk.route.stages[s] < stage)
    return all(_was_learnt(desk, s) for s in earlier) and is_open(desk, stage)


def _was_learnt(desk: Desk, skill: str) -> bool:
    row = desk.skill_row(skill)
    return _is_passed(desk, skill) or (row is not None and row.state is SkillState.LOST)


def _new_seconds(desk: Desk) -> float:
    """Active time of this session on what is being learnt and on templates met for the first time."""
    met = [answered.template for answered in desk.now.trail]
    return sum(a.seconds for a in desk.now.trail if _was_new(desk, a.template, met))


def _was_new(desk: Desk, template: str, met: list[str]) -> bool:
    row = desk.now.progress.templates.get(template)
    if row is None:
        return False
    skill = desk.skill_row(row.skill)
    being_learnt = skill is not None and skill.state is not SkillState.REVIEWING
    return being_learnt or row.answers == met.count(template)


def _new_share(desk: Desk, budget: float) -> float:
    times = (desk.pace(template).p50 for template in desk.templates if desk.is_due(template))
    long = any(backlog > BACKLOG_BUDGETS * budget for backlog in accumulate(times))
    return NEW_SHARE_BACKLOG if long else NEW_SHARE
