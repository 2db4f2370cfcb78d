"""A matrix, row by row: `[[1, 2], [3, 4]]`, `tensor([[1., 2.], [3., 4.]])`."""

from __future__ import annotations

from mathdrill.scoring.arrays import judge

__all__ = ["judge"]
