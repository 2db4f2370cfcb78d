"""`plan`: the staged route with where you are, what comes on which day, and when you may be through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path

from mathdrill.cli.blocks import Block, Gap, Heading, Role, Table, Words
from mathdrill.cli.practice import load
from mathdrill.cli.settings import Settings, settings
from mathdrill.cli.showing import show
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue, Stage
from mathdrill.errors import DataError, UsageError
from mathdrill.memory.progress import SkillState
from mathdrill.paths import database, replace_file
from mathdrill.planning.desk import Desk
from mathdrill.planning.gates import is_passed
from mathdrill.planning.ladder import skill_states
from mathdrill.planning.projection import PlannedDay, Projection, project
from mathdrill.planning.route import route_of
from mathdrill.planning.situation import Situation
from mathdrill.store import Store

SCHEMA_VERSION = 1
MOST_DAYS = 90
KNOWN = {SkillState.REVIEWING, SkillState.MASTERED}
OCTETS = 75  # of a line of a calendar (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that `plan` tells."""

    catalogue: Catalogue
    now: Situation
    chosen: Settings
    states: dict[str, SkillState]
    projection: Projection

    @property
    def here(self) -> str | None:
        """The first skill of the route that is not known yet."""
        route = self.now.route
        open_skills = (s for s in route.order if self.states[s] not in KNOWN and route.templates[s])
        return next(open_skills, None)


def run(terminal: Terminal, *, days: int, json: bool, ics: Path | None) -> int:
    """Show the plan, or write it as a calendar."""
    if not 0 < days <= MOST_DAYS:
        raise UsageError("cli.count", given=days, most=MOST_DAYS)
    plan = planned(terminal, days)
    if ics is not None:
        try:
            replace_file(ics, calendar(terminal, plan))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise DataError("cli.unwritable", path=ics, reason=reason) from error
        terminal.tell(terminal.say("cli.written", path=ics))
    if json:
        terminal.write_json(data(plan))
    elif ics is None:
        show(terminal, blocks(terminal, plan))
    return 0


def planned(terminal: Terminal, days: int) -> Plan:
    """The plan of this moment."""
    catalogue = load(terminal)
    chosen = settings()
    with Store.open(database()) as store:
        day = store.stamp(terminal.clock.now()).study_day
        progress = store.progress()
    now = Situation(
        route=route_of(catalogue),
        progress=progress,
        day=day,
        budget_s=60 * chosen.minutes,
        retention=chosen.retention,
        exam_day=chosen.exam_day,
    )
    states = skill_states(now.route.order, progress, day)
    done = any(row.practised_day == day for row in progress.skills.values())
    return Plan(catalogue, now, chosen, states, project(now, days, chosen.days_off, done=done))


def data(plan: Plan) -> dict[str, object]:
    """The plan as JSON."""
    projection, eta = plan.projection, plan.projection.eta
    return {
        "schema_version": SCHEMA_VERSION,
        "date": _iso(plan.now.day),
        "minutes": plan.chosen.minutes,
        "days_off": sorted(plan.chosen.days_off),
        "here": plan.here,
        "stages": [
            {
                "stage": stage.number,
                "title": {"en": stage.title.en, "zh": stage.title.zh},
                "gate": _gate(plan, stage),
                "skills": [
                    {"id": skill, "state": plan.states[skill]} for skill in _skills(plan, stage)
                ],
            }
            for stage in plan.catalogue.stages
        ],
        "days": [
            {
                "date": _iso(day.day),
                "off": day.off,
                "items": day.items,
                "reviews": day.reviews,
                "minutes": day.minutes,
                "new": list(day.new),
                "gate": day.gate,
            }
            for day in projection.days
        ],
        "eta": None
        if eta is None
        else {
            "earliest": _iso(eta.earliest),
            "expected": _iso(eta.expected),
            "latest": _iso(eta.latest),
        },
        "day_off": {
            "due_with_session": projection.day_off.due_with,
            "due_a_day_later": projection.day_off.due_without,
            "recall_points_lost": projection.day_off.points,
        },
        "exam": None if plan.chosen.exam_day is None else _iso(plan.chosen.exam_day),
    }


