"""The derived tables: loading progress, keeping it in step with the log, folding the log anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mathdrill.domain import Event, Memory
from mathdrill.memory.fsrs import ALGO
from mathdrill.memory.progress import (
    FOLD,
    GateProgress,
    Presumed,
    Progress,
    SkillProgress,
    SkillState,
    TemplateProgress,
    counts,
    fold_gates,
    fold_skill,
    fold_template,
    is_judged,
    is_placed,
)
from mathdrill.planning.situation import Answered
from mathdrill.store.database import Database, Row
from mathdrill.store.events import COUNTS, JUDGED, PLACED, milliseconds_of, select

FOLD_NAME = f"{ALGO}/{FOLD}"  # tables that another fold made are folded anew
TABLES = ("template_progress", "skill_progress", "gate_progress", "session_answer", "head")

PUT_TEMPLATE = "INSERT OR REPLACE INTO template_progress VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_SKILL = "INSERT OR REPLACE INTO skill_progress VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_GATE = "INSERT OR REPLACE INTO gate_progress VALUES (?, ?, ?)"
PUT_ANSWER = "INSERT INTO session_answer VALUES (?, ?, ?, ?, ?, ?)"
PUT_ANSWERS = f"""
    INSERT INTO session_answer
    SELECT session, id, template, skill, verdict = 'correct', coalesce(ms_active, 0)
    FROM event WHERE session IS NOT NULL AND ({JUDGED} OR {PLACED})
"""  # noqa: S608 - JUDGED is our own


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: what the next event's place depends on."""

    last_event: str = ""
    last_seq: int = 0
    last_ms: int = 0
    last_day: int = 0


def is_current(database: Database) -> bool:
    """Whether the derived tables are there and made by this fold."""
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    return names.issuperset(TABLES) and database.execute("SELECT fold FROM head") == [(FOLD_NAME,)]


def fold_of(database: Database) -> str | None:
    """The name of the fold that made the derived tables; None where there are none."""
    if not database.number("SELECT count(*) FROM sqlite_master WHERE name = 'head'"):
        return None
    found = database.execute("SELECT fold FROM head")
    return str(found[0][0]) if found else None


def load(database: Database) -> Progress:
    """Progress, without a look at the log."""
    templates = {
        row[0]: _template(row) for row in database.execute("SELECT * FROM template_progress")
    }
    skills = {row[0]: _skill(row) for row in database.execute("SELECT * FROM skill_progress")}
    gates = {
        stage: GateProgress(stage, day, tuple(marks.split()))
        for stage, day, marks in database.execute("SELECT * FROM gate_progress")
    }
    return Progress(templates, skills, head(database).last_day, gates)


def head(database: Database) -> Head:
    """Where the log ends, without a look at it."""
    ((_, *values),) = database.execute("SELECT * FROM head")
    return Head(*values)


def trail(database: Database, session: str) -> tuple[Answered, ...]:
    """The judged answers of a session, in order."""
    rows = database.execute(
        "SELECT event, template, skill, correct, ms_active FROM session_answer"
        " WHERE session = ? ORDER BY event",
        (session,),
    )
    return tuple(Answered(e, t, s, bool(correct), ms / 1000) for e, t, s, correct, ms in rows)


def record(database: Database, event: Event, after: Progress) -> None:
    """Bring the derived tables in step with one more event at the end of the log."""
    _move_head(database, event)
    if counts(event):
        _put_template(database, after.templates[event.template or ""])
        _put_skill(database, after.skills[event.skill or ""])
    if event.payload is not None and is_judged(event):
        _put_gates(database, after.gates)
    if event.session is not None and (is_judged(event) or is_placed(event)):
        correct, ms_active = event.verdict == "correct", event.ms_active or 0
        row = (event.session, event.id, event.template, event.skill, correct, ms_active)
        database.execute(PUT_ANSWER, row)


