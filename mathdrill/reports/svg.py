"""Pieces of SVG. Colours come from the style sheet by class; nothing refers to anything outside.

Every chart is WIDTH units wide: as many pixels as the smallest telephone leaves, so that its letters
stay readable there, and not so many that they grow large on a desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

WIDTH = 360


def drawing(label: str, height: float, parts: Iterable[str], *, width: float = WIDTH) -> str:
    """One picture. label: what a screen reader says in its place; the table says the rest."""
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {width:g} {height:g}">'
        f"{''.join(parts)}</svg>"
    )


def box(x: float, y: float, width: float, height: float, look: str, told: str = "") -> str:
    """A rectangle; told: what is shown while one points at it."""
    inside = f"<title>{escape(told)}</title>" if told else ""
    return (
        f'<rect class="{look}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}">'
        f"{inside}</rect>"
    )


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A straight line."""
    return f'<line class="{look}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def dot(x: float, y: float, radius: float, look: str, told: str = "") -> str:
    """A disc."""
    inside = f"<title>{escape(told)}</title>" if told else ""
    return f'<circle class="{look}" cx="{x:g}" cy="{y:g}" r="{radius:g}">{inside}</circle>'


def curve(points: Iterable[tuple[float, float]], look: str) -> str:
    """Straight from point to point."""
    listed = " ".join(f"{x:g},{y:g}" for x, y in points)
    return f'<polyline class="{look}" points="{listed}"/>'


def words(x: float, y: float, text: str, look: str = "", *, anchor: str = "start") -> str:
    """A line of text whose foot is at y. anchor: start, middle or end."""
    styled = f' class="{look}"' if look else ""
    return f'<text{styled} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
