"""Tree → MathML Core: formulas in two dimensions for reports, without script, font or picture.

Only elements of MathML Core are used, so that every browser of today draws them; the attribute
`alttext` holds the formula on one line for those that do not, and for who listens.
Source: https://www.w3.org/TR/mathml-core/
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from mathdrill.errors import FormulaError
from mathdrill.maths.display import bracketed
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
)
from mathdrill.maths.linear import Style, decimal_text, linear
from mathdrill.maths.names import FUNCTIONS, GREEK, Names
from mathdrill.maths.parser import parse

_RELATION, _SUM, _PRODUCT, _POWER, _ATOM = range(5)
_LIMIT = 2_000  # characters of a displayed formula
_DISPLAYED = Names(display=True)
_APPLY = "<mo>&#x2061;</mo>"  # between a function and its arguments: heard, not seen
_TIMES = "<mo>&#x2062;</mo>"  # between 3 and x: as above
_DOT = "<mo>·</mo>"
_MINUS = "<mo>−</mo>"
_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "->": "→"}
_SHOWN = {"log": "ln"}
_NORMS = {"norm": "", "norm1": "<mn>1</mn>", "norminf": "<mn>∞</mn>"}
_LETTERS = {name: letter for letter, name in GREEK.items()}
_TRANSPOSED = Sym("T")  # as an exponent


def mathml(expr: Expr) -> str:
    """The formula as one `math` element that flows with the text around it."""
    shown = bracketed(expr)
    spoken = escape(linear(shown, Style.UNICODE))
    return f'<math alttext="{spoken}">{_print(shown)[0]}</math>'


def displayed(formula: str) -> str:
    """A formula of the content; one that cannot be read stands there as it is written."""
    try:
        return mathml(parse(formula, _DISPLAYED, limit=_LIMIT))
    except FormulaError:
        return f"<code>{escape(formula)}</code>"


def _print(expr: Expr) -> tuple[str, int]:
    """The elements, always one, and how tightly the outermost operator binds."""
    match expr:
        case Num():
            return _number(expr)
        case Const(name):
            return f"<mi>{'π' if name == 'pi' else escape(name)}</mi>", _ATOM
        case Sym(name):
            return _name(name), _ATOM
        case Neg(argument):
            inner, binds = _print(argument)
            closed = binds >= _PRODUCT and not inner.startswith(f"<mrow>{_MINUS}")
            return _row(_MINUS, inner if closed else _round(inner)), _SUM
        case Add(terms):
            return _sum(terms), _SUM
        case Mul(factors):
            return _product(factors), _PRODUCT
        case Div(numerator, denominator):
            return f"<mfrac>{_print(numerator)[0]}{_print(denominator)[0]}</mfrac>", _PRODUCT
        case Pow(base, exponent):
            top = "<mo>⊤</mo>" if exponent == _TRANSPOSED else _print(exponent)[0]
            return f"<msup>{_wrapped(base, _ATOM)}{top}</msup>", _POWER
        case Call("matmul", (left, right)):
            return _row(_wrapped(left, _PRODUCT), "<mo>@</mo>", _wrapped(right, _POWER)), _PRODUCT
        case Call("dot", (left, right)):
            return _row(_wrapped(left, _PRODUCT), _DOT, _wrapped(right, _POWER)), _PRODUCT
        case Call("exp", (exponent,)):
            return f"<msup><mi>e</mi>{_print(exponent)[0]}</msup>", _POWER
        case Call(name, arguments):
            return _call(name, arguments), _ATOM
        case Vector(entries):
            return _vector(entries, round_brackets=expr.round), _ATOM
        case Relation(operator, left, right):
            sign = escape(_RELATIONS.get(operator, operator))
            return _row(_print(left)[0], f"<mo>{sign}</mo>", _print(right)[0]), _RELATION


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def _round(inner: str) -> str:
    return _row("<mo>(</mo>", inner, "<mo>)</mo>")


def _wrapped(expr: Expr, least: int) -> str:
    inner, binds = _print(expr)
    return inner if binds >= least else _round(inner)


def _number(number: Num) -> tuple[str, int]:
    size = abs(number.value)
    written = decimal_text(size, number.places) if number.decimal else None
    if written is not None or size.denominator == 1:
        shown = f"<mn>{written or size.numerator}</mn>"
        binds = _ATOM
    else:
        shown = f"<mfrac><mn>{size.numerator}</mn><mn>{size.denominator}</mn></mfrac>"
        binds = _PRODUCT
    return (_row(_MINUS, shown), _SUM) if number.value < 0 else (shown, binds)


def _name(name: str) -> str:
    """x₁, w_i and α₂ with their index below; f′ with its prime above."""
    plain = name.rstrip("'")
    stem = plain.rstrip("0123456789")
    index = plain[len(stem) :]
    if not index:
        head, mark, letter = stem.partition("_")
        stem, index = (head, letter) if mark and head and letter else (stem, "")
    stem = stem.removesuffix("_") if index else stem
    shown = "".join(f"<mi>{escape(_LETTERS.get(part, part))}</mi>" for part in _parts(stem))
    shown = shown if shown.count("<mi>") == 1 else _row(shown)
    if index:
        below = f"<mn>{index}</mn>" if index.isdigit() else f"<mi>{escape(index)}</mi>"
        shown = f"<msub>{shown}{below}</msub>"
    primes = "′" * (len(name) - len(plain))
    return f"<msup>{shown}<mo>{primes}</mo></msup>" if primes else shown


def _parts(stem: str) -> tuple[str, ...]:
    """dx and ∂f are two letters beside each other, not the name of something."""
    rest = stem[1:]
    if stem[:1] in {"d", "∂"} and (len(rest) == 1 or rest in _LETTERS):
        return stem[0], rest
    return (stem,)


def _sum(terms: tuple[Expr, ...]) -> str:
    first = terms[0]
    parts = [_print(first)[0] if isinstance(first, Neg | Num) else _wrapped(first, _PRODUCT)]
    for term in terms[1:]:
        match term:
            case Neg(argument):
                parts += [_MINUS, _wrapped(argument, _PRODUCT)]
            case Num(value) if value < 0:
                parts += [_MINUS, _print(Num(-value, term.decimal, term.places))[0]]
            case _:
                parts += ["<mo>+</mo>", _wrapped(term, _PRODUCT)]
    return _row(*parts)


def _product(factors: tuple[Expr, ...]) -> str:
    parts = [_factor(factors[0])]
    for left, right in pairwise(factors):
        parts += [_TIMES if _juxtaposed(left, right) else _DOT, _factor(right)]
    return _row(*parts)


def _factor(factor: Expr) -> str:
    inner, binds = _print(factor)
    loose = isinstance(factor, Mul) or binds < _PRODUCT
    return _round(inner) if loose else inner


def _juxtaposed(left: Expr, right: Expr) -> bool:
    """3x, 3(x + 1), xy, ∂x∂y, but 3·4, 2·3/4, f(x)·g(x)."""
    ahead = right.base if isinstance(right, Pow) else right
    if isinstance(left, Call) and isinstance(ahead, Call):
        return False
    return not isinstance(ahead, Num | Div | Neg | Vector) and not isinstance(left, Div | Vector)


def _call(name: str, arguments: tuple[Expr, ...]) -> str:
    inside = _listed(arguments)
    match name:
        case "":
            return _round(inside)
        case "sqrt":
            return f"<msqrt>{inside}</msqrt>"
        case "cbrt":
            return f"<mroot>{inside}<mn>3</mn></mroot>"
        case "abs":
            return _row("<mo>|</mo>", inside, "<mo>|</mo>")
        case "norm" | "norm1" | "norminf":
            bars = _row("<mo>‖</mo>", inside, "<mo>‖</mo>")
            return f"<msub>{bars}{_NORMS[name]}</msub>" if _NORMS[name] else bars
        case _:
            return _row(_head(name), _APPLY, _round(inside))


def _head(name: str) -> str:
    """The name of a function; log₂ with its base below."""
    base = name.removeprefix("log_")
    if base != name and base.isdigit():
        return f"<msub><mi>log</mi><mn>{base}</mn></msub>"
    return f"<mi>{_SHOWN.get(name, name)}</mi>" if name in FUNCTIONS else _name(name)


def _listed(entries: Iterable[Expr]) -> str:
    printed = [_print(entry)[0] for entry in entries]
    return printed[0] if len(printed) == 1 else _row("<mo>,</mo>".join(printed))


def _vector(entries: tuple[Expr, ...], *, round_brackets: bool) -> str:
    left, right = ("(", ")") if round_brackets else ("[", "]")
    rows = [entry.entries for entry in entries if isinstance(entry, Vector)]
    if len(rows) == len(entries) and len({len(row) for row in rows}) == 1 and rows[0]:
        lines = ("".join(f"<mtd>{_print(cell)[0]}</mtd>" for cell in row) for row in rows)
        table = "".join(f"<mtr>{line}</mtr>" for line in lines)
        return _row(f"<mo>{left}</mo>", f"<mtable>{table}</mtable>", f"<mo>{right}</mo>")
    inside = _listed(entries) if entries else ""
    comma = "<mo>,</mo>" if round_brackets and len(entries) == 1 else ""
    return _row(f"<mo>{left}</mo>", inside, comma, f"<mo>{right}</mo>")
