"""`grade`: JSON lines in, JSON lines out; no state is touched (tests/README.md, Contracts)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from mathdrill.cli import pages
from mathdrill.cli.jsonl import LONGEST_LINE, witness_data
from mathdrill.cli.practice import load
from mathdrill.cli.terminal import Terminal
from mathdrill.domain import Catalogue, Outcome, Verdict, sentence
from mathdrill.errors import ContentError, UsageError
from mathdrill.scoring.grade import grade

LARGEST_SEED = 2**63 - 1

Line = Mapping[str, object]


def run(terminal: Terminal) -> int:
    """Judge every line of stdin."""
    grader = Grader(terminal)
    while line := terminal.stdin.readline(LONGEST_LINE + 1):
        text = line.strip("\ufeff \t\r\n")
        if text:
            terminal.write_json(grader.graded(text), indent=None)
    return 0


@dataclass(slots=True)
class Grader:
    """Judges lines; the packs are loaded when the first line names a template."""

    terminal: Terminal
    _loaded: list[Catalogue] = field(default_factory=list)

    def graded(self, text: str) -> dict[str, object]:
        """One line in, one line out."""
        started = self.terminal.clock.monotonic()
        line = _object(text)
        verdict = _fault("grading.not-an-object") if line is None else self._verdict(line)
        milliseconds = 1000 * (self.terminal.clock.monotonic() - started)
        return {
            "id": line.get("id") if line else None,
            "verdict": verdict.outcome,
            "message": pages.message(self.terminal, verdict),
            "position": verdict.position,
            "witness": witness_data(verdict.witness),
            "misconception": verdict.misconception,
            "ms": round(milliseconds, 3),
        }

    def _verdict(self, line: Line) -> Verdict:
        answer = line.get("answer")
        if not isinstance(answer, str):
            return _fault("grading.needs-text", name="answer")
        try:
            if "template" in line:
                return self._of_template(line, answer)
            return _of_expected(line, answer)
        except (UsageError, ContentError) as error:
            return _fault("grading.fault", fault=sentence(error.sentence, **error.values))

    def _of_template(self, line: Line, answer: str) -> Verdict:
        from mathdrill.items.generate import generate
        from mathdrill.scoring.score import score

        seed = line.get("seed", 0)
        if not isinstance(seed, int) or isinstance(seed, bool) or abs(seed) > LARGEST_SEED:
            return _fault("grading.needs-seed")
        if not self._loaded:
            self._loaded.append(load(self.terminal))
        template = self._loaded[0].templates.get(str(line["template"]))
        if template is None:
            return _fault("grading.unknown-template", given=line["template"])
        return score(generate(template, seed), answer)


def _of_expected(line: Line, answer: str) -> Verdict:
    for name in ("expected", "kind", "decimals"):
        if name in line and line[name] is not None and not isinstance(line[name], str):
            return _fault("grading.needs-text", name=name)
    if not isinstance(line.get("expected"), str):
        return _fault("grading.needs-text", name="expected")
    names, domain = line.get("vars"), line.get("domain")
    if names is not None and not _is_texts(names):
        return _fault("grading.needs-names")
    if domain is not None and not (isinstance(domain, dict) and _is_texts([*domain.values()])):
        return _fault("grading.needs-domain")
    return grade(
        str(line["expected"]),
        answer,
        kind=cast("str | None", line.get("kind")),
        variables=cast("list[str] | None", names),
        domain=domain,
        decimals=cast("str | None", line.get("decimals")) or "rounded",
    )


def _object(text: str) -> Line | None:
    if len(text) > LONGEST_LINE:
        return None
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def _is_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _fault(key: str, /, **values: object) -> Verdict:
    return Verdict(Outcome.INVALID, sentence(key, **values))
