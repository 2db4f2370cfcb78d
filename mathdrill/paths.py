"""Where files live, and the small one that holds the settings.

MATHDRILL_HOME moves all of them; otherwise they live where the platform wants them.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mathdrill.clock import DAY_BEGINS_H
from mathdrill.domain import Sentence, sentence
from mathdrill.errors import DataError

APPLICATION = "mathdrill"
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
LATEST_DAY_BEGINS = 12


def _home() -> Path | None:
    home = os.environ.get("MATHDRILL_HOME")
    return Path(home).expanduser().absolute() if home else None


def state_dir() -> Path:
    """What must not be lost: the database, the history of typed answers, packs of one's own."""
    if home := _home():
        return home
    import platformdirs  # only here: the first question must not wait for it

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def cache_dir() -> Path:
    """What may be deleted at any moment."""
    if home := _home():
        return home / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))


def config_file() -> Path:
    """The settings; see `Config`."""
    if home := _home():
        return home / "config.json"
    import platformdirs

    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False), "config.json")


def database() -> Path:
    """The event log and everything derived from it."""
    return state_dir() / "mathdrill.db"


def history_file() -> Path:
    """What was typed at the prompt, for the Up key."""
    return state_dir() / "history"


def user_packs() -> Path:
    """The folder of packs of one's own."""
    return state_dir() / "packs"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. None stands for: never chosen.

    minutes: of a session. days_off: weekdays without a session, Monday = 0. retention: R below
    which an item is due. day_begins: the hour at which a study day begins. exam: an ISO date.
    """

    language: str | None = None
    minutes: float | None = None
    days_off: tuple[int, ...] | None = None
    retention: float | None = None
    day_begins: int | None = None
    exam: str | None = None

    @property
    def day_begins_h(self) -> int:
        """The hour at which a study day begins."""
        return DAY_BEGINS_H if self.day_begins is None else self.day_begins


def read_config() -> tuple[Config, Sentence | None]:
    """The settings, and a notice when the file is there but cannot be read."""
    try:
        settings = _settings()
    except (OSError, ValueError, RecursionError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        return Config(), sentence("paths.config-damaged", path=config_file(), reason=reason)
    return Config(**{name: _known(name, settings.get(name)) for name in KNOWN}), None


KNOWN: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: isinstance(value, str),
    "minutes": lambda value: _is_number(value) and 0 < value <= 24 * 60,
    "days_off": lambda value: isinstance(value, list) and all(day in range(7) for day in value),
    "retention": lambda value: _is_number(value) and LEAST_RETENTION <= value <= MOST_RETENTION,
    "day_begins": lambda value: isinstance(value, int) and 0 <= value <= LATEST_DAY_BEGINS,
    "exam": lambda value: isinstance(value, str) and _is_date(value),
}


def _known(name: str, value: object) -> Any:
    """The value of a setting; what makes no sense counts as never chosen."""
    if value is None or not KNOWN[name](value):
        return None
    return tuple(value) if isinstance(value, list) else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def write_config(config: Config) -> None:
    """Store the settings; what a newer mathdrill has written beside them stays.

    Raises: DataError: the file cannot be written.
    """
    try:
        settings = _settings()
    except (OSError, ValueError, RecursionError):
        settings = {}
    text = json.dumps(settings | _chosen(config), indent=2, ensure_ascii=False) + "\n"
    try:
        replace_file(config_file(), text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError("paths.unwritable", path=config_file(), reason=reason) from error


def _chosen(config: Config) -> dict[str, object]:
    """What was chosen, and None for what is no longer: a setting that was never made stays out."""
    before, _ = read_config()
    return {
        name: value
        for name, value in asdict(config).items()
        if value is not None or getattr(before, name) is not None
    }


def _settings() -> dict[str, object]:
    try:
        text = config_file().read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    settings = json.loads(text)
    if not isinstance(settings, dict):
        raise ValueError("not an object")
    return settings


def replace_file(path: Path, text: str | Iterable[str]) -> None:
    """Write a file whole or not at all, whoever else reads or writes it; folders are made.

    Args:
        text: in one piece, or in pieces.
    Raises: OSError: no space, no permission; the old file stays as it was.
    """
    import tempfile  # brings OpenSSL along, for its random names

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines([text] if isinstance(text, str) else text)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
