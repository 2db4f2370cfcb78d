"""A trace as blocks: values forward, derivatives step by step, the graph, and PyTorch beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mathdrill.autograd.graph_tape import Tape
from mathdrill.autograd.rails import (
    GLYPHS,
    Column,
    accented,
    adjoint_name,
    draw,
    number_text,
    tangent_name,
)
from mathdrill.autograd.trace import ALONG, Mode, Step, Sweep, Trace
from mathdrill.cli.blocks import Block, Gap, Heading, Kept, Program, Role, Words
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import cells, pad
from mathdrill.maths.expression import ONE, Add, Expr, Mul, Neg, Num, Sym, add, substitute
from mathdrill.maths.linear import Style, linear
from mathdrill.maths.simplify import tidy

DOT = "\u0307"
INDENT = 2
DIGITS = 10  # where our numbers stand beside torch's
SMALLEST, LARGEST = 1e-4, 1e9  # outside, numbers are written with an exponent
MINUS_ONE = Num(Fraction(-1))

Line = tuple[str, str]  # a step, and what is to be said about it
Pair = tuple[Sequence[float], Sequence[float | None]]  # our numbers and torch's, one a node


@dataclass(frozen=True, slots=True)
class Beside:
    """What torch finds: a value a node, and for each sweep a derivative a node."""

    values: tuple[float, ...]
    derivatives: tuple[tuple[float | None, ...], ...]
    version: str
    agrees: bool


class Page:
    """The words of one trace for one terminal."""

    def __init__(self, terminal: Terminal, trace: Trace) -> None:
        self.terminal = terminal
        self.trace = trace
        self.graph = trace.graph
        unicode = terminal.shows_maths and terminal.can_show(GLYPHS + DOT)
        self.style = Style.UNICODE if unicode else Style.ASCII

    # --- names and numbers ------------------------------------------------------------------------

    def name(self, index: int) -> str:
        return linear(Sym(self.graph.nodes[index].name), self.style)

    def adjoint(self, index: int) -> str:
        result = self.graph.nodes[self.graph.output].name
        return adjoint_name(self.graph.nodes[index].name, result, self.style)

    def tangent(self, index: int) -> str:
        """ȧ, or da where accents cannot be shown."""
        shown = self.name(index)
        return f"d{shown}" if self.style is Style.ASCII else accented(shown, DOT)

    def line(self, tree: Expr) -> str:
        return linear(tree, self.style)

    def point(self, values: Sequence[tuple[str, float]]) -> str:
        return ", ".join(f"{self.line(Sym(name))} = {number_text(v)}" for name, v in values)

    # --- the page ---------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        """Everything but PyTorch."""
        said = self.terminal.say("trace.at", point=self.point(self.trace.point))
        yield Heading(self.trace.text.replace("\n", "; "), said)
        yield Gap()
        yield Heading(self.terminal.say("trace.values"))
        yield self._lines(self._values())
        for sweep in self.trace.sweeps:
            yield Gap()
            yield from self._sweep(sweep)
        yield Gap()
        yield Heading(self.terminal.say("trace.graph"))
        yield Kept(self._drawing())

    def _values(self) -> Iterator[Line]:
        """a = x·y = 2·3 = 6"""
        tape = self.trace.tape
        known = _numbers(tape)
        for index, node in enumerate(self.graph.nodes):
            parts = [self.name(index), number_text(tape.values[index])]
            if not node.is_leaf:
                formula = self.graph.formula(index)
                parts[1:1] = [self.line(formula), self.line(substitute(formula, known))]
            yield " = ".join(dict.fromkeys(parts)), ""

    def _sweep(self, sweep: Sweep) -> Iterator[Block]:
        say = self.terminal.say
        if self.trace.mode is Mode.REVERSE:
            yield Heading(say("trace.backward"))
            if self.style is Style.UNICODE:  # in ASCII an adjoint is called by its meaning
                result = self.graph.nodes[self.graph.output].name
                meaning = tangent_name(result, self.graph.nodes[0].name)
                said = say("trace.adjoint", adjoint=self.adjoint(0), meaning=meaning)
                yield Words(said, Role.QUIET)
            yield Words(say("trace.hands-back"), Role.QUIET)
            yield self._lines(self._backward(sweep))
            return
        yield Words(say("trace.forward", direction=self._direction(sweep)), Role.STRONG)
        if sweep is self.trace.sweeps[0]:
            yield Words(say("trace.tangent", tangent=self.tangent(0)), Role.QUIET)
        yield self._lines(self._forward(sweep))

    def _direction(self, sweep: Sweep) -> str:
        given = dict(sweep.direction)
        return ", ".join(
            f"{self.tangent(index)} = {number_text(given.get(self.graph.nodes[index].name, 0.0))}"
            for index in self.graph.leaves
        )

    def _backward(self, sweep: Sweep) -> Iterator[Line]:
        """Each node once its adjoint is complete, and under it what it hands to its operands."""
        start = self.terminal.say("trace.seed")
        for index in reversed(range(len(self.graph.nodes))):
            shares = [step for step in sweep.steps if step.edge.source == index]
            total = number_text(sweep.derivatives[index])
            text = f"{self.adjoint(index)} = {total}"
            note = start if index == self.graph.output else ""
            if len(shares) > 1:
                text = f"{self.adjoint(index)} = {self._sum(shares)} = {total}"
                note = self.terminal.say("trace.uses", count=len(shares))
            elif not shares and index != self.graph.output:
                note = self.terminal.say("trace.unused")
            yield text, note
            for step in sweep.steps:
                if step.edge.target == index:
                    yield f"  {self._handed_back(step)}", self._rule(step)

    def _handed_back(self, step: Step) -> str:
        """x̄ += ā·y = 1·3 = 3"""
        arriving = Sym(self.adjoint(step.edge.target))
        formula = _product(step, _shown(step), arriving, back=True)
        numbers = _product(step, _number(step.slope), _number(step.arriving), back=True)
        parts = (self.line(formula), self.line(numbers), number_text(step.adds))
        return f"{self.adjoint(step.edge.source)} += {' = '.join(dict.fromkeys(parts))}"

    def _forward(self, sweep: Sweep) -> Iterator[Line]:
        """ȧ = y·ẋ + x·ẏ = 3·1 + 2·0 = 3"""
        for index, node in enumerate(self.graph.nodes):
            if node.is_leaf:
                continue
            steps = [step for step in sweep.steps if step.edge.target == index]
            formula = add(
                *(
                    _product(s, _shown(s), Sym(self.tangent(s.edge.source)), back=False)
                    for s in steps
                )
            )
            numbers = add(
                *(_product(s, _number(s.slope), _number(s.arriving), back=False) for s in steps)
            )
            total = number_text(sweep.derivatives[index])
            parts = (self.tangent(index), self.line(formula), self.line(numbers), total)
            yield " = ".join(dict.fromkeys(parts)), self._rule(steps[0])

    def _sum(self, steps: Sequence[Step]) -> str:
        return self.line(Add(tuple(_number(step.adds) for step in steps)))

    def _rule(self, step: Step) -> str:
        function = self.graph.nodes[step.edge.target].operation
        return self.terminal.say(f"graph.rule-{step.rule}", function=function)

    def _lines(self, lines: Iterable[Line]) -> Kept:
        """Steps at the left and remarks beside them, or below a step that leaves no room."""
        kept = list(lines)
        width = self.terminal.width - INDENT
        room = width - 3 - max((cells(note) for _, note in kept), default=0)
        column = max((cells(step) for step, _ in kept if cells(step) <= room), default=0)
        rows: list[str] = []
        for step, note in kept:
            indent = len(step) - len(step.lstrip())
            if cells(step) <= column:
                rows.append(f"{pad(step, column)}   {note}")
                continue
            rows += _broken(step, width)
            if note:
                rows.append(f"{' ' * indent}  ({note})")
        return Kept(tuple(f"{' ' * INDENT}{row}".rstrip() for row in rows))

    def _drawing(self) -> tuple[str, ...]:
        leaf = self.terminal.say("graph.leaf")
        columns = [Column(tuple(map(number_text, self.trace.tape.values)), right=True)]
        columns += [self._column(sweep) for sweep in self.trace.sweeps]
        width = self.terminal.width - INDENT
        rows = draw(self.graph, columns, width, leaf=leaf, style=self.style)
        return tuple(f"{' ' * INDENT}{row}" for row in rows)

    def _column(self, sweep: Sweep) -> Column:
        return Column(
            tuple(
                f"{self._derivative(sweep, index)} = {number_text(value)}"
                for index, value in enumerate(sweep.derivatives)
            )
        )

    def _derivative(self, sweep: Sweep, index: int) -> str:
        if self.trace.mode is Mode.REVERSE:
            return self.adjoint(index)
        if sweep.name == ALONG:
            return self.tangent(index)
        return tangent_name(self.graph.nodes[index].name, sweep.name, self.style)

    # --- PyTorch ----------------------------------------------------------------------------------

    def program(self) -> Iterator[Block]:
        """The lines that make PyTorch do the same."""
        yield Gap()
        yield Heading("PyTorch")
        yield Program("\n".join(self.trace.lines))

    def beside(self, beside: Beside) -> Iterator[Block]:
        """Our numbers and torch's, side by side."""
        rows = [("", self.terminal.say("trace.ours"), "torch")]
        for index, node in enumerate(self.graph.nodes):
            if not node.is_leaf:
                ours, theirs = self.trace.tape.values[index], beside.values[index]
                rows.append((self.name(index), _optional(ours), _optional(theirs)))
        for sweep, found in zip(self.trace.sweeps, beside.derivatives, strict=True):
            for index, (mine, other) in enumerate(zip(sweep.derivatives, found, strict=True)):
                rows.append((self._derivative(sweep, index), _optional(mine), _optional(other)))
        widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
        yield Gap()
        yield Kept(
            tuple(
                f"    {pad(name, widths[0])}  {_right(mine, widths[1])}  {_right(other, widths[2])}"
                for name, mine, other in rows
            )
        )
        yield Gap()
        if beside.agrees:
            said = self.terminal.say("trace.agrees", version=beside.version, count=len(rows) - 1)
            yield Words(said, Role.QUIET)
        else:
            yield Words(self.terminal.say("trace.differs", version=beside.version), Role.WRONG)


