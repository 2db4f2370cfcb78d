"""The learner's settings as the commands use them; `mathdrill.paths` keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mathdrill.cli.views import MINUTES
from mathdrill.memory.fsrs import DESIRED_RETENTION
from mathdrill.paths import Config, read_config

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value. days_off: weekdays, Monday = 0; exam_day: a day number."""

    minutes: float
    days_off: frozenset[int]
    retention: float
    exam_day: int | None


def settings() -> Settings:
    """The settings of this learner, the usual ones where nothing was chosen."""
    return settings_of(read_config()[0])


def settings_of(config: Config) -> Settings:
    """The same from what was read."""
    return Settings(
        minutes=MINUTES if config.minutes is None else config.minutes,
        days_off=frozenset(config.days_off or ()),
        retention=DESIRED_RETENTION if config.retention is None else config.retention,
        exam_day=None if config.exam is None else date.fromisoformat(config.exam).toordinal(),
    )
