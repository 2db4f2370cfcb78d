"""The editable line; the only importer of prompt_toolkit, and itself imported late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import CompleteStyle

from mathdrill.cli.commands import Command
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Item, Kind
from mathdrill.maths.names import CONSTANTS, FUNCTIONS
from mathdrill.paths import history_file


class Line:
    """Reads one line at a time. Up recalls, Tab completes, Ctrl-C clears, then leaves."""

    def __init__(self, terminal: Terminal) -> None:
        self._names = Names()
        self._answers: PromptSession[str] = PromptSession(
            history=_history(history_file()),
            completer=self._names,
            complete_while_typing=False,
            complete_style=CompleteStyle.READLINE_LIKE,
            reserve_space_for_menu=0,
            key_bindings=_keys(),
            output=_output(terminal),
        )
        self._pauses: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            reserve_space_for_menu=0,
            key_bindings=_keys(),
            output=_output(terminal),
        )

    def read(self, label: str, item: Item | None) -> str:
        """One line. Raises: EOFError: Ctrl-D; KeyboardInterrupt: Ctrl-C on an empty line."""
        self._names.item = item
        return self._answers.prompt(label)

    def pause(self, label: str) -> str:
        """Wait for Enter; raises as `read` does."""
        return self._pauses.prompt([("ansibrightblack", f"{label} ")])


class Names(Completer):
    """The names that an answer to the item on the screen may use, and the commands."""

    def __init__(self) -> None:
        self.item: Item | None = None

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002  # prompt_toolkit's signature
    ) -> Iterator[Completion]:
        """What the word before the cursor may become; a function brings its bracket along."""
        before = document.text_before_cursor
        word = _last_word(before)
        for name in self._known(commands=before.lstrip().startswith(":")):
            if word and name.startswith(word):
                yield Completion(name, start_position=-len(word), display=name.rstrip("("))

    def _known(self, *, commands: bool) -> tuple[str, ...]:
        if commands:
            return tuple(f":{command}" for command in Command)
        if self.item is None:
            return ()
        if self.item.labels:
            return self.item.labels
        if self.item.kind in {Kind.CHOICE, Kind.TOKEN}:
            return ()
        functions = (f"{name}(" for name in (*FUNCTIONS, "ln"))
        return tuple(sorted({*self.item.variables, *functions, *CONSTANTS}))


def _last_word(text: str) -> str:
    start = len(text)
    while start and (text[start - 1].isalpha() or text[start - 1] in "_:-"):
        start -= 1
    return text[start:].lstrip("-")


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def _clear_or_leave(event: KeyPressEvent) -> None:
        buffer: Buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    return keys


def _output(terminal: Terminal) -> Output:
    output = create_output(stdout=terminal.stdout)
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False  # nothing here needs to know where the cursor is
    return output


def _history(path: Path) -> History:
    """The lines typed before; where they cannot be kept, those of this session."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b"):
            return FileHistory(path)
    except OSError:
        return InMemoryHistory()
