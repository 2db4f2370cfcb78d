"""What a learner calls a topic or a skill -> the skills that are meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mathdrill.domain import Catalogue, Text
from mathdrill.errors import UsageError

SHOWN = 8  # candidates; a longer list is not read


@dataclass(frozen=True, slots=True)
class Named:
    """A topic or a skill: what it is called, and the skills it stands for."""

    id: str
    title: Text
    skills: tuple[str, ...]


def topics(catalogue: Catalogue) -> tuple[Named, ...]:
    """Every topic in the order of the outline, with its skills in teaching order."""
    return tuple(
        Named(
            topic.id,
            topic.title,
            tuple(skill.id for skill in catalogue.skills.values() if topic.id in skill.topics),
        )
        for pack in sorted(catalogue.packs.values(), key=lambda pack: pack.section)
        for topic in pack.topics
    )


def find(name: str, catalogue: Catalogue, language: str) -> Named:
    """Topic id, skill id, a title in either language, or a unique prefix, in this order.

    Raises: UsageError: nothing or more than one thing is called so; the candidates are listed.
    """
    wanted = _folded(name)
    known = [
        *topics(catalogue),
        *(Named(skill.id, skill.title, (skill.id,)) for skill in catalogue.skills.values()),
    ]
    for found in (
        [named for named in known if named.id == wanted][:1],
        [named for named in known if wanted in map(_folded, (named.title.en, named.title.zh))],
        [named for named in known if wanted and any(s.startswith(wanted) for s in _names(named))],
    ):
        if len({named.skills for named in found}) == 1:
            return _practicable(found[0], language)
        if found:
            raise UsageError("cli.ambiguous-name", given=name, candidates=_listed(found, language))
    raise _unknown(name, catalogue, known, language)


def suggestions(wanted: str, names: list[str]) -> list[str]:
    """What was probably meant, best first."""
    from difflib import get_close_matches  # only an error needs it

    return get_close_matches(wanted, names, n=3, cutoff=0.6)


def _practicable(named: Named, language: str) -> Named:
    if not named.skills:
        raise UsageError("cli.empty-topic", title=named.title[language])
    return named


def _unknown(name: str, catalogue: Catalogue, known: list[Named], language: str) -> UsageError:
    owners = {alias: named for named in known for alias in _names(named)}
    close = [owners[alias] for alias in suggestions(_folded(name), list(owners))]
    if close:
        meant = _listed(list(dict.fromkeys(close)), language)
        return UsageError("cli.unknown-name-meant", given=name, candidates=meant)
    ids = ", ".join(topic.id for topic in topics(catalogue) if topic.skills)
    return UsageError("cli.unknown-name", given=name, candidates=ids)


def _listed(found: list[Named], language: str) -> str:
    shown = [f"{named.id} ({named.title[language]})" for named in found[:SHOWN]]
    return ", ".join(shown) + (", …" if len(found) > SHOWN else "")


def _names(named: Named) -> Iterator[str]:
    yield named.id
    yield _folded(named.title.en)
    yield _folded(named.title.zh)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
