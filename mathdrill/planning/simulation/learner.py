"""A synthetic learner: traces of practice that fade, as `worlds` declares them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from mathdrill.domain import Catalogue
from mathdrill.planning.simulation import worlds
from mathdrill.planning.simulation.worlds import World

Array = NDArray[np.float64]

NORMAL = NormalDist()
ROOM = 64  # traces that a skill has room for at first


@dataclass(frozen=True, slots=True)
class Try:
    """What came of one item: right or wrong, after so many seconds of active time."""

    correct: bool
    seconds: float


class Traces:
    """The traces of one skill. weights: (templates, traces); the rest: (traces,)."""

    def __init__(self, templates: int) -> None:
        self.count = 0
        self.moments: Array = np.zeros(ROOM)
        self.decays: Array = np.zeros(ROOM)
        self.weights: Array = np.zeros((templates, ROOM))

    def add(self, moment: float, decay: float, weights: Array) -> None:
        """One more trace; moments in days."""
        if self.count == len(self.moments):
            self.moments = np.concatenate((self.moments, np.zeros(self.count)))
            self.decays = np.concatenate((self.decays, np.zeros(self.count)))
            self.weights = np.hstack((self.weights, np.zeros_like(self.weights)))
        self.moments[self.count] = moment
        self.decays[self.count] = decay
        self.weights[:, self.count] = weights
        self.count += 1

    def activations(self, moment: float) -> Array:
        """m = Σ w·age^-d of every template."""
        n = self.count
        ages = np.maximum(moment - self.moments[:n], worlds.YOUNGEST_DAYS)
        found: Array = self.weights[:, :n] @ (ages ** -self.decays[:n])
        return found


class Learner:
    """One learner in one world; everything is drawn from the seed."""

    def __init__(self, world: World, catalogue: Catalogue, seed: int) -> None:
        self.world = world
        self._skills = catalogue.skills
        self._templates = catalogue.templates
        self._random = Random(f"{world.name}/{seed}")
        self._ability = worlds.ABILITY_SPREAD * self._normal()
        self._pace = math.exp(worlds.PACE_SPREAD * self._normal())
        self._place = {t: n for s in self._skills.values() for n, t in enumerate(s.templates)}
        self._difficulty = {
            skill.id: np.array([worlds.DIFFICULTY_SPREAD * self._normal() for _ in skill.templates])
            for skill in self._skills.values()
        }
        self._traces = {s.id: Traces(len(s.templates)) for s in self._skills.values()}

    def _normal(self) -> float:
        return NORMAL.inv_cdf(min(max(self._random.random(), 1e-9), 1 - 1e-9))

    def read_lesson(self, skill: str, moment: float) -> float:
        """A trace on every template of the skill. Returns: seconds."""
        self._practise(skill, moment, np.full(len(self._skills[skill].templates), worlds.LESSON))
        return worlds.LESSON_S * self._pace

    def answer(self, template: str, moment: float) -> Try:
        """Answer an item, and learn from it."""
        skill, place = self._templates[template].skill, self._place[template]
        correct = self._random.random() < float(self.chances(skill, moment)[place])
        weights = np.full(len(self._skills[skill].templates), self.world.transfer)
        weights[place] = 1.0
        self._practise(skill, moment, weights * (1.0 if correct else worlds.FAILURE), place)
        seconds = self._templates[template].seconds * self._pace
        seconds *= math.exp(worlds.TIME_SPREAD * self._normal())
        return Try(correct, seconds if correct else seconds * worlds.WRONG_TAKES)

    def chances(self, skill: str, moment: float) -> Array:
        """p of every template of a skill, as worlds.py has it."""
        logits = self._logits(skill, moment)
        if self.world.needs:
            logits -= worlds.UNREADY_LOSS * (1 - self._readiness(skill, moment))
        return worlds.GUESS + (1 - worlds.GUESS - worlds.SLIP) * _logistic(logits)

    def exam(self, moment: float) -> float:
        """Mean p over all templates: the score to be expected, without the luck of the draw."""
        return float(np.mean(np.concatenate([self.chances(s, moment) for s in self._skills])))

    def mastered(self, moment: float) -> int:
        """Skills whose mean p is at least MASTERED."""
        return sum(float(np.mean(self.chances(s, moment))) >= worlds.MASTERED for s in self._skills)

    def recall(self, templates: frozenset[str], moment: float) -> float:
        """Mean p over some templates."""
        found = [
            float(p)
            for skill in self._skills.values()
            for name, p in zip(skill.templates, self.chances(skill.id, moment), strict=True)
            if name in templates
        ]
        return sum(found) / len(found) if found else 0.0

    def _logits(self, skill: str, moment: float) -> Array:
        activations = np.maximum(self._traces[skill].activations(moment), 1e-9)
        level = np.log(activations) + self._ability - self._difficulty[skill] - worlds.HALF_KNOWN
        found: Array = level / worlds.SLOPE
        return found

    def _readiness(self, skill: str, moment: float) -> float:
        """The mean of what is known of the prerequisites, one hop; 1 without any."""
        requires = self._skills[skill].requires
        if not requires:
            return 1.0
        known = (float(np.mean(_logistic(self._logits(s, moment)))) for s in requires)
        return sum(known) / len(requires)

    def _practise(
        self, skill: str, moment: float, weights: Array, place: int | None = None
    ) -> None:
        activations = self._traces[skill].activations(moment)
        fresh = float(np.mean(activations) if place is None else activations[place])
        if self.world.needs:
            ready = self._readiness(skill, moment)
            weights = weights * (worlds.UNREADY + (1 - worlds.UNREADY) * ready)
            for simpler, weight in self._skills[skill].encompasses:
                self._refresh(simpler, moment, worlds.REFRESHED * weight * float(np.max(weights)))
        self._traces[skill].add(moment, _decay(fresh), weights)

    def _refresh(self, skill: str, moment: float, strength: float) -> None:
        traces = self._traces[skill]
        fresh = float(np.mean(traces.activations(moment)))
        traces.add(moment, _decay(fresh), np.full(len(traces.weights), strength))


def _decay(fresh: float) -> float:
    return worlds.DECAY_LEAST + worlds.DECAY_FRESH * min(fresh, worlds.FRESH_MOST)


def _logistic(logits: Array) -> Array:
    found: Array = 1 / (1 + np.exp(-logits))
    return found
