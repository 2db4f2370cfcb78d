"""The program as a text to be read: its modules, what they import, call, name and say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mathdrill"


@dataclass(frozen=True)
class Module:
    """One Python file of the program; `name` is relative to the package: "maths.parser"."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it belongs to; "" for the front door."""
        first = self.name.partition(".")[0]
        return "" if first == "__main__" else first

    def at(self, node: ast.AST) -> str:
        """Where something stands, for the message of a failed law."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> dict[str, Module]:
    """Every module of the program by its name; the generated table of sentences is data."""
    found: dict[str, Module] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name != "lang.sentences":
            found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def in_place(name: str, places: tuple[str, ...]) -> bool:
    """Whether a module is one of `places`, lies in one, or begins like one that ends in "*"."""
    return any(
        name == place
        or name.startswith(f"{place}.")
        or (place.endswith("*") and name.startswith(place[:-1]))
        for place in places
    )


def imports(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """The full dotted names that a module imports, at its top or inside a function."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import():
                yield from ((alias.name, node) for alias in node.names)
            case ast.ImportFrom(module=str(source), level=0):
                yield from ((f"{source}.{alias.name}", node) for alias in node.names)
            case ast.ImportFrom():
                raise AssertionError(f"{module.at(node)}: a relative import")
            case _:
                pass


def own_imports(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """The modules of the program that a module imports, by name."""
    for target, node in imports(module):
        package, _, name = target.partition(".")
        if package == "mathdrill":
            found = name if name in modules() else name.rpartition(".")[0]
            if found and found in modules():
                yield found, node


def foreign_imports(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """The packages that a module imports from elsewhere, the standard library included."""
    for target, node in imports(module):
        package = target.partition(".")[0]
        if package not in {"mathdrill", "__future__"}:
            yield package, node


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written; "" in front where the source is no plain name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case _:
            return ""


def uses(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Every name and dotted name that is read, with the imported part spelled out in full."""
    known: dict[str, str] = {}
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                known |= {alias.asname: alias.name for alias in names if alias.asname}
            case ast.ImportFrom(module=str(source), names=names):
                known |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in names}
            case _:
                pass
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            first, dot, rest = dotted(node).partition(".")
            yield known.get(first, first) + dot + rest, node


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name of what is called, as it is written."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def identifiers(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Every name that a module gives to something."""
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name, node
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node
            case _:
                pass


def words(identifier: str) -> list[str]:
    """`WrongAnswer` and `wrong_answer` alike -> ["wrong", "answer"]."""
    return [each.lower() for each in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)]


def strings(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Every string of a module but its docstrings."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node


def patterns(module: Module) -> Iterator[tuple[re.Pattern[str], ast.JoinedStr]]:
    """Every f-string of a module as the pattern of what it can become."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+"
                for part in node.values
            )
            yield re.compile("".join(pieces)), node
