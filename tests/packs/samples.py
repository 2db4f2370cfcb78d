"""A small root of packs: a route, one pack, two skills; tests break one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROUTE = """\
format: 1
stages:
  - stage: 1
    title: {en: First steps, zh: 起步}
    days: 3
    order: [powers, not-written-yet, slopes]
    gate: {items: 4, pass: 3, critical: [slopes]}
"""

PACK = """\
format: 1
section: 2
title: {en: Calculus, zh: 微积分}
topics:
  - {id: derivatives, outline: "2.1", title: {en: Derivatives, zh: 导数}}
"""

POWERS = """\
format: 1
skill: powers
stage: 1
outline: [2.1.b]
title: {en: Powers, zh: 幂}
can:
  en: evaluate powers
  zh: 能计算幂
requires: []
lesson:
  en: |-
    A power repeats a product:
      $x^3 = x*x*x$
  zh: |-
    幂就是连乘：
      $x^3 = x*x*x$
templates:
  - id: powers.1
    level: compute
    kind: number
    seconds: 10
    revision: 1
    draw:
      a: 2..9
      n: 2..3
      c: 1..20
    prompt:
      en: Compute $a^n + c$.
      zh: 计算 $a^n + c$。
    key: a^n + c
    proof: subs(x^n + c, x, a)
    misconceptions:
      - id: multiplied
        answer: a*n + c
        when: n > 2
        feedback: {en: You multiplied by $n$., zh: 你乘以了 $n$。}
    hints:
      - {en: What does $n$ count?, zh: $n$ 数的是什么？}
      - {en: Begin with $a*a$., zh: 先算 $a*a$。}
    solution:
      en: It is $a^n + c$.
      zh: 结果是 $a^n + c$。
  - id: powers.2
    level: recognise
    kind: choice
    seconds: 10
    revision: 1
    prompt: {en: Which is a power of $x$?, zh: 哪个是 $x$ 的幂？}
    key: $x^2$
    misconceptions:
      - id: exponential
        answer: $2^x$
        feedback: {en: Here $x$ is the exponent., zh: 这里 $x$ 是指数。}
      - id: not-a-power
        answer: {en: neither, zh: 都不是}
        feedback: {en: One of them is., zh: 其中有一个是。}
    hints:
      - {en: Look at the base., zh: 看底数。}
      - {en: The base must be $x$., zh: 底数必须是 $x$。}
    solution: {en: It is $x^2$., zh: 是 $x^2$。}
