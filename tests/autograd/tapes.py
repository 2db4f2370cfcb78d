"""Random straight-line programs with a point, for laws about graphs; the seed fixes all of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mathdrill.autograd.graph import Graph
from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_tape import Tape, adjoints, record
from mathdrill.errors import MathdrillError

LARGEST = 1e6  # values and adjoints beyond are drawn again: their last digits mean nothing
UNARY = """sin cos tan sec csc cot asin acos atan sinh cosh tanh sech csch coth asinh acosh atanh
exp expm1 log log1p log2 log10 sqrt cbrt abs sign floor ceil sigmoid relu softplus step""".split()
BINARY = ("{0} + {1}", "{0} - {1}", "{0}*{1}", "{0}/{1}", "max({0}, {1})", "min({0}, {1})")
SHAPES = (*BINARY * 2, "{0}^2", "{0}^3", "{0}^(-1)", "2^{0}", "e^{0}", "-{0}", "{0}^{1}")
NESTED = ("{0}*{1} + {2}", "sin({0})*{1} - 2{2}", "({0} + {1} + {2})^2", "3{0}*{1}*{2}")
FEWEST_STEPS, MOST_STEPS = 2, 12


@dataclass(frozen=True)
class Drawn:
    """A program, its graph, and a point where every value and slope is a moderate number.

    point: every leaf, also those that the text itself gives a value.
    """

    text: str
    graph: Graph
    point: dict[str, float]
    tape: Tape


def drawn(seed: int) -> Drawn:
    """One random program that can be evaluated and differentiated at its point."""
    chance = random.Random(f"tape|{seed}").random
    while True:
        text, point = _program(chance)
        graph = read_graph(text, tuple(point))
        try:
            tape = record(graph, point)
        except MathdrillError:
            continue
        if all(abs(number) < LARGEST for number in (*tape.values, *tape.slopes, *adjoints(tape))):
            full = {graph.nodes[index].name: tape.values[index] for index in graph.leaves}
            return Drawn(text, graph, full, tape)


def _program(chance: Callable[[], float]) -> tuple[str, dict[str, float]]:
    """A text and a point; the last line adds up what nothing else uses."""

    def one(options: Sequence[str]) -> str:
        return options[int(chance() * len(options))]

    def operand() -> str:
        if chance() < 0.1:
            return f"({chance() * 4 - 2:.2f})"
        name = one(names)
        unused.discard(name)
        return name

    names = list("xyzw")[: 1 + int(chance() * 4)]
    point = {name: round(chance() * 5 - 2.5, 3) for name in names}
    unused = set(names)
    lines = []
    for number in range(FEWEST_STEPS + int(chance() * (MOST_STEPS - FEWEST_STEPS))):
        if chance() < 0.45:
            formula = f"{one(UNARY)}({operand()})"
        else:
            shape = one(NESTED if chance() < 0.2 else SHAPES)
            formula = shape.format(*(operand() for _ in range(shape.count("{"))))
        lines.append(f"t{number} = {formula}")
        names.append(f"t{number}")
        unused.add(f"t{number}")
    lines.append(f"L = {' + '.join(sorted(unused))}")
    return "; ".join(lines), point


def many(count: int) -> Iterator[Drawn]:
    """So many programs, always the same ones."""
    return (drawn(seed) for seed in range(count))
