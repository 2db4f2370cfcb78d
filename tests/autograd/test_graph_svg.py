"""The SVG is well-formed, refers to nothing, runs nothing, and its lines are the edges."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

from mathdrill.autograd.graph_reading import read_graph
from mathdrill.autograd.graph_svg import LANE, ROW, svg
from mathdrill.autograd.lanes import lanes_of
from mathdrill.autograd.rails import Column, number_text
from tests.autograd.tapes import Drawn, many

NAMESPACE = "{http://www.w3.org/2000/svg}"
PIECE = re.compile(r"M([\d.]+) ([\d.]+)(?:V([\d.]+)|H([\d.]+))")


def drawn_svg(drawn: Drawn) -> str:
    values = Column(tuple(map(number_text, drawn.tape.values)), right=True)
    return svg(drawn.graph, [values], title="<a graph & its values>", leaf="输入")


def test_the_lines_are_the_edges() -> None:
    """Down from the operand to the row of the node, then across to its lane, nowhere else."""
    for drawn in many(100):
        lanes = lanes_of(drawn.graph)
        root = ET.fromstring(drawn_svg(drawn))
        seen: Counter[tuple[int, int]] = Counter()
        for path in root.iter(f"{NAMESPACE}path"):
            pieces = [tuple(map(float, filter(None, p))) for p in PIECE.findall(path.attrib["d"])]
            x, top, bottom = pieces[0]
            source, target = int(top // ROW), int(bottom // ROW)
            assert lanes.lane[source] == int(x // LANE)
            ends = [x, *(end for piece in pieces[1:] for end in (piece[0], piece[2]))]
            reached = {int(end // LANE) for end in (min(ends), max(ends))}
            assert lanes.lane[target] in reached
            assert reached <= {lanes.lane[source], lanes.lane[target]}
            seen[source, target] += 1
        assert seen == Counter((edge.source, edge.target) for edge in drawn.graph.edges)


def test_it_stands_alone() -> None:
    for drawn in many(20):
        text = drawn_svg(drawn)
        root = ET.fromstring(text)
        assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= {
            *("svg", "title", "g", "path", "circle", "text")
        }
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not any(
            name.startswith("on") or "href" in name or name == "style" for name in attributes
        )
        assert "url(" not in text


def test_every_node_has_its_texts_and_the_drawing_its_title() -> None:
    for drawn in many(20):
        root = ET.fromstring(drawn_svg(drawn))
        assert root.findtext(f"{NAMESPACE}title") == "<a graph & its values>"
        texts = [element.text for element in root.iter(f"{NAMESPACE}text")]
        assert texts[1::2] == list(map(number_text, drawn.tape.values))
        assert len(list(root.iter(f"{NAMESPACE}circle"))) == len(drawn.graph.nodes)


def test_a_crossing_has_a_gap_and_a_double_use_two_lines() -> None:
    text = svg(read_graph("a = x*x; a*y + x", ("x", "y")), [], title="t")
    paths = re.findall(r'd="([^"]+)"', text)
    assert len(set(paths[:2])) == 2
    assert all(path.count("M") == 3 for path in paths[:2]), "y is crossed, not touched"


def test_the_same_graph_gives_the_same_bytes() -> None:
    (drawn,) = many(1)
    assert drawn_svg(drawn) == drawn_svg(drawn)
