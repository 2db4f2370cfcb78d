"""Pieces of the HTML report: wrong answers, figures with their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from mathdrill.domain import Text
from mathdrill.items.graph_items import graph_picture
from mathdrill.lang import say
from mathdrill.maths.mathml import displayed
from mathdrill.reports.prose import blocks, inline
from mathdrill.reports.report import Weakness, WrongAnswerGiven
from mathdrill.reports.wording import visible

NUMBERS = {
    *("recall", "due", "times", "observed", "range", "reviews"),
    *("items", "minutes", "days", "answers", "right"),
}
DATES = {"date", "last", "month", "week"}


def feedback(language: str, name: str, told: Text | None) -> str:
    """What a misconception is told by; its name where its item cannot be made any more."""
    return f"<code>{escape(name)}</code>" if told is None else inline(told[language])


def weakness(language: str, weak: Weakness) -> Iterator[str]:
    """A weak skill: how weak, how to train it, and what was typed of late."""
    counted = say(language, "report.wrong-of", wrong=weak.wrong, answered=weak.answered)
    train = say(language, "report.train", command=f"<code>{escape(weak.command)}</code>")
    yield (
        f'<article class="weak">\n<header><h3>{escape(weak.title[language])}</h3>'
        f"<span>{escape(counted)}</span><span>{train}</span></header>\n"
        '<ul class="wrong">\n'
    )
    for given in weak.answers:
        yield f"<li>{''.join(_answer(language, given))}</li>\n"
    yield "</ul>\n</article>\n"


def _answer(language: str, given: WrongAnswerGiven) -> Iterator[str]:
    if given.prompt is not None:
        yield blocks(given.prompt[language])
    if given.graph is not None:
        title = say(language, "report.graph-label", asked=", ".join(given.asked))
        yield graph_picture(given.graph, given.asked, title)
    elif given.program is not None:
        yield f"<pre><code>{escape(given.program)}</code></pre>"
    if given.choices:
        yield _choices(language, given.choices)
    typed = escape(say(language, "report.label-typed"))
    yield f'<dl><dt class="typed">{typed}</dt><dd>{_typed(language, given)}</dd>'
    if given.key is not None:
        right = escape(say(language, "report.label-right"))
        yield f"<dt>{right}</dt><dd>{inline(given.key[language])}</dd>"
    yield "</dl>"
    if given.feedback is not None:
        yield f'<p class="told">{inline(given.feedback[language])}</p>'
    yield (
        f'<p class="quiet when"><time datetime="{given.date}">{given.date}</time>'
        f" · <code>{escape(given.template)}</code></p>"
    )


def _choices(language: str, choices: Sequence[tuple[str, Text]]) -> str:
    """The options as they were numbered, or by the labels that an answer names them with."""
    if all(label == str(number) for number, (label, _) in enumerate(choices, 1)):
        entries = "".join(f"<li>{inline(text[language])}</li>" for _, text in choices)
        return f"<ol>{entries}</ol>"
    entries = "".join(
        f"<li><code>{escape(label)}</code> {inline(text[language])}</li>" for label, text in choices
    )
    return f'<ul class="labels">{entries}</ul>'


def _typed(language: str, given: WrongAnswerGiven) -> str:
    if given.answer is None:
        return escape(say(language, "report.revealed"))
    if given.read is not None:
        return displayed(given.read)
    if given.chosen is not None:
        return f"{escape(given.answer.strip())}. {inline(given.chosen[language])}"
    return f"<code>{escape(visible(given.answer)) or '&#160;'}</code>"


def figure(language: str, charts: Iterable[str], said: str, table: str, look: str = "") -> str:
    """A chart, what it says in one sentence (HTML), and its table, folded until one asks for it."""
    drawn = "\n".join(charts)
    drawn = f'<div class="{look}">\n{drawn}\n</div>' if look else drawn
    summary = escape(say(language, "report.as-table"))
    return (
        f"<figure>\n{drawn}\n<figcaption>{said}</figcaption>\n"
        f"<details><summary>{summary}</summary>\n{table}</details>\n</figure>\n"
    )


def _look(column: str) -> str:
    if column in NUMBERS:
        return ' class="number"'
    return ' class="date"' if column in DATES else ""


def table(
    language: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    raw: Iterable[int] = (),
) -> str:
    """A table whose first column names its rows. raw: columns that are HTML already."""
    looks = [_look(column) for column in columns]
    head = "".join(
        f'<th scope="col"{look}>{escape(say(language, f"report.column-{column}"))}</th>'
        for column, look in zip(columns, looks, strict=True)
    )
    plain = set(range(len(columns))) - set(raw)
    lines = []
    for row in rows:
        cells = [escape(cell) if n in plain else cell for n, cell in enumerate(row)]
        name, *values = cells
        line = "".join(
            f"<td{look}>{value}</td>" for value, look in zip(values, looks[1:], strict=True)
        )
        lines.append(f'<tr><th scope="row"{looks[0]}>{name}</th>{line}</tr>\n')
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(lines)}</tbody>\n</table>\n"
