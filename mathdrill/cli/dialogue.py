"""A session with a person: show, read, judge, go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from mathdrill.cli import pages
from mathdrill.cli.blocks import Block, Gap, Role, Words
from mathdrill.cli.commands import Command, Unknown, read_command
from mathdrill.cli.drill import Drill, Judged, Shown, Summary
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue, Item, Outcome, Text

INTERRUPTED = 130


class Face(Protocol):
    """How a session looks, and how lines are typed."""

    def show(self, blocks: Iterable[Block]) -> None:
        """Put blocks on the screen."""

    def read(self, label: str, item: Item | None) -> str:
        """One typed line. Raises: EOFError: no more; KeyboardInterrupt: Ctrl-C on an empty line."""

    def pause(self, label: str) -> str:
        """Wait for Enter, where a person is there to press it; what was typed before it."""


class Step(Enum):
    """What follows a line that was typed."""

    STAY = auto()  # the same item waits
    NEXT = auto()  # ask the drill what is on
    LEAVE = auto()


@dataclass(slots=True)
class Dialogue:
    """One running session; `run` is the whole of it."""

    terminal: Terminal
    drill: Drill
    face: Face
    catalogue: Catalogue
    explains: bool = False  # why each item comes, unasked
    returned: Callable[[Item], tuple[tuple[str, str], ...]] = lambda _: ()  # see it run
    last: Judged | None = None

    def run(self) -> int:
        """Until the plan is done or the learner leaves. Returns: the exit code."""
        try:
            self.face.show(pages.plan(self.terminal, self.drill.begin()))
            while (shown := self.drill.current()) is not None:
                if self._meet(shown) is Step.LEAVE:
                    return self._sum_up(self.drill.leave)
        except EOFError:
            self.face.show((Gap(),))
            return self._sum_up(self.drill.leave)
        except KeyboardInterrupt:
            self.drill.leave()
            self.face.show((Gap(), Words(self.terminal.say("screen.interrupted"), Role.QUIET)))
            return INTERRUPTED
        return self._sum_up(self.drill.finish)

    def _meet(self, shown: Shown) -> Step:
        """One item, until another is on or the learner leaves."""
        title = self._title(shown.item.skill)
        if shown.lesson is not None:
            self.face.show(pages.lesson(self.terminal, title, shown.lesson))
            self.drill.lesson_was_read()
        if self.explains:
            self.face.show(pages.why(self.terminal, shown.why))
        self.face.show(pages.item(self.terminal, shown, title))
        label = pages.label(shown.item, self.terminal.width)
        step = Step.STAY
        while step is Step.STAY:
            step = self._respond(self.face.read(label, shown.item), shown)
        return step

    def _respond(self, typed: str, shown: Shown) -> Step:
        match read_command(typed, shown.item):
            case None if typed.strip():
                return self._answer(typed, shown.item)
            case None:
                return Step.STAY
            case Command.HINT:
                self._hint(shown.item)
            case Command.LESSON:
                title = self._title(shown.item.skill)
                self.face.show(pages.lesson(self.terminal, title, self.drill.lesson()))
            case Command.WHY:
                self.face.show(pages.why(self.terminal, shown.why))
            case Command.REVEAL:
                self.last = self.drill.reveal()
                self.face.show(pages.revealed(self.terminal, self.last))
                self._see_it_run(shown.item)
                return self._read_on()
            case Command.PARK:
                self.drill.park()
                self._notice("screen.parked")
                self.face.show((Gap(),))
                return Step.NEXT
            case Command() | Unknown() as other:
                return self._anywhere(other)
        return Step.STAY

    def _anywhere(self, command: Command | Unknown) -> Step:
        """What may be typed while nothing is asked, too."""
        match command:
            case Command.QUIT:
                return Step.LEAVE
            case Command.UNDO:
                undone = self.drill.undo() is not None
                self._notice("screen.undone" if undone else "screen.nothing-to-undo")
                if undone:
                    self.face.show((Gap(),))
                return Step.NEXT if undone else Step.STAY
            case Command.SOLUTION if self.last is not None and self.last.solution is not None:
                self.face.show(pages.solution(self.terminal, self.last))
            case Command.SOLUTION:
                self._notice("screen.no-solution")
            case Unknown(name):
                self._unknown(name)
            case _:
                self.face.show(pages.commands(self.terminal))
        return Step.STAY

    def _answer(self, typed: str, item: Item) -> Step:
        judged = self.drill.submit(typed)
        self.face.show(pages.verdict(self.terminal, judged, typed))
        if judged.moved:
            return Step.NEXT
        match judged.verdict.outcome:
            case Outcome.INVALID | Outcome.UNDECIDED:
                if self.drill.is_past_bell():
                    self._notice("why.bell")
                return Step.STAY
            case Outcome.CORRECT:
                self.last = judged
                self._see_it_run(item)
                return Step.NEXT
            case Outcome.INCORRECT:
                self.last = judged
                self._see_it_run(item)
                return self._read_on()

    def _see_it_run(self, item: Item) -> None:
        """After the prediction, what torch returns."""
        self.face.show(pages.returned(self.terminal, self.returned(item)))

    def _read_on(self) -> Step:
        """Time for the worked solution; the next item's clock does not run yet."""
        while typed := self.face.pause(self.terminal.say("screen.go-on")).strip():
            command = read_command(typed, None)
            if command is None:
                break
            if (step := self._anywhere(command)) is not Step.STAY:
                return step
        return Step.NEXT

    def _hint(self, item: Item) -> None:
        before = self.drill.current()
        text = self.drill.hint()
        if text is None or before is None:
            self._notice("screen.no-hint" if not item.hints else "screen.no-more-hints")
        else:
            self.face.show(pages.hint(self.terminal, item, before.hints_shown + 1, text))

    def _unknown(self, typed: str) -> None:
        known = [f":{command}" for command in Command]
        from mathdrill.cli.names import suggestions  # only a slip needs it

        close = suggestions(typed.casefold(), known)
        if close:
            self._notice("screen.unknown-command-meant", given=typed, meant=", ".join(close))
        else:
            self._notice("screen.unknown-command", given=typed)

    def _notice(self, key: str, /, **values: object) -> None:
        self.face.show((Words(self.terminal.say(key, **values), Role.NOTICE),))

    def _title(self, skill: str) -> Text:
        return self.catalogue.skills[skill].title

    def _sum_up(self, close: Callable[[], Summary]) -> int:
        titles = {skill.id: skill.title for skill in self.catalogue.skills.values()}
        self.face.show(pages.summary(self.terminal, close(), titles))
        return 0
