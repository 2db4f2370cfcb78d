"""Random cases of every kind of answer, and of the rules for decimals and domains."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import mpmath

from tests.bench.cases_random import SORTS, Case, X, formula_case, pair
from tests.bench.cases_rewrites import SLIPS, changed, differs, pick, rewritten
from tests.bench.cases_trees import NoValueError, OutOfReachError, Spelling, Tree, leaf, tree, value

_ONE = tuple(sort for sort in SORTS if sort != "several variables")
_RIGHT, _WRONG, _RETRY = "correct", "incorrect", "invalid"


def _constant(chance: Random) -> Tree:
    """A number that is no short decimal."""
    n, k = 2 + int(chance.random() * 12), 3 + int(chance.random() * 9)
    quotient = tree("/", n, k if k not in (4, 5, 8, 10) else 7)
    root = leaf(pick(chance, ["2", "3", "5", "6", "7", "11"]))
    return pick(
        chance,
        [
            quotient,
            tree("sqrt", root),
            tree("*", quotient, leaf("pi")),
            tree("exp", pick(chance, [leaf(1), leaf(2), tree("/", 1, 2), tree("neg", 1)])),
            tree("log", leaf(n)),
            tree("sin", leaf(pick(chance, ["1", "2", "3"]))),
            tree("sigmoid", leaf(pick(chance, ["1", "2", "0.5"]))),
            tree("/", tree("sqrt", root), leaf(n)),
        ],
    )


def _number(chance: Random) -> Case:
    """A closed number: exact answers, right and wrong."""
    key = _constant(chance)
    how, answer = rewritten(key, chance)
    verdict = _RIGHT
    if chance.random() < 0.5:
        slip, answer = changed(key, SLIPS, chance)
        if not differs(key, answer, chance, [{}]) or not _has_value(answer):
            return _number(chance)
        how, verdict = (slip,), _WRONG
    texts = Spelling().of(key), Spelling(chance).of(answer)
    options: dict[str, Any] = {"kind": "number", "variables": ("x",)}
    return Case("number", *texts, verdict, ", ".join(how), options, (key, answer))


def _has_value(one: Tree) -> bool:
    try:
        value(one, {"x": mpmath.mpf(1)})
    except (NoValueError, OutOfReachError):
        return False
    return True


def _digits(number: Any, significant: int, units: int = 0) -> str:
    """The number rounded to so many digits, its last one moved by `units`."""
    exponent = int(mpmath.floor(mpmath.log10(abs(number))))
    places = significant - 1 - exponent
    scaled = int(mpmath.nint(number * mpmath.mpf(10) ** places)) + units
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places > 0 else sign + digits


def _decimal(chance: Random) -> Case:
    """A decimal for an exact number, alone or as a coefficient."""
    key = _constant(chance)
    number = value(key, {})
    significant = 2 + int(chance.random() * 6)
    off = pick(chance, [0, 0, 2, -2, 5, -9])
    text = _digits(number, significant, off)
    exact = chance.random() < 0.2
    typed = mpmath.mpf(text)
    if "." not in text or text.endswith("0") or abs(typed) < 0.001:
        return _decimal(chance)
    if abs(typed - number) < mpmath.mpf(10) ** -30:  # 1.5 for 9/6 has all its digits
        return _decimal(chance)
    if off:
        verdict, how = _WRONG, f"last digit {off:+d}"
    elif exact:
        verdict, how = _RETRY, "a decimal where only exact ones count"
    else:
        verdict, how = (_RIGHT, "rounded") if significant >= 4 else (_RETRY, "too few digits")
    options: dict[str, Any] = {"variables": ("x",), "decimals": "exact" if exact else "rounded"}
    expected = Spelling().of(key)
    if chance.random() < 0.4:
        tail = pick(chance, ["*x", "*sin(x)", "*x^2 + 1"])
        return Case("decimal", f"({expected}){tail}", text + tail, verdict, how, options)
    return Case("decimal", expected, text, verdict, how, options)


def _decimal_key(chance: Random) -> Case:
    """An exact answer to a key that was rounded."""
    exact = _constant(chance)
    significant = 4 + int(chance.random() * 3)
    off = pick(chance, [0, 3, -3])
    expected = _digits(value(exact, {}), significant, off)
    if expected.endswith("0") or "." not in expected:
        return _decimal_key(chance)
    how, verdict = (f"key off by {off}", _WRONG) if off else ("key rounded", _RIGHT)
    answer = Spelling(chance).of(exact)
    return Case("decimal key", expected, answer, verdict, how, {"kind": "number"})


def _positive_domain(chance: Random) -> Case:
    """Identities that hold for x > 0 alone, with and without that domain declared."""
    n = 2 + int(chance.random() * 4)
    key, answer, elsewhere = pick(
        chance,
        [
            (X, tree("sqrt", tree("^", X, 2)), _WRONG),
            (X, tree("abs", X), _WRONG),
            (X, tree("exp", tree("log", X)), _WRONG),
            (X, tree("^", tree("sqrt", X), 2), _WRONG),
            (tree("abs", X), X, _WRONG),
            (tree("relu", X), X, _WRONG),
            (tree("log", tree("^", X, 2)), tree("*", 2, tree("log", X)), _WRONG),
            (tree("*", 2, tree("log", X)), tree("log", tree("^", X, 2)), _RIGHT),
            (tree("log", X), tree("log", tree("abs", X)), _RIGHT),
            (tree("sqrt", tree("^", X, 2)), X, _WRONG),
            (tree("/", tree("sqrt", X), X), tree("/", 1, tree("sqrt", X)), _RIGHT),
            (tree("^", X, n), tree("exp", tree("*", n, tree("log", X))), _WRONG),
        ],
    )
    declared = chance.random() < 0.5
    scale = leaf(pick(chance, ["2", "3", "1/2"]))
    if chance.random() < 0.6:
        key, answer = tree("*", scale, key), tree("*", scale, answer)
    texts = Spelling().of(key), Spelling(chance).of(answer)
    options: dict[str, Any] = {"variables": ("x",)}
    if declared:
        options["domain"] = {"x": "x > 0"}
    return Case(
        "domain", *texts, _RIGHT if declared else elsewhere, "x > 0", options, (key, answer)
    )


def _entries(chance: Random, count: int) -> tuple[list[Tree], list[Tree], int | None, str]:
    """(keys, answers, index of the wrong one, how)"""
    wrong = int(chance.random() * count) if chance.random() < 0.5 else None
    keys, answers, how = list[Tree](), list[Tree](), ""
    for index in range(count):
        while True:
            key, answer, right, made = pair(pick(chance, _ONE), chance)
            if right is (index != wrong):
                break
        keys.append(key)
        answers.append(answer)
        how = made if index == wrong else how
    return keys, answers, wrong, how or "rewritten"


def _vector(chance: Random) -> Case:
    keys, answers, wrong, how = _entries(chance, 2 + int(chance.random() * 2))
    verdict = _RIGHT if wrong is None else _WRONG
    typed = [Spelling(chance).of(one) for one in answers]
    if chance.random() < 0.1:
        typed, verdict, how = [*typed, "0"], _WRONG, "one entry too many"
    form = pick(chance, ["[{}]", "({})", "tensor([{}])", "{}", "[[{}]]"])
    text = form.format(", ".join(typed))
    expected = f"[{', '.join(Spelling().of(key) for key in keys)}]"
    return Case("vector", expected, text, verdict, how, {"kind": "vector", "variables": ("x",)})


def _matrix(chance: Random) -> Case:
    keys, answers, wrong, how = _entries(chance, 4)
    verdict = _RIGHT if wrong is None else _WRONG
    if wrong is None and chance.random() < 0.3 and differs(keys[1], keys[2], chance, []):
        answers[1], answers[2] = answers[2], answers[1]
        verdict, how = _WRONG, "transposed"
    a, b, c, d = (Spelling(chance).of(one) for one in answers)
    form = pick(
        chance, ["[[{}, {}], [{}, {}]]", "tensor([[{},{}],[{},{}]])", "(({}, {}), ({}, {}))"]
    )
    e, f, g, h = (Spelling().of(one) for one in keys)
    expected = f"[[{e}, {f}], [{g}, {h}]]"
    options: dict[str, Any] = {"kind": "matrix", "variables": ("x",)}
    return Case("matrix", expected, form.format(a, b, c, d), verdict, how, options)


def _steps(chance: Random) -> Case:
    keys, answers, wrong, how = _entries(chance, 2)
    typed = [Spelling(chance).of(one) for one in answers]
    parts = [f"u = {typed[0]}", f"v = {typed[1]}"]
    text = pick(chance, [", ".join(parts), "; ".join(parts[::-1]), ", ".join(typed)])
    expected = f"u = {Spelling().of(keys[0])}, v = {Spelling().of(keys[1])}"
    verdict = _RIGHT if wrong is None else _WRONG
    return Case("steps", expected, text, verdict, how, {"kind": "steps", "variables": ("x",)})


def _set(chance: Random) -> Case:
    numbers = sorted({int(chance.random() * 20) - 9 for _ in range(4)})
    typed = [leaf(n) if n >= 0 else tree("neg", -n) for n in numbers]
    texts = [Spelling(chance).of(rewritten(one, chance)[1]) for one in typed]
    texts.sort(key=lambda _: chance.random())
    verdict, how = _RIGHT, "in any order"
    if chance.random() < 0.5:
        verdict, how = _WRONG, "one changed"
        texts[0] = str(37 + numbers[0])
    form = pick(chance, ["{{{}}}", "{}", "[{}]", "{{ {} }}"])
    expected = f"{{{', '.join(map(str, numbers))}}}"
    options: dict[str, Any] = {"kind": "set", "variables": ("x",)}
    return Case("set", expected, form.format(", ".join(texts)), verdict, how, options)


def _shape(chance: Random) -> Case:
    lengths = [1 + int(chance.random() * 9) for _ in range(2 + int(chance.random() * 2))]
    typed, verdict, how = list(lengths), _RIGHT, "spelling"
    if chance.random() < 0.5:
        typed[int(chance.random() * len(typed))] += 1
        verdict, how = _WRONG, "one length changed"
    form = pick(chance, ["({})", "[{}]", "torch.Size([{}])", "（{}）", "{}"])
    text = form.format(pick(chance, [", ", ",", "，"]).join(map(str, typed)))
    if chance.random() < 0.2:
        text = pick(chance, ["x", "*", "×"]).join(map(str, typed))
    expected = f"({', '.join(map(str, lengths))})"
    return Case("shape", expected, text, verdict, how, {"kind": "shape"})


def _ordering(chance: Random) -> Case:
    labels = ["mul", "exp", "add", "log", "relu"][: 3 + int(chance.random() * 3)]
    labels.sort(key=lambda _: chance.random())
    typed = sorted(labels, key=lambda _: chance.random()) if chance.random() < 0.5 else labels
    verdict = _RIGHT if typed == labels else _WRONG
    text = pick(chance, [" ", ", ", " -> ", "，", "、", " > "]).join(typed)
    if chance.random() < 0.2:
        text = text.upper()
    return Case("ordering", " ".join(labels), text, verdict, "order", {"kind": "ordering"})


def _multichoice(chance: Random) -> Case:
    right = sorted({1 + int(chance.random() * 6) for _ in range(3)})
    typed = (
        right if chance.random() < 0.5 else sorted({1 + int(chance.random() * 6) for _ in range(3)})
    )
    verdict = _RIGHT if typed == right else _WRONG
    text = pick(chance, [" ", ", ", "，", "、"]).join(map(str, typed[:: pick(chance, [1, -1])]))
    expected = " ".join(map(str, right))
    return Case("multichoice", expected, text, verdict, "options", {"kind": "multichoice"})


def _token(chance: Random) -> Case:
    words = ("nan", "inf", "RuntimeError", "True", "leaf", "None", "float32")
    key = pick(chance, words)
    typed = key if chance.random() < 0.5 else pick(chance, words)
    text = pick(chance, [typed, typed.upper(), f"  {typed} ", typed.lower()])
    return Case("token", key, text, _RIGHT if typed == key else _WRONG, "word", {"kind": "token"})


KINDS: dict[str, Callable[[Random], Case]] = {
    "number": _number,
    "decimal": _decimal,
    "decimal key": _decimal_key,
    "domain": _positive_domain,
    "vector": _vector,
    "matrix": _matrix,
    "steps": _steps,
    "set": _set,
    "shape": _shape,
    "ordering": _ordering,
    "multichoice": _multichoice,
    "token": _token,
}
_FORMULAS = 0.7  # of all cases are single formulas


def case(seed: str, number: int) -> Case:
    """Case `number` of a seed."""
    chance = Random(f"{seed}|{number}")
    if chance.random() < _FORMULAS:
        return formula_case(pick(chance, list(SORTS)), chance)
    return KINDS[pick(chance, list(KINDS))](chance)
