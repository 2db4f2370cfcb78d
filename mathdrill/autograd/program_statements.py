"""Python's statements → ours; a statement without a case is refused by its own word."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mathdrill.autograd.program_expressions import ExpressionReader
from mathdrill.autograd.program_tables import DIFFERENTIABLE, MANAGERS
from mathdrill.autograd.program_tree import (
    Assign,
    Attribute,
    Blank,
    Define,
    Differentiable,
    Evaluate,
    Expression,
    For,
    If,
    Invocation,
    Known,
    Listing,
    Pass,
    Record,
    Return,
    Statement,
    Subscript,
    Update,
    With,
)
from mathdrill.domain import sentence

REFUSED: Mapping[type[ast.stmt], str] = MappingProxyType(
    {
        ast.AnnAssign: ": …",
        ast.Assert: "assert",
        ast.AsyncFor: "async",
        ast.AsyncFunctionDef: "async",
        ast.AsyncWith: "async",
        ast.Break: "break",
        ast.Continue: "continue",
        ast.Delete: "del",
        ast.Global: "global",
        ast.Import: "import",
        ast.ImportFrom: "import",
        ast.Match: "match",
        ast.Nonlocal: "nonlocal",
        ast.Raise: "raise",
        ast.Try: "try",
        ast.While: "while",
    }
)
"""How a refused statement is called in a message."""

METHODS = ("__init__", "__call__")  # the only names with two underscores that may be defined


class StatementReader(ExpressionReader):
    """Reads the statements of one text."""

    def block(self, nodes: Sequence[ast.stmt]) -> tuple[Statement, ...]:
        """Raises: ProgramError."""
        return tuple(self.statement(node) for node in nodes)

    def statement(self, node: ast.stmt) -> Statement:
        """Raises: ProgramError."""
        self.deeper(node, 1)
        found = self._statement(node)
        self.deeper(node, -1)
        return found

    def _statement(self, node: ast.stmt) -> Statement:
        at = self.place(node)
        match node:
            case ast.Assign(targets=targets, value=value):
                left = tuple(self.target(each) for each in targets)
                return Assign(left, self.expression(value), at=at)
            case ast.AugAssign(target=target, value=value):
                sign = self.operator(node)
                return Update(self.target(target), sign, self.expression(value), at=at)
            case ast.Expr(value=value):
                return Evaluate(self.expression(value), at=at)
            case ast.If(test=test, body=then, orelse=otherwise):
                return If(self.expression(test), self.block(then), self.block(otherwise), at=at)
            case ast.For(target=target, iter=source, body=body, orelse=[]):
                return For(self.target(target), self.expression(source), self.block(body), at=at)
            case ast.With(items=items, body=body):
                managers = tuple(self._manager(item) for item in items)
                return With(managers, self.block(body), at=at)
            case ast.Return(value=value):
                return Return(None if value is None else self.expression(value), at=at)
            case ast.Pass():
                return Pass(at=at)
            case ast.FunctionDef():
                return self._define(node)
            case ast.ClassDef():
                return self._class(node)
            case _:
                what = REFUSED.get(type(node), type(node).__name__)
                raise self.refusal(node, sentence("program.statement", what=what))

    def _manager(self, item: ast.withitem) -> Expression:
        if item.optional_vars is not None:
            raise self.refusal(item.optional_vars, sentence("program.expression", what="as"))
        found = self.expression(item.context_expr)
        match found:
            case Invocation(function=Known(path)) if path in MANAGERS:
                return found
            case Blank():
                return found
            case _:
                allowed = ", ".join(f"{path}()" for path in sorted(MANAGERS))
                raise self.refusal(item.context_expr, sentence("program.with", allowed=allowed))

    def _define(self, node: ast.FunctionDef, method: tuple[str, ...] = ()) -> Define:
        if node.decorator_list:
            raise self.refusal(node.decorator_list[0], sentence("program.expression", what="@"))
        return self._defined(node, method)

    def _defined(self, node: ast.FunctionDef, method: tuple[str, ...] = ()) -> Define:
        if node.returns is not None:
            raise self.refusal(node.returns, sentence("program.expression", what="->"))
        if node.name not in method:
            self.bindable(node, node.name)
        names = self.parameters(node, node.args)
        return Define(node.name, names, self.block(node.body), at=self.place(node))

    def _class(self, node: ast.ClassDef) -> Statement:
        self.bindable(node, node.name)
        bases = [self.path_of(base) for base in node.bases]
        methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        strange = len(methods) < len(node.body) or node.keywords or node.decorator_list
        if strange or bases not in ([], [DIFFERENTIABLE]):
            raise self.refusal(node, sentence("program.class"))
        at = self.place(node)
        if not bases:
            return Record(node.name, tuple(self._define(each, METHODS) for each in methods), at=at)
        for each in methods:
            match each.decorator_list:
                case [ast.Name(id="staticmethod")]:
                    pass
                case _:
                    raise self.refusal(each, sentence("program.static"))
        found = {each.name: self._defined(each) for each in methods}
        if sorted(found) != ["backward", "forward"]:
            raise self.refusal(node, sentence("program.static"))
        return Differentiable(node.name, found["forward"], found["backward"], at=at)

    def target(self, node: ast.expr) -> Expression:
        """As for expressions; only names, fields and entries can be given a value."""
        found = super().target(node)
        if not isinstance(node, ast.Name | ast.Tuple | ast.List) and not isinstance(
            found, Attribute | Subscript | Listing
        ):
            raise self.refusal(node, sentence("program.syntax"))
        return found
