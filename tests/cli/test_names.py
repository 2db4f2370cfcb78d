"""What a learner calls a topic or a skill."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathdrill.cli.names import find, topics
from mathdrill.domain import Catalogue, Text, Topic
from mathdrill.errors import UsageError
from tests.learning import course

TITLES = {
    "chain-one": Text("Chain rule", "链式法则"),
    "chain-two": Text("Long chains", "长链"),
    "power": Text("Power rule", "幂函数"),
}
TOPICS = (
    Topic("chains", "2.3", Text("Chains", "链")),
    Topic("empty", "9.9", Text("Nothing", "空")),
)


def small() -> Catalogue:
    """Topics chains and empty; skills chain-one and chain-two (both in chains), power."""
    plain = course(dict.fromkeys(TITLES, ()))
    skills = {
        skill.id: replace(
            skill,
            title=TITLES[skill.id],
            topics=("chains",) if skill.id.startswith("chain") else (),
        )
        for skill in plain.skills.values()
    }
    (pack,) = plain.packs.values()
    return replace(plain, skills=skills, packs={pack.id: replace(pack, topics=TOPICS)})


@pytest.mark.parametrize(
    ("name", "skills"),
    [
        ("chains", ("chain-one", "chain-two")),  # a topic by its id
        ("chain-one", ("chain-one",)),  # a skill by its id
        ("CHAIN-ONE", ("chain-one",)),
        ("Chain  rule", ("chain-one",)),  # a title, blanks and case aside
        ("链式法则", ("chain-one",)),
        ("链", ("chain-one", "chain-two")),  # a whole title comes before a prefix of another
        ("pow", ("power",)),  # a unique prefix
        ("长", ("chain-two",)),
    ],
)
def test_a_name_is_found(name: str, skills: tuple[str, ...]) -> None:
    assert find(name, small(), "en").skills == skills


@pytest.mark.parametrize(
    ("name", "key", "candidates"),
    [
        ("chain-", "cli.ambiguous-name", "chain-one (Chain rule), chain-two (Long chains)"),
        ("pwer", "cli.unknown-name-meant", "power (Power rule)"),
        ("xyzzy", "cli.unknown-name", "chains"),
        ("", "cli.unknown-name", "chains"),
    ],
)
def test_a_name_that_is_not_clear_lists_candidates(name: str, key: str, candidates: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(name, small(), "en")
    assert caught.value.sentence == key
    assert caught.value.values["candidates"] == candidates


def test_a_topic_without_skills_says_so() -> None:
    with pytest.raises(UsageError, match="empty-topic"):
        find("empty", small(), "zh")


def test_topics_hold_their_skills_in_order() -> None:
    assert {topic.id: topic.skills for topic in topics(small())} == {
        "chains": ("chain-one", "chain-two"),
        "empty": (),
    }
