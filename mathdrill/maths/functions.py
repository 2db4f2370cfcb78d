"""The elementary functions with running error bounds.

Legend: each rule maps (arithmetic, v, err) to the function's value and its error bound, see
`mathdrill.maths.numeric`. It raises Undefined outside the real domain and Loose on its border.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mathdrill.maths.arithmetic import Arithmetic, Loose, Undefined, Value

Rule = Callable[[Arithmetic, Any, Any], Value]


def _quotient(ar: Arithmetic, top: Value, bottom: Value) -> Value:
    """(a ± α)/(b ± β)"""
    (a, a_err), (b, b_err) = top, bottom
    if abs(b) <= b_err:
        raise Undefined if b == 0 and b_err == 0 else Loose
    value = a / b
    return value, (a_err + abs(value) * b_err) / (abs(b) - b_err) + ar.unit * abs(value)


def _one_over(rule: Rule) -> Rule:
    return lambda ar, v, err: _quotient(ar, (1, 0), rule(ar, v, err))


def _ratio(top: Rule, bottom: Rule) -> Rule:
    return lambda ar, v, err: _quotient(ar, top(ar, v, err), bottom(ar, v, err))


def _log_to(base: int) -> Rule:
    """log_b v = ln v / ln b"""

    def log(ar: Arithmetic, v: Any, err: Any) -> Value:
        scale = ar.functions.log(base)
        return _quotient(ar, _log(ar, v, err), (scale, ar.unit * scale))

    return log


def _positive(v: Any, err: Any, above: Any = 0) -> None:
    """Pass when v > above for certain."""
    if v - err > above:
        return
    raise Undefined if v + err < above or (v <= above and not err) else Loose


def _exp(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.largest or err > 0.1:
        raise Loose
    value = ar.functions.exp(v)
    return value, value * (1.1 * err + 4 * ar.unit)


def _log(ar: Arithmetic, v: Any, err: Any) -> Value:
    _positive(v, err)
    value = ar.functions.log(v)
    return value, err / (v - err) + 4 * ar.unit * abs(value)


def _log1p(ar: Arithmetic, v: Any, err: Any) -> Value:
    _positive(v, err, -1)
    value = ar.functions.log1p(v)
    return value, err / (1 + v - err) + 4 * ar.unit * abs(value)


def _expm1(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.largest or err > 0.1:
        raise Loose
    value = ar.functions.expm1(v)
    return value, (value + 1) * 1.1 * err + 4 * ar.unit * abs(value)


def _sin(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.widest:
        raise Loose
    value = ar.functions.sin(v)
    return value, err + 4 * ar.unit * abs(value)


def _cos(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.widest:
        raise Loose
    value = ar.functions.cos(v)
    return value, err + 4 * ar.unit * abs(value)


def _tan(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.widest:
        raise Loose
    room = abs(ar.functions.cos(v)) - err - 4 * ar.unit
    if room <= 0:
        raise Loose
    value = ar.functions.tan(v)
    return value, err / room**2 + 4 * ar.unit * abs(value)


def _arc(name: str) -> Rule:
    def arc(ar: Arithmetic, v: Any, err: Any) -> Value:
        size = abs(v)
        if size - err > 1:
            raise Undefined
        if err == 0 and size == 1:
            value = getattr(ar.functions, name)(v)
            return value, 4 * ar.unit * abs(value)
        if size + err >= 1:
            raise Loose
        value = getattr(ar.functions, name)(v)
        slope = 1 / ar.functions.sqrt(1 - (size + err) ** 2)
        return value, err * slope + 4 * ar.unit * abs(value) + ar.unit * slope

    return arc


def _gentle(name: str) -> Rule:
    """Functions whose slope is at most 1: atan, asinh, tanh."""

    def gentle(ar: Arithmetic, v: Any, err: Any) -> Value:
        value = getattr(ar.functions, name)(v)
        return value, err + 4 * ar.unit * abs(value)

    return gentle


def _hyperbolic(name: str) -> Rule:
    def hyperbolic(ar: Arithmetic, v: Any, err: Any) -> Value:
        if abs(v) > ar.largest or err > 0.1:
            raise Loose
        value = getattr(ar.functions, name)(v)
        slope = ar.functions.cosh(abs(v) + err)
        return value, slope * err + 4 * ar.unit * abs(value)

    return hyperbolic


def _acosh(ar: Arithmetic, v: Any, err: Any) -> Value:
    if v == 1 and err == 0:
        return 0.0, 0.0
    _positive(v, err, 1)
    value = ar.functions.acosh(v)
    slope = 1 / ar.functions.sqrt((v - err) ** 2 - 1)
    return value, err * slope + 4 * ar.unit * abs(value) + ar.unit * slope


def _atanh(ar: Arithmetic, v: Any, err: Any) -> Value:
    _positive(1 - abs(v), err)
    value = ar.functions.atanh(v)
    return value, err / (1 - (abs(v) + err) ** 2) + 4 * ar.unit * abs(value)


def _sqrt(ar: Arithmetic, v: Any, err: Any) -> Value:
    if v == 0 and err == 0:
        return 0.0, 0.0
    _positive(v, err)
    value = ar.functions.sqrt(v)
    return value, err / value + 2 * ar.unit * value


def _cbrt(ar: Arithmetic, v: Any, err: Any) -> Value:
    size = abs(v)
    if size <= err:
        if err == 0:
            return 0.0, 0.0
        raise Loose
    value = ar.functions.exp(ar.functions.log(size) / 3)
    slope = value / (3 * (size - err))
    noise = 8 * ar.unit * (1 + abs(ar.functions.log(size)))
    return (value if v > 0 else -value), err * slope + noise * value


def _abs(ar: Arithmetic, v: Any, err: Any) -> Value:
    return abs(v), err


def _relu(ar: Arithmetic, v: Any, err: Any) -> Value:
    return (v, err) if v > 0 else (0.0, 0.0 if v + err <= 0 else err)


def _sign(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) <= err and err:
        raise Loose
    return (1.0 if v > 0 else -1.0 if v < 0 else 0.0), 0.0


def _step(ar: Arithmetic, v: Any, err: Any) -> Value:
    """The derivative that torch gives relu: 1 for v > 0, else 0."""
    if abs(v) <= err and err:
        raise Loose
    return (1.0 if v > 0 else 0.0), 0.0


def _floor(ar: Arithmetic, v: Any, err: Any) -> Value:
    low, high = ar.functions.floor(v - err), ar.functions.floor(v + err)
    if low != high:
        raise Loose
    return low * 1.0, 0.0


def _ceil(ar: Arithmetic, v: Any, err: Any) -> Value:
    value, bound = _floor(ar, -v, err)
    return -value, bound


def _sigmoid(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.largest or err > 0.1:
        raise Loose
    small = ar.functions.exp(-abs(v))
    value = (1 if v > 0 else small) / (1 + small)
    return value, value * (1.2 * err * (1 - value if v < 0 else small) + 8 * ar.unit)


def _softplus(ar: Arithmetic, v: Any, err: Any) -> Value:
    if abs(v) > ar.largest or err > 0.1:
        raise Loose
    value = (max(0, v)) + ar.functions.log1p(ar.functions.exp(-abs(v)))
    return value, 1.2 * err * min(1, value * 2) + 8 * ar.unit * value


RULES: dict[str, Rule] = {
    "exp": _exp,
    "log": _log,
    "log1p": _log1p,
    "expm1": _expm1,
    "log2": _log_to(2),
    "log10": _log_to(10),
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "cot": _ratio(_cos, _sin),
    "sec": _one_over(_cos),
    "csc": _one_over(_sin),
    "sech": _one_over(_hyperbolic("cosh")),
    "csch": _one_over(_hyperbolic("sinh")),
    "coth": _one_over(_gentle("tanh")),
    "asin": _arc("asin"),
    "acos": _arc("acos"),
    "atan": _gentle("atan"),
    "asinh": _gentle("asinh"),
    "tanh": _gentle("tanh"),
    "sinh": _hyperbolic("sinh"),
    "cosh": _hyperbolic("cosh"),
    "acosh": _acosh,
    "atanh": _atanh,
    "sqrt": _sqrt,
    "cbrt": _cbrt,
    "abs": _abs,
    "relu": _relu,
    "sign": _sign,
    "step": _step,
    "floor": _floor,
    "ceil": _ceil,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
}
