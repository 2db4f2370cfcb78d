"""A process of our own that can be killed when an answer takes too long.

`Worker` is the parent's side; `python -m mathdrill.worker module:function` is the child, which
answers one JSON line with another.
"""

from __future__ import annotations

import importlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import IO, Any, Self, cast

START_S = 20.0  # the first answer waits for the child's imports, too


class Worker:
    """Answers requests by a function in a child process, which is started when first needed.

    Args:
        function: "package.module:name", a function from a JSON object to a JSON object.
        deadline_s: how long one answer may take; then the child is killed.
    """

    def __init__(self, function: str, deadline_s: float) -> None:
        self._function = function
        self._deadline_s = deadline_s
        self._child: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """The child's answer, or None when it failed or took too long."""
        fresh = self._child is None
        if self._child is None and not self._start():
            return None
        child = cast("subprocess.Popen[str]", self._child)
        try:
            pipe = cast("IO[str]", child.stdin)
            pipe.write(json.dumps(dict(request)) + "\n")
            pipe.flush()
            line = self._replies.get(timeout=self._deadline_s + (START_S if fresh else 0.0))
        except (OSError, queue.Empty):
            self.close()
            return None
        if not line:
            self.close()
            return None
        try:
            reply: dict[str, Any] = json.loads(line)
        except ValueError:  # something in the child talked on its stdout
            self.close()
            return None
        return reply or None

    def close(self) -> None:
        """Kill the child, whatever it does."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
            self._child = None
            self._replies = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> bool:
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "mathdrill.worker", self._function],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError:
            return False
        arguments = (cast("IO[str]", self._child.stdout), self._replies)
        threading.Thread(target=_listen, args=arguments, daemon=True).start()
        return True


def _listen(pipe: IO[str], replies: queue.Queue[str]) -> None:
    try:
        for line in pipe:
            replies.put(line)
    except ValueError:  # closed under our feet by a kill
        pass
    replies.put("")


def serve(function: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """Answer every JSON line of stdin; {} stands for a request that failed."""
    for line in sys.stdin:
        try:
            reply = dict(function(json.loads(line)))
        except Exception:  # noqa: BLE001 - the parent must hear of every failure
            reply = {}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Serve the function that is named on the command line."""
    module, _, name = sys.argv[1].partition(":")
    serve(getattr(importlib.import_module(module), name))


if __name__ == "__main__":
    main()
