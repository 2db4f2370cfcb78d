"""Judging a vector or a matrix entry by entry, in every spelling that a PyTorch user types."""

from __future__ import annotations

import re
from dataclasses import replace

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.errors import FormulaError
from mathdrill.maths.arrays import Array, NoArrayError, as_array
from mathdrill.maths.expression import Expr
from mathdrill.maths.lexer import MAX_CHARACTERS
from mathdrill.maths.linear import linear
from mathdrill.maths.parser import parse
from mathdrill.maths.reading import OTHER_READINGS
from mathdrill.scoring.asked import Asked, asked_of, predicted
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import (
    Decide,
    judge_entries,
    matches,
    shape_words,
    unreadable,
    without_name,
)

_PRINTED = re.compile(r",\s*(?:dtype|device|requires_grad|grad_fn)\s*=\s*(?:<[^>]*>|[^,()\]]*)")


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on a whole array: its shape first, then each entry."""
    (asked,) = asked_of(item)
    try:
        tree = read_array(asked, text)
        response = as_array(tree)
    except FormulaError as error:
        return unreadable(error)
    except NoArrayError:
        return Verdict(Outcome.INVALID, sentence("score.ragged"), position=0)
    key = as_array(asked.key)
    fitted = _fitted(response, key)
    understood = linear(tree)
    if fitted is None:
        found, expected = shape_words(response.shape), shape_words(key.shape)
        message = sentence("score.shape", expected=expected, found=found)
        verdict = Verdict(Outcome.INCORRECT, message, understood=understood)
    else:
        verdict = judge_entries(asked, key, fitted, understood, decide)
    if verdict.outcome is Outcome.INVALID:  # too few digits, unless a misconception says otherwise
        return _misconceived(item, asked, response, verdict) or verdict
    if verdict.outcome is not Outcome.INCORRECT:
        return verdict
    if _other_reading(asked, key, tree, text):
        return Verdict(Outcome.INVALID, sentence("score.reading-entries"), understood=understood)
    return _diagnosed(item, asked, key, response, verdict)


def read_array(asked: Asked, text: str) -> Expr:
    """The tree of a typed array; outer brackets may be left out, and what print adds is ignored.

    Raises: FormulaError.
    """
    if len(text) > MAX_CHARACTERS:
        raise FormulaError("formula.too-long", position=MAX_CHARACTERS, limit=MAX_CHARACTERS)
    plain = without_name(text, asked.answer_names)
    plain = _PRINTED.sub(lambda match: " " * len(match.group()), plain)
    try:
        return parse(plain, asked.names)
    except FormulaError as error:
        if error.sentence != "formula.comma":
            raise
    try:
        return parse(f"[{plain}]", asked.names)
    except FormulaError as error:
        raise FormulaError(
            error.sentence, position=error.position - 1, length=error.length, **error.values
        ) from None


def _fitted(response: Array, key: Array) -> Array | None:
    """The response in the key's shape: a row or column is fine where a vector is asked."""
    if response.shape == key.shape:
        return response
    if len(key.shape) == 1 and response.flat.shape == key.shape:
        return response.flat
    return None


def _all_match(asked: Asked, key: Array, response: Array) -> bool:
    fitted = _fitted(response, key)
    return fitted is not None and all(
        matches(asked, expected, entry)
        for expected, entry in zip(key.entries, fitted.entries, strict=True)
    )


def _other_reading(asked: Asked, key: Array, tree: Expr, text: str) -> bool:
    plain = without_name(text, asked.answer_names)
    for reading in OTHER_READINGS:
        try:
            other = parse(plain, asked.names, reading)
            if other != tree and _all_match(asked, key, as_array(other)):
                return True
        except (FormulaError, NoArrayError):
            continue
    return False


def _diagnosed(item: Item, asked: Asked, key: Array, response: Array, verdict: Verdict) -> Verdict:
    named = _misconceived(item, asked, response, verdict)
    if named is not None:
        return named
    if len(key.shape) == 2 and _all_match(asked, key, response.transposed):
        return replace(verdict, message=sentence("score.transposed"))
    return verdict


def _misconceived(item: Item, asked: Asked, response: Array, verdict: Verdict) -> Verdict | None:
    for wrong in item.rejects:
        ((_, prediction),) = predicted(item, wrong)
        if _all_match(asked, as_array(prediction), response):
            return misconceived(verdict, wrong)
    return None
