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
_TRAITS = tuple((reading, reading.trait) for reading in OTHER_READINGS)
_START = Token(TokenKind.END, "", 0, 0)
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
    whole = names.find(run)
    if whole is not None:
        role, name = whole
        return [Token(token.kind, name, token.start, token.end, token.spaced, role)]
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


@lru_cache(maxsize=512)
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
    """The readings that could see another value in these words: one too many at times, none too few.

    What tells is the word behind the operand of `^` and `/`; a*2x is a*(2x) in any reading.
    """
    found: set[str] = set()
    behind = ""  # the operators ^ and / whose right operand ends before the word
    enclosing: list[str] = []
    vague = False  # with | | and sin^2 -x it takes a parser to tell where an operand ends
    for index, (before, word) in enumerate(pairwise((_START, *words))):
        text, ended = word.text, _ends_operand(before)
        vague = vague or text == "|" or "bare" in found
        if before.role == Role.FUNCTION:
            found |= _doubts_of_call(before, words[index : index + 3])
        elif text in ("^", "**"):
            behind += "^"
        elif ended and text in ("*", "/"):
            found |= {"wide"} if "^" in behind else set()
            behind = text if text == "/" else ""
        elif ended and _starts_operand(word) and behind:
            found |= {"tight", "wide"} if "^" in behind else {"tight"}
        elif ended and text in ("+", "-", ",") and not vague:
            behind = ""
        if text in ("(", "["):
            enclosing.append(behind)
            behind = ""
        elif text in (")", "]"):
            behind = enclosing.pop() if enclosing else ""
    return tuple(reading for reading, trait in _TRAITS if trait in found)


def _doubts_of_call(function: Token, following: Sequence[Token]) -> set[str]:
    """What a function leaves open: the base of a log, and how far it reaches without brackets."""
    written = function.end - function.start
    found = {"log_base"} if function.text == "log" and written == len("log") else set()
    texts = [word.text for word in following]
    enclosed = texts[:1] == ["("] or (texts[0] in ("^", "**") and texts[2:] == ["("])
    return found if enclosed else found | {"bare"}


def _ends_operand(word: Token) -> bool:
    if word.kind is TokenKind.OPERATOR:
        return word.text in (")", "]", "|")
    return word.role != Role.FUNCTION and word is not _START


def _starts_operand(word: Token) -> bool:
    starts = word.kind in (TokenKind.NUMBER, TokenKind.NAME)
    return starts or word.text in ("(", "[", "|", "√")
