"""Packs → catalogue as data; also run as a child process, so that its parent needs no YAML.

`python -m mathdrill.packs.compile SHIPPED [FOLDER…]` prints one JSON document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from mathdrill.codec import encode
from mathdrill.packs.assembling import assemble
from mathdrill.packs.compiled import Compiled
from mathdrill.packs.findings import Code, Place, finding, in_order
from mathdrill.packs.loader import load_pack, load_route, pack_folders


def compile_packs(shipped: Path, others: Sequence[Path]) -> Compiled:
    """Everything in the shipped folder and in folders of third-party packs."""
    folders = list(pack_folders(shipped, shipped=True))
    strange = []
    for root in others:
        found = pack_folders(root, shipped=False)
        folders += found
        strange += [] if found else [finding(Place(str(root)), Code.NO_PACKS)]
    assembled = assemble([load_pack(folder) for folder in folders], load_route(shipped))
    problems = in_order([*strange, *assembled.strange])
    return Compiled(assembled.catalogue, problems, assembled.shipped)


def main(arguments: Sequence[str]) -> None:
    """Print what `mathdrill.packs.catalogue` reads."""
    shipped, *others = map(Path, arguments)
    json.dump(encode(compile_packs(shipped, others)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
