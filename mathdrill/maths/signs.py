"""What a formula's form alone tells of its sign and of where it is defined, over the reals."""

from __future__ import annotations

from enum import IntEnum

from mathdrill.maths.expression import Add, Call, Const, Div, Expr, Mul, Num, Pow


class Sign(IntEnum):
    """The greatest lower bound that is known; each sign holds wherever the formula is defined."""

    UNKNOWN = 0
    NOT_NEGATIVE = 1
    POSITIVE = 2


_SIGNS = {
    **dict.fromkeys(("exp", "cosh", "sech", "sigmoid", "softplus"), Sign.POSITIVE),
    **dict.fromkeys(("abs", "relu", "step", "sqrt", "acosh"), Sign.NOT_NEGATIVE),
}
_EVERYWHERE = frozenset(
    (
        *("exp", "expm1", "sin", "cos", "atan", "sinh", "cosh", "tanh", "sech", "asinh"),
        *("abs", "sign", "step", "relu", "max", "min", "floor", "ceil", "cbrt"),
        *("sigmoid", "softplus"),
    )
)
_NEEDED = {  # the sign of an argument that lets a function have a value
    **dict.fromkeys(("log", "log2", "log10"), Sign.POSITIVE),
    **dict.fromkeys(("sqrt", "log1p"), Sign.NOT_NEGATIVE),
}


def sign_of(expr: Expr) -> Sign:
    """The sign that sums, products and powers of squares and positive functions must have."""
    match expr:
        case Num(value):
            return Sign((value.numerator >= 0) + (value.numerator > 0))
        case Const():
            return Sign.POSITIVE
        case Add(terms):
            signs = [sign_of(term) for term in terms]
            return max(signs) if min(signs) else Sign.UNKNOWN
        case Mul(factors):
            return min(sign_of(factor) for factor in factors)
        case Div(numerator, denominator):
            return sign_of(numerator) if sign_of(denominator) else Sign.UNKNOWN
        case Pow(base, Num(value)):
            even = value.denominator == 1 and not value.numerator % 2
            return max(sign_of(base), Sign.NOT_NEGATIVE if even else Sign.UNKNOWN)
        case Pow(base, _):
            return sign_of(base)
        case Call(name, _):
            return _SIGNS.get(name, Sign.UNKNOWN)
        case _:
            return Sign.UNKNOWN


def is_defined(expr: Expr) -> bool:
    """Whether a function or power has a value wherever its arguments have one, as far as is known."""
    match expr:
        case Const():
            return True
        case Pow(base, exponent):
            least = sign_of(base)
            rises = sign_of(exponent) is Sign.POSITIVE  # 0^2 is defined, 0^-2 is not
            return least is Sign.POSITIVE or (least is Sign.NOT_NEGATIVE and rises)
        case Call(name, (argument,)) if name in _NEEDED:
            return sign_of(argument) >= _NEEDED[name]
        case Call(name, _):
            return name in _EVERYWHERE
        case _:
            return False
