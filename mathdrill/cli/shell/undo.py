"""`undo`: the last answer is taken back, of whatever session it was."""

from __future__ import annotations

from mathdrill.cli.practice import load
from mathdrill.cli.terminal import Terminal
from mathdrill.paths import database
from mathdrill.store import Store


def run(terminal: Terminal) -> int:
    """Take the last answer back."""
    with Store.open(database()) as store:
        event = store.void_last(terminal.clock.now())
    if event is None:
        terminal.tell(terminal.say("undo.nothing"))
        return 0
    skill = load(terminal).skills.get(event.skill or "")
    title = skill.title if skill else event.skill
    answer = event.answer if event.answer is not None else terminal.say("undo.revealed")
    terminal.write(terminal.say("undo.done", title=title, template=event.template, answer=answer))
    return 0
