"""Where the nodes of a graph stand when each takes a row and each waiting value a lane.

A lane is a vertical line from a node down to the last row that uses it. A node takes over the lane of
an operand that it uses last, so that few lanes are needed; one that takes both operands from the same
node gets a lane of its own, because a line cannot show that it counts twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from mathdrill.autograd.graph import Graph


@dataclass(frozen=True, slots=True)
class Lanes:
    """lane: of each node. last: the row of the last use of each node, its own row if there is none."""

    lane: tuple[int, ...]
    last: tuple[int, ...]

    @property
    def width(self) -> int:
        """How many lanes there are."""
        return max(self.lane) + 1

    def open_below(self, row: int) -> set[int]:
        """The lanes of the values that rows after this one still use."""
        return {self.lane[node] for node in range(row + 1) if self.last[node] > row}


def lanes_of(graph: Graph) -> Lanes:
    """The lanes of a graph; the same graph gives the same lanes."""
    last = list(range(len(graph.nodes)))
    for edge in graph.edges:
        last[edge.source] = edge.target
    lane: list[int] = []
    for row in range(len(graph.nodes)):
        sources = [edge.source for edge in graph.into(row)]
        ending = [lane[source] for source in sources if last[source] == row]
        doubled = len(set(sources)) < len(sources)
        if ending and not doubled:
            lane.append(min(ending))
            continue
        # a value that nobody uses keeps its lane for one row more, or the two nodes would touch
        taken = {lane[node] for node in range(row) if last[node] >= row or node == row - 1}
        lane.append(next(free for free in count() if free not in taken))
    return Lanes(tuple(lane), tuple(last))
