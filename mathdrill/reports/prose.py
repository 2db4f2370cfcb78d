"""Texts of the content as HTML: formulas as MathML, code, emphasis, lists, kept lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mathdrill.maths.mathml import displayed
from mathdrill.maths.prose import render

_INLINE = re.compile(
    r"(?P<before>[（(「“]*)\$(?P<maths>[^$]*)\$(?P<after>[.,;:!?)，。；：！？、）」”]*)"
    r"|`(?P<code>[^`]*)`|\*\*(?P<strong>.+?)\*\*"
)
_KEPT, _ENTRY = "  ", "- "


def inline(text: str) -> str:
    """One paragraph, without an element around it."""
    found: list[str] = []
    end = 0
    for match in _INLINE.finditer(text):
        found.append(escape(text[end : match.start()]))
        end = match.end()
        if (maths := match["maths"]) is not None:
            found.append(_whole(match["before"], displayed(maths), match["after"]))
        elif (code := match["code"]) is not None:
            found.append(f"<code>{escape(render(code))}</code>")
        else:
            found.append(f"<strong>{inline(match['strong'])}</strong>")
    found.append(escape(text[end:]))
    return "".join(found)


def _whole(before: str, formula: str, after: str) -> str:
    """A formula with the punctuation that leans on it: no line begins with a full stop."""
    if not before and not after:
        return formula
    return f'<span class="whole">{before}{formula}{after}</span>'


def blocks(text: str) -> str:
    """Paragraphs, lists, and lines that are kept."""
    return "".join(_blocks(text))


def _blocks(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = paragraph.split("\n")
        kinds = {_kind(line) for line in lines}
        if kinds == {"entry"}:
            entries = "".join(f"<li>{inline(line.removeprefix(_ENTRY))}</li>" for line in lines)
            yield f"<ul>{entries}</ul>"
        elif kinds == {"kept"}:
            yield "".join(f'<p class="kept">{inline(line.strip())}</p>' for line in lines)
        else:
            yield f"<p>{inline(' '.join(line.strip() for line in lines))}</p>"


def _kind(line: str) -> str:
    if line.startswith(_KEPT):
        return "kept"
    return "entry" if line.startswith(_ENTRY) else "flowing"
