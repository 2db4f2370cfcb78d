"""When is what an author looks at to be drawn again?"""

from __future__ import annotations

from collections.abc import Callable, Iterator


def changes(mark: Callable[[], object], wait: Callable[[], object]) -> Iterator[None]:
    """Once at once, then after every wait in which the mark became another one; without end.

    mark: what tells one state of the files from another, such as their names and times.
    """
    seen = mark()
    yield
    while True:
        wait()
        found = mark()
        if found != seen:
            seen = found
            yield
