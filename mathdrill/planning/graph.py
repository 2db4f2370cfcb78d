"""The prerequisite graph of the skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Requires = Mapping[str, tuple[str, ...]]


def topological(skills: Iterable[str], requires: Requires) -> tuple[str, ...]:
    """The skills, each after its prerequisites, otherwise in the order given.

    Prerequisites outside `skills` are left out; on a cycle the order given wins.
    """
    wanted = dict.fromkeys(skills)
    placed: dict[str, None] = {}
    entered: set[str] = set()

    def place(skill: str) -> None:
        if skill in entered:
            return
        entered.add(skill)
        for simpler in requires.get(skill, ()):
            if simpler in wanted:
                place(simpler)
        placed[skill] = None

    for skill in wanted:
        place(skill)
    return tuple(placed)
