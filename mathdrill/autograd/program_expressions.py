"""Python's expressions → ours, node by node; a node without a row in READERS is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from mathdrill.autograd.program_limits import BLANK, MAX_DEPTH, MAX_DIGITS, MAX_STRING
from mathdrill.autograd.program_tables import (
    BUILTINS,
    KEYWORDS,
    KNOWN,
    MODULES,
    NAMES_OF_ATTRIBUTES,
)
from mathdrill.autograd.program_tree import (
    Attribute,
    Binary,
    Blank,
    Comparison,
    Comprehension,
    Conditional,
    Expression,
    Invocation,
    Known,
    Lambda,
    Listing,
    Literal,
    Logical,
    Name,
    Place,
    Span,
    Subscript,
    Unary,
)
from mathdrill.domain import Sentence, sentence
from mathdrill.errors import ProgramError

PRIVATE_BUT_HARMLESS = ("_", "_version")

BINARY: Mapping[type[ast.operator], str] = MappingProxyType(
    {
        ast.Add: "+",
        ast.Sub: "-",
        ast.Mult: "*",
        ast.Div: "/",
        ast.FloorDiv: "//",
        ast.Mod: "%",
        ast.Pow: "**",
        ast.MatMult: "@",
        ast.BitAnd: "&",
        ast.BitOr: "|",
        ast.BitXor: "^",
    }
)
UNARY: Mapping[type[ast.unaryop], str] = MappingProxyType(
    {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Not: "not"}
)
COMPARING: Mapping[type[ast.cmpop], str] = MappingProxyType(
    {
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Is: "is",
        ast.IsNot: "is not",
        ast.In: "in",
        ast.NotIn: "not in",
    }
)
REFUSED: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.JoinedStr: 'f"…"',
        ast.NamedExpr: ":=",
        ast.Starred: "*",
        ast.Await: "await",
        ast.Yield: "yield",
        ast.YieldFrom: "yield",
        ast.Dict: "{…: …}",
        ast.Set: "{…}",
        ast.DictComp: "{… for …}",
        ast.SetComp: "{… for …}",
        ast.LShift: "<<",
        ast.RShift: ">>",
    }
)
"""How a refused node is called in a message."""


class ExpressionReader:
    """Reads the expressions of one text.

    Args:
        names: what the program gives a name to, anywhere.
        attributes: fields that the program's own classes have.
        blanks: whether the blank may occur.
    """

    def __init__(
        self, text: str, names: Iterable[str], attributes: Iterable[str], *, blanks: bool
    ) -> None:
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._text = text
        self.names = frozenset(names)
        self.attributes = frozenset(attributes)
        self._blanks = blanks
        self._depth = 0

    # --- places and refusals ----------------------------------------------------------------------

    def place(self, node: Any) -> Place:
        """Where a node of `ast` stands; the text is ASCII, so that bytes are characters."""
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[node.end_lineno - 1] + node.end_col_offset
        return Place(node.lineno, node.col_offset + 1, start, max(1, end - start))

    def refusal(self, node: Any, fault: Sentence) -> ProgramError:
        """The error that says a fault at a node."""
        return refusal(self.place(node), fault)

    def deeper(self, node: Any, by: int) -> None:
        """Count one step into the tree, or out of it."""
        self._depth += by
        if self._depth > MAX_DEPTH:
            raise self.refusal(node, sentence("program.deep", limit=MAX_DEPTH))

    # --- expressions ------------------------------------------------------------------------------

    def expression(self, node: ast.expr) -> Expression:
        """Raises: ProgramError."""
        reader = READERS.get(type(node))
        if reader is None:
            what = REFUSED.get(type(node), type(node).__name__)
            raise self.refusal(node, sentence("program.expression", what=what))
        self.deeper(node, 1)
        found = reader(self, node)
        self.deeper(node, -1)
        return found

    def _all(self, nodes: Iterable[ast.expr]) -> tuple[Expression, ...]:
        return tuple(self.expression(node) for node in nodes)

    def read_constant(self, node: ast.Constant) -> Expression:
        value = node.value
        if isinstance(value, bytes | complex):
            raise self.refusal(node, sentence("program.expression", what=type(value).__name__))
        if isinstance(value, str) and (len(value) > MAX_STRING or not value.isprintable()):
            raise self.refusal(node, sentence("program.string", limit=MAX_STRING))
        if isinstance(value, int) and value.bit_length() > 4 * MAX_DIGITS:
            raise self.refusal(node, sentence("program.number", limit=MAX_DIGITS))
        return Literal(value, type(value).__name__, at=self.place(node))

    def read_name(self, node: ast.Name) -> Expression:
        at = self.place(node)
        if node.id == BLANK and self._blanks:
            return Blank(at=at)
        if node.id in self.names or node.id in BUILTINS:
            return Name(node.id, at=at)
        if node.id in MODULES:
            raise self.refusal(node, sentence("program.module", name=node.id))
        self._private(node, node.id)
        meant = get_close_matches(node.id, [*self.names, *BUILTINS, *MODULES], n=1)
        if meant:
            raise self.refusal(node, sentence("program.name-meant", name=node.id, meant=meant[0]))
        known = ", ".join(sorted(self.names)) or "-"
        raise self.refusal(node, sentence("program.name", name=node.id, known=known))

    def _private(self, node: ast.expr, name: str) -> None:
        if name.startswith("_") and name not in PRIVATE_BUT_HARMLESS:
            raise self.refusal(node, sentence("program.private", name=name))

    def read_attribute(self, node: ast.Attribute) -> Expression:
        path = self.path_of(node)
        if path is not None:
            return self._known(node, path)
        self._private(node, node.attr)
        if node.attr not in NAMES_OF_ATTRIBUTES and node.attr not in self.attributes:
            meant = get_close_matches(node.attr, NAMES_OF_ATTRIBUTES, n=1)
            key = "program.attribute-meant" if meant else "program.attribute"
            raise self.refusal(node, sentence(key, name=node.attr, meant="".join(meant)))
        return Attribute(self.expression(node.value), node.attr, at=self.place(node))

    def path_of(self, node: ast.expr) -> str | None:
        """torch.nn.functional.relu of `F.relu`; None where no module stands at the beginning."""
        match node:
            case ast.Name(id=name) if name in MODULES and name not in self.names:
                return MODULES[name]
            case ast.Attribute(value=owner, attr=name):
                path = self.path_of(owner)
                return None if path is None else f"{path}.{name}"
            case _:
                return None

    def _known(self, node: ast.Attribute, path: str) -> Expression:
        if path in KNOWN:
            return Known(path, at=self.place(node))
        self._private(node, node.attr)
        meant = get_close_matches(path, KNOWN, n=1, cutoff=0.85)
        if meant:
            raise self.refusal(node, sentence("program.path-meant", path=path, meant=meant[0]))
        raise self.refusal(node, sentence("program.path", path=path))

    def read_call(self, node: ast.Call) -> Expression:
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.refusal(keyword.value, sentence("program.expression", what="**"))
            if keyword.arg not in KEYWORDS:
                raise self.refusal(keyword, sentence("program.argument", name=keyword.arg))
        return Invocation(
            self.expression(node.func),
            self._all(node.args),
            tuple((str(each.arg), self.expression(each.value)) for each in node.keywords),
            at=self.place(node),
        )

    def read_list(self, node: ast.List | ast.Tuple) -> Expression:
        return Listing(self._all(node.elts), isinstance(node, ast.Tuple), at=self.place(node))

    def read_subscript(self, node: ast.Subscript) -> Expression:
        owner, index = self.expression(node.value), self.expression(node.slice)
        return Subscript(owner, index, at=self.place(node))

    def read_slice(self, node: ast.Slice) -> Expression:
        bounds = (node.lower, node.upper, node.step)
        start, stop, step = (None if each is None else self.expression(each) for each in bounds)
        return Span(start, stop, step, at=self.place(node))

    def read_unary(self, node: ast.UnaryOp) -> Expression:
        return Unary(UNARY[type(node.op)], self.expression(node.operand), at=self.place(node))

    def operator(self, node: Any) -> str:
        """The sign of a binary operator or an augmented assignment."""
        sign = BINARY.get(type(node.op))
        if sign is None:
            raise self.refusal(node, sentence("program.expression", what=REFUSED[type(node.op)]))
        return sign

    def read_binary(self, node: ast.BinOp) -> Expression:
        left, right = self.expression(node.left), self.expression(node.right)
        return Binary(self.operator(node), left, right, at=self.place(node))

    def read_comparison(self, node: ast.Compare) -> Expression:
        signs = (COMPARING[type(each)] for each in node.ops)
        others = tuple(zip(signs, self._all(node.comparators), strict=True))
        return Comparison(self.expression(node.left), others, at=self.place(node))

    def read_logical(self, node: ast.BoolOp) -> Expression:
        sign = "and" if isinstance(node.op, ast.And) else "or"
        return Logical(sign, self._all(node.values), at=self.place(node))

    def read_conditional(self, node: ast.IfExp) -> Expression:
        test, then, otherwise = self._all((node.test, node.body, node.orelse))
        return Conditional(test, then, otherwise, at=self.place(node))

    def read_lambda(self, node: ast.Lambda) -> Expression:
        names = self.parameters(node, node.args)
        return Lambda(names, self.expression(node.body), at=self.place(node))

    def parameters(self, node: Any, given: ast.arguments) -> tuple[str, ...]:
        """Plain names and nothing else: no defaults, stars or annotations."""
        extras = (given.posonlyargs, given.kwonlyargs, given.defaults, given.kw_defaults)
        annotated = any(each.annotation is not None for each in given.args)
        if any(extras) or given.vararg or given.kwarg or annotated:
            raise self.refusal(node, sentence("program.parameters"))
        for parameter in given.args:
            self.bindable(parameter, parameter.arg)
        return tuple(parameter.arg for parameter in given.args)

    def bindable(self, node: Any, name: str) -> None:
        """A name that a program may give to something."""
        if name in MODULES:
            raise self.refusal(node, sentence("program.reserved", name=name))
        if name.startswith("_") and name != "_":
            raise self.refusal(node, sentence("program.private", name=name))

    def target(self, node: ast.expr) -> Expression:
        """What may stand left of an equals sign or after `for`."""
        match node:
            case ast.Name(id=name):
                self.bindable(node, name)
                return Name(name, at=self.place(node))
            case ast.Tuple(elts=entries) | ast.List(elts=entries):
                return Listing(
                    tuple(self.target(each) for each in entries), is_tuple=True, at=self.place(node)
                )
            case ast.Attribute() if self.path_of(node) is not None:
                raise self.refusal(node, sentence("program.reserved", name=ast.unparse(node)))
            case _:
                return self.expression(node)

    def read_comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Expression:
        first = node.generators[0]
        if len(node.generators) > 1 or first.is_async:
            raise self.refusal(node, sentence("program.expression", what="for … for …"))
        return Comprehension(
            self.expression(node.elt),
            self.target(first.target),
            self.expression(first.iter),
            self._all(first.ifs),
            at=self.place(node),
        )


def refusal(at: Place, fault: Sentence) -> ProgramError:
    """The error that says a fault at a place."""
    values = dict(fault.values)
    return ProgramError(fault.key, at.position, at.length, at.line, at.column, **values)


Reader = Callable[[ExpressionReader, Any], Expression]

READERS: Mapping[type[ast.expr], Reader] = MappingProxyType(
    {
        ast.Attribute: ExpressionReader.read_attribute,
        ast.BinOp: ExpressionReader.read_binary,
        ast.BoolOp: ExpressionReader.read_logical,
        ast.Call: ExpressionReader.read_call,
        ast.Compare: ExpressionReader.read_comparison,
        ast.Constant: ExpressionReader.read_constant,
        ast.GeneratorExp: ExpressionReader.read_comprehension,
        ast.IfExp: ExpressionReader.read_conditional,
        ast.Lambda: ExpressionReader.read_lambda,
        ast.List: ExpressionReader.read_list,
        ast.ListComp: ExpressionReader.read_comprehension,
        ast.Name: ExpressionReader.read_name,
        ast.Slice: ExpressionReader.read_slice,
        ast.Subscript: ExpressionReader.read_subscript,
        ast.Tuple: ExpressionReader.read_list,
        ast.UnaryOp: ExpressionReader.read_unary,
    }
)
