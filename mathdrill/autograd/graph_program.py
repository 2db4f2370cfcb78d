"""The lines of PyTorch that evaluate and differentiate a graph, as text for a person to run.

Nothing here runs them: `oracle_graph` does the same with torch, and a test holds both together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword

from mathdrill.autograd.graph import Graph, Operand
from mathdrill.maths.expression import Const, Expr, Neg, Num
from mathdrill.maths.linear import decimal_text
from mathdrill.maths.numeric import compiled

HEAD = ("import torch", "torch.set_default_dtype(torch.float64)", "")
OURS = ("torch", "nodes", "node", "at", "print", "values")  # names that the lines use themselves
_SAME = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh".split()
_SAME += "exp expm1 log log1p log2 log10 sqrt abs sign floor ceil sigmoid relu".split()
_CALLS = {
    **{name: f"torch.{name}({{}})" for name in _SAME},
    "neg": "-{}",
    "sec": "1 / torch.cos({})",
    "csc": "1 / torch.sin({})",
    "cot": "1 / torch.tan({})",
    "sech": "1 / torch.cosh({})",
    "csch": "1 / torch.sinh({})",
    "coth": "1 / torch.tanh({})",
    "cbrt": "torch.sign({0}) * torch.abs({0}) ** (1 / 3)",
    "softplus": "torch.logaddexp({}, torch.tensor(0.0))",
    "step": "torch.relu(torch.sign({}))",
}
_SIGNS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "**"}
_CHOICES = {"max": "torch.maximum", "min": "torch.minimum"}


def reverse_lines(graph: Graph, point: Mapping[str, float]) -> tuple[str, ...]:
    """Record the graph, call backward() on its result, print the gradients of the leaves."""
    names = [python_name(node.name) for node in graph.nodes]
    leaves = [names[index] for index in graph.leaves]
    inner = [names[i] for i, node in enumerate(graph.nodes) if not node.is_leaf]
    lines = [
        f"{names[index]} = torch.tensor({point[graph.nodes[index].name]!r}, requires_grad=True)"
        for index in graph.leaves
    ]
    lines += _operations(graph, names)
    if inner:
        lines += [f"for node in {_tuple(inner)}:", "    node.retain_grad()"]
    lines.append(f"{names[graph.output]}.backward()")
    lines.append(f"print({', '.join(f'{name}.grad' for name in leaves)})")
    return (*HEAD, *lines)


def forward_lines(
    graph: Graph, point: Mapping[str, float], directions: Mapping[str, Mapping[str, float]]
) -> tuple[str, ...]:
    """The graph as a function, and one torch.func.jvp for each named direction."""
    names = [python_name(node.name) for node in graph.nodes]
    leaves = [names[index] for index in graph.leaves]
    given = [graph.nodes[index].name for index in graph.leaves]
    inner = [name for index, name in enumerate(names) if not graph.nodes[index].is_leaf]
    lines = [f"def nodes({', '.join(leaves)}):"]
    lines += [f"    {line}" for line in _operations(graph, names)]
    lines += [f"    return {', '.join(inner or leaves)}", ""]
    lines.append(f"at = {_tensors([point[name] for name in given])}")
    for label, direction in directions.items():
        along = f"along_{python_name(label)}"
        tangent = _tensors([direction.get(name, 0.0) for name in given])
        lines += [f"values, {along} = torch.func.jvp(", f"    nodes, at, {tangent}", ")"]
        lines.append(f"print({along})")
    return (*HEAD, *lines)


def python_name(name: str) -> str:
    """The name as a variable of Python that hides nothing the lines need."""
    plain = name.replace("'", "_prime")
    return f"{plain}_" if iskeyword(plain) or plain in OURS else plain


def _operations(graph: Graph, names: Sequence[str]) -> Iterator[str]:
    for index, node in enumerate(graph.nodes):
        if not node.is_leaf:
            yield f"{names[index]} = {_operation(node.operation, node.operands, names)}"


def _operation(operation: str, operands: Sequence[Operand], names: Sequence[str]) -> str:
    texts = [names[each] if isinstance(each, int) else _constant(each) for each in operands]
    if operation in _SIGNS:
        if operation == "^" and operands[0] == Const("e"):
            return f"torch.exp({texts[1]})"
        left, right = texts
        if operation == "^" and left.startswith("-"):
            left = f"({left})"  # a sign binds less than a power
        return f"{left} {_SIGNS[operation]} {right}"
    if operation in _CHOICES:
        tensors = [
            text if isinstance(each, int) else f"torch.tensor({_number(each)!r})"
            for each, text in zip(operands, texts, strict=True)
        ]
        return f"{_CHOICES[operation]}({', '.join(tensors)})"
    return _CALLS[operation].format(*texts)


def _constant(expr: Expr) -> str:
    """A constant as Python writes it; one that is not plain as its value."""
    match expr:
        case Num(value) if value.denominator == 1:
            return str(value)
        case Num(value, True):
            return decimal_text(value) or repr(float(value))
        case Neg(Num() as number):
            return f"-{_constant(number)}"
        case Const(name):
            return f"torch.{name}"
        case _:
            return repr(_number(expr))


def _number(expr: Expr) -> float:
    return float(compiled(expr)({})[0])


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _tensors(numbers: Sequence[float]) -> str:
    return _tuple([f"torch.tensor({float(number)!r})" for number in numbers])
