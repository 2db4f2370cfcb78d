"""The session as a line protocol: one JSON object a line, in and out (tests/README.md, Contracts)."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from mathdrill.cli import pages
from mathdrill.cli.commands import Command
from mathdrill.cli.drill import Drill, Judged, PlanView, Shown, Summary
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Text, Witness

LONGEST_LINE = 1_000_000  # characters
MOST_SECONDS = 86_400  # a day; more is no active time, and may not even be a float
PROTOCOL = tuple(command for command in Command if command not in {"solution", "help"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a front end sent: a text and, if it measured it, the seconds of active time."""

    text: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is none of ours: the key of the sentence that says why."""

    key: str


def read_line(line: str) -> Answer | Command | Fault:
    """One line of the protocol."""
    if len(line) > LONGEST_LINE:
        return Fault("jsonl.too-long")
    try:
        sent = json.loads(line)
    except (ValueError, RecursionError):
        return Fault("jsonl.not-json")
    match sent:
        case {"command": str(name)} if name in PROTOCOL:
            return Command(name)
        case {"command": _}:
            return Fault("jsonl.unknown-command")
        case {"answer": str(text), **rest}:
            return _answer(text, rest.get("seconds"))
        case _:
            return Fault("jsonl.neither")


def _answer(text: str, seconds: object) -> Answer | Fault:
    match seconds:
        case None:
            return Answer(text)
        case bool():
            return Fault("jsonl.seconds")
        case int() | float() if 0 <= seconds < math.inf:
            return Answer(text, float(min(seconds, MOST_SECONDS)))
        case _:
            return Fault("jsonl.seconds")


@dataclass(frozen=True, slots=True)
class Protocol:
    """One running session; `run` is the whole of it."""

    terminal: Terminal
    drill: Drill

    def run(self) -> int:
        """Until the plan is done, the other side quits, or its lines end. Returns: exit code 0."""
        self._plan(self.drill.begin())
        while (shown := self.drill.current()) is not None:
            self._lesson(shown)
            self._item(shown)
            if not self._met(shown):
                self._summary(self.drill.leave())
                return 0
        self._summary(self.drill.finish())
        return 0

    def _met(self, shown: Shown) -> bool:
        """Lines about one item, until another is on. Returns: whether to go on."""
        while line := self.terminal.stdin.readline(LONGEST_LINE + 1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            match read_line(line.removeprefix("\ufeff")):
                case Answer(text, seconds):
                    judged = self.drill.submit(text, seconds)
                    self._verdict("verdict", judged)
                    if judged.recorded or judged.moved:
                        return True
                case Command.QUIT:
                    self._send("quit")
                    return False
                case Fault(key):
                    self._send("error", message=self.terminal.say(key))
                case command:
                    if self._moved_on(command, shown):
                        return True
        return False

    def _moved_on(self, command: Command, shown: Shown) -> bool:
        """Do what was asked. Returns: whether another item is on."""
        match command:
            case Command.HINT:
                text = self.drill.hint()
                self._send("hint", text=None if text is None else self._text(text))
            case Command.REVEAL:
                self._verdict("reveal", self.drill.reveal())
                return True
            case Command.LESSON:
                self._send("lesson", skill=shown.item.skill, text=self._text(self.drill.lesson()))
            case Command.WHY:
                self._send("why", text=self._why(shown))
            case Command.PARK:
                self.drill.park()
                self._send("park", template=shown.item.template, seed=shown.item.seed)
                return True
            case Command.UNDO:
                undone = self.drill.undo()
                self._send("undo", template=None if undone is None else undone.item.template)
                return undone is not None
            case Command.QUIT | Command.SOLUTION | Command.COMMANDS:
                pass  # `read_line` lets none of them through to here
        return False

    def _plan(self, view: PlanView) -> None:
        self._send("plan", budget_s=view.budget_s, items=view.items, skills=view.skills)

    def _lesson(self, shown: Shown) -> None:
        if shown.lesson is not None:
            self._send("lesson", skill=shown.item.skill, text=self._text(shown.lesson))

    def _item(self, shown: Shown) -> None:
        it = shown.item
        self._send(
            "item",
            n=shown.number,
            template=it.template,
            seed=it.seed,
            skill=it.skill,
            kind=it.kind,
            prompt=self._text(it.prompt),
            program=it.program,
            choices=[
                {"n": n, "text": self._text(choice)} for n, choice in enumerate(it.choices, 1)
            ],
            parts=[part.name for part in it.parts],
            vars=list(it.variables),
            why=self._why(shown),
            retrievability=shown.retrievability,
            spent_s=round(shown.spent_s, 3),
            budget_s=shown.budget_s,
        )

    def _verdict(self, event: str, judged: Judged) -> None:
        found = judged.verdict
        self._send(
            event,
            verdict=found.outcome,
            message=pages.message(self.terminal, found),
            misconception=found.misconception,
            position=found.position,
            witness=witness_data(found.witness),
            key=None if judged.key is None else self._text(judged.key),
            solution=None if judged.solution is None else self._text(judged.solution),
            rating=None if judged.rating is None else judged.rating.name.lower(),
            next_due=judged.next_due,
        )

    def _summary(self, result: Summary) -> None:
        self._send(
            "summary",
            answered=result.answered,
            correct=result.correct,
            spent_s=round(result.spent_s, 3),
            due_tomorrow=result.due_tomorrow,
            skills_moved=[
                {"skill": skill, "from": before, "to": after}
                for skill, before, after in result.skills_moved
            ],
        )

    def _why(self, shown: Shown) -> str:
        return " ".join(self.terminal.say_sentence(each) for each in shown.why.sentences)

    def _text(self, text: Text) -> str:
        return self.terminal.text(text)

    def _send(self, event: str, **fields: object) -> None:
        self.terminal.write_json({"event": event, **fields}, indent=None)


def witness_data(witness: Witness | None) -> dict[str, object] | None:
    """The point where two answers differ, as JSON."""
    if witness is None:
        return None
    return {"point": dict(witness.point), "response": witness.response, "key": witness.key}