"""

SLOPES = """\
format: 1
skill: slopes
stage: 1
outline: [2.1.b]
title: {en: Slopes, zh: 斜率}
can: {en: find slopes, zh: 会求斜率}
requires: [powers]
encompasses: {powers: 0.5}
lesson: {en: The slope of $x^2$ is $2*x$., zh: $x^2$ 的斜率是 $2*x$。}
templates:
  - id: slopes.1
    level: compute
    kind: expression
    seconds: 15
    revision: 1
    draw: {a: 2..12, n: 2..9}
    where: [a != n]
    let: {F: a*x^n}
    vars: [x]
    answer_names: ["f'(x)"]
    prompt: {en: Differentiate $f(x) = F$., zh: 求 $f(x) = F$ 的导数。}
    key: a*n*x^(n-1)
    proof: diff(F, x)
    accepts: [n*a*x^n/x]
    misconceptions:
      - id: kept-the-exponent
        answer: a*n*x^n
        feedback: {en: Lower the exponent $n$., zh: 指数 $n$ 要减 1。}
      - id: lost-the-factor
        answer: a*x^(n-1)
        feedback: {en: Multiply by $n$., zh: 还要乘以 $n$。}
    hints:
      - {en: The exponent matters., zh: 注意指数。}
      - {en: Bring $n$ down., zh: 先把 $n$ 乘下来。}
    solution: {en: It is $a*n*x^(n-1)$., zh: 结果是 $a*n*x^(n-1)$。}
  - id: slopes.2
    level: compute
    kind: steps
    seconds: 30
    revision: 1
    draw: {a: 2..12, b: 2..9}
    where: [a != b]
    prompt: {en: Let $y = a*u$ and $u = b*x$., zh: 设 $y = a*u$，$u = b*x$。}
    key: {du/dx: b, dy/dx: a*b}
    proof: {du/dx: "diff(b*x, x)", dy/dx: "diff(a*b*x, x)"}
    misconceptions:
      - id: added
        answer: {dy/dx: a+b}
        feedback: {en: Multiply., zh: 应当相乘。}
    hints:
      - {en: Two rates., zh: 有两个变化率。}
      - {en: Find $du/dx$ first., zh: 先求 $du/dx$。}
    solution: {en: They multiply., zh: 两者相乘。}
  - id: slopes.3
    level: combine
    kind: ordering
    seconds: 30
    revision: 1
    prompt: {en: Put the steps in order., zh: 按顺序排列各步。}
    labels:
      diff: {en: differentiate, zh: 求导}
      put: {en: put in the number, zh: 代入数值}
      read: {en: read the function, zh: 读函数}
    key: read diff put
    edges: [read > diff, diff > put]
    misconceptions:
      - id: too-early
        answer: read put diff
        feedback: {en: A number has no slope., zh: 数没有斜率。}
    hints:
      - {en: What comes first?, zh: 先做什么？}
      - {en: Reading., zh: 先读。}
    solution: {en: Read it first., zh: 先读函数。}
  - id: slopes.4
    level: explain
    kind: token
    seconds: 10
    revision: 1
    prompt: {en: Is a constant flat? (yes or no), zh: 常数函数的图像是平的吗？（是或否）}
    key: {en: "yes", zh: 是}
    accepts: [y]
    misconceptions:
      - id: steep
        answer: {en: "no", zh: 否}
        feedback: {en: Its slope is 0., zh: 它的斜率是 0。}
    hints:
      - {en: Draw it., zh: 画一画。}
      - {en: How fast does it change?, zh: 它变化有多快？}
    solution: {en: Its slope is 0., zh: 它的斜率是 0。}
"""

FILES: Mapping[str, str] = {
    "route.yaml": ROUTE,
    "calculus/pack.yaml": PACK,
    "calculus/powers.yaml": POWERS,
    "calculus/slopes.yaml": SLOPES,
}


def write_root(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """The sample in a folder, with other files in place of its own; None leaves a file out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def with_one_change(name: str, old: str, new: str) -> dict[str, str]:
    """One file of the sample with one place changed."""
    assert FILES[name].count(old) == 1, f"{old!r} must occur once in {name}"
    return {name: FILES[name].replace(old, new)}


STRANGE_PACK = """\
format: 1
section: 7
title: {en: Mine, zh: 我的}
topics:
  - {id: mine, outline: "7.1", title: {en: Mine, zh: 我的}}
"""


def strange_skill(name: str, requires: str = "powers", level: str = "compute") -> str:
    """A skill of somebody else's pack."""
    return f"""\
format: 1
skill: {name}
stage: 1
outline: [7.1.a]
title: {{en: {name}, zh: {name}}}
can: {{en: add, zh: 会加}}
requires: [{requires}]
lesson: {{en: Add., zh: 相加。}}
templates:
  - id: {name}.1
    level: {level}
    kind: number
    seconds: 5
    revision: 1
    draw: {{a: 1..20, b: 1..20}}
    where: [a != b]
    prompt: {{en: Compute $a + b$., zh: 计算 $a + b$。}}
    key: a + b
    misconceptions:
      - {{id: subtracted, answer: a - b, feedback: {{en: Add., zh: 应当相加。}}}}
    hints: [{{en: Count., zh: 数一数。}}, {{en: Add them., zh: 相加。}}]
    solution: {{en: It is $a + b$., zh: 结果是 $a + b$。}}
"""
