"""Who judges: our own scoring, and two processes that can be killed when it needs others.

SymPy decides what no sample point decides, and torch runs what a learner put into a program. Both
are started when they are first needed and never enter the process of the session. `mathdrill grade`
does without SymPy: there, being undecided at once is better than being right late.
"""

from __future__ import annotations

import threading
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from mathdrill.domain import Item, Kind, Outcome, Verdict, sentence

if TYPE_CHECKING:
    from mathdrill.maths.expression import Expr
    from mathdrill.worker import Worker

TORCH = "mathdrill.scoring.fillings:answer"
TORCH_DEADLINE_S = 10.0  # for one program; the interpreter's own limits end most long before


class Referee:
    """Judges answers; a process is started at the first question that needs it."""

    def __init__(self) -> None:
        self._sympy: Worker | None = None
        self._torch: Worker | None = None
        self._lock = threading.Lock()  # the torch process may be warming up in the background

    def warm(self, item: Item) -> None:
        """Load torch in the background while the learner reads an item that will need it."""
        if _runs(item) and self._torch is None:
            threading.Thread(target=self._ask_torch, args=({},), daemon=True).start()

    def score(self, item: Item, text: str) -> Verdict:
        """The verdict on an answer to an item."""
        if item.kind is Kind.CODE:
            return self._run(item, text)
        from mathdrill.scoring.score import score  # at the first answer, not before

        return score(item, text, self.decide)

    def returned(self, item: Item) -> tuple[tuple[str, str], ...]:
        """What torch returns for the observed expressions of the item's program, each beside it.

        Nothing for an item without one, and where torch is missing.
        """
        if not _runs(item):
            return ()
        from mathdrill.codec import encode

        reply = self._ask_torch({"item": encode(item)})
        values = [] if reply is None else reply["returned"]
        return tuple(zip(item.observe, values, strict=False))

    def decide(self, key: Expr, response: Expr, domain: tuple[Expr, ...]) -> bool | None:
        """Whether two formulas are equal according to SymPy; None where it cannot say in time."""
        from mathdrill.scoring.last_resort import DEADLINE_S, FUNCTION, decide_by
        from mathdrill.worker import Worker

        if self._sympy is None:
            self._sympy = Worker(FUNCTION, DEADLINE_S)
            # one easy question, so that the deadline of the real one does not pay for the imports
            self._sympy.ask({"key": "1", "response": "1", "variables": [], "domain": []})
        return decide_by(self._sympy.ask)(key, response, domain)

    def _run(self, item: Item, text: str) -> Verdict:
        """The verdict on a filling, from the process that holds torch."""
        from mathdrill.codec import decode, encode

        reply = self._ask_torch({"item": encode(item), "text": text})
        if reply is None:
            return Verdict(Outcome.UNDECIDED, sentence("cli.no-verdict"))
        return decode(Verdict, reply["verdict"])

    def _ask_torch(self, request: dict[str, Any]) -> dict[str, Any] | None:
        from mathdrill.worker import Worker

        with self._lock:
            if self._torch is None:
                self._torch = Worker(TORCH, TORCH_DEADLINE_S)
            return self._torch.ask(request)

    def close(self) -> None:
        """End the processes."""
        for worker in (self._sympy, self._torch):
            if worker is not None:
                worker.close()
        self._sympy = self._torch = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _runs(item: Item) -> bool:
    """Whether torch has something to do: code is judged by it, and every program is shown running."""
    return bool(item.program and item.observe) and find_spec("torch") is not None
