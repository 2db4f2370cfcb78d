"""One draw: p = 2, q = -3, z = 0, v = [3, 4], and two texts."""

from __future__ import annotations

from mathdrill.domain import Text, same_text
from mathdrill.items.formulas import Bindings
from mathdrill.maths.expression import Vector, integer


def drawn() -> Bindings:
    return Bindings(
        "t.1",
        values={
            "p": integer(2),
            "q": integer(-3),
            "z": integer(0),
            "v": Vector((integer(3), integer(4))),
        },
        texts={"word": same_text("`x.sum()`"), "answer": Text("yes", "是")},
    )
