"""A run of the command line inside the test's own process."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass

from mathdrill.__main__ import main
from tests.sources import ROOT

SAMPLE_PACK = ROOT / "tests" / "transcripts" / "pack"


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> object:
        """What a `--json` command printed."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, object]]:
        """What a command of JSON lines printed."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str, typed: str = "") -> Ran:
    """Run `mathdrill` with a pipe at both ends."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(typed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(arguments))
    finally:
        sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())
