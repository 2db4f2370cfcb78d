"""The conventions in which people read the same formula differently."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Reading:
    """How a doubtful notation is read; the defaults are ours.

    tight: juxtaposition binds tighter than / and reaches into exponents, 1/2x = 1/(2x).
    wide: an exponent reaches to the next + or -: x^1/2 = x^(1/2).
    bare: tokens a function without brackets takes: "names", "one" (sin 2x = sin(2)·x),
        "brackets" too (sin 2(x+1) = sin(2(x+1))) or "all" up to + and - (sin x/2 = sin(x/2)).
    log_base: what log without a base means; 0 stands for e.
    """

    tight: bool = False
    wide: bool = False
    bare: str = "names"
    log_base: int = 0

    @property
    def trait(self) -> str:
        """The first convention in which it is not ours; "" for ours."""
        traits = (each.name for each in fields(self) if getattr(self, each.name) != each.default)
        return next(traits, "")


OUR_READING = Reading()
OTHER_READINGS = (
    Reading(tight=True),
    Reading(wide=True),
    Reading(bare="one"),
    Reading(bare="brackets"),
    Reading(bare="all"),
    Reading(log_base=10),
    Reading(log_base=2),
)
