"""What a text displays as equal is equal, and what only names something is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import LANGUAGES
from mathdrill.lang import say_sentence
from mathdrill.packs.checker import check
from mathdrill.packs.equalities import Meanings, claims, learn
from tests.packs.samples import FILES, with_one_change, write_root

ROUTE, PACK, POWERS, SLOPES = FILES

TRUE, FALSE, UNKNOWN = True, False, None

TEXTS = [
    ("$3*4 = 12$", [TRUE]),
    ("$3*4 = 13$", [FALSE]),
    ("$3*4 = 2*6 = 11 + 2$", [TRUE, FALSE]),  # each step on its own
    ("$(x + 1)^2 = x^2 + 2*x + 1$", [TRUE]),
    ("$(x + 1)^2 = x^2 + 1 - x$", [FALSE]),
    ("$x^2 = 4$", [UNKNOWN]),  # an equation, not a claim
    ("$y = 3*x + 1$", []),  # a name
    ("$y = 3*x + x = 4*x$", [TRUE]),  # what it was named is a claim
    ("$y = 3*x + x = 5*x$", [FALSE]),
    ("With $u = 3$ it is $u^2 = 9$.", [TRUE]),
    ("With $u = 3$ it is $u^2 = 10$.", [FALSE]),
    ("$u = 3$, then $u = 4$, so $u + 1 = 5$", [TRUE]),  # a name may be used again
    ("$u = 3$, then $u = 4$, so $u + 1 = 6$", [FALSE]),
    ("$f(x) = x^3$, so $f(2) = 8$ and $f'(x) = 3*x^2$", [TRUE, TRUE]),
    ("$f(x) = x^3$, so $f(2) = 9$ and $f'(x) = 3*x$", [FALSE, FALSE]),
    ("$f(x, y) = x*y$, so $f(2, 3) = 6$", [TRUE]),
    ("$f(x, y) = x*y$, so $f(2, 3) = 5$", [FALSE]),
    (
        "$f(x) = x$ if $x < 0$, else $f(x) = x^2$: $f(3) = 9$, $f(-2) = -2$",
        [TRUE, TRUE],
    ),  # two pieces
    ("$f(x) = x$ if $x < 0$, else $f(x) = x^2$: $f(3) = 5$", [FALSE]),
    ("$f'(x) = 5*3*x^2 = 16*x^2$", [FALSE]),
    ("$h'(x) = f'(g(x))*g'(x)$", []),  # a rule for functions that nobody defined
    ("$dy/dx = dy/du*du/dx$", []),
    ("$dy/du = 2$, $du/dx = 3$, $dy/dx = 2*3 = 7$", [FALSE]),
    ("$w = w - 0.1*g$", []),  # an update names nothing, nor is it false
    ("$sqrt(x^2) = x$ for $x > 0$", [FALSE]),  # the condition comes too late
    ("For $x > 0$ it is $sqrt(x^2) = x$.", [TRUE]),
    ("$ln(x^2) = 2*ln(x)$", [TRUE]),  # equal where both sides have a value
    ("$2/3 ≈ 0.667$", [TRUE]),
    ("$2/3 = 0.667$", [TRUE]),  # rounded as it is written
    ("$2/3 ≈ 0.767$", [FALSE]),
    ("$e^2 = 7.389$", [TRUE]),
    ("$[1, 2] + [3, 4] = [4, 6]$", [TRUE]),
    ("$[1, 2] + [3, 4] = [4, 5]$", [FALSE]),
    ("$2*[1, 2] = [2, 4, 6]$", [FALSE]),  # other lengths
    ("$dot([1, 2], [3, 4]) = 3 + 8 = 11$", [TRUE, TRUE]),
    ("$dot([1, 2], [3, 4]) = 10$", [FALSE]),
    ("$[u, v] = [1, 2]$, $[u, v] = [3, 4]$", []),
    ("$1/0 = 2$", [UNKNOWN]),
    ("$3 != 4 = 4$, $1 < 2 = 3$", [TRUE, FALSE]),
    ("$a*b$ costs $ 5 = 4 $", [FALSE]),
    ("`3*4 = 13` is code", []),
    ("$(", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_claims_are_told_from_names(text: str, expected: list[bool | None]) -> None:
    assert [claim.holds for claim in claims(text, Meanings())] == expected


def test_a_prompt_names_and_is_not_judged() -> None:
    named = learn("What is wrong in $f(x) = x^2$, $f'(x) = 3*x = 4*x$?", Meanings())
    found = list(claims("$f'(3) = 6$, not $f'(3) = 9$", named.copy()))
    assert [(claim.formula, claim.left, claim.holds) for claim in found] == [
        (0, "f'(3)", TRUE),
        (1, "f'(3)", FALSE),
    ]


def test_texts_do_not_hear_each_other() -> None:
    named = learn("$u = 2$", Meanings())
    list(claims("$u = 3$", named.copy()))
    assert [claim.holds for claim in claims("$u + 1 = 4$", named)] == [FALSE]


WRONG_PLACES = [
    (POWERS, "$x^3 = x*x*x$\n  zh", "$x^3 = x*x*x$, $2^3 = 9$\n  zh", "13:23 K512"),
    (POWERS, "      en: It is $a^n + c$.", "      en: It is $a^n + c = a^n - c$.", "41:18 K512"),
    (
        POWERS,
        "      zh: 结果是 $a^n + c$。",
        "      zh: |-\n        $a^n$\n        就是 $a^n + c = 0$。",
        "44:13 K512",
    ),
    (SLOPES, "{en: Bring $n$ down.,", "{en: Bring $n = n + 1$ $n*1 = n + 1$ down.,", "34:33 K512"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), WRONG_PLACES)
def test_a_false_equality_is_an_error_where_it_stands(
    tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    report = check([write_root(tmp_path, with_one_change(name, old, new))], instances=2)
    told = [f"{found.place.line}:{found.place.column} {found.code}" for found in report.errors]
    assert expected in told
    assert {found.code for found in report.errors} == {"K512"}
    for found in report.errors:
        values = dict(found.sentence.values)
        claim = f"{values['left']} = {values['right']}"
        assert all(claim in say_sentence(each, found.sentence) for each in LANGUAGES)


def test_a_report_counts_what_was_verified(tmp_path: Path) -> None:
    report = check([write_root(tmp_path)], instances=1, oracle=False)
    assert report.equalities == 2  # the lesson's, in both languages
