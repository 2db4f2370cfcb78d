"""One typed answer → a verdict."""

from __future__ import annotations

from mathdrill.domain import Item, Verdict
from mathdrill.scoring.formula import Decide
from mathdrill.scoring.responses import RESPONSES


def score(item: Item, text: str, decide: Decide | None = None) -> Verdict:
    """Judge what a learner typed for an item; pure, and never raises on their text.

    Args:
        decide: asked only where sampling decides nothing, see `mathdrill.scoring.formula`.
    """
    return RESPONSES[item.kind](item, text, decide)
