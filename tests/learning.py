"""A small course, a learner's clock and a stand-in engine for the tests of planning and sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mathdrill.clock import Clock
from mathdrill.domain import (
    Catalogue,
    Decimals,
    Event,
    Item,
    ItemTemplate,
    Kind,
    Level,
    Outcome,
    Pack,
    Part,
    Skill,
    Stage,
    Topic,
    Verdict,
    same_text,
    sentence,
)

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
DAY = MORNING.toordinal()


class HandClock(Clock):
    """A clock that is moved by hand."""

    def __init__(self, moment: datetime = MORNING) -> None:
        super().__init__({})
        self.moment = moment
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds

    def sleep_until(self, days: int) -> None:
        """Half past eight, some days later."""
        self.moment = self.moment.replace(hour=8, minute=30, second=0) + timedelta(days=days)


def template(skill: str, number: int, seconds: int = 20, after: str | None = None) -> ItemTemplate:
    return ItemTemplate(
        id=f"{skill}.{number}",
        skill=skill,
        revision=1,
        kind=Kind.NUMBER,
        level=Level.COMPUTE,
        seconds=seconds,
        prompt=same_text("What is the seed?"),
        key=(Part("", same_text("seed")),),
        mal_rules=(),
        hints=(same_text("It is a number."), same_text("It is small.")),
        solution=same_text("It is the seed."),
        after=after,
    )


def course(
    requires: Mapping[str, tuple[str, ...]],
    *,
    stages: Mapping[str, int] | None = None,
    templates: int = 4,
    seconds: int = 20,
    changed: Mapping[str, ItemTemplate] | None = None,
) -> Catalogue:
    """A catalogue of skills with what each requires; the route takes them in the order given."""
    stages = stages or {}
    made = [template(skill, n + 1, seconds) for skill in requires for n in range(templates)]
    by_id = {each.id: each for each in made} | dict(changed or {})
    skills = {
        skill: Skill(
            id=skill,
            pack="sample",
            section=1,
            stage=stages.get(skill, 1),
            outline=("1.1.a",),
            topics=("sample",),
            title=same_text(skill.upper()),
            can=same_text("can"),
            requires=needed,
            encompasses=(),
            lesson=same_text(f"lesson of {skill}"),
            templates=tuple(t.id for t in by_id.values() if t.skill == skill),
        )
        for skill, needed in requires.items()
    }
    numbers = sorted({skill.stage for skill in skills.values()})
    return Catalogue(
        packs={"sample": Pack("sample", 1, same_text("Sample"), (TOPIC,))},
        skills=skills,
        templates=by_id,
        stages=tuple(
            Stage(
                n,
                same_text(f"Stage {n}"),
                tuple(s for s in skills if skills[s].stage == n),
                5,
                12,
                10,
                (),
            )
            for n in numbers
        ),
    )


TOPIC = Topic("sample", "1.1", same_text("Sample"))


def generate(template: ItemTemplate, seed: int) -> Item:
    """An item whose key is its seed."""
    return Item(
        template=template.id,
        revision=template.revision,
        seed=seed,
        skill=template.skill,
        kind=template.kind,
        level=template.level,
        seconds=template.seconds,
        params=(("seed", str(seed)),),
        variables=(),
        answer_names=(),
        prompt=same_text(f"{template.id} #{seed}"),
        program=None,
        choices=(),
        labels=(),
        edges=(),
        parts=(),
        key=str(seed),
        key_text=same_text(str(seed)),
        accepts=(),
        rejects=(),
        hints=template.hints,
        solution=template.solution,
        domain=(),
        form=(),
        decimals=Decimals.ROUNDED,
        places=None,
    )


def score(item: Item, text: str) -> Verdict:
    """Right when it is the key; "?" is not understood, "hm" cannot be decided."""
    outcomes = {item.key: Outcome.CORRECT, "?": Outcome.INVALID, "hm": Outcome.UNDECIDED}
    outcome = outcomes.get(text, Outcome.INCORRECT)
    return Verdict(outcome, sentence(f"sample.{outcome.value}"))


def answered(
    template: str,
    *,
    day: int = DAY,
    correct: bool = True,
    hints: int = 0,
    ms: int | None = 20_000,
    review: bool = True,
    interleaved: bool = True,
    session: str = "s",
    id: str = "",  # noqa: A002 - the field's name
) -> Event:
    """A judged answer, rated Good or Again."""
    return Event(
        id=id,
        device="d",
        seq=0,
        kind="answer",
        ts_utc_ms=(day - 719_163) * 86_400_000 + 9 * 3_600_000,
        tz_offset_min=0,
        study_day=day,
        session=session,
        template=template,
        revision=1,
        skill=template.rpartition(".")[0],
        seed=0,
        verdict="correct" if correct else "incorrect",
        attempts=1,
        hints=hints,
        ms_active=ms,
        rating=3 if correct else 1,
        rating_rule=1,
        review=review,
        interleaved=interleaved,
    )


def unrated(event: Event) -> Event:
    """The same try, but the engine could not decide it."""
    return replace(event, verdict="undecided", rating=None, rating_rule=None, review=False)
