"""The worlds, fixed before the planner was tuned: what is true of learners and of the course.

Legend
  m  activation of a template: the sum of its traces, each age^-d (ages in days)
  d  decay of a trace: greater when the template was fresh in mind as it was practised, so that
     massed practice fades and spaced practice stays (Pavlik & Anderson 2005)
  p  chance of a right answer: SLIP and GUESS around a logistic curve of ln m

The truth is not FSRS: no stability, no difficulty, power laws that add up. Transfer is the share of
a trace that every other template of the skill gets; where prerequisites matter, a skill is learnt
worse and answered worse on weak ground, and practising it also refreshes what it encompasses.

Known weaknesses. The constants are plausible and not fitted to people. Everyone comes every day,
reads every lesson, and never tires. A trace of a wrong answer counts FAILURE because the worked
solution is read, but reading it takes no time of its own. Skills never interfere with each other,
so interleaving has no worth of its own here. Transfer is the same for all pairs of templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from mathdrill.domain import (
    Catalogue,
    ItemTemplate,
    Kind,
    Level,
    Pack,
    Part,
    Skill,
    Stage,
    same_text,
)

SKILLS = 45
STAGES = 5
FAR = 6  # a skill requires some of this many skills before it

DECAY_LEAST = 0.2
DECAY_FRESH = 0.1  # what one unit of activation adds to the decay of the next trace
FRESH_MOST = 4.0
YOUNGEST_DAYS = 1 / 48  # a trace is never younger: half an hour
HALF_KNOWN = 0.6  # ln m at which the logistic curve is ½
SLOPE = 0.5
GUESS = 0.05
SLIP = 0.04
FAILURE = 0.7  # of the trace of a right answer
LESSON = 0.5
UNREADY = 0.3  # what is left of a trace without any of the prerequisites
UNREADY_LOSS = 2.0  # logits lost without any of them
REFRESHED = 0.5  # of the weight with which a skill encompasses another
ABILITY_SPREAD = 0.25
DIFFICULTY_SPREAD = 0.35
PACE_SPREAD = 0.2
TIME_SPREAD = 0.4
WRONG_TAKES = 1.25  # times as long
LESSON_S = 30.0
MASTERED = 0.75  # mean chance over a skill's templates, from the truth and not from any model


@dataclass(frozen=True, slots=True)
class World:
    """transfer: see above. needs: whether prerequisites matter to learning and to answers."""

    name: str
    transfer: float
    needs: bool


WORLDS = tuple(
    World(f"transfer-{round(100 * transfer)}-{'needs' if needs else 'free'}", transfer, needs)
    for transfer in (0.2, 0.55, 0.9)
    for needs in (True, False)
)


@cache
def course() -> Catalogue:
    """45 skills in 5 stages with 200 templates, the same in every world and for every seed."""
    draw = Random("mathdrill: the course of the simulation")  # another text, another course
    names = tuple(f"skill-{n:02}" for n in range(SKILLS))
    skills: dict[str, Skill] = {}
    templates: dict[str, ItemTemplate] = {}
    for n, name in enumerate(names):
        near = names[max(0, n - FAR) : n]
        count = min(len(near), 1 + int(3 * draw.random()))
        requires = tuple(sorted(sorted(near, key=lambda _: draw.random())[:count]))
        weights = tuple((simpler, 0.3 + 0.1 * int(4 * draw.random())) for simpler in requires)
        own = [f"{name}.{i + 1}" for i in range(5 if n % 9 < 4 else 4)]
        templates |= {t: _template(t, name, 15 + int(46 * draw.random())) for t in own}
        skills[name] = _skill(name, 1 + n * STAGES // SKILLS, requires, weights, tuple(own))
    stages = tuple(_stage(n, names) for n in range(1, STAGES + 1))
    pack = Pack("simulation", 1, same_text("Simulation"), ())
    return Catalogue({"simulation": pack}, skills, templates, stages)


def _stage(number: int, names: tuple[str, ...]) -> Stage:
    each = SKILLS // STAGES
    order = names[(number - 1) * each : number * each]
    return Stage(number, same_text(f"Stage {number}"), order, 12, 12, 10, order[-4:])


def _skill(
    name: str,
    stage: int,
    requires: tuple[str, ...],
    encompasses: tuple[tuple[str, float], ...],
    templates: tuple[str, ...],
) -> Skill:
    text = same_text(name)
    return Skill(
        id=name,
        pack="simulation",
        section=1,
        stage=stage,
        outline=(),
        topics=(),
        title=text,
        can=text,
        requires=requires,
        encompasses=encompasses,
        lesson=text,
        templates=templates,
    )


def _template(name: str, skill: str, seconds: int) -> ItemTemplate:
    text = same_text(name)
    return ItemTemplate(
        id=name,
        skill=skill,
        revision=1,
        kind=Kind.NUMBER,
        level=Level.COMPUTE,
        seconds=seconds,
        prompt=text,
        key=(Part("", text),),
        mal_rules=(),
        hints=(),
        solution=text,
    )
