"""Grading without an item: an expected answer, a typed one, and a few declarations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from mathdrill.domain import (
    Decimals,
    Item,
    Kind,
    Level,
    Part,
    Text,
    Verdict,
    same_text,
    sentence,
)
from mathdrill.errors import FormulaError, UsageError
from mathdrill.maths.arrays import NoArrayError, as_array
from mathdrill.maths.lexer import clean_text
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.words import variables_in, words_of
from mathdrill.scoring.asked import BRACES
from mathdrill.scoring.formula import Decide
from mathdrill.scoring.score import score

_NAMED = (Kind.STEPS, Kind.GRAPH)
_FORMULAS = (Kind.EXPRESSION, Kind.NUMBER, Kind.VECTOR, Kind.MATRIX, Kind.SET, *_NAMED)
_LISTS = (None, Kind.VECTOR, Kind.MATRIX, Kind.SET)
_AUTHOR = Names(author=True)
_MOST_CHOICES = 26
_NOTHING = Text("", "")
_STEP = re.compile(r"\s*([^=,]+?)\s*=\s*([^=]+?)\s*(?:,(?=[^=,]+=)|$)")


def grade(
    expected: str,
    answer: str,
    *,
    kind: str | None = None,
    variables: Sequence[str] | None = None,
    domain: Mapping[str, str] | None = None,
    decimals: str = "rounded",
    decide: Decide | None = None,
) -> Verdict:
    """Judge an answer against an expected one.

    Args:
        kind: any `Kind`; by default what the expected answer looks like: steps for `u = 3, v = 1`,
            vector or matrix for a list, else expression. Without options to show, a choice is
            compared as it is typed.
        variables: names the answer may use; by default those of the expected answer.
        domain: a condition for a variable, e.g. {"x": "x > 0"}.
        decimals: "rounded" or "exact".
    Raises: UsageError: an unknown kind or policy, an expected answer or a domain that cannot be
        read. Never for what stands in `answer`.
    """
    expected = _listed(kind, expected)
    chosen = _kind(kind, expected)
    if decimals not in (Decimals.ROUNDED, Decimals.EXACT):
        raise UsageError("grade.decimals", given=decimals)
    names = tuple(variables) if variables is not None else _names(chosen, expected)
    item = Item(
        template="grade",
        revision=1,
        seed=0,
        skill="grade",
        kind=chosen,
        level=Level.COMPUTE,
        seconds=60,
        params=(),
        variables=names,
        answer_names=(),
        prompt=_NOTHING,
        program=None,
        choices=(_NOTHING,) * _MOST_CHOICES if chosen is Kind.MULTICHOICE else (),
        labels=tuple(expected.split()) if chosen is Kind.ORDERING else (),
        edges=(),
        parts=_parts(expected) if chosen in _NAMED else (),
        key=expected,
        key_text=same_text(expected),
        accepts=(),
        rejects=(),
        hints=(),
        solution=_NOTHING,
        domain=tuple((domain or {}).items()),
        form=(),
        decimals=Decimals(decimals),
        places=None,
    )
    try:
        return score(item, answer, decide)
    except FormulaError as error:
        raise _unreadable(expected, error) from error
    except NoArrayError as error:
        fault = sentence("score.ragged")
        raise UsageError("grade.expected", expected=expected, fault=fault) from error


def _listed(kind: str | None, expected: str) -> str:
    """`1, 2` as the list that it is, where a list may be expected."""
    if kind not in _LISTS or "=" in expected or "," not in _marks(expected):
        return expected
    try:
        parse(expected, _AUTHOR)
    except FormulaError as error:
        return f"[{expected}]" if error.sentence == "formula.comma" else expected
    return expected


def _kind(given: str | None, expected: str) -> Kind:
    if given == Kind.CHOICE:
        return Kind.TOKEN
    if given is not None:
        if given not in list(Kind):
            raise UsageError("grade.kind", given=given, kinds=", ".join(Kind))
        return Kind(given)
    if "=" in expected:
        return Kind.STEPS
    if expected.strip().startswith("{"):
        return Kind.SET
    if not _marks(expected) & {",", "["}:
        return Kind.EXPRESSION
    try:
        lengths = as_array(parse(expected, _AUTHOR)).shape
    except FormulaError as error:
        raise _unreadable(expected, error) from error
    except NoArrayError:
        raise UsageError(
            "grade.expected", expected=expected, fault=sentence("score.ragged")
        ) from None
    return (Kind.EXPRESSION, Kind.VECTOR, Kind.MATRIX)[min(len(lengths), 2)]


def _marks(expected: str) -> set[str]:
    """The characters of a formula, however they were typed; none of a text that is no formula."""
    try:
        return set(clean_text(expected))
    except FormulaError:
        return set()


def _names(kind: Kind, expected: str) -> tuple[str, ...]:
    """The names of the expected answer; letters that are no function are split into variables."""
    if kind not in _FORMULAS:
        return ()
    texts = [expected]
    if kind in _NAMED:
        texts = [part.value.en for part in _parts(expected)]
    try:
        found = (variables_in(words_of(text.translate(BRACES), _AUTHOR)) for text in texts)
        return tuple(dict.fromkeys(chain.from_iterable(found)))
    except FormulaError as error:
        raise _unreadable(expected, error) from error


def _unreadable(expected: str, error: FormulaError) -> UsageError:
    fault = sentence(error.sentence, **error.values)
    return UsageError("grade.expected", expected=expected, fault=fault)


def _parts(expected: str) -> tuple[Part, ...]:
    return tuple(Part(name, same_text(value)) for name, value in _STEP.findall(expected))
