"""The tree of a program that has been checked: frozen, and compared without its places.

Only `program_reader` makes these nodes, and only for what its tables allow, so that whoever holds
a `Program` may interpret it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import EllipsisType

Plain = str | int | float | bool | EllipsisType | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column from 1, position and length in characters."""

    line: int
    column: int
    position: int
    length: int


NOWHERE = Place(1, 1, 0, 1)


@dataclass(frozen=True, slots=True)
class Expression:
    at: Place = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Statement:
    at: Place = field(default=NOWHERE, compare=False, kw_only=True)


# --- expressions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    value: Plain
    kind: str  # the type's name: 1, 1.0 and True are equal to Python and different programs


@dataclass(frozen=True, slots=True)
class Name(Expression):
    name: str


@dataclass(frozen=True, slots=True)
class Known(Expression):
    """A function, class or constant of the tables, by its full path: torch.nn.functional.relu."""

    path: str


@dataclass(frozen=True, slots=True)
class Listing(Expression):
    entries: tuple[Expression, ...]
    is_tuple: bool


@dataclass(frozen=True, slots=True)
class Attribute(Expression):
    owner: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Subscript(Expression):
    owner: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Span(Expression):
    """A slice start:stop:step."""

    start: Expression | None
    stop: Expression | None
    step: Expression | None


@dataclass(frozen=True, slots=True)
class Invocation(Expression):
    function: Expression
    arguments: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    """left ? a ? b …, each pair compared once."""

    left: Expression
    others: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Logical(Expression):
    operator: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Conditional(Expression):
    test: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Lambda(Expression):
    parameters: tuple[str, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Comprehension(Expression):
    entry: Expression
    target: Expression
    source: Expression
    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Blank(Expression):
    """What a learner is to fill in."""


# --- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assign(Statement):
    targets: tuple[Expression, ...]
    value: Expression


@dataclass(frozen=True, slots=True)
class Update(Statement):
    """target operator= value"""

    target: Expression
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Evaluate(Statement):
    value: Expression


@dataclass(frozen=True, slots=True)
class If(Statement):
    test: Expression
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class For(Statement):
    target: Expression
    source: Expression
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class With(Statement):
    managers: tuple[Expression, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Return(Statement):
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Pass(Statement):
    pass


@dataclass(frozen=True, slots=True)
class Define(Statement):
    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Record(Statement):
    """class Name: with methods and nothing else."""

    name: str
    methods: tuple[Define, ...]


@dataclass(frozen=True, slots=True)
class Differentiable(Statement):
    """class Name(torch.autograd.Function): with its static forward and backward."""

    name: str
    forward: Define
    backward: Define


@dataclass(frozen=True, slots=True)
class Program:
    """A program that may be interpreted.

    names: every name that it gives to something, wherever that stands.
    """

    text: str = field(compare=False)
    body: tuple[Statement, ...]
    names: frozenset[str]
    attributes: frozenset[str]
