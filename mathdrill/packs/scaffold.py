"""`pack new`: a folder that passes `pack check` as it is, with a comment beside everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from mathdrill.errors import UsageError
from mathdrill.packs.json_schema import json_schema
from mathdrill.packs.loader import PACK_FILE

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SCHEMAS = ("pack", "skill")

PACK = """\
# yaml-language-server: $schema=./pack.schema.json
format: 1
section: 9   # where the pack stands in lists; 1 to 6 are the sections of mathdrill itself
title: {en: My pack, zh: 我的题库}
topics:      # what `mathdrill topic my-topic` practises; a skill joins by its outline, 9.1.a
  - {id: NAME-topic, outline: "9.1", title: {en: My topic, zh: 我的主题}}
"""

SKILL = """\
# yaml-language-server: $schema=./skill.schema.json
# One skill. `mathdrill pack check .` proves it; `mathdrill pack preview NAME-skill.1 --pack .` shows it.
format: 1
skill: NAME-skill        # the name of this file
stage: 1                 # learners meet stage 1 first
outline: [9.1.a]         # topic 9.1 of pack.yaml
title: {en: Slope of a parabola, zh: 抛物线的斜率}
can:                     # what a learner is able to do afterwards
  en: differentiate a quadratic term
  zh: 能对二次项求导
requires: []             # skills that must be mastered first
lesson:                  # shown once, before the first item; formulas stand between dollars
  en: |-
    The slope of $f(x) = a*x^2$ is $f'(x) = 2*a*x$.

      $f(x) = 5x^2$:  $f'(x) = 2*5*x = 10x$
  zh: |-
    $f(x) = a*x^2$ 的斜率是 $f'(x) = 2*a*x$。

      $f(x) = 5x^2$：$f'(x) = 2*5*x = 10x$
templates:
  - id: NAME-skill.1     # the skill and a number; never changes once learners have met it
    level: compute       # recognise, compute, combine, explain, predict or debug
    kind: expression     # the answer is a formula
    seconds: 20          # how long a practised learner needs
    revision: 1          # raise it when the meaning of the item changes
    draw:                # drawn anew for every item
      a: 2..9
      c: -9..9 except 0
    let: {F: a*x^2 + c*x}    # a name for what is to be shown or used again
    vars: [x]                # names that an answer may use
    answer_names: ["f'(x)"]  # what may stand before "=" in an answer
    prompt:                  # names from draw and let are replaced by their values
      en: Differentiate $f(x) = F$.
      zh: 求 $f(x) = F$ 的导数。
    key: 2*a*x + c           # the right answer, in any form
    proof: diff(F, x)        # a second way to it, which an independent oracle works out
    misconceptions:          # wrong ideas: the answer that each leads to, and what to say
      - id: exponent-kept
        answer: 2*a*x^2 + c
        feedback:
          en: "The 2 came down, but the exponent stayed: lower it by one."
          zh: 2 已经乘下来了，但指数没有变：还要减 1。
      - id: constant-lost
        answer: 2*a*x
        feedback:
          en: The linear term has a slope as well, its coefficient $c$.
          zh: 一次项也有斜率，就是它的系数 $c$。
    hints:                   # first where to look, then the first move
      - {en: "Take the two terms one by one.", zh: "把两项分开看。"}
      - {en: "The slope of $a*x^2$ is $2*a*x$.", zh: "$a*x^2$ 的斜率是 $2*a*x$。"}
    solution:                # every equality in it is checked for every item
      en: "Term by term: $f'(x) = 2*a*x + c$."
      zh: "逐项求导：$f'(x) = 2*a*x + c$。"
"""


def scaffold(folder: Path) -> tuple[Path, ...]:
    """Write a new pack into a folder that is not there yet, or is empty.

    Returns: what was written.
    Raises: UsageError: the folder holds something, its name cannot name a pack, or it cannot be
        written.
    """
    name = folder.absolute().name
    if not NAME.fullmatch(name):
        raise UsageError("packs.bad-name", given=name)
    files = _files(name)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError("packs.in-the-way", path=folder)
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError("packs.not-written", path=folder, reason=reason) from error
    return tuple(folder / file for file in files)


def _files(name: str) -> Mapping[str, str]:
    schemas = {
        f"{each}.schema.json": json.dumps(json_schema(each), indent=1) + "\n" for each in SCHEMAS
    }
    return {
        PACK_FILE: PACK.replace("NAME", name),
        f"{name}-skill.yaml": SKILL.replace("NAME", name),
        **schemas,
    }