def blocks(terminal: Terminal, plan: Plan) -> Iterator[Block]:
    """The plan on one screen or two."""
    language = terminal.language
    for stage in plan.catalogue.stages:
        skills = _skills(plan, stage)
        if not skills:
            continue
        known = sum(plan.states[skill] in KNOWN for skill in skills)
        yield Heading(
            terminal.say("plan.stage", stage=stage.number, title=stage.title),
            terminal.say(f"plan.gate-{_gate(plan, stage)}", known=known, skills=len(skills)),
        )
    here = plan.here
    if here is not None:
        title = plan.catalogue.skills[here].title
        stage_number = plan.now.route.stages[here]
        said = terminal.say("plan.here", title=title, stage=stage_number)
        yield Words(said, Role.STRONG)
    yield Gap()
    columns = ("date", "items", "minutes", "new")
    header = tuple(terminal.say(f"plan.column-{column}") for column in columns)
    rows = tuple(_row(terminal, plan, day, language) for day in plan.projection.days)
    yield Table(header, rows, right=frozenset({1, 2}))
    yield Gap()
    yield from _outlook(terminal, plan)


def _outlook(terminal: Terminal, plan: Plan) -> Iterator[Block]:
    eta, off = plan.projection.eta, plan.projection.day_off
    if eta is None:
        yield Words(terminal.say("plan.through"), Role.RIGHT)
    else:
        between = {"earliest": _iso(eta.earliest), "latest": _iso(eta.latest)}
        yield Words(terminal.say("plan.eta", expected=_iso(eta.expected), **between))
    if plan.now.progress.templates:
        said = terminal.say(
            "plan.day-off", due=off.due_with, later=off.due_without, points=off.points
        )
        yield Words(said, Role.QUIET)
    if plan.chosen.exam_day is not None and plan.chosen.exam_day > plan.now.day:
        days = plan.chosen.exam_day - plan.now.day
        yield Words(terminal.say("plan.exam", date=_iso(plan.chosen.exam_day), days=days))


def _row(terminal: Terminal, plan: Plan, day: PlannedDay, language: str) -> tuple[str, ...]:
    if day.off:
        return (_iso(day.day), "", "", terminal.say("plan.off"))
    new = [plan.catalogue.skills[skill].title[language] for skill in day.new]
    if day.gate is not None:
        new.insert(0, terminal.say("plan.gate", stage=day.gate))
    return (_iso(day.day), str(day.items), f"{day.minutes:.0f}", ", ".join(new))


def _skills(plan: Plan, stage: Stage) -> list[str]:
    return [s for s in plan.now.route.order if plan.now.route.stages[s] == stage.number]


def _gate(plan: Plan, stage: Stage) -> str:
    """passed, open (this stage is where one is), ahead; "none" where nothing comes after."""
    if stage not in plan.now.route.gates:
        return "none"
    desk = Desk(plan.now)
    before = (each for each in plan.now.route.gates if each.number < stage.number)
    if is_passed(desk, stage):
        return "passed"
    return "open" if all(is_passed(desk, each) for each in before) else "ahead"


def calendar(terminal: Terminal, plan: Plan) -> str:
    """The plan as a calendar (RFC 5545): an all-day event for each session."""
    moment = terminal.clock.now()
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mathdrill//plan//EN"]
    for day in plan.projection.days:
        if day.off:
            continue
        title = terminal.say("plan.session", minutes=round(plan.chosen.minutes))
        row = _row(terminal, plan, day, terminal.language)
        about = terminal.say("plan.session-about", items=day.items, new=row[-1] or "-")
        lines += [
            "BEGIN:VEVENT",
            f"UID:mathdrill-{_iso(day.day)}@mathdrill",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_iso(day.day).replace('-', '')}",
            f"DTEND;VALUE=DATE:{_iso(day.day + 1).replace('-', '')}",
            f"SUMMARY:{_escaped(title)}",
            f"DESCRIPTION:{_escaped(about)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most OCTETS bytes, the following ones indented by a blank."""
    folded, room = "", OCTETS
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            folded, room = folded + "\r\n ", OCTETS - 1
        folded, room = folded + character, room - size
    return folded


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
