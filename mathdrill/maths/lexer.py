"""Text → characters that formulas are made of → tokens, in linear time.

Every token knows where it stands in the text as it was typed, so that a caret can point at it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from mathdrill.errors import FormulaError
from mathdrill.maths.names import GREEK

MAX_CHARACTERS = 1_000
MAX_DIGITS = 400
MAX_EXPONENT = 400

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵀ", "0123456789+-()nxT", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_SAME = {
    **dict.fromkeys("−–—‐‑‒﹣－", "-"),
    **dict.fromkeys("·×⋅∙✕✖∗＊•", "*"),
    **dict.fromkeys("÷∕⁄／", "/"),
    **dict.fromkeys("\t\n\r\u00a0\u2009\u202f\u3000", " "),
    **dict.fromkeys("’′＇", "'"),
    **dict.fromkeys("【［", "["),
    **dict.fromkeys("】］", "]"),
    **dict.fromkeys("∣｜", "|"),
    "。": ".",
    "、": ",",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    "″": "''",
}
_ASCII = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ +-*/^().,=<>!|[]'{}:;?@#$%&~\\\"`"
)
_KEPT = frozenset("√≈∘∇∂…") | frozenset(GREEK)

_TOKEN = re.compile(
    r"""(?P<space>\ +)
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>(?:(?:torch|np|numpy|math)\.)?[A-Za-z_\u0370-\u03ff∇∂][A-Za-z0-9_\u0370-\u03ff∇∂]*'*)
    |(?P<operator>\*\*|<=|>=|!=|==|->|~=|[-+*/^(),=<>|\[\]√≈∘…?'@])""",
    re.VERBOSE,
)


class TokenKind(StrEnum):
    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"
    END = "end"


_KINDS: dict[str | None, TokenKind] = {kind.value: kind for kind in TokenKind}


class Token(NamedTuple):
    """text: cleaned; start, end: offsets into the text as it was typed.

    spaced: white space stands before it. role: of a name, see `mathdrill.maths.words`.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool = False
    role: str = ""


@lru_cache(maxsize=64)
def tokenize(text: str, limit: int = MAX_CHARACTERS) -> tuple[Token, ...]:
    """The tokens of a formula, closed by an END; kept, since a key is read with two sets of names.

    Raises: FormulaError: too long, a character that is no part of any formula, a number out of
        range.
    """
    if len(text) > limit:
        raise FormulaError("formula.too-long", position=limit, length=1, limit=limit)
    clean, origin = _clean(text)
    tokens: list[Token] = []
    at, spaced = 0, False
    for match in _TOKEN.finditer(clean):
        if match.start() != at:
            break
        kind, piece, start = match.lastgroup, match.group(), origin[at]
        at = match.end()
        if kind == "space":
            spaced = True
            continue
        if kind == "number" and not (piece.isdigit() and len(piece) <= MAX_DIGITS):
            _check_number(piece, start, len(piece))
        elif kind == "name" and "." in piece:  # torch.exp
            name = piece.rpartition(".")[2]
            start += len(piece) - len(name)
            piece = name
        tokens.append(Token(_KINDS[kind], piece, start, origin[at - 1] + 1, spaced))
        spaced = False
    if at < len(clean):
        raise _forbidden(text, origin[at], clean[at])
    tokens.append(Token(TokenKind.END, "", len(text), len(text), spaced))
    return tuple(tokens)


def clean_text(text: str) -> str:
    """The text with look-alike characters replaced by those that formulas are made of.

    Raises: FormulaError: a character that is no part of any formula.
    """
    return _clean(text)[0]


def _clean(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii() and text.isprintable():
        return text, range(len(text))
    out: list[str] = []
    origin: list[int] = []
    raised = False
    for index, character in enumerate(text):
        superscript = _SUPERSCRIPTS.get(character)
        piece = superscript if superscript is not None else _plain(text, index, character)
        if superscript is not None and not raised:
            piece = "^(" + piece
        elif superscript is None and raised:
            out.append(")")
            origin.append(index - 1)
        raised = superscript is not None
        out.extend(piece)
        origin.extend([index] * len(piece))
    if raised:
        out.append(")")
        origin.append(len(text) - 1)
    return "".join(out), origin


def _plain(text: str, index: int, character: str) -> str:
    if character in _ASCII or character in _KEPT:
        return character
    if character in _SAME:
        return _SAME[character]
    if character in _SUBSCRIPTS:
        return _SUBSCRIPTS[character]
    folded = unicodedata.normalize("NFKC", character)
    if folded and all(c in _ASCII or c in _KEPT for c in folded) and len(folded) == 1:
        return _SAME.get(folded, folded)
    raise _forbidden(text, index, character)


def _forbidden(text: str, index: int, character: str) -> FormulaError:
    code = f"U+{ord(text[index]):04X}"
    if character.isascii() and character.isprintable():
        return FormulaError("formula.character", position=index, character=character)
    return FormulaError("formula.character-code", position=index, code=code)


def _check_number(piece: str, start: int, length: int) -> None:
    mantissa, _, exponent = piece.lower().partition("e")
    if (
        len(mantissa) > MAX_DIGITS
        or len(exponent) > 5
        or (exponent and abs(int(exponent)) > MAX_EXPONENT)
    ):
        raise FormulaError("formula.number-range", position=start, length=length, digits=MAX_DIGITS)
