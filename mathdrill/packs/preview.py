"""What `pack preview --json` prints: one item, with everything an author wants to see of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mathdrill.domain import LANGUAGES, Item, Text
from mathdrill.maths.linear import Style
from mathdrill.maths.prose import render

_MARKED = re.compile(r"(`[^`]*`|\$[^$]*\$)|\*\*(.+?)\*\*")  # the stars inside code mean a power


def preview(item: Item) -> dict[str, object]:
    """The item as JSON-able data; texts as a learner reads them, without dollars and emphasis.

    key, accepts and rejects stand as they are typed.
    """
    return {
        "template": item.template,
        "revision": item.revision,
        "seed": item.seed,
        "skill": item.skill,
        "kind": item.kind.value,
        "vars": list(item.variables),
        "prompt": _shown(item.prompt),
        "program": item.program,
        "choices": _all_shown(item.choices),
        "parts": [part.name for part in item.parts],
        "key": item.key,
        "accepts": list(item.accepts),
        "rejects": [
            {
                "misconception": wrong.misconception,
                "answer": wrong.answer,
                "feedback": _shown(wrong.feedback),
            }
            for wrong in item.rejects
        ],
        "hints": _all_shown(item.hints),
        "solution": _shown(item.solution),
    }


def _shown(text: Text) -> dict[str, str]:
    return {language: _plain(text[language]) for language in LANGUAGES}


def _all_shown(texts: Sequence[Text]) -> dict[str, list[str]]:
    return {language: [_plain(text[language]) for text in texts] for language in LANGUAGES}


def _plain(text: str) -> str:
    return render(_MARKED.sub(lambda match: match[1] or match[2], text), Style.UNICODE)
