"""The running session: the only place where the pure session meets the store and the clock.

It prints nothing, reads nothing and says nothing: the front ends (plain lines, the screen, the line
protocol) drive it. What it returns is on disk by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mathdrill.cli.course import Course
from mathdrill.cli.views import DrillOptions, Judged, Mode, PlanView, Shown, Summary, Why
from mathdrill.clock import Clock
from mathdrill.domain import Catalogue, Item, Outcome, Text, Verdict, sentence
from mathdrill.memory.fsrs import retrievability
from mathdrill.memory.progress import Progress, SkillState
from mathdrill.planning.desk import Desk
from mathdrill.planning.estimate import estimate
from mathdrill.planning.ladder import skill_states
from mathdrill.session import (
    Generate,
    OpenSession,
    Pending,
    Score,
    Step,
    active_seconds,
    answer,
    given_up,
    next_due,
    spent_seconds,
    why_over,
)
from mathdrill.store import Store

__all__ = ["Drill", "DrillOptions", "Judged", "Mode", "PlanView", "Shown", "Summary", "Why"]


class Drill:
    """A session of a learner with a catalogue, a store and a clock.

    Several windows may show the same open session: what another one has answered is noticed before
    anything is judged, and then `current` is what is on the screen there.

    Args:
        generate, score: the engine's own unless given; imported when they are first needed.
        meet: told of each item before it is shown, to make ready what its answer will need.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        clock: Clock,
        options: DrillOptions,
        *,
        generate: Generate | None = None,
        score: Score | None = None,
        meet: Callable[[Item], None] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._clock = clock
        self._course = Course(catalogue, store, clock, options, generate)
        self._mode = options.mode
        self._given_score = score
        self._meet = meet
        self._open: OpenSession | None = None
        self._pending: Pending | None = None
        self._stopwatch: float | None = None  # runs since the item was shown
        self._unseen = False  # whether another item came on that the learner has not seen

    # --- the course of a session --------------------------------------------------------------

    def begin(self) -> PlanView:
        """Open a session or continue the day's open one; its item is on disk when this returns."""
        notice = self._course.notice()
        with self._store.writing():
            self._settle_placement()
            left = self._course.left()
            session = self._course.continued(left) if left else self._course.opened()
            self._store.save_session(session)
            pending = self._course.kept(session) or self._course.planned(session)
            self._store.save_pending(self._mode, pending)
        self._open, self._pending = session, pending
        items, skills = self._ahead(session) if pending else (0, 0)
        notice = notice or self._course.backlog(session)
        return PlanView(_whole(session.budget_s), items, skills, left is not None, notice)

    def current(self) -> Shown | None:
        """What is on the screen, None when the session is over. Starts the stopwatch."""
        session, pending = self._session(), self._pending
        if pending is None:
            return None
        self._unseen = False
        if self._stopwatch is None:
            self._stopwatch = self._clock.monotonic()
        item = pending.item
        if self._meet is not None:
            self._meet(item)
        row = self._store.progress().templates.get(item.template)
        trail = self._store.trail(session.id)
        untouched = pending.attempts == 0 and pending.hints == 0
        return Shown(
            item=item,
            number=len(trail) + session.aside + 1,
            why=Why(self._course.why(session, pending)),
            retrievability=retrievability(row.memory, self._course.stamp().study_day)
            if row
            else None,
            spent_s=spent_seconds(session, trail, pending),
            budget_s=_whole(session.budget_s),
            lesson=self.lesson() if pending.choice.lesson and untouched else None,
            hints_shown=pending.hints,
            attempts=pending.attempts,
        )

    def submit(self, text: str, seconds: float | None = None) -> Judged:
        """Judge an answer. What counts is logged, and the next item is on disk, on return.

        Args:
            seconds: active time by the front end's own measure, else the stopwatch's is taken.
        """
        return self._judge(self._score(self._on_screen().item, text), text, seconds)

    def reveal(self) -> Judged:
        """Give up: the key is shown, and the item counts as not known."""
        return self._judge(given_up(), None, None)

    def hint(self) -> Text | None:
        """The next hint, counted; None when there is no further one."""
        pending = self._on_screen()
        if pending.hints >= len(pending.item.hints):
            return None
        hinted = replace(pending, hints=pending.hints + 1)
        with self._store.writing():
            if self._is_still_on():
                self._store.save_pending(self._mode, hinted)
        self._pending = hinted
        return pending.item.hints[pending.hints]

    def lesson(self) -> Text:
        """The lesson of the skill on the screen."""
        return self._catalogue.skills[self._on_screen().item.skill].lesson

    def lesson_was_read(self) -> None:
        """Let the stopwatch begin anew: reading takes time of the session, not of the answer."""
        pending, session = self._on_screen(), self._session()
        seconds = self._active_seconds(None, pending)
        self._open = replace(session, aside_s=session.aside_s + seconds)
        with self._store.writing():
            if self._is_still_on():
                self._store.save_session(self._open)

    def park(self) -> None:
        """Put the item aside, unrated: it comes first tomorrow, with the same numbers."""
        pending, session = self._on_screen(), self._session()
        aside_s = session.aside_s + pending.spent_s + self._active_seconds(None, pending)
        with self._store.writing():
            if not self._is_still_on():
                self._go_on_elsewhere()
                return
            item = pending.item
            session = replace(session, aside=session.aside + 1, aside_s=aside_s)
            self._store.save_session(session)
            self._store.park(item.template, item.seed, self._course.stamp().study_day)
            following = self._course.planned(session)
            self._store.save_pending(self._mode, following)
        self._show(session, following)

    def undo(self) -> Shown | None:
        """Take the last answer of this session back; its item returns. None: nothing to undo."""
        session = self._session()
        with self._store.writing():
            taken_back = self._store.void_last(self._clock.now(), session.id)
            if taken_back is None:
                return None
            undone = self._course.undone(session, taken_back)
            following = undone or self._course.planned(session)
            self._store.save_pending(self._mode, following)
        self._show(session, following)
        return self.current()

    def finish(self) -> Summary:
        """Close the session; the next one begins anew."""
        with self._store.writing():
            if self._mode == "placement":
                self._presume(self._session())
            summary = self._summary()
            saved = self._store.open_session(self._mode)
            if saved is not None and saved.id == self._session().id:
                self._store.close_session(self._mode)
        self._store.back_up_daily(self._course.stamp().study_day)
        return summary

    def leave(self) -> Summary:
        """Go, and let the session wait with its item; one without an item is closed."""
        if self._pending is None or self._mode == "placement":
            return self.finish()
        self._store.back_up_daily(self._course.stamp().study_day)
        return self._summary()

    def is_past_bell(self) -> bool:
        """Whether the minutes are over while an item is on the screen: finish it, or park it."""
        session, pending = self._session(), self._pending
        if pending is None or session.budget_s is None:
            return False
        running = 0.0 if self._stopwatch is None else self._clock.monotonic() - self._stopwatch
        running = min(running, 4 * pending.choice.seconds)
        spent_s = spent_seconds(session, self._store.trail(session.id), pending)
        return spent_s + running > session.budget_s

    def _settle_placement(self) -> None:
        """What a placement that was cut off has found counts before anything is planned."""
        left = self._store.open_session("placement")
        if left is None or (self._mode == "placement" and self._course.left() is not None):
            return
        self._presume(left)
        self._store.close_session("placement")

    def _presume(self, session: OpenSession) -> None:
        for event in self._course.presumptions(session):
            self._store.append(event)

    # --- judging ------------------------------------------------------------------------------

    def _judge(self, verdict: Verdict, text: str | None, seconds: float | None) -> Judged:
        pending, session = self._on_screen(), self._session()
        active = self._active_seconds(seconds, pending)
        with self._store.writing():
            saved = self._store.pending(self._mode)
            if saved is None or self._unseen or not self._is_still_on():
                self._go_on_elsewhere()
                return _moved()
            step = answer(  # of what was saved: hints and tries may come from another window
                saved,
                self._store.progress(),
                verdict,
                text=text,
                seconds=active,
                stamp=self._course.stamp(),
            )
            if step.event is not None:
                self._store.append(step.event)
            following = step.pending if step.rating is None else self._course.planned(session)
            self._store.save_pending(self._mode, following)
        if step.rating is None:
            self._pending = following
        else:
            self._show(session, following)
        return _judged(step, self._store.progress(), self._course.retention)

    def _score(self, item: Item, text: str) -> Verdict:
        if self._given_score is None:
            from mathdrill.scoring.score import score  # at the first answer, not before

            self._given_score = score
        return self._given_score(item, text)

    # --- what is on the screen ----------------------------------------------------------------

    def _session(self) -> OpenSession:
        if self._open is None:
            raise RuntimeError("the session was not begun")
        return self._open

    def _on_screen(self) -> Pending:
        if self._pending is None:
            raise RuntimeError("the session is over")
        return self._pending

    def _is_still_on(self) -> bool:
        """Whether the item is still the one that the store waits for; within a transaction."""
        return self._on_screen().is_same_item(self._store.pending(self._mode))

    def _go_on_elsewhere(self) -> None:
        """Show what another window has made of this session."""
        session = self._store.open_session(self._mode) or self._session()
        self._show(session, self._store.pending(self._mode))
        self._unseen = True

    def _show(self, session: OpenSession, pending: Pending | None) -> None:
        self._open, self._pending, self._stopwatch = session, pending, None

    def _active_seconds(self, given: float | None, pending: Pending) -> float:
        """Active time since the item was shown, or since the last try."""
        now = self._clock.monotonic()
        since = now if self._stopwatch is None else self._stopwatch
        self._stopwatch = now
        return active_seconds(given, now - since, pending.choice.seconds)

    # --- looking ahead and back ---------------------------------------------------------------

    def _ahead(self, session: OpenSession) -> tuple[int, int]:
        """About how many items of how many skills are to come, the one on the screen included."""
        now = self._course.situation(session)
        left = None if session.count is None else session.count - len(now.trail)
        items, skills = estimate(now, left)
        return max(items, 1), max(skills, 1)

    def _summary(self) -> Summary:
        session = self._session()
        now = self._course.situation(session, self._pending)
        states = skill_states(now.route.order, now.progress, now.day)
        before = dict(session.before)
        moves = (
            (s, before.get(s, SkillState.NEW.value), after.value) for s, after in states.items()
        )
        desk = Desk(now)
        due = [
            row
            for name, row in now.progress.templates.items()
            if name in self._catalogue.templates and desk.due_day(row) <= now.day + 1
        ]
        return Summary(
            answered=len(now.trail),
            correct=sum(answered.correct for answered in now.trail),
            spent_s=now.spent_s,
            due_tomorrow=len(due),
            skills_moved=tuple(move for move in moves if move[1] != move[2]),
            over=None if self._pending else why_over(session, now),
        )


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _judged(step: Step, progress: Progress, retention: float) -> Judged:
    item = step.pending.item
    recorded = step.rating is not None
    understood = step.verdict.outcome is not Outcome.INVALID
    return Judged(
        verdict=step.verdict,
        rating=step.rating,
        next_due=next_due(progress, item.template, retention) if recorded else None,
        recorded=recorded,
        key=item.key_text if understood else None,
        solution=item.solution if recorded else None,
    )


def _moved() -> Judged:
    verdict = Verdict(Outcome.INVALID, sentence("store.answered-elsewhere"))
    return Judged(verdict, None, None, recorded=False, key=None, solution=None, moved=True)