def _numbers(tape: Tape) -> dict[str, Expr]:
    names = (node.name for node in tape.graph.nodes)
    return {name: _number(value) for name, value in zip(names, tape.values, strict=True)}


def _number(value: float) -> Expr:
    """A number as a formula, so that signs and brackets are put by those who know how."""
    text = number_text(value)
    if value and not SMALLEST <= abs(value) < LARGEST:
        return Sym(text if value > 0 else f"({text})")
    return Num(Fraction(text), decimal="." in text)


def _shown(step: Step) -> Expr:
    """The slope as a formula; what a choice hands on is told by its number alone."""
    return _number(step.slope) if step.rule == "choice" else step.local


def _product(step: Step, slope: Expr, arriving: Expr, *, back: bool) -> Expr:
    """What an edge adds, as a formula; a slope of 1 or -1 is not written."""
    if step.local == ONE:
        return arriving
    if step.local == MINUS_ONE:
        return tidy(Neg(arriving))
    return Mul((arriving, slope) if back else (slope, arriving))


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def _optional(value: float | None) -> str:
    return "None" if value is None else number_text(value, DIGITS)


def _broken(text: str, width: int) -> list[str]:
    """A chain a = b = c cut before an equals sign, where it is too long."""
    rows: list[str] = []
    first, *rest = text.split(" = ")
    line = first
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    for part in rest:
        if cells(f"{line} = {part}") > width:
            rows.append(line)
            line = f"{indent}= {part}"
        else:
            line += f" = {part}"
    return [*rows, line]
