"""A vector: `[1, 2]`, `(1, 2)`, `1, 2`, `tensor([1., 2.])`, or one row or column of a matrix."""

from __future__ import annotations

from mathdrill.scoring.arrays import judge

__all__ = ["judge"]
