"""Tokens → words: every run of letters cut into the names that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from mathdrill.errors import FormulaError
from mathdrill.maths.expression import Num
from mathdrill.maths.lexer import MAX_CHARACTERS, Token, TokenKind, tokenize
from mathdrill.maths.names import CONSTANTS, Names, Role, suggestion
from mathdrill.maths.reading import OTHER_READINGS, Reading

WRAPPER = "wrapper"  # the role of tensor(…), Size(…): only the list inside them counts

_WRAPPERS = ("tensor", "Size", "array", "Tensor")
_LOG_BASE = re.compile(r"(?:log|ln)_([0-9]+|[A-Za-z])(.*)", re.IGNORECASE)


@lru_cache(maxsize=64)
def words_of(text: str, names: Names, limit: int = MAX_CHARACTERS) -> tuple[Token, ...]:
    """The words of a formula; kept, since a wrong answer is read in several conventions.

    A word is a token; one of a name has a role, and its text is the name in canonical spelling.

    Raises: FormulaError: what `tokenize` refuses, a run of letters that is no product of names.
    """
    words: list[Token] = []
    for token in tokenize(text, limit):
        if token.kind is TokenKind.NAME:
            words += _name_words(token, names)
        else:
            words.append(token)
    return tuple(words)


def _name_words(token: Token, names: Names) -> list[Token]:
    run = token.text
    if not names.display and run in _WRAPPERS and run not in names.variables:
        return [token._replace(role=WRAPPER)]
    based = _LOG_BASE.fullmatch(run) if "_" in run else None
    if based and not names.display and run not in names.variables:
        base, middle = based.group(1), token.end - len(based.group(2))
        if not base.isdigit() and names.find(base) is None:
            at = middle - len(base)
            raise _unknown_name(token._replace(text=base, start=at, end=middle), names)
        head = token._replace(text="log_" + based.group(1), end=middle, role=Role.FUNCTION)
        rest = token._replace(text=based.group(2), start=middle, spaced=False)
        return [head, *_name_words(rest, names)] if based.group(2) else [head]
    pieces = names.split(run)
    if pieces is None:
        raise _unknown_name(token, names)
    start = token.start
    return [
        Token(
            TokenKind.NUMBER if piece.role is Role.DIGITS else TokenKind.NAME,
            piece.name,
            start + piece.start,
            start + piece.end,
            token.spaced and not piece.start,
            "" if piece.role is Role.DIGITS else piece.role,
        )
        for piece in pieces
    ]


def variables_in(words: Sequence[Token]) -> Iterator[str]:
    """The names that stand for values, as often as they do, the b of log_b with them."""
    for word in words:
        if word.role == Role.VARIABLE:
            yield word.text
        elif word.role == Role.FUNCTION and word.text.startswith("log_"):
            base = word.text.removeprefix("log_")
            if not base.isdigit() and base not in CONSTANTS:
                yield base


def number_of(text: str) -> Num:
    """The exact number that a word writes, with the places behind its point."""
    if text.isdigit():
        return Num(Fraction(int(text)))
    mantissa, _, exponent = text.lower().partition("e")
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return Num(Fraction(text), "." in text or bool(exponent), max(places, 0))


def _unknown_name(token: Token, names: Names) -> FormulaError:
    run, at, length = token.text, token.start, token.end - token.start
    base = run.rstrip("0123456789")
    if base != run and base in names.variables:
        digits = run[len(base) :]
        power, product = f"{base}^{digits}", f"{digits}*{base}"
        return FormulaError(
            "formula.name-digits",
            position=at,
            length=length,
            name=run,
            power=power,
            product=product,
        )
    near = suggestion(run, names)
    key = "formula.unknown-name" if names.variables else "formula.no-names"
    values = {"name": run} if near is None else {"name": run, "near": near}
    if names.variables:
        values["variables"] = ", ".join(names.variables)
    return FormulaError(
        key if near is None else f"{key}-near", position=at, length=length, **values
    )


def other_readings(words: Sequence[Token]) -> tuple[Reading, ...]:
    """The readings that could see another formula in these words."""
    texts = {word.text for word in words}
    raised = bool(texts & {"^", "**"})
    divided = "/" in texts
    joined = bare = logarithm = False
    for before, after in pairwise(words):
        if before.role == Role.FUNCTION:
            bare = bare or after.text != "("
            logarithm = logarithm or before.text == "log"
        elif _ends_operand(before) and _starts_operand(after):
            joined = True
    possible = {
        "tight": joined and (raised or divided or "*" in texts),
        "wide": raised and (joined or divided or "*" in texts),
        "bare": bare,
        "log_base": logarithm,
    }
    return tuple(reading for reading in OTHER_READINGS if possible[reading.trait])


def _ends_operand(word: Token) -> bool:
    return word.kind is not TokenKind.OPERATOR or word.text in (")", "]", "|")


def _starts_operand(word: Token) -> bool:
    starts = word.kind in (TokenKind.NUMBER, TokenKind.NAME)
    return starts or word.text in ("(", "[", "|", "√")
