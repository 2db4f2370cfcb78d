"""Thousands of random tapes against torch and finite differences: `python -m tests.bench.tapes 5000`.

Exit code 1 if one of them is further from torch than 1e-9, or from a finite difference than 1e-4.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.autograd.agreement import difference_gap, torch_gap
from tests.autograd.tapes import many

TORCH, DIFFERENCE = 1e-9, 1e-4


def main(count: int) -> int:
    """Print what was compared and how far it lay apart at most."""
    operations: Counter[str] = Counter()
    widest, rough, compared, faults = 0.0, 0.0, 0, 0
    for seed, drawn in enumerate(many(count)):
        operations.update(node.operation for node in drawn.graph.nodes)
        gap, difference = torch_gap(drawn), difference_gap(drawn)
        compared += difference is not None
        if gap > TORCH or (difference or 0.0) > DIFFERENCE:
            faults += 1
            print(f"seed {seed}: torch {gap:.1e}, differences {difference}: {drawn.text}")
        widest, rough = max(widest, gap), max(rough, difference or 0.0)
    print(f"{count} tapes, {operations.total()} nodes, {len(operations)} operations")
    print(f"largest gap to torch {widest:.1e}; to differences {rough:.1e} on {compared} tapes")
    print(f"{faults} faults; rarest operations: {operations.most_common()[-3:]}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
