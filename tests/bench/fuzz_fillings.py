"""Throw broken and mutated fillings at the programs: python -m tests.bench.fuzz_fillings [SECONDS].

Each goes to a drawn `code` item of the shipped packs and runs, where it can be read, through the
interpreter over real torch. Found and counted are exceptions that are not verdicts, and fillings that
take more than SLOW_MS of processor time. Filling number i depends on i alone. Exit code 1 with
findings.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mathdrill.domain import Item, Kind
from mathdrill.items.generate import generate
from mathdrill.packs.catalogue import load_catalogue
from mathdrill.scoring.fillings import judge_filling
from tests.bench.cases_hostile import hostile

SLOW_MS = 2_000.0  # the deadline of the process that judges fillings in a session
PIECES = (
    *"( ) [ ] { } , . : = ** * @ // % ~ << & | ^ != < ... := _ ; \\ # \n \x00 é “ ￥".split(" "),
    *"for if else not in is and yield await sum(x) print(1) range(9) lambda del while".split(),
    *"x y torch F nn T grad data detach() no_grad() None True 1 -1 1e9 1e400 0x1f 1j 'a'".split(),
    *("lambda x: ", "f'{x}'", "b'a'", "*a", "**k", "x.__class__", "__import__('os')", "open('a')"),
    *("import os", "torch.load('x')", "eval('1')", "torch.zeros(9, 9, 9, 9, 9, 9, 9, 9, 9)"),
    *("torch.ones(100000, 100000)", "[x for x in range(10**9)]", "10**10**10", "while True: pass"),
)


def mutated(chance: Random, text: str, others: Sequence[str]) -> str:
    """The text with up to four pieces put in, taken out, or taken from another one."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0:
                text = text[:place] + chance.choice(PIECES) + text[place:]
            case 1:
                text = text[:place] + text[place + chance.randint(1, 5) :]
            case 2:
                text += chance.choice(PIECES)
            case _:
                other = chance.choice(others)
                start = chance.randrange(len(other))
                text = text[:place] + other[start : start + chance.randint(1, 20)] + text[place:]
    return text


def spent(item: Item, text: str) -> tuple[str, float]:
    """(verdict, milliseconds of processor time)."""
    started = time.process_time_ns()
    outcome = judge_filling(item, text).outcome.value
    return outcome, (time.process_time_ns() - started) / 1e6


def main(seconds: float) -> int:
    """Go on for so long, and tell what was found."""
    templates = load_catalogue().catalogue.templates.values()
    items = [generate(one, seed) for one in templates if one.kind is Kind.CODE for seed in (0, 1)]
    for item in items:
        judge_filling(item, item.key)  # torch comes, and programs are read
    answers = [(one.key, *one.accepts, *(wrong.answer for wrong in one.rejects)) for one in items]
    every = [text for texts in answers for text in texts]
    verdicts, crashes, slow = Counter[str](), dict[str, str](), list[tuple[float, str]]()
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        chance = Random(f"filling|{number}")
        index = chance.randrange(len(items))
        if chance.random() < 0.25:
            _, text = hostile(chance, answers[index], ("x",))
        else:
            text = mutated(chance, chance.choice([*answers[index], *every]), every)
        try:
            outcome, taken = spent(items[index], text)
        except Exception as error:  # noqa: BLE001 - every one of them is a finding
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.name}"
            crashes.setdefault(place, f"#{number}  {items[index].template} <- {text!r}")
            outcome, taken = "crash", 0.0
        verdicts[outcome] += 1
        if taken > SLOW_MS:
            slow.append((taken, f"#{number}  {items[index].template} <- {text[:150]!r}"))
        number += 1
    print(f"{number:,} fillings: {dict(verdicts.most_common())}")
    for place, text in crashes.items():
        print(f"CRASH {place}\n    {text}")
    for taken, text in sorted(slow, reverse=True):
        print(f"SLOW {taken:.0f} ms  {text}")
    return 1 if crashes or slow else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0))
