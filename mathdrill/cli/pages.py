"""What a session shows: plan, lesson, item, verdict, summary, as blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mathdrill.cli.blocks import (
    Block,
    Entries,
    Fields,
    Framed,
    Gap,
    Heading,
    Kept,
    Pointed,
    Program,
    Prose,
    Role,
    Words,
)
from mathdrill.cli.drill import Judged, PlanView, Shown, Summary, Why
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import cells, pad
from mathdrill.clock import study_day
from mathdrill.domain import Item, Kind, Outcome, Sentence, Text, Verdict
from mathdrill.lang import say
from mathdrill.paths import read_config

BARE = "score.incorrect"  # says no more than the opening before it

Blocks = tuple[Block, ...]
LONGEST_SHOWN = 60  # characters of an observed expression
_ENDING = re.compile(r"\berr\b")


def plan(terminal: Terminal, view: PlanView) -> Blocks:
    """What lies ahead, and once, what can be typed."""
    if not view.items:
        return (Words(terminal.say("screen.plan-nothing"), Role.STRONG), Gap())
    if view.budget_s is None:
        ahead = terminal.say("screen.plan-topic", items=view.items, skills=view.skills)
    else:
        ahead = terminal.say(
            "screen.plan-today",
            minutes=minutes(view.budget_s),
            items=view.items,
            skills=view.skills,
        )
    notices = [] if view.notice is None else [terminal.say_sentence(view.notice)]
    if view.resumed:
        notices.append(terminal.say("screen.resumed"))
    return (
        Words(ahead, Role.STRONG),
        *(Words(notice, Role.NOTICE) for notice in notices),
        Words(terminal.say("screen.commands"), Role.QUIET),
        Gap(),
    )


def lesson(terminal: Terminal, title: Text, text: Text) -> Blocks:
    """The lesson of a skill, before its first item or on request."""
    heading = Heading(terminal.say("screen.lesson", title=title))
    return (heading, Gap(), Prose(text[terminal.language]), Gap())


def item(terminal: Terminal, shown: Shown, title: Text) -> Blocks:
    """One item: its number, the minutes spent, its skill, and what is asked."""
    language = terminal.language
    it = shown.item
    blocks: list[Block] = [Prose(it.prompt[language])]
    if it.graph:
        blocks += [Gap(), graph(terminal, it)]
    elif it.program:
        blocks += [Gap(), Program(it.program)]
    if it.choices:
        labels = it.labels or tuple(str(n) for n in range(1, len(it.choices) + 1))
        texts = (choice[language] for choice in it.choices)
        blocks += [Gap(), Entries(tuple(zip(labels, texts, strict=True)))]
    if it.parts:
        blocks += [Gap(), Entries(tuple((part.name, "= ?") for part in it.parts))]
    if it.kind is Kind.ORDERING:
        blocks += [Gap(), Words(terminal.say("screen.ask-order"), Role.QUIET)]
    heading = Heading(
        terminal.say("screen.heading", number=shown.number, title=title), _spent(terminal, shown)
    )
    given = it.hints[: shown.hints_shown]
    hints = [hint(terminal, it, number, text) for number, text in enumerate(given, 1)]
    return (Framed(heading, tuple(blocks)), *(block for blocks in hints for block in blocks))


def graph(terminal: Terminal, it: Item) -> Kept:
    """The computational graph of an item, drawn for this screen."""
    from mathdrill.autograd.rails import GLYPHS
    from mathdrill.items.graph_items import graph_drawing
    from mathdrill.maths.linear import Style

    unicode = terminal.shows_maths and terminal.can_show(GLYPHS)
    style = Style.UNICODE if unicode else Style.ASCII
    drawn = graph_drawing(it, terminal.width - 4, style)
    return Kept(tuple(f"  {row}" for row in drawn))


def label(it: Item, width: int) -> str:
    """What stands before the cursor: the name of what is asked for, where the item has one."""
    wished = "> "
    if it.answer_names:
        wished = f"{it.answer_names[0]} = "
    elif it.kind is Kind.CHOICE:
        wished = f"1-{len(it.choices)} > "
    return wished if len(wished) <= width // 2 else "> "


def verdict(terminal: Terminal, judged: Judged, typed: str) -> Blocks:
    """What scoring found out; after a wrong answer also the right one and how to get there."""
    found = judged.verdict
    match found.outcome:
        case Outcome.INVALID:
            pointed = () if found.position is None else (Pointed(typed, found.position),)
            return (*pointed, *_said(terminal, found, Role.NOTICE))
        case Outcome.UNDECIDED:
            said = _said(terminal, found, Role.NOTICE)
            return (*said, *_read_as(terminal, found, typed), *_key(terminal, judged), Gap())
        case Outcome.CORRECT:
            return (*_right(terminal, judged), *_details(terminal, found), Gap())
        case Outcome.INCORRECT:
            opening = terminal.sign("✗") + terminal.say("screen.not-yet")
            said = _said(terminal, found, Role.WRONG, opening)
            return (*said, *_read_as(terminal, found, typed), *revealed(terminal, judged))


def _read_as(terminal: Terminal, found: Verdict, typed: str) -> Blocks:
    """How the answer was understood, where that does not stand there already."""
    if not found.understood or _bare(found.understood) == _bare(typed):
        return ()
    read = terminal.say("screen.read-as", formula=terminal.formula(found.understood))
    return (Words(read, Role.QUIET, indent=2),)


def _bare(formula: str) -> str:
    return "".join(formula.replace("**", "^").replace("*", "").split())


def revealed(terminal: Terminal, judged: Judged) -> Blocks:
    """The right answer, the worked solution, and when the template comes back."""
    worked = solution(terminal, judged)
    return (*_key(terminal, judged), Gap(), *worked, *_due(terminal, judged), Gap())


def solution(terminal: Terminal, judged: Judged) -> Blocks:
    """The worked solution."""
    if judged.solution is None:
        return ()
    heading = Words(terminal.say("screen.solution"), Role.STRONG)
    return (heading, Prose(judged.solution[terminal.language], indent=2), Gap())


def returned(terminal: Terminal, values: Sequence[tuple[str, str]]) -> Blocks:
    """What torch returned for the observed expressions of a program, as comments beside them.

    What is said with `err`, the class of the error that ended it, or in many words is told of the
    program as a whole.
    """
    if not values:
        return ()
    ended = {"None": terminal.say("screen.no-error")}
    told = [
        (terminal.say("screen.program"), ended.get(value, value))
        if _ENDING.search(expression) or len(expression) > LONGEST_SHOWN
        else (expression, value)
        for expression, value in values
    ]
    widest = max(cells(expression) for expression, _ in told)
    lines = (f"{pad(expression, widest)}  # {value}" for expression, value in told)
    return (Words(terminal.say("screen.returned"), Role.QUIET), Program("\n".join(lines)), Gap())


def hint(terminal: Terminal, it: Item, number: int, text: Text) -> Blocks:
    """One hint."""
    label = terminal.say("screen.hint", number=number, total=len(it.hints))
    return (Prose(f"{label}{text[terminal.language]}", Role.NOTICE),)


def why(terminal: Terminal, reasons: Why) -> Blocks:
    """Why this item comes now."""
    return tuple(Words(terminal.say_sentence(each)) for each in reasons.sentences)


def commands(terminal: Terminal) -> Blocks:
    """Everything that can be typed instead of an answer."""
    rows = (
        ("?", terminal.say("screen.command-hint")),
        (":lesson", terminal.say("screen.command-lesson")),
        (":why", terminal.say("screen.command-why")),
        (":solution", terminal.say("screen.command-solution")),
        (":reveal", terminal.say("screen.command-reveal")),
        (":park", terminal.say("screen.command-park")),
        (":undo", terminal.say("screen.command-undo")),
        ("q, :quit", terminal.say("screen.command-quit")),
        (":help", terminal.say("screen.command-help")),
    )
    return (Fields(rows),)


def summary(terminal: Terminal, result: Summary, titles: dict[str, Text]) -> Blocks:
    """The end of a session: what was done, what moved, what tomorrow brings."""
    heading = Heading(terminal.say("screen.summary"))
    if not result.answered:
        done = terminal.say("screen.summary-nothing")
    else:
        done = terminal.say(
            "screen.summary-done",
            answered=result.answered,
            correct=result.correct,
            minutes=minutes(result.spent_s),
        )
    moved = tuple(
        Words(
            terminal.say(
                "screen.summary-moved",
                title=titles[skill],
                before=state(terminal, before),
                after=state(terminal, after),
            ),
            Role.NOTICE if after == "lost" else Role.RIGHT,
        )
        for skill, before, after in result.skills_moved
        if skill in titles
    )
    over = () if result.over is None else (Words(terminal.say_sentence(result.over)),)
    key = "screen.summary-tomorrow" if result.due_tomorrow else "screen.summary-free"
    tomorrow = Words(terminal.say(key, due=result.due_tomorrow), Role.QUIET)
    return (heading, Gap(), *over, Words(done), *moved, tomorrow)


def state(terminal: Terminal, name: str) -> str:
    """What a state of the ladder is called."""
    return terminal.say(f"state.{name}")


def minutes(seconds: float) -> str:
    """Whole minutes, rounded as a clock would show them."""
    return str(round(seconds / 60))


def due(terminal: Terminal, day: str) -> str:
    """An ISO date as a learner counts: today, tomorrow, in so many days."""
    today = study_day(terminal.clock.now(), read_config()[0].day_begins_h)
    days = date.fromisoformat(day).toordinal() - today
    if days <= 0:
        return terminal.say("screen.due-today")
    if days == 1:
        return terminal.say("screen.due-tomorrow")
    return terminal.say("screen.due-days", days=days, date=day)


def message(terminal: Terminal, found: Verdict) -> str:
    """Everything a verdict says, in one text."""
    return "\n".join(terminal.say_sentence(each) for each in (found.message, *found.details))


def _right(terminal: Terminal, judged: Judged) -> Blocks:
    said = terminal.say_sentence(judged.verdict.message)
    if judged.next_due is not None:
        said = terminal.say("screen.right", message=said, due=due(terminal, judged.next_due))
    return (Words(terminal.sign("✓") + said, Role.RIGHT),)


def _said(terminal: Terminal, found: Verdict, role: Role, opening: str = "") -> Blocks:
    details = _details(terminal, found)
    if opening and found.message.key == BARE:
        return (Words(opening.rstrip(), role), *details)
    return (_sentence(terminal, found.message, role, opening=opening), *details)


def _details(terminal: Terminal, found: Verdict) -> Blocks:
    return tuple(_sentence(terminal, each, Role.NORMAL, indent=2) for each in found.details)


def _sentence(
    terminal: Terminal, said: Sentence, role: Role, *, opening: str = "", indent: int = 0
) -> Block:
    """Words; but a sentence that is filled with nothing but content keeps its formulas whole."""
    texts = {name: value for name, value in said.values if isinstance(value, Text)}
    if texts and len(texts) == len(said.values):
        return Prose(opening + say(terminal.language, said.key, **texts), role, indent)
    return Words(opening + terminal.say_sentence(said), role, indent)


def _key(terminal: Terminal, judged: Judged) -> Blocks:
    if judged.key is None:
        return ()
    return (Prose(say(terminal.language, "screen.key", key=judged.key), indent=2),)


def _due(terminal: Terminal, judged: Judged) -> Blocks:
    if judged.next_due is None:
        return ()
    return (Words(due(terminal, judged.next_due), Role.QUIET, indent=2),)


def _spent(terminal: Terminal, shown: Shown) -> str:
    spent = minutes(shown.spent_s)
    if shown.budget_s is None:
        return terminal.say("screen.spent", minutes=spent)
    return terminal.say("screen.spent-of", minutes=spent, budget=minutes(shown.budget_s))
