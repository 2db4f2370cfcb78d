"""A report as a value: built once by `mathdrill.reports.building`; every format only prints it.

Legend: R = retrievability, the chance of recalling a template today; due = R below what is desired.
Dates are study days, ISO 8601. A part without enough data behind it is None or empty, and a format
says so in place of drawing noise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mathdrill.domain import GraphCells, Text
from mathdrill.memory.progress import SkillState
from mathdrill.store.tallies import Answer

SCHEMA_VERSION = 1
ENOUGH = 20  # answers or predictions; fewer say nothing


@dataclass(frozen=True, slots=True)
class Totals:
    """The answers of the period in a few numbers. minutes: active time. days: with an answer."""

    answered: int
    correct: int
    minutes: float
    days: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Days of practice in a row. One missed day is forgiven, a day off is not missed at all.

    days: in the present run, 0 when it is over. longest: of all runs of the period.
    """

    days: int
    longest: int


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage of the route: how many of its skills are known, that is reviewed or mastered."""

    stage: int
    title: Text
    skills: int
    known: int
    mastered: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one skill stands.

    retrievability: the mean over its started templates, with the credit that practice of more
    advanced skills gives, as planning has it; None before its first answer. due: templates.
    """

    skill: str
    title: Text
    stage: int
    state: SkillState
    retrievability: float | None
    due: int
    started: int
    templates: int


@dataclass(frozen=True, slots=True)
class WrongAnswerGiven:
    """One wrong answer as it was typed, with what was asked, where that can still be made.

    answer: None when the key was revealed. read: the answer as a formula, where it is one.
    chosen: the option that a number stands for. program: what was shown below the prompt.
    graph, asked: the graph in its place, and its open cells.
    """

    date: str
    template: str
    answer: str | None
    misconception: str | None
    prompt: Text | None = None
    key: Text | None = None
    feedback: Text | None = None
    read: str | None = None
    chosen: Text | None = None
    program: str | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    graph: GraphCells | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weakness:
    """A skill with wrong answers among the latest ones, and the command that trains it.

    misconceptions: (name, how often), the most frequent first.
    """

    skill: str
    title: Text
    answered: int
    wrong: int
    misconceptions: tuple[tuple[str, int], ...]
    answers: tuple[WrongAnswerGiven, ...]
    command: str


@dataclass(frozen=True, slots=True)
class MisconceptionSeen:
    """A misconception among the latest answers of all skills.

    skill, title, date, feedback: of the last answer that showed it.
    """

    misconception: str
    count: int
    skill: str
    title: Text
    date: str
    feedback: Text | None


@dataclass(frozen=True, slots=True)
class DueDay:
    """What one day brings, if nothing is answered before: items, and minutes for them."""

    date: str
    items: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews whose predicted R lies in [low, high): their mean prediction, and what came true.

    least, most: between which the share that comes true lies with 95 % confidence (Wilson).
    """

    low: float
    high: float
    reviews: int
    predicted: float
    observed: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Loss:
    """How good predictions were; of two, the smaller is the better.

    brier: the mean square of prediction - outcome. log_loss: the mean of -ln(chance that was given
    to what happened).
    """

    brier: float
    log_loss: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against observed recall; all but `reviews` is None with fewer than ENOUGH of them.

    model: the predictions of the model. average: what the recall on the latest ten days with reviews
    would have predicted for each day, the least that a model must beat.
    """

    reviews: int
    predicted: float | None = None
    observed: float | None = None
    bins: tuple[Bin, ...] | None = None
    model: Loss | None = None
    average: Loss | None = None


@dataclass(frozen=True, slots=True)
class DayDone:
    """A study day with an answer. minutes: active time."""

    date: str
    answered: int
    correct: int
    minutes: float


@dataclass(frozen=True, slots=True)
class WeekDone:
    """A week that begins on a Monday, whether or not anything was answered in it."""

    date: str
    answered: int
    correct: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the whole route may be begun and every gate passed; rough figures."""

    earliest: str
    expected: str
    latest: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format may print.

    language: of the reader. date: today. since: the first day of the period; None for all days.
    command: the next step. budget_minutes: of a session, by the settings.
    days, weeks: of the last 53 weeks at most. arrival: None when it is over, or not known yet.
    answers: every answer of the period, read from the log one by one when a format asks for them.
    """

    schema_version: int
    language: str
    date: str
    since: str | None
    command: str
    due: int
    due_minutes: float
    budget_minutes: float
    totals: Totals
    streak: Streak
    stages: tuple[StageStanding, ...]
    mastery: tuple[Standing, ...]
    weakest: tuple[Weakness, ...]
    misconceptions: tuple[MisconceptionSeen, ...]
    calibration: Calibration
    forecast: tuple[DueDay, ...]
    days: tuple[DayDone, ...]
    weeks: tuple[WeekDone, ...]
    arrival: Arrival | None
    answers: Iterable[Answer] = field(default=(), compare=False, repr=False)
