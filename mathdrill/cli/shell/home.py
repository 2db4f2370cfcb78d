"""`mathdrill` alone: what is due, how long it takes, and what to type next."""

from __future__ import annotations

from mathdrill import __version__
from mathdrill.cli.blocks import Block, Fields, Gap, Role, Words
from mathdrill.cli.pages import minutes
from mathdrill.cli.practice import load, with_language
from mathdrill.cli.settings import settings
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue
from mathdrill.paths import database
from mathdrill.planning.desk import Desk
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.reports.outlook import forecast
from mathdrill.store import Store


def version(terminal: Terminal) -> None:
    """Print the version; alone on the command line, the front door answers by itself."""
    terminal.write(f"mathdrill {__version__}")


def run(terminal: Terminal) -> None:
    """Show what is due and the next steps."""
    terminal = with_language(terminal)
    catalogue = load(terminal)
    with Store.open(database()) as store:
        show(terminal, overview(terminal, catalogue, store))


def overview(terminal: Terminal, catalogue: Catalogue, store: Store) -> tuple[Block, ...]:
    """What is due, and the next steps."""
    progress = store.progress()
    day = store.stamp(terminal.clock.now()).study_day
    now = Situation(route_of(catalogue), progress, day, retention=settings().retention)
    today = forecast(Desk(now))[0]
    left = store.open_session("today")
    if not progress.templates:
        said = terminal.say("home.welcome", skills=len(catalogue.skills))
    elif today.items:
        said = terminal.say("home.due", items=today.items, minutes=minutes_up(today.minutes))
    else:
        said = terminal.say("home.nothing-due")
    is_open = left is not None and left.study_day == day and store.trail(left.id) != ()
    steps = (
        ("mathdrill today", terminal.say("home.continue" if is_open else "home.today")),
        ("mathdrill topic chain-rule", terminal.say("home.topic")),
        ("mathdrill stats", terminal.say("home.stats")),
        ("mathdrill --help", terminal.say("home.help")),
    )
    return (Words(said, Role.STRONG), Gap(), Fields(steps))


def minutes_up(count: float) -> str:
    """Whole minutes, and never none for something that takes time."""
    return minutes(max(60.0, 60 * count))
