"""How long a start takes, against `import sympy`: python tests/bench/startup.py [runs].

CPU time (user + system) of whole processes, the minimum of interleaved runs: ratios hold from one
machine to the next, absolute times do not. Nothing here is asserted; the gates stand below.
"""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable

MATHDRILL = [sys.executable, "-m", "mathdrill"]
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


def whole(command: list[str]) -> float:
    """CPU seconds of a command from start to end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime


def until_shown(command: list[str], text: str) -> float:
    """CPU seconds of a command on a terminal until it shows a text; then it is killed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while text.encode() not in ESCAPES.sub(b"", seen):
            seen += os.read(ours, 4096)
    except OSError:
        sys.exit(f"{text!r} was never shown: {seen.decode(errors='replace')}")
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    os.close(ours)
    return used.ru_utime + used.ru_stime


def first_item() -> str:
    """How the item begins that the next start shows at once.

    The first start compiles the catalogue, teaches the first lesson, and gives one item up.
    """
    done = subprocess.run(
        [*MATHDRILL, "today", "--jsonl"],
        input=b'{"command": "reveal"}\n',
        capture_output=True,
        check=True,
    )
    events = map(json.loads, done.stdout.splitlines())
    return [str(event["prompt"]) for event in events if event["event"] == "item"][-1][:20]


def main(runs: int) -> None:
    """Print each measure, its ratio and whether the gate holds."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MATHDRILL_HOME": home, "MATHDRILL_LANG": "en", "TERM": "xterm-256color"}
        os.environ.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # from the second start on there is bytecode
        os.environ["PYTHONPYCACHEPREFIX"] = f"{home}/bytecode"
        shown = first_item()
        bare = [sys.executable, "-c", "pass"]
        sympy = [sys.executable, "-c", "import sympy"]
        measures: dict[str, Callable[[], float]] = {
            "bare": lambda: whole(bare),
            "sympy": lambda: whole(sympy),
            "--version": lambda: whole([*MATHDRILL, "--version"]),
            "--help": lambda: whole([*MATHDRILL, "--help"]),
            "first item, terminal": lambda: until_shown([*MATHDRILL, "today"], shown),
            "first item, lines": lambda: until_shown([*MATHDRILL, "today", "--plain"], shown),
        }
        for measure in measures.values():
            measure()
        best = dict.fromkeys(measures, float("inf"))
        for _ in range(runs):
            for name, measure in measures.items():
                best[name] = min(best[name], measure())
    gates = {
        "--version": ("bare", 2.0),
        "--help": ("sympy", 0.6),
        "first item, terminal": ("sympy", 0.6),
        "first item, lines": ("sympy", 0.6),
    }
    for name, seconds in best.items():
        against, gate = gates.get(name, ("", 0.0))
        ratio = seconds / best[against] if against else 0.0
        verdict = f"{ratio:5.2f} x {against:5} (gate {gate}): " if against else ""
        verdict += ("holds" if ratio <= gate else "MISSED") if against else ""
        print(f"{name:22} {1000 * seconds:7.1f} ms  {verdict}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
