"""An independent opinion on keys: torch.autograd in float64. The only importer of torch.

Legend: v, w are tensors of shape () or (n,), dtype float64; a point gives every free name a tensor
of shape (); ∂v/∂x comes from torch.autograd.grad with create_graph, so that orders add up.

A proof is a formula of our own language in which diff(F, x, n), subs(F, x, a) and the other author
functions still stand. Its value is torch's; the key's is ours, because that is what learners are
judged by.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import torch
from torch import Tensor

from mathdrill.autograd.oracle_arrays import ARRAY_FUNCTIONS
from mathdrill.maths.arithmetic import Loose, Undefined
from mathdrill.maths.arrays import as_array
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
    free_names,
)
from mathdrill.maths.numeric import compiled
from mathdrill.maths.points import Domain

POINTS = 8  # points at which proof and key must agree
FEWEST = 3  # points without which nothing is said
TRIES = 300
TOLERANCE = 1e-7  # relative; small points leave float64 at least nine digits
NOTHING = 1e-9  # two values below this are both 0
MAX_ORDER = 6
CONSTANTS = {"pi": math.pi, "e": math.e}
SIZES = (0.4, 0.9, 1.4, 2.3, 0.15, 3.7, 0.03)
SCALES = (1.0, 1.0, 10.0, 0.1, 100.0)  # the larger ones for domains far out

Point = Mapping[str, Tensor]


def confirm(
    proof: Expr, key: Expr, variables: Sequence[str], domain: Sequence[Expr], seed: int
) -> bool | None:
    """Whether the key has the value that torch finds for the proof, at points of the domain.

    Args:
        domain: conditions such as x > 0 that a point must meet.
        seed: fixes the points.
    Returns: None where fewer than FEWEST points decide: both sides must be finite numbers there.
    """
    names = tuple(dict.fromkeys((*variables, *free_names(key), *free_names(proof))))
    agreed = 0
    for point in _points(names, Domain((*domain,)), seed):
        same = _same_at(point, proof, key)
        if same is False:
            return False
        agreed += bool(same)
        if agreed == POINTS or (agreed and not names):
            return True
    return True if agreed >= FEWEST else None


def evaluate(expr: Expr, point: Point) -> Tensor:
    """The value of a formula at a point; that of a condition is 1 where it is met, else 0.

    Returns: shape (), or (n,) for a vector; nan or inf where it is not defined.
    Raises: KeyError: a name without a value. ValueError: a formula that means nothing to torch.
    """
    match expr:
        case Num(value):
            return _constant(value)
        case Const(name):
            return _constant(CONSTANTS[name])
        case Sym(name):
            return point[name]
        case Neg(argument):
            return -evaluate(argument, point)
        case Add(terms):
            return sum((evaluate(term, point) for term in terms), _constant(0))
        case Mul(factors):
            return math.prod((evaluate(factor, point) for factor in factors), start=_constant(1))
        case Div(numerator, denominator):
            return evaluate(numerator, point) / evaluate(denominator, point)
        case Pow(base, exponent):
            return torch.pow(evaluate(base, point), evaluate(exponent, point))
        case Call(name, arguments):
            return _call(name, arguments, point)
        case Vector(entries):
            return torch.stack([evaluate(entry, point) for entry in entries])
        case Relation(operator, left, right):
            return _truth(operator, left, right, point)


def _truth(operator: str, left: Expr, right: Expr, point: Point) -> Tensor:
    """a < b < c is (a < b) and (b < c); what has no number on one side is neither true nor false."""
    if isinstance(left, Relation):
        earlier = _truth(left.operator, left.left, left.right, point)
        return earlier * _truth(operator, left.right, right, point)
    one, other = evaluate(left, point).detach(), evaluate(right, point).detach()
    if not (torch.isfinite(one).all() and torch.isfinite(other).all()):
        return _constant(math.nan)
    alike = one.shape == other.shape and torch.allclose(one, other, TOLERANCE, NOTHING)
    if operator in ("=", "!="):
        return _constant(alike == (operator == "="))
    if one.ndim or other.ndim or operator not in ("<", "<=", ">", ">="):
        raise ValueError(f"no condition: {operator} between {one} and {other}")
    if alike:
        return _constant("=" in operator)
    return _constant(bool(one < other) == operator.startswith("<"))


def derivative(function: Expr, variable: str, point: Point, order: int = 1) -> Tensor:
    """∂ⁿ function / ∂ variableⁿ at a point; 0 where the function ignores the variable.

    Returns: a tensor of the function's shape, itself differentiable; nan where the function has no
        value.
    """
    at = point.get(variable, _constant(0))
    inner = at.clone() if at.requires_grad else at.detach().clone().requires_grad_()
    value = evaluate(function, {**point, variable: inner})
    if not torch.isfinite(value).all():
        return torch.full_like(value, math.nan)  # autograd would differentiate ln(-1) all the same
    for _ in range(order):
        value = _gradient(value, inner)
    return value


def _gradient(value: Tensor, inner: Tensor) -> Tensor:
    if value.ndim:
        return torch.stack([_gradient(entry, inner) for entry in value])
    if not value.requires_grad:
        return torch.zeros_like(value)
    (found,) = torch.autograd.grad(
        value, inner, create_graph=True, allow_unused=True, materialize_grads=True
    )
    return found


def _constant(value: Fraction | float) -> Tensor:
    return torch.tensor(float(value), dtype=torch.float64)


def _call(name: str, arguments: tuple[Expr, ...], point: Point) -> Tensor:
    match name, arguments:
        case "diff", (function, Sym(variable)):
            return derivative(function, variable, point)
        case "diff", (function, Sym(variable), order):
            count = _whole(order, point)
            if not 0 <= count <= MAX_ORDER:
                raise ValueError(f"order {count}")
            return derivative(function, variable, point, count)
        case (("grad" | "jacobian"), (function, *variables)):
            return torch.stack([derivative(function, x, point) for x in _names(variables)], -1)
        case "hessian", (function, *variables):
            slopes = [Call("diff", (function, x)) for x in variables]
            return torch.stack(
                [
                    torch.stack([derivative(slope, x, point) for x in _names(variables)])
                    for slope in slopes
                ]
            )
        case "subs", (function, *pairs):
            values = [evaluate(value, point) for value in pairs[1::2]]
            return evaluate(
                function, {**point, **dict(zip(_names(pairs[::2]), values, strict=True))}
            )
        case "where", (Relation(operator, left, right), one, other) if operator in _RELATIONS:
            holds = _RELATIONS[operator](evaluate(left, point), evaluate(right, point))
            return evaluate(one if holds else other, point)
        case "expand", (function,):
            return evaluate(function, point)
        case "len", (vector,):
            return _constant(len(evaluate(vector, point)))
        case "gcd", (one, other):
            return _constant(math.gcd(_whole(one, point), _whole(other, point)))
        case _:
            pass
    if name not in FUNCTIONS:
        raise ValueError(name)
    return FUNCTIONS[name](*(evaluate(argument, point) for argument in arguments))


def _names(variables: Sequence[Expr]) -> list[str]:
    names = [variable.name for variable in variables if isinstance(variable, Sym)]
    if len(names) < len(variables):
        raise ValueError("not a variable")
    return names


def _whole(expr: Expr, point: Point) -> int:
    value = evaluate(expr, point).item()
    if value != int(value):
        raise ValueError(f"{value} is not a whole number")
    return int(value)


def _most(*values: Tensor) -> Tensor:
    return torch.stack(values).amax()


def _least(*values: Tensor) -> Tensor:
    return torch.stack(values).amin()


_RELATIONS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "=": torch.eq,
    "!=": torch.ne,
    "<": torch.lt,
    "<=": torch.le,
    ">": torch.gt,
    ">=": torch.ge,
}


def _reciprocal(function: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    return lambda v: 1 / function(v)


FUNCTIONS: Mapping[str, Callable[..., Tensor]] = {
    **{name: getattr(torch, name) for name in "sin cos tan asin acos atan".split()},
    **{name: getattr(torch, name) for name in "sinh cosh tanh asinh acosh atanh".split()},
    **{name: getattr(torch, name) for name in "exp expm1 log1p log2 log10 sqrt".split()},
    **{name: getattr(torch, name) for name in "abs sign floor ceil sigmoid relu".split()},
    "log": torch.log,
    "sec": _reciprocal(torch.cos),
    "csc": _reciprocal(torch.sin),
    "cot": _reciprocal(torch.tan),
    "sech": _reciprocal(torch.cosh),
    "csch": _reciprocal(torch.sinh),
    "coth": _reciprocal(torch.tanh),
    "cbrt": lambda v: torch.sign(v) * torch.abs(v) ** (1 / 3),
    "softplus": lambda v: torch.logaddexp(v, torch.zeros_like(v)),
    "step": lambda v: torch.relu(torch.sign(v)),
    "pow": torch.pow,
    "max": _most,
    "min": _least,
    "sum": torch.sum,
    "mod": torch.remainder,
    **ARRAY_FUNCTIONS,
}
"""Every function of our language and torch's own for it."""


def _points(names: Sequence[str], domain: Domain, seed: int) -> Iterator[dict[str, float]]:
    """Points of the domain, small ones first: there float64 keeps most of its digits."""
    chance = random.Random(f"oracle|{seed}").random
    for attempt in range(TRIES if names else 1):
        size = SIZES[attempt % len(SIZES)] * SCALES[attempt * len(SCALES) // TRIES]
        point = {
            name: size * (0.7 + 0.6 * chance()) * (1 if chance() < 0.6 else -1) for name in names
        }
        if point in domain:
            yield point


def _same_at(point: Mapping[str, float], proof: Expr, key: Expr) -> bool | None:
    """Whether both have one value at a point; None where one of them has none."""
    tensors = {name: _constant(value) for name, value in point.items()}
    try:
        value = evaluate(proof, tensors).detach()
        array = as_array(key)
        ours = [compiled(entry)(point)[0] for entry in array.entries]
    except (Undefined, Loose):
        return None
    if value.shape != torch.Size(array.shape):
        return False
    pairs = list(zip(value.reshape(-1).tolist(), map(float, ours), strict=True))
    if not all(math.isfinite(value) for pair in pairs for value in pair):
        return None
    return all(math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=NOTHING) for a, b in pairs)
