"""When two typed words, or two orders of labels, are the same answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

_MINUS = str.maketrans(dict.fromkeys("−–—", "-"))
_TENSOR = re.compile(r"(?:torch\.)?tensor\((.*)\)")


def folded(text: str) -> str:
    """A word as it is compared: full-width forms, case and outer or double blanks do not matter."""
    plain = unicodedata.normalize("NFKC", text.translate(_MINUS)).casefold()
    return " ".join(plain.split())


def same_token(one: str, other: str) -> bool:
    """Whether two words are the same answer; 0, 0. and 0.0 are."""
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    numbers = (_number(one), _number(other))
    return None not in numbers and numbers[0] == numbers[1]


def _bare(word: str) -> str:
    """Quotes, an article, the full stop, PyTorch's `tensor(…)` and gaps are no part of a word."""
    plain = folded(word).strip("\"'`“”‘’").rstrip(".。!").removeprefix("the ")
    shown = _TENSOR.fullmatch(plain)
    plain = (shown[1] if shown else plain).replace("∞", "inf")
    if any(sign.isalpha() for sign in plain):
        plain = "".join(plain.split())
    return "inf" if plain == "+inf" else plain


def _number(word: str) -> Fraction | None:
    digits = word.lstrip("+-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 400:
        return None
    try:
        return Fraction(word)
    except ValueError:
        return None


def is_valid_order(order: Sequence[str], edges: Sequence[tuple[str, str]]) -> bool:
    """Whether an order of labels respects every edge (before, after)."""
    place = {label: index for index, label in enumerate(order)}
    return all(
        before in place and after in place and place[before] < place[after]
        for before, after in edges
    )
