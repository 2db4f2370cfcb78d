"""What comes next in a session of this store: opens or continues it, and asks the planner."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mathdrill.cli.views import DrillOptions, Mode
from mathdrill.clock import Clock
from mathdrill.domain import Catalogue, Event, Item, ItemTemplate, Sentence, sentence
from mathdrill.errors import ContentError
from mathdrill.memory.progress import SkillState
from mathdrill.planning import placement
from mathdrill.planning.backlog import backlog
from mathdrill.planning.ladder import skill_states
from mathdrill.planning.route import Route, route_of
from mathdrill.planning.situation import Choice, Reason, Situation
from mathdrill.planning.why import why
from mathdrill.session import (
    Generate,
    OpenSession,
    Pending,
    Stamp,
    pend,
    plan_next,
    presumption,
    spent_seconds,
)
from mathdrill.store import Store

MODES: tuple[Mode, ...] = ("today", "topic", "placement")
CLOCK_BACK_MS = 5 * 60 * 1000  # a clock set back by less is not worth a word


class Course:
    """The content, what is known of the learner, and the time, as the planner needs them.

    Args:
        generate: the engine's own unless given; imported when it is first needed.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        clock: Clock,
        options: DrillOptions,
        generate: Generate | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._clock = clock
        self._options = options
        self._given_generate = generate
        self._broken: frozenset[str] = frozenset()

    @cached_property
    def route(self) -> Route:
        return route_of(self._catalogue)

    @property
    def mode(self) -> Mode:
        return self._options.mode

    @property
    def retention(self) -> float:
        return self._options.retention

    @property
    def skills(self) -> tuple[str, ...]:
        return tuple(sorted(self._options.topic_skills)) if self.mode == "topic" else ()

    @property
    def count(self) -> int | None:
        match self.mode:
            case "topic":
                return self._options.count
            case "placement":
                return placement.MOST_ITEMS
            case "today":
                return None

    def stamp(self) -> Stamp:
        """Now, as it is written beside an answer."""
        return self._store.stamp(self._clock.now())

    def notice(self) -> Sentence | None:
        """What is odd about the clock."""
        moment = self._clock.now()
        if moment.timestamp() * 1000 > self._store.last_ms() - CLOCK_BACK_MS:
            return None
        return sentence("store.clock-back", date=moment.date().isoformat())

    # --- a session ----------------------------------------------------------------------------

    def left(self) -> OpenSession | None:
        """The session of the same kind that was left open earlier on this study day."""
        left = self._store.open_session(self.mode)
        if left is None:
            return None
        asked_for = (self.stamp().study_day, self.skills, self.count)
        return left if (left.study_day, left.skills, left.count) == asked_for else None

    def continued(self, left: OpenSession) -> OpenSession:
        """A session left open, with the minutes asked for now, if any were."""
        minutes = self._options.minutes
        if self.mode != "today" or minutes is None:
            return left
        return replace(left, budget_s=60 * minutes)

    def opened(self) -> OpenSession:
        """A new session."""
        day = self.stamp().study_day
        states = skill_states(self.route.order, self._store.progress(), day)
        return OpenSession(
            id=self._store.new_session_id(self.mode),
            mode=self.mode,
            study_day=day,
            budget_s=self._budget_s(),
            count=self.count,
            skills=self.skills,
            before=tuple((s, state.value) for s, state in states.items() if _is_started(state)),
        )

    def _budget_s(self) -> float | None:
        match self.mode:
            case "topic":
                return None
            case "placement":
                return 60 * placement.MINUTES
            case "today":
                options = self._options
                return 60 * (options.usual_minutes if options.minutes is None else options.minutes)

    def backlog(self, session: OpenSession) -> Sentence | None:
        """What has piled up during a break, in days of practice."""
        return backlog(self.situation(session))

    def presumptions(self, session: OpenSession) -> tuple[Event, ...]:
        """What a placement takes for known: an event for each template of the skills passed."""
        now = self.situation(session)
        return tuple(
            presumption(template, session.id, self.stamp())
            for skill in placement.presumed(now)
            for template in self.route.templates[skill]
        )

    # --- its next item ------------------------------------------------------------------------

    def kept(self, session: OpenSession) -> Pending | None:
        """The item that was on the screen, if its template is still the same and belongs here.

        An item left on an earlier day is the first of the new session, unless it cannot fit.
        """
        pending = self._store.pending(self.mode)
        if pending is None:
            return None
        item = pending.item
        template = self._catalogue.templates.get(item.template)
        if template is None or template.revision != item.revision:
            return None
        if pending.session == session.id:
            return pending
        if self.mode == "placement":
            return None
        if session.budget_s is not None and pending.choice.seconds > session.budget_s:
            return None
        if session.skills and item.skill not in session.skills:
            return None
        choice = replace(pending.choice, reason=Reason.CARRIED)
        return replace(pend(session, self.situation(session), choice, item), hints=pending.hints)

    def planned(self, session: OpenSession) -> Pending | None:
        """The next item; None when the session is over."""
        now = self.situation(session)
        pending, broken = plan_next(session, now, self._generate, self._catalogue.templates)
        self._broken |= broken
        return pending

    def undone(self, session: OpenSession, answer: Event) -> Pending | None:
        """The item of an answer that was taken back; None when the content has changed since."""
        template = self._catalogue.templates.get(answer.template or "")
        if template is None:
            return None
        try:
            item = self._generate(template, answer.seed or 0)
        except ContentError:
            return None
        usual_s = float(template.seconds)
        placed = answer.kind == "placement"
        choice = Choice(
            template.id,
            template.skill,
            Reason.PLACEMENT if placed else Reason.UNDONE,
            lesson=False,
            seconds=usual_s,
            payload=answer.payload,
        )
        pending = pend(session, self.situation(session), choice, item)
        return replace(pending, hints=answer.hints or 0)

    def why(self, session: OpenSession, pending: Pending) -> tuple[Sentence, ...]:
        """Why the item on the screen comes now."""
        return why(pending.choice, self.situation(session, pending))

    def situation(self, session: OpenSession, pending: Pending | None = None) -> Situation:
        """Everything that decides what comes next."""
        trail = self._store.trail(session.id)
        day = self.stamp().study_day
        parked = self._store.parked()
        set_aside = {template for template, _, parked_day in parked if parked_day >= day}
        return Situation(
            route=self.route,
            progress=self._store.progress(),
            day=day,
            trail=trail,
            spent_s=spent_seconds(session, trail, pending),
            budget_s=session.budget_s,
            skills=frozenset(session.skills) if self.mode == "topic" else None,
            parked=tuple((t, seed) for t, seed, parked_day in parked if parked_day < day),
            set_aside=frozenset(set_aside) | self._elsewhere(day) | self._broken,
            retention=self._options.retention,
            exam_day=self._options.exam_day,
        )

    def _elsewhere(self, day: int) -> frozenset[str]:
        """What waits on the screen of today's sessions of other modes."""
        waiting = set()
        for other in MODES:
            if other == self.mode:
                continue
            left, pending = self._store.open_session(other), self._store.pending(other)
            if left is not None and pending is not None and left.study_day == day:
                waiting.add(pending.item.template)
        return frozenset(waiting)

    def _generate(self, template: ItemTemplate, seed: int) -> Item:
        if self._given_generate is None:
            from mathdrill.items.generate import generate

            self._given_generate = generate
        return self._given_generate(template, seed)


def _is_started(state: SkillState) -> bool:
    return state is not SkillState.NEW
