"""What compiling packs gives; apart from the compiler, so that reading it needs no YAML."""

from __future__ import annotations

from dataclasses import dataclass

from mathdrill.domain import Catalogue
from mathdrill.packs.findings import Finding


@dataclass(frozen=True, slots=True)
class Compiled:
    """The catalogue, the faults of third-party packs, which are left out, and those of our own."""

    catalogue: Catalogue
    problems: tuple[Finding, ...]
    faults: tuple[Finding, ...]
