"""Why this item now: what is recalled, what it is worth, where it stands on the route."""

from __future__ import annotations

from datetime import date

from mathdrill.domain import Sentence, sentence
from mathdrill.memory.progress import CLEAN_IN_A_ROW
from mathdrill.planning.desk import Desk
from mathdrill.planning.situation import Choice, Reason, Situation


def why(choice: Choice, now: Situation) -> tuple[Sentence, ...]:
    """The reason first, then the figures behind it."""
    return (_reason(choice, now), _recall(choice, now), *_worth(choice, now), _place(choice, now))


def _reason(choice: Choice, now: Situation) -> Sentence:
    skill = now.progress.skills.get(choice.skill)
    return sentence(
        f"why.{choice.reason}",
        skill=now.route.skills[choice.skill].title,
        rivals=choice.rivals,
        streak=skill.streak if skill else 0,
        needed=CLEAN_IN_A_ROW,
        items=_items_since(choice, now),
    )


def _items_since(choice: Choice, now: Situation) -> int:
    """How many items ago the template was met in this session."""
    met = [answered.template for answered in reversed(now.trail)]
    return met.index(choice.template) + 1 if choice.template in met else 0


def _recall(choice: Choice, now: Situation) -> Sentence:
    row = now.progress.templates.get(choice.template)
    if row is None:
        return sentence("why.never-met")
    desk = Desk(now)
    due = desk.due_day(row)
    return sentence(
        "why.recall-due" if due <= now.day else "why.recall",
        percent=round(100 * desk.recall_of(row)),
        date=date.fromordinal(due).isoformat(),
    )


def _worth(choice: Choice, now: Situation) -> tuple[Sentence, ...]:
    if choice.gain is None or choice.reason not in {Reason.DUE, Reason.AHEAD, Reason.START}:
        return ()
    per_minute = 100 * choice.gain / choice.seconds * 60
    return (
        sentence(
            "why.worth",
            points=f"{100 * choice.gain:.1f}",
            days=Desk(now).horizon,
            seconds=round(choice.seconds),
            rate=f"{per_minute:.1f}",
        ),
    )


def _place(choice: Choice, now: Situation) -> Sentence:
    return sentence(
        "why.place",
        stage=now.route.stages[choice.skill],
        step=now.route.place[choice.skill] + 1,
        steps=len(now.route.order),
    )
