"""One template over many seeds: does it keep what law 9 asks of every template?

Runs in the checker's worker processes and returns plain values; no YAML here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mathdrill.domain import (
    LANGUAGES,
    DrawKind,
    Item,
    ItemTemplate,
    Kind,
    MalRule,
    Outcome,
    Sentence,
    Text,
    Verdict,
    WrongAnswer,
)
from mathdrill.errors import FormulaError, MathdrillError
from mathdrill.items.drawing import draw, stream
from mathdrill.items.formulas import printed
from mathdrill.items.generate import generate_with_proofs
from mathdrill.maths.linear import Style
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.prose import formulas, render
from mathdrill.packs.equalities import Claim, Meanings, claims, learn
from mathdrill.packs.findings import Code, KeyPath, told
from mathdrill.packs.proving import Confirm, confirmed_key, in_words
from mathdrill.scoring.score import score

FEWEST_ITEMS = 60  # fewer different items and a learner remembers answers instead of rules
SEARCH = 1_000  # seeds tried before a template counts as having fewer
PATIENCE = 3  # seeds without an item; each has taken long, and the next ones will
OFTEN = 10  # draws for which a misconception applies, and none of them made an item
WIDTH = 78
KEPT = "  "  # a line that begins like this is shown as it stands


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong; `path` leads to it inside the template."""

    path: KeyPath
    code: Code
    values: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """What some seeds of one template showed.

    items: what tells the generated items apart; confirmed: those whose key the oracle confirmed;
    worded: the others whose key is words, with nothing to be computed; applied: the misconceptions that occurred, by their place in the template; equalities: how many
    displayed ones were found true.
    """

    template: str
    items: frozenset[str]
    confirmed: frozenset[str]
    worded: frozenset[str]
    applied: frozenset[int]
    faults: tuple[Fault, ...]
    equalities: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many items, how many keys confirmed, how many of the others are words."""
        return len(self.items), len(self.confirmed), len(self.worded)

    @property
    def unproved(self) -> bool:
        """Whether a key was neither confirmed nor words."""
        return bool(self.items - self.confirmed - self.worded)


def probe(template: ItemTemplate, seeds: Sequence[int], confirm: Confirm | None = None) -> Probe:
    """Make and judge the items of some seeds; an item that was met before is not judged again."""
    items: set[str] = set()
    confirmed: set[str] = set()
    worded: set[str] = set()
    applied: set[int] = set()
    faults: dict[tuple[KeyPath, Code], Fault] = {}
    failures, true = 0, 0

    def report(path: KeyPath, code: Code, **values: object) -> None:
        faults.setdefault((path, code), Fault(path, code, tuple(values.items())))

    for seed in seeds:
        try:
            item, proofs = generate_with_proofs(template, seed)
            identity = identify(item)
            if identity in items:
                continue
            items.add(identity)
            held, false = check_equalities(item)
            true += held
            for path, code, values in (*_key(item), *_texts(item), *false):
                report(path, code, seed=seed, **values)
            for wrong in item.rejects:
                index = wrong.rule
                applied.add(index)
                for path, code, values in _reject(item, wrong):
                    report(("misconceptions", index, *path), code, seed=seed, **values)
            if confirm is not None and confirmed_key(template, item, proofs, confirm, report):
                confirmed.add(identity)
            elif in_words(item):
                worded.add(identity)
        except MathdrillError as error:
            report((), Code.NOT_GENERATED, seed=seed, fault=told(error))
            failures += 1
            if failures == PATIENCE:
                break
        except Exception as error:  # noqa: BLE001 - whatever a template does, the others are checked
            report((), Code.CRASH, seed=seed, fault=f"{type(error).__name__}: {error}")
    return Probe(
        template.id,
        frozenset(items),
        frozenset(confirmed),
        frozenset(worded),
        frozenset(applied),
        tuple(faults.values()),
        true,
    )


def identify(item: Item) -> str:
    """What makes an item another one to a learner; the order of options does not."""
    options = sorted(choice.en for choice in item.choices)
    return "\n".join([item.prompt.en, item.program or "", item.key_text.en, *options])


def draws_numbers(template: ItemTemplate) -> bool:
    """Whether any number is drawn, so that many different items may be expected."""
    return any(one.kind not in (DrawKind.PICK, DrawKind.JOINT) for one in template.draw)


def count_draws(template: ItemTemplate) -> int:
    """How many different draws there are, counted up to FEWEST_ITEMS."""
    found: set[tuple[tuple[str, str], ...]] = set()
    for seed in range(SEARCH):
        bindings = draw(template, stream(template, seed))
        found.add(printed(bindings))
        if len(found) == FEWEST_ITEMS:
            break
    return len(found)


def coincides_always(template: ItemTemplate, rule: MalRule) -> bool:
    """Whether a misconception that was met in no item was thrown away whenever it could apply."""
    applicable = 0
    for seed in range(SEARCH):
        applicable += draw(template, stream(template, seed)).holds(rule.when)
        if applicable == OFTEN:
            return True
    return False


Found = tuple[KeyPath, Code, dict[str, object]]


def _key(item: Item) -> Iterator[Found]:
    """The key is accepted, typed as it stands, and so is everything else that should be."""
    typed = [item.key]
    if item.kind in (Kind.CHOICE, Kind.TOKEN):  # their text may be typed, in either language
        typed += [render(item.key_text[language]) for language in LANGUAGES]
    for answer in dict.fromkeys(typed):
        verdict = score(item, answer)
        if verdict.outcome is not Outcome.CORRECT:
            yield ("key",), Code.KEY_REFUSED, _judged(answer, verdict)
    for answer in item.accepts:
        verdict = score(item, answer)
        if verdict.outcome is not Outcome.CORRECT:
            yield ("accepts",), Code.ACCEPT_REFUSED, _judged(answer, verdict)


def _reject(item: Item, wrong: WrongAnswer) -> Iterator[Found]:
    """A predicted wrong answer is refused and named as what it is."""
    verdict = score(item, wrong.answer)
    values = {**_judged(wrong.answer, verdict), "name": wrong.misconception, "key": item.key}
    path = ("answer",)
    match verdict.outcome:
        case Outcome.CORRECT:
            yield path, Code.WRONG_ACCEPTED, values
        case Outcome.INVALID | Outcome.UNDECIDED:
            yield path, Code.WRONG_UNREADABLE, values
        case Outcome.INCORRECT if verdict.misconception is None:
            yield path, Code.WRONG_UNNAMED, values
        case Outcome.INCORRECT if verdict.misconception != wrong.misconception:
            yield path, Code.WRONG_NAMED_OTHER, values | {"other": verdict.misconception}
        case Outcome.INCORRECT:
            pass


def _judged(answer: str, verdict: Verdict) -> dict[str, object]:
    outcome = verdict.outcome.value
    return {"answer": answer, "outcome": outcome, "message": verdict.message}


def _texts(item: Item) -> Iterator[Found]:
    """Every text of an item can be shown, and what keeps its lines fits the screen."""
    texts: list[tuple[KeyPath, Text]] = [(("prompt",), item.prompt), (("solution",), item.solution)]
    texts += [(("hints", index), hint) for index, hint in enumerate(item.hints)]
    for path, text in texts:
        yield from check_text(text, path)
    for choice in item.choices:
        yield from check_text(choice, ("key",))
    for wrong in item.rejects:
        yield from check_text(wrong.feedback, ("misconceptions",))


def check_text(text: Text, path: KeyPath) -> Iterator[Found]:
    """The faults of one filled text in both languages."""
    for language in LANGUAGES:
        for formula in formulas(text[language]):
            if (fault := _unreadable(formula)) is not None:
                yield (*path, language), Code.NOT_RENDERED, {"formula": formula, "fault": fault}
        for line in text[language].split("\n"):
            if not line.startswith(KEPT) or 2 * cells(line) <= WIDTH:  # blanks at most double it
                continue
            shown = render(line, Style.UNICODE)
            if (width := cells(shown)) > WIDTH:
                values = {"width": width, "most": WIDTH, "line": shown.strip()}
                yield (*path, language), Code.TOO_WIDE, {"language": language, **values}


def check_equalities(item: Item) -> tuple[int, list[Found]]:
    """How many equalities of the hints and the solution are true, and those that are false."""
    texts: list[tuple[KeyPath, Text]] = [(("hints", i), hint) for i, hint in enumerate(item.hints)]
    texts.append((("solution",), item.solution))
    named = {each: learn(item.prompt[each], Meanings()) for each in LANGUAGES}
    held, false = 0, []
    for path, text in texts:
        count, found = text_equalities(text, path, named)
        held += count
        false += found
    return held, false


def displayed(item: Item, language: str) -> Iterator[Claim]:
    """Every claim that the hints and the solution of an item make in one language."""
    named = learn(item.prompt[language], Meanings())
    for text in (*item.hints, item.solution):
        yield from claims(text[language], named.copy())


def text_equalities(
    text: Text, path: KeyPath, named: Mapping[str, Meanings]
) -> tuple[int, list[Found]]:
    """The same for one text; the path of a false equality ends with the number of its formula."""
    held, false = 0, []
    for language in LANGUAGES:
        for claim in claims(text[language], named[language].copy()):
            held += claim.holds is True
            if claim.holds is False:
                values: dict[str, object] = {"left": claim.left, "right": claim.right}
                false.append(((*path, language, claim.formula), Code.FALSE_EQUALITY, values))
    return held, false


@lru_cache(maxsize=4_096)
def _unreadable(formula: str) -> Sentence | None:
    """Why a displayed formula cannot be read, or None."""
    try:
        parse(formula, Names(display=True), limit=2_000)
    except FormulaError as error:
        return told(error)
    return None


def cells(text: str) -> int:
    """How many columns a text takes on a terminal; a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)
