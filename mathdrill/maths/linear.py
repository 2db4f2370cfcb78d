"""Tree → one line of text, in the notation that learners type (ASCII) or read (UNICODE).

`parse(linear(tree)) == tree` for every tree that the parser makes.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from mathdrill.maths.expression import (
    Add,
    Call,
    Const,
    Div,
    Expr,
    Mul,
    Neg,
    Num,
    Pow,
    Relation,
    Sym,
    Vector,
    walk,
)
from mathdrill.maths.names import FUNCTIONS, GREEK


class Style(StrEnum):
    ASCII = "ascii"
    UNICODE = "unicode"


_RELATION, _SUM, _PRODUCT, _POWER, _ATOM = range(5)
_SHOWN = {"log": "ln"}
_NORMS = {"norm": "", "norm1": "₁", "norminf": "∞"}
_TRANSPOSED = Sym("T")  # as an exponent
_UNICODE_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "->": "→"}
_ASCII_RELATIONS = {"≈": "~="}  # what the parser reads back
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUBSCRIPT_LETTERS = dict(zip("aeijklmnoprstuvx", "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_LETTERS = {name: letter for letter, name in GREEK.items()}


def linear(expr: Expr, style: Style = Style.ASCII) -> str:
    """The formula on one line."""
    return _print(expr, style)[0]


def decimal_text(value: Fraction, places: int = 0) -> str | None:
    """The exact decimal expansion of a rational, or None where it does not end.

    Args:
        places: digits after the point, at least; filled up with zeros.
    """
    rest, tens = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        tens = max(tens, power)
    if rest != 1:
        return None
    tens = max(tens, places)
    digits = f"{abs(value.numerator) * 10**tens // value.denominator:0{tens + 1}d}"
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-tens]}.{digits[-tens:]}" if tens else f"{sign}{digits}"


def _print(expr: Expr, style: Style) -> tuple[str, int]:
    """The text and how tightly its outermost operator binds."""
    match expr:
        case Num():
            return _number(expr)
        case Const(name):
            return ("π" if name == "pi" and style is Style.UNICODE else name), _ATOM
        case Sym(name):
            return _name(name, style), _ATOM
        case Neg(argument):
            text, binds = _print(argument, style)
            # a sum or another sign needs brackets after a minus
            return "-" + (text if binds >= _PRODUCT and text[0] != "-" else f"({text})"), _SUM
        case Add(terms):
            return _sum(terms, style), _SUM
        case Mul(factors):
            return _mul(factors, style), _PRODUCT
        case Div(numerator, denominator):
            top = _wrapped(numerator, _PRODUCT, style)
            bottom = _wrapped(denominator, _POWER, style)
            return f"{top}/{bottom}", _PRODUCT
        case Pow(base, exponent):
            return _power(base, exponent, style), _POWER
        case Call("matmul", (left, right)):
            return f"{_wrapped(left, _PRODUCT, style)} @ {_wrapped(right, _POWER, style)}", _PRODUCT
        case Call("dot", (left, right)) if style is Style.UNICODE:
            return f"{_wrapped(left, _PRODUCT, style)} · {_wrapped(right, _POWER, style)}", _PRODUCT
        case Call(name, arguments):
            return _call(name, arguments, style), _ATOM
        case Vector(entries, round):
            return _vector(entries, style, round=round), _ATOM
        case Relation(operator, left, right):
            return _relation(operator, left, right, style), _RELATION


def _number(number: Num) -> tuple[str, int]:
    text = decimal_text(number.value, number.places) if number.decimal else None
    if text is None:
        text = str(number.value)
    return text, _SUM if number.value.numerator < 0 else (_PRODUCT if "/" in text else _ATOM)


def _name(name: str, style: Style) -> str:
    if style is Style.ASCII:
        return name
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :]
    stem = stem.removesuffix("_") if digits else stem
    letter = _LETTERS.get(stem, stem)
    if len(letter) == 1 and digits:
        return letter + digits.translate(_SUBSCRIPTS)
    if len(stem) == 2 and stem[0] in "d∂" and digits:  # dw₁ as w₁
        return name[0] + _name(name[1:], style)
    head, mark, index = stem.partition("_")
    if mark and not digits and len(index) == 1 and index in _SUBSCRIPT_LETTERS:
        return _LETTERS.get(head, head) + _SUBSCRIPT_LETTERS[index]
    return letter if not digits else name


def _wrapped(expr: Expr, least: int, style: Style) -> str:
    text, binds = _print(expr, style)
    return text if binds >= least else f"({text})"


def _sum(terms: tuple[Expr, ...], style: Style) -> str:
    out = _wrapped(terms[0], _PRODUCT, style)
    if isinstance(terms[0], Neg | Num):
        out = linear(terms[0], style)
    for term in terms[1:]:
        if isinstance(term, Neg):
            out += f" - {_wrapped(term.argument, _PRODUCT, style)}"
            continue
        text, binds = _print(term, style)
        if text[0] == "-" and isinstance(term, Num):
            out += f" - {text[1:]}"
        else:
            out += f" + {text if binds >= _PRODUCT and text[0] != '-' else f'({text})'}"
    return out


def _mul(factors: tuple[Expr, ...], style: Style) -> str:
    sign = "·" if style is Style.UNICODE else "*"
    out = _factor(factors[0], style, first=True)
    for index, factor in enumerate(factors[1:], start=1):
        text = _factor(factor, style, first=False)
        if _is_differential(factors[index - 1], factor) or (
            index == 1 and _juxtaposes(factors[0], factor, text)
        ):
            out += text
        else:
            out += sign + text
    return out


def _factor(factor: Expr, style: Style, *, first: bool) -> str:
    text, binds = _print(factor, style)
    if isinstance(factor, Mul) or (binds == _PRODUCT and not first) or binds < _PRODUCT:
        return f"({text})"
    return text


def _is_differential(left: Expr, right: Expr) -> bool:
    """∂x∂y and ∂²f are written without a sign between them."""
    head = left.base if isinstance(left, Pow) else left
    if not (isinstance(head, Sym) and head.name[0] == "∂" and isinstance(right, Sym)):
        return False
    return right.name[0] == "∂" or (head.name == "∂" and isinstance(left, Pow))


def _juxtaposes(number: Expr, factor: Expr, text: str) -> bool:
    """3x, 3(x + 1), 3sin(x), but 3*2^x and 0.5*e (0.5e could begin an exponent)."""
    if not isinstance(number, Num) or number.value < 0 or number.value.denominator != 1:
        return isinstance(number, Num) and number.decimal and number.value > 0 and text[0] in "xyzt"
    if text[0].isdigit() or text[0] in "|[" or text[:2] == "(-" or isinstance(factor, Num | Div):
        return False
    head = factor.base if isinstance(factor, Pow) else factor
    return not (isinstance(head, Const) and head.name == "e" and text[1:2].isdigit())


def _vector(entries: tuple[Expr, ...], style: Style, *, round: bool) -> str:  # noqa: A002 - its name
    inside = ", ".join(linear(entry, style) for entry in entries)
    if not round:
        return f"[{inside}]"
    return f"({inside},)" if len(entries) == 1 else f"({inside})"


def _power(base: Expr, exponent: Expr, style: Style) -> str:
    bottom = _wrapped(base, _ATOM, style)
    top, binds = _print(exponent, style)
    whole = isinstance(exponent, Num) and exponent.value.denominator == 1
    negative = isinstance(exponent, Neg) and isinstance(exponent.argument, Num)
    if style is Style.UNICODE and (whole or negative) and top.lstrip("-").isdigit():
        return bottom + top.translate(_SUPERSCRIPTS)
    if style is Style.UNICODE and exponent == _TRANSPOSED:
        return bottom + "ᵀ"
    return f"{bottom}^{top if binds >= _ATOM else f'({top})'}"


def _call(name: str, arguments: tuple[Expr, ...], style: Style) -> str:
    inside = ", ".join(linear(argument, style) for argument in arguments)
    if name == "abs" and not any(
        isinstance(e, Call) and e.name == "abs" for e in walk(arguments[0])
    ):
        return f"|{inside}|"
    if name == "sqrt" and style is Style.UNICODE:
        atom = isinstance(arguments[0], Sym | Const) or inside.isdigit()
        return f"√{inside}" if atom else f"√({inside})"
    if name in _NORMS and style is Style.UNICODE:
        return f"‖{inside}‖{_NORMS[name]}"
    base = name.removeprefix("log_")
    if base != name and base.isdigit() and style is Style.UNICODE:
        return f"log{base.translate(_SUBSCRIPTS)}({inside})"
    shown = _SHOWN.get(name, name) if name in FUNCTIONS else name
    return f"{shown}({inside})"


def _relation(operator: str, left: Expr, right: Expr, style: Style) -> str:
    table = _UNICODE_RELATIONS if style is Style.UNICODE else _ASCII_RELATIONS
    sign = table.get(operator, operator)
    gap = "" if operator == "," else " "
    return f"{linear(left, style)}{gap}{sign} {linear(right, style)}"