def forget(database: Database, answer: Event, void: Event) -> None:
    """Bring the derived tables in step with a void: fold that template and that skill anew."""
    _move_head(database, void)
    database.execute(
        "DELETE FROM session_answer WHERE session = ? AND event = ?", (answer.session, answer.id)
    )
    database.execute("DELETE FROM template_progress WHERE template = ?", (answer.template,))
    database.execute("DELETE FROM skill_progress WHERE skill = ?", (answer.skill,))
    template: TemplateProgress | None = None
    for event in select(database, f"template = ? AND {COUNTS}", (answer.template,)):
        template = fold_template(template, event)
    skill: SkillProgress | None = None
    for event in select(database, f"skill = ? AND {COUNTS}", (answer.skill,)):
        skill = fold_skill(skill, event)
    if template:
        _put_template(database, template)
    if skill:
        _put_skill(database, skill)
    if answer.payload is not None:
        database.execute("DELETE FROM gate_progress")
        gates: Mapping[int, GateProgress] = {}
        for event in select(database, f"payload IS NOT NULL AND {JUDGED}"):
            gates = fold_gates(gates, event)
        _put_gates(database, gates)


def rebuild(database: Database) -> None:
    """Drop the derived tables and fold the whole log anew; within a transaction of the caller's."""
    database.execute_script(Path(__file__).with_name("derived.sql").read_text(encoding="utf-8"))
    templates: dict[str, TemplateProgress] = {}
    skills: dict[str, SkillProgress] = {}
    gates: Mapping[int, GateProgress] = {}
    for event in select(database, COUNTS):
        if event.payload is not None:
            gates = fold_gates(gates, event)
        template, skill = event.template or "", event.skill or ""
        templates[template] = fold_template(templates.get(template), event)
        skills[skill] = fold_skill(skills.get(skill), event)
    for template_row in templates.values():
        _put_template(database, template_row)
    for skill_row in skills.values():
        _put_skill(database, skill_row)
    _put_gates(database, gates)
    database.execute(PUT_ANSWERS)
    _put_head(database)


def _move_head(database: Database, event: Event) -> None:
    database.execute(
        "UPDATE head SET last_event = ?, last_seq = ?, last_ms = ?, last_day = max(last_day, ?)",
        (event.id, event.seq, milliseconds_of(event.id), event.study_day),
    )


def _put_head(database: Database) -> None:
    """The head as the log has it; seq is this device's."""
    ((last_event, last_day),) = database.execute(
        "SELECT coalesce(max(id), ''), coalesce(max(study_day), 0) FROM event"
    )
    last_seq = database.number(
        "SELECT coalesce(max(seq), 0) FROM event WHERE device = (SELECT id FROM device)"
    )
    row = (FOLD_NAME, last_event, last_seq, milliseconds_of(last_event), last_day)
    database.execute("INSERT INTO head VALUES (?, ?, ?, ?, ?)", row)


def _put_template(database: Database, row: TemplateProgress) -> None:
    memory = row.memory
    database.execute(
        PUT_TEMPLATE,
        (
            *(row.template, row.skill, memory.stability, memory.difficulty, memory.last_day),
            *(memory.reviews, memory.lapses, row.answers, row.outcomes),
            *(_joined(row.answer_ms), _joined(row.success_ms)),
        ),
    )


def _put_skill(database: Database, row: SkillProgress) -> None:
    database.execute(
        PUT_SKILL,
        (
            *(row.skill, row.state.value, row.introduced, row.streak, row.practised),
            *(row.practised_day, _joined(row.failures), row.success_days, row.last_success),
            *(row.interleaved, _joined(row.clean_days), row.presumed.value),
        ),
    )


def _put_gates(database: Database, gates: Mapping[int, GateProgress]) -> None:
    for row in gates.values():
        database.execute(PUT_GATE, (row.stage, row.day, " ".join(row.marks)))


def _template(row: Row) -> TemplateProgress:
    template, skill, *remembered = row[:7]
    answers, outcomes, answer_ms, success_ms = row[7:]
    return TemplateProgress(
        *(template, skill, Memory(*remembered), answers, outcomes),
        *(_split(answer_ms), _split(success_ms)),
    )


def _skill(row: Row) -> SkillProgress:
    skill, state, introduced, streak, practised, practised_day, failures = row[:7]
    success_days, last_success, interleaved, clean_days, presumed = row[7:]
    return SkillProgress(
        *(skill, SkillState(state), introduced, streak, practised, practised_day),
        *(_split(failures), success_days, last_success, bool(interleaved)),
        *(_split(clean_days), Presumed(presumed)),
    )


def _joined(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _split(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
