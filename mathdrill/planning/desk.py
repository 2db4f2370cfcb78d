"""A situation on the planner's desk: the few questions that its rules ask, each answered once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from mathdrill.domain import ItemTemplate
from mathdrill.memory.fsrs import recall
from mathdrill.memory.progress import (
    Presumed,
    SkillProgress,
    SkillState,
    TemplateProgress,
)
from mathdrill.planning.credit import age, credited_due_day, credits_of
from mathdrill.planning.gain import HORIZON_DAYS, gain
from mathdrill.planning.pace import Pace, pace, slowness, tempo
from mathdrill.planning.situation import LESSON_S, Choice, Reason, Situation

RETRY_AFTER = 3  # items between a failed item and the next of its template
SAME_SKILL = 0.5  # what an item is worth after one of the same skill: interleaving
REFRESHED = 0.5  # of the weight: what refreshing a due prerequisite is worth, beside its own gain
LEECH_FAILURES = 4  # among the outcomes that are kept (the last 8)


class Desk:
    """A situation with its answers worked out once. lenient: the median decides what fits."""

    def __init__(self, now: Situation, *, lenient: bool = False) -> None:
        self.now = now
        self.route = now.route
        self.lenient = lenient
        self.last = now.trail[-1] if now.trail else None
        self._due: dict[str, bool] = {}
        self._ages: dict[str, float] = {}
        self._refreshing: dict[str, float] = {}

    # --- what is known ------------------------------------------------------------------------

    def row(self, template: ItemTemplate) -> TemplateProgress | None:
        return self.now.progress.templates.get(template.id)

    def skill_row(self, skill: str) -> SkillProgress | None:
        return self.now.progress.skills.get(skill)

    def in_play(self) -> Iterator[str]:
        """The skills that may be practised at all, in route order."""
        wanted = self.now.skills
        return (skill for skill in self.route.order if wanted is None or skill in wanted)

    @cached_property
    def templates(self) -> tuple[ItemTemplate, ...]:
        return tuple(t for skill in self.in_play() for t in self.route.templates[skill])

    @cached_property
    def practised(self) -> frozenset[str]:
        """The skills of this session."""
        return frozenset(answered.skill for answered in self.now.trail)

    def practised_today(self, row: SkillProgress) -> int:
        return row.practised if row.practised_day == self.now.day else 0

    def answered_today(self, template: ItemTemplate) -> bool:
        row = self.row(template)
        return row is not None and row.memory.reviews > 0 and row.memory.last_day >= self.now.day

    def is_last(self, template: ItemTemplate) -> bool:
        return self.last is not None and self.last.template == template.id

    def is_leech(self, template: ItemTemplate) -> bool:
        """Whether it was failed again and again of late."""
        row = self.row(template)
        return row is not None and row.outcomes.count("0") >= LEECH_FAILURES

    # --- what may be drawn --------------------------------------------------------------------

    def may_draw(self, template: ItemTemplate) -> bool:
        """Not twice in a row, not put aside, not before what it comes after, not too early."""
        return not self.is_last(template) and template.id not in self.waiting and self.has(template)

    def has(self, template: ItemTemplate) -> bool:
        """Whether the template can be drawn at all today; a leech comes once a day."""
        if template.id in self.now.set_aside:
            return False
        if template.after is not None and self.skill_row(template.after) is None:
            return False
        chosen = self.now.skills is not None  # then the learner decides how often
        return chosen or not (self.answered_today(template) and self.is_leech(template))

    @cached_property
    def waiting(self) -> dict[str, int]:
        """Templates failed in this session and not met again since -> items since then."""
        found: dict[str, int] = {}
        met: set[str] = set()
        for index, answered in enumerate(self.now.trail):
            if answered.template in met:
                found.pop(answered.template, None)
            elif not answered.correct:
                found[answered.template] = len(self.now.trail) - 1 - index
            met.add(answered.template)
        return found

    def can_start(self, template: ItemTemplate) -> bool:
        return self.may_draw(template) and self.fits(template)

    # --- time ---------------------------------------------------------------------------------

    def needs_lesson(self, template: ItemTemplate) -> bool:
        """Before the first item of a skill, the first one after it was lost, and before a leech."""
        row = self.skill_row(template.skill)
        if row is None:
            return True
        if row.state is SkillState.LOST and self.practised_today(row) == 0:
            return True
        return self.is_leech(template) and self.now.skills is None

    @cached_property
    def tempo(self) -> float:
        """How much slower than the authors expect this learner is, in ln."""
        total, answers = 0.0, 0
        for template in self.templates:
            row = self.row(template)
            if row is not None and row.answer_ms:
                total += slowness(template.seconds, row.answer_ms)
                answers += len(row.answer_ms)
        return tempo(total, answers)

    def answer_pace(self, template: ItemTemplate) -> Pace:
        """Time for an item of the template."""
        row = self.row(template)
        return pace(template.seconds, row.answer_ms if row else (), self.tempo)

    def pace(self, template: ItemTemplate) -> Pace:
        """Time for an item of the template, with the lesson that comes before it."""
        answer = self.answer_pace(template)
        if not self.needs_lesson(template):
            return answer
        lesson_s = LESSON_S * math.exp(self.tempo)
        return Pace(answer.p50 + lesson_s, answer.p95 + lesson_s)

    def fits(self, template: ItemTemplate) -> bool:
        """Whether the item is over before the bell, in 95 of 100 cases."""
        return self._ends_in_time(self.pace(template))

    def answer_fits(self, template: ItemTemplate) -> bool:
        """The same without a lesson."""
        return self._ends_in_time(self.answer_pace(template))

    def _ends_in_time(self, time: Pace) -> bool:
        if self.now.budget_s is None:
            return True
        return self.now.spent_s + (time.p50 if self.lenient else time.p95) <= self.now.budget_s

    # --- memory -------------------------------------------------------------------------------

    @cached_property
    def _credits(self) -> dict[str, tuple[tuple[int, float], ...]]:
        return dict(credits_of(self.route, self.now.progress.skills))

    def _age(self, row: TemplateProgress) -> float:
        found = self._ages.get(row.template)
        if found is None:
            found = age(row.memory, self.now.day, self._credits.get(row.skill, ()))
            self._ages[row.template] = found
        return found

    def recalled(self, template: ItemTemplate) -> float | None:
        """R now, with the credit that practice of more advanced skills gives."""
        row = self.row(template)
        return None if row is None else self.recall_of(row)

    def recall_of(self, row: TemplateProgress) -> float:
        """The same of a started template."""
        return recall(row.memory.stability, self._age(row))

    def skill_recall(self, skill: str) -> float | None:
        """The mean recall of a skill's started templates, None without any."""
        rows = [row for template in self.route.templates[skill] if (row := self.row(template))]
        return sum(map(self.recall_of, rows)) / len(rows) if rows else None

    def due_day(self, row: TemplateProgress) -> int:
        """The first study day on which a started template is due."""
        refreshed = self._credits.get(row.skill, ())
        return credited_due_day(row.memory, self.now.day, refreshed, self.now.retention)

    def is_due(self, template: ItemTemplate) -> bool:
        found = self._due.get(template.id)
        if found is None:
            row = self.row(template)
            found = row is not None and (
                self.due_day(row) <= self.now.day or self._is_refuted(template.skill, row)
            )
            self._due[template.id] = found
        return found

    def _is_refuted(self, skill: str, row: TemplateProgress) -> bool:
        """Presumed known, but the check of the skill has shown otherwise."""
        found = self.skill_row(skill)
        presumed = found is not None and found.presumed is not Presumed.NO
        return row.memory.reviews == 0 and not presumed

    @cached_property
    def due(self) -> tuple[ItemTemplate, ...]:
        """Due templates that may be drawn and fit."""
        return tuple(t for t in self.templates if self.is_due(t) and self.can_start(t))

    @cached_property
    def ahead(self) -> tuple[ItemTemplate, ...]:
        """Started templates that are not due and were not met today, and fit."""
        started = (t for t in self.templates if self.row(t) and not self.answered_today(t))
        return tuple(t for t in started if not self.is_due(t) and self.can_start(t))

    # --- worth --------------------------------------------------------------------------------

    @cached_property
    def horizon(self) -> int:
        """Days ahead for which recall is worth something: until the exam, if there is one."""
        exam = self.now.exam_day
        return HORIZON_DAYS if exam is None or exam <= self.now.day else exam - self.now.day

    def gain(self, template: ItemTemplate) -> float:
        row = self.row(template)
        if row is None:
            return 0.0
        return gain(row.memory, row.memory.last_day + self._age(row), self.horizon)

    def worth(self, template: ItemTemplate) -> float:
        """Gain per second, halved after an item of the same skill."""
        repeated = self.last is not None and self.last.skill == template.skill
        total = self.gain(template) + self._refreshing_of(template.skill)
        return total / self.pace(template).p50 * (SAME_SKILL if repeated else 1.0)

    def _refreshing_of(self, skill: str) -> float:
        """½ Σ w·gain over the due templates of what the skill encompasses."""
        found = self._refreshing.get(skill)
        if found is None:
            found = REFRESHED * sum(
                weight * self.gain(template)
                for simpler, weight in self.route.skills[skill].encompasses
                for template in self.route.templates.get(simpler, ())
                if self.is_due(template)
            )
            self._refreshing[skill] = found
        return found

    def choice(
        self,
        template: ItemTemplate,
        reason: Reason,
        *,
        rivals: int = 0,
        seed: int | None = None,
        payload: str | None = None,
    ) -> Choice:
        return Choice(
            template=template.id,
            skill=template.skill,
            reason=reason,
            lesson=reason is not Reason.PLACEMENT and self.needs_lesson(template),
            seconds=self.pace(template).p50,
            seed=seed,
            gain=self.gain(template) if self.row(template) else None,
            rivals=rivals,
            payload=payload,
        )
