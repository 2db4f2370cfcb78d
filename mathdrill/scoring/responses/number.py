"""A closed number: an expression without variables, exact or to enough digits."""

from __future__ import annotations

from mathdrill.scoring.responses.expression import judge

__all__ = ["judge"]
