"""Several named values, as `u = 3, v = 1/2` or in the order asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from mathdrill.domain import Item, Outcome, Verdict, WrongAnswer, sentence
from mathdrill.errors import FormulaError
from mathdrill.maths.expression import Expr
from mathdrill.maths.lexer import MAX_CHARACTERS
from mathdrill.scoring.asked import Asked, asked_of, predicted
from mathdrill.scoring.diagnosis import is_doubtful, misconceived
from mathdrill.scoring.formula import (
    Decide,
    judge_tree,
    matches,
    read,
    same_name,
    unreadable,
)

_SEPARATORS = ",;，；、\n"
_OPEN, _CLOSE = "([（【", ")]）】"


@dataclass(frozen=True, slots=True)
class Typed:
    """One typed value in a text of the same length as the whole answer, so that places stay."""

    text: str
    tree: Expr


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on all values; a wrong one is named, and so are those that are right."""
    parts = asked_of(item)
    try:
        typed = assigned(parts, text)
    except FormulaError as error:
        return unreadable(error)
    verdicts = {
        asked.name: judge_tree(asked, typed[asked.name].tree, typed[asked.name].text, decide)
        for asked in parts
    }
    understood = ", ".join(f"{name} = {verdict.understood}" for name, verdict in verdicts.items())
    worst = worst_of(verdicts)
    if worst is None:
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    name, verdict = worst
    message = sentence("score.part", name=f"${name}$", message=verdict.message)
    right = ", ".join(f"${n}$" for n, v in verdicts.items() if v.outcome is Outcome.CORRECT)
    result = Verdict(
        verdict.outcome,
        message,
        details=(sentence("score.parts-right", names=right),) if right else (),
        understood=understood,
        position=verdict.position,
        witness=verdict.witness,
    )
    if not is_doubtful(verdict):
        return result
    wrong = diagnose(item, parts, typed, verdicts)
    return result if wrong is None else misconceived(result, wrong)


def worst_of(verdicts: dict[str, Verdict]) -> tuple[str, Verdict] | None:
    """What cannot be read comes first, then what is wrong, then what we cannot decide."""
    for outcome in (Outcome.INVALID, Outcome.INCORRECT, Outcome.UNDECIDED):
        for name, verdict in verdicts.items():
            if verdict.outcome is outcome:
                return name, verdict
    return None


def diagnose(
    item: Item, parts: tuple[Asked, ...], typed: dict[str, Typed], verdicts: dict[str, Verdict]
) -> WrongAnswer | None:
    """The misconception that predicts most of the wrong values, all of those it speaks of."""
    wrong = {name for name, verdict in verdicts.items() if is_doubtful(verdict)}
    by_name = {asked.name: asked for asked in parts}
    best: tuple[int, WrongAnswer] | None = None
    for candidate in item.rejects:
        changed = {n: tree for n, tree in predicted(item, candidate) if n in typed}
        if all(matches(by_name[n], tree, typed[n].tree) for n, tree in changed.items()):
            explained = len(wrong & set(changed))
            if explained and (best is None or explained > best[0]):
                best = (explained, candidate)
    return None if best is None else best[1]


def assigned(parts: tuple[Asked, ...], text: str, *, whole: bool = True) -> dict[str, Typed]:
    """Each part's value.

    Args:
        whole: whether all must be there; otherwise values without names are the first ones.
    Raises: FormulaError: one missing, twice, unknown, or unreadable.
    """
    if len(text) > MAX_CHARACTERS:
        raise FormulaError("formula.too-long", position=MAX_CHARACTERS, limit=MAX_CHARACTERS)
    segments = _segments(text)
    if not segments:
        raise FormulaError("formula.empty", position=0)
    names = [_named(parts, segment) for segment in segments]
    if all(name is None for name in names):
        if len(segments) > len(parts) or (whole and len(segments) < len(parts)):
            wanted = ", ".join(f"{asked.name} = …" for asked in parts)
            raise FormulaError(
                "score.parts-count",
                position=len(text.rstrip()),
                count=len(parts),
                found=len(segments),
                wanted=wanted,
            )
        names = [asked.name for asked in parts[: len(segments)]]
    found: dict[str, Typed] = {}
    for segment, name in zip(segments, names, strict=True):
        start = len(segment) - len(segment.lstrip())
        asked = next((one for one in parts if one.name == name), None)
        if asked is None:
            wanted = ", ".join(one.name for one in parts)
            raise FormulaError("score.part-unnamed", position=start, names=wanted)
        if asked.name in found:
            raise FormulaError("score.part-twice", position=start, name=asked.name)
        found[asked.name] = Typed(segment, read(asked, segment))
    missing = [asked.name for asked in parts if asked.name not in found]
    if missing and whole:
        raise FormulaError(
            "score.part-missing", position=len(text.rstrip()), names=", ".join(missing)
        )
    return found


def _segments(text: str) -> list[str]:
    """The text cut at commas outside brackets; blanks stand where the other segments were."""
    cuts, depth = [-1], 0
    for index, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth <= 0 and character in _SEPARATORS:
            cuts.append(index)
    cuts.append(len(text))
    pieces = [" " * (start + 1) + text[start + 1 : end] for start, end in pairwise(cuts)]
    return [piece for piece in pieces if piece.strip()]


def _named(parts: tuple[Asked, ...], segment: str) -> str | None:
    """The part that a segment names before its equals sign."""
    head, equals, _ = segment.replace("＝", "=").partition("=")
    if not equals:
        return None
    for asked in parts:
        if same_name(head, asked.name):
            return asked.name
    raise FormulaError(
        "score.part-unknown",
        position=len(head) - len(head.lstrip()),
        length=len(head.strip()),
        name=head.strip()[:40],
        names=", ".join(asked.name for asked in parts),
    )
