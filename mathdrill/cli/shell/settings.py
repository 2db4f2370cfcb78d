"""`settings`: show them, or change one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from mathdrill.cli.blocks import Fields
from mathdrill.cli.quick import MOST_MINUTES
from mathdrill.cli.settings import WEEKDAYS, settings_of
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.errors import UsageError
from mathdrill.paths import (
    LATEST_DAY_BEGINS,
    LEAST_RETENTION,
    MOST_RETENTION,
    Config,
    read_config,
    write_config,
)

USUAL = "none"  # typed for a value: the usual one again


def run(terminal: Terminal, name: str | None, value: str | None, *, json: bool) -> int:
    """Show the settings; with a name and a value, change that one first."""
    config, _ = read_config()
    if name is not None:
        config = changed(config, name, value)
        write_config(config)
    if json:
        terminal.write_json({"schema_version": 1, **values(config)})
    else:
        rows = ((name, _shown(terminal, found)) for name, found in values(config).items())
        show(terminal, (Fields(tuple(rows)),))
    return 0


def values(config: Config) -> dict[str, object]:
    """Every setting by the name that is typed."""
    found = settings_of(config)
    return {
        "minutes": found.minutes,
        "days-off": [WEEKDAYS[day] for day in sorted(found.days_off)],
        "retention": found.retention,
        "day-begins": config.day_begins_h,
        "exam": config.exam,
    }


def changed(config: Config, name: str, value: str | None) -> Config:
    """The settings with another value for one of them.

    Raises: UsageError: there is no such setting, or the value makes no sense for it.
    """
    if name not in READERS:
        raise UsageError("settings.unknown", given=name, known=", ".join(READERS))
    field = name.replace("-", "_")
    if value is None:
        raise UsageError("settings.needs-value", name=name)
    read: object = None
    if value != USUAL:
        try:
            read = READERS[name](value)
        except ValueError as error:
            raise UsageError(f"settings.bad-{name}", given=value, **LIMITS.get(name, {})) from error
    return replace(config, **{field: read})  # type: ignore[arg-type]  # each reader fits its field


def _minutes(text: str) -> float:
    return _within(float(text), 1, MOST_MINUTES)


def _days_off(text: str) -> tuple[int, ...]:
    days = {WEEKDAYS.index(each.strip().casefold()[:3]) for each in text.split(",")}
    if len(days) == len(WEEKDAYS):
        raise ValueError("no day is left")
    return tuple(sorted(days))


def _retention(text: str) -> float:
    return _within(float(text), LEAST_RETENTION, MOST_RETENTION)


def _day_begins(text: str) -> int:
    return int(_within(int(text), 0, LATEST_DAY_BEGINS))


def _exam(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _within(number: float, least: float, most: float) -> float:
    if not least <= number <= most:
        raise ValueError("out of range")
    return number


READERS: dict[str, Callable[[str], object]] = {
    "minutes": _minutes,
    "days-off": _days_off,
    "retention": _retention,
    "day-begins": _day_begins,
    "exam": _exam,
}
LIMITS: dict[str, dict[str, object]] = {
    "minutes": {"most": MOST_MINUTES},
    "retention": {"least": LEAST_RETENTION, "most": MOST_RETENTION},
    "day-begins": {"most": LATEST_DAY_BEGINS},
}


def _shown(terminal: Terminal, value: object) -> str:
    match value:
        case None | []:
            return terminal.say("settings.none")
        case list():
            return ", ".join(map(str, value))
        case float():
            return f"{value:g}"
        case _:
            return str(value)
