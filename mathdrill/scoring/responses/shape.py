"""The shape of a tensor: `(3, 1)`, `[3, 1]`, `3, 1`, `3x1`, `torch.Size([3, 1])`; `()` of a scalar."""

from __future__ import annotations

import re

from mathdrill.domain import Item, Outcome, Verdict, sentence
from mathdrill.errors import FormulaError
from mathdrill.items.literals import folded
from mathdrill.maths.arrays import Array, NoArrayError, as_array
from mathdrill.maths.lexer import MAX_CHARACTERS, clean_text
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.maths.rational import NotRational, exact_constant
from mathdrill.scoring.diagnosis import misconceived
from mathdrill.scoring.formula import Decide, unreadable, without_name

_PRODUCT = re.compile(r"\s*[0-9]{1,9}(?:\s*[xX*]\s*[0-9]{1,9})+\s*")
_NUMBER = re.compile(r"\s*[0-9]+\s*")
_SCALAR = ("scalar", "标量")


def judge(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one shape."""
    try:
        lengths = read_shape(without_name(text, item.answer_names))
        key = read_shape(item.key)
    except FormulaError as error:
        return unreadable(error)
    understood = shape_text(lengths)
    if lengths == key:
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    verdict = Verdict(
        Outcome.INCORRECT,
        sentence("score.shape-wrong", found=understood, expected=shape_text(key)),
        understood=understood,
    )
    for wrong in item.rejects:
        if read_shape(wrong.answer) == lengths:
            return misconceived(verdict, wrong)
    return verdict


def shape_text(lengths: tuple[int, ...]) -> str:
    """A shape as Python prints it: (), (3,), (3, 1)."""
    return f"({lengths[0]},)" if len(lengths) == 1 else f"({', '.join(map(str, lengths))})"


def read_shape(text: str) -> tuple[int, ...]:
    """The lengths. Raises: FormulaError: not a list of whole numbers."""
    if folded(text) in _SCALAR:
        return ()
    if len(text) > MAX_CHARACTERS:
        raise FormulaError("formula.too-long", position=MAX_CHARACTERS, limit=MAX_CHARACTERS)
    plain = clean_text(text)
    if _PRODUCT.fullmatch(plain):
        return tuple(int(length) for length in re.findall(r"[0-9]+", plain))
    if _NUMBER.fullmatch(plain):
        raise FormulaError("score.shape-tuple", position=0, number=plain.strip()[:40])
    array = _list(text)
    lengths = []
    for entry in array.entries:
        try:
            length = exact_constant(entry)
        except (NotRational, ZeroDivisionError):
            raise FormulaError("score.shape-lengths", position=0) from None
        if length.denominator != 1 or length < 0:
            raise FormulaError("score.shape-lengths", position=0)
        lengths.append(int(length))
    return tuple(lengths)


def _list(text: str) -> Array:
    try:
        tree = parse(text, Names())
    except FormulaError as error:
        if error.sentence != "formula.comma":
            raise
        tree = parse(f"[{text}]", Names())
    try:
        array = as_array(tree)
    except NoArrayError:
        raise FormulaError("score.shape-lengths", position=0) from None
    if len(array.shape) != 1:
        raise FormulaError("score.shape-lengths", position=0)
    return array
