"""Trees made fit to be read: `tidy` keeps the arithmetic as it stands, `simplified` does it.

Both keep the value wherever the given formula has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mathdrill.maths.expression import (
    ONE,
    ZERO,
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
    add,
    mul,
    transform,
    walk,
)
from mathdrill.maths.linear import decimal_text
from mathdrill.maths.rational import NotRational, exact_constant

_MAX_EXPANDED = 200  # terms
_FLAT = frozenset(("relu", "step", "floor", "ceil", "sign", "max", "min"))  # 0 on whole intervals


def tidy(expr: Expr) -> Expr:
    """Signs, factors 1, exponents 1 and zero terms put as one writes them; nothing is computed."""
    return transform(expr, _tidy)


def _tidy(expr: Expr) -> Expr:
    match expr:
        case Neg(Num(value, decimal)):
            return Num(-value, decimal)
        case Neg(Neg(inner)):
            return inner
        case Add(terms):
            return _tidy_sum(terms)
        case Mul(factors):
            return _tidy_product(factors)
        case Div(numerator, denominator) if denominator == ONE:
            return numerator
        case Div(Num(value, decimal), denominator) if value < 0:
            return Neg(Div(Num(-value, decimal), denominator))
        case Div(Neg(inner), denominator):
            return Neg(Div(inner, denominator))
        case Pow(base, Num(value)) if value == 1:
            return base
        case _:
            return expr


def _tidy_sum(terms: Sequence[Expr]) -> Expr:
    kept = tuple(term for term in terms if not (isinstance(term, Num) and term.value == 0))
    return add(*kept)


def _tidy_product(factors: Sequence[Expr]) -> Expr:
    if any(isinstance(factor, Num) and factor.value == 0 for factor in factors):
        return ZERO
    kept = [factor for factor in factors if factor != ONE]
    negative = False
    if kept and isinstance(kept[0], Neg):
        negative, kept[0] = True, kept[0].argument
    elif kept and isinstance(kept[0], Num) and kept[0].value < 0:
        negative, kept[0] = True, Num(-kept[0].value, kept[0].decimal)
        kept = [factor for factor in kept if factor != ONE]
    product = mul(*kept)
    if not negative:
        return product
    return Num(-product.value, product.decimal) if isinstance(product, Num) else Neg(product)


def simplified(expr: Expr) -> Expr:
    """Numbers computed, like terms and equal factors gathered, quotients written with one bar."""
    return transform(expr, _simplify)


def _simplify(expr: Expr) -> Expr:
    match expr:
        case Num() | Const():
            return expr
        case Neg() | Mul() | Div() | Pow():
            return _join(*_split(expr))
        case Add(terms):
            return _gathered(terms)
        case Call(name, arguments):
            return _call(name, arguments)
        case _:
            return expr


def _call(name: str, arguments: tuple[Expr, ...]) -> Expr:
    if all(isinstance(argument, Num) for argument in arguments):
        decimal = any(isinstance(a, Num) and a.decimal for a in arguments)
        try:
            return _number(exact_constant(Call(name, arguments)), decimal=decimal)
        except (NotRational, ZeroDivisionError):
            pass
    match name, arguments:
        case "log", (Const("e"),):
            return ONE
        case "log", (Call("exp", (inner,)),):
            return inner
        case (("sin" | "tan" | "sinh" | "tanh" | "asin" | "atan"), (Num(value),)) if value == 0:
            return ZERO
        case (("cos" | "cosh"), (Num(value),)) if value == 0:
            return ONE
    return Call(name, arguments)


def _number(value: Fraction, *, decimal: bool) -> Num:
    return Num(value, decimal and value.denominator != 1 and decimal_text(value) is not None)


# --- products as a coefficient and powers ---------------------------------------------------------


def _split(expr: Expr) -> tuple[Num, dict[Expr, Expr]]:
    """expr = coefficient · ∏ base^exponent, with equal bases gathered where exponents are numbers."""
    coefficient = Num(Fraction(1))
    powers: dict[Expr, Expr] = {}
    todo: list[tuple[Expr, int]] = [(expr, 1)]
    while todo:
        node, sign = todo.pop()
        match node:
            case Num(value, decimal) if value or sign > 0:
                product = coefficient.value * (value if sign > 0 else 1 / value)
                coefficient = _number(product, decimal=coefficient.decimal or decimal)
            case Neg(argument):
                coefficient = Num(-coefficient.value, coefficient.decimal)
                todo.append((argument, sign))
            case Mul(factors):
                todo.extend((factor, sign) for factor in reversed(factors))
            case Div(numerator, denominator):
                todo.append((denominator, -sign))
                todo.append((numerator, sign))
            case Pow(base, exponent):
                constant = _constant_power(base, exponent)
                if constant is not None and (constant.value or sign > 0):
                    todo.append((constant, sign))
                elif isinstance(base, Mul | Div | Neg) and _whole(exponent):
                    _raise_all(base, exponent, sign, todo)
                else:
                    _gather(powers, *_flat_power(base, exponent), sign)
            case _:
                _gather(powers, node, ONE, sign)
    return coefficient, powers


def _raise_all(base: Expr, exponent: Expr, sign: int, todo: list[tuple[Expr, int]]) -> None:
    """(a·b/c)^n = a^n·b^n/c^n for whole n."""
    match base:
        case Neg(argument):
            todo.append((Pow(argument, exponent), sign))
            if isinstance(exponent, Num) and exponent.value % 2:
                todo.append((Num(Fraction(-1)), 1))
        case Mul(factors):
            todo.extend((Pow(factor, exponent), sign) for factor in reversed(factors))
        case Div(numerator, denominator):
            todo.append((Pow(denominator, exponent), -sign))
            todo.append((Pow(numerator, exponent), sign))
        case _:
            raise TypeError(base)


def _constant_power(base: Expr, exponent: Expr) -> Num | None:
    if not (isinstance(base, Num) and isinstance(exponent, Num)):
        return None
    try:
        return _number(exact_constant(Pow(base, exponent)), decimal=base.decimal)
    except (NotRational, ZeroDivisionError):
        return None


def _flat_power(base: Expr, exponent: Expr) -> tuple[Expr, Expr]:
    """(b^m)^n = b^(m·n) for whole n only: (x^2)^(1/2) is |x|, not x."""
    match base, exponent:
        case Pow(inner, Num(first)), Num(second) if second.denominator == 1:
            return inner, Num(first * second)
    if isinstance(base, Call) and base.name == "sqrt" and exponent == Num(Fraction(2)):
        return base.arguments[0], ONE
    return base, exponent


def _whole(expr: Expr) -> bool:
    return isinstance(expr, Num) and expr.value.denominator == 1


def _gather(powers: dict[Expr, Expr], base: Expr, exponent: Expr, sign: int) -> None:
    if sign < 0:
        exponent = simplified(Neg(exponent))
    present = powers.get(base)
    if present is None:
        powers[base] = exponent
    else:
        powers[base] = simplified(Add((present, exponent)))


def _join(coefficient: Num, powers: dict[Expr, Expr]) -> Expr:
    if coefficient.value == 0:
        return ZERO
    top: list[Expr] = []
    bottom: list[Expr] = []
    for base, exponent in sorted(powers.items(), key=_rank):
        negative, size = _signed(base, exponent)
        if size == ZERO:
            continue
        (bottom if negative else top).append(_raised(base, size))
    value = abs(coefficient.value)
    if coefficient.decimal or value.denominator == 1:
        over, under = Num(value, coefficient.decimal), ONE
    else:
        over, under = Num(Fraction(value.numerator)), Num(Fraction(value.denominator))
    if not top and not bottom:
        return coefficient
    if under != ONE:
        bottom.insert(0, under)
    if over != ONE or not top:
        top.insert(0, over)
    result = mul(*top) if not bottom else Div(mul(*top), mul(*bottom))
    return Neg(result) if coefficient.value < 0 else result


def _rank(power: tuple[Expr, Expr]) -> int:
    """x·(x + 1)·sin(x): variables, then sums, then the rest, as one writes them."""
    return 0 if isinstance(power[0], Sym) else 1 if isinstance(power[0], Add) else 2


def _signed(base: Expr, exponent: Expr) -> tuple[bool, Expr]:
    """Whether a power belongs under the fraction bar, and its exponent there.

    Not relu(x)^(-x): it is 0 for x < 0, where 1/relu(x)^x has no value.
    """
    if isinstance(exponent, Num) and exponent.value < 0:
        return True, Num(-exponent.value, exponent.decimal)
    if isinstance(exponent, Neg) and not any(
        isinstance(part, Call) and part.name in _FLAT for part in walk(base)
    ):
        return True, exponent.argument
    return False, exponent


def _raised(base: Expr, exponent: Expr) -> Expr:
    if exponent == ONE:
        return base
    if isinstance(exponent, Num) and exponent.value == Fraction(1, 2):
        return Call("sqrt", (base,))
    return Pow(base, exponent)


# --- sums -----------------------------------------------------------------------------------------


def _gathered(terms: Sequence[Expr]) -> Expr:
    """Like terms added up, each where its kind first stood."""
    sums: dict[frozenset[tuple[Expr, Expr]], Num] = {}
    order: dict[frozenset[tuple[Expr, Expr]], dict[Expr, Expr]] = {}
    for term in _flat(terms):
        coefficient, powers = _split(term)
        kind = frozenset(powers.items())
        known = sums.get(kind, ZERO)
        sums[kind] = _number(
            known.value + coefficient.value, decimal=known.decimal or coefficient.decimal
        )
        order.setdefault(kind, powers)
    kept = [
        _join(coefficient, order[kind]) for kind, coefficient in sums.items() if coefficient.value
    ]
    return add(*kept)


def _flat(terms: Sequence[Expr], sign: int = 1) -> list[Expr]:
    out: list[Expr] = []
    for term in terms:
        if isinstance(term, Add):
            out.extend(_flat(term.terms, sign))
        elif isinstance(term, Neg) and isinstance(term.argument, Add):
            out.extend(_flat(term.argument.terms, -sign))
        else:
            out.append(term if sign > 0 else Neg(term))
    return out


def expanded(expr: Expr) -> Expr:
    """Products of sums and their whole powers multiplied out.

    Raises: OverflowError: more than 200 terms.
    """
    match expr:
        case Add(terms):
            return simplified(Add(tuple(expanded(term) for term in terms)))
        case Neg(argument):
            return simplified(add(*(Neg(term) for term in _terms(expanded(argument)))))
        case Mul(factors):
            product: list[Expr] = [ONE]
            for factor in factors:
                product = _times(product, _terms(expanded(factor)))
            return simplified(add(*product))
        case Pow(base, Num(value)) if value.denominator == 1 and 2 <= value <= 50:
            multiplier = _terms(expanded(base))
            power: list[Expr] = [ONE]
            for _ in range(int(value)):
                power = _terms(simplified(add(*_times(power, multiplier))))
            return simplified(add(*power))
        case Div(numerator, denominator):
            bottom = expanded(denominator)
            return simplified(add(*(Div(term, bottom) for term in _terms(expanded(numerator)))))
        case Vector(entries):
            return Vector(tuple(expanded(entry) for entry in entries))
        case Relation(operator, left, right):
            return Relation(operator, expanded(left), expanded(right))
        case _:
            return simplified(expr)


def _terms(expr: Expr) -> list[Expr]:
    return list(expr.terms) if isinstance(expr, Add) else [expr]


def _times(left: Sequence[Expr], right: Sequence[Expr]) -> list[Expr]:
    if len(left) * len(right) > _MAX_EXPANDED:
        raise OverflowError("too many terms")
    return [Mul((a, b)) for a in left for b in right]
