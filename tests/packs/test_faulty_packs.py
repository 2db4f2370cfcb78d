"""One fault in a pack, at the right line and column, under the right code."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.domain import LANGUAGES
from mathdrill.lang import say_sentence
from mathdrill.packs.compile import compile_packs
from mathdrill.packs.findings import Code, Finding
from mathdrill.packs.marked import MAX_BYTES
from tests.packs.samples import FILES, with_one_change, write_root

ROUTE, PACK, POWERS, SLOPES = FILES


def faults(root: Path) -> list[Finding]:
    return list(compile_packs(root, ()).faults)


def told(found: list[Finding], file: Path) -> str:
    """`line:col CODE` for each finding, with the name of the file where it is another one."""
    places = [
        f"{'' if Path(f.place.file) == file else Path(f.place.file).name + ':'}"
        f"{f.place.line}:{f.place.column} {f.code}"
        for f in found
    ]
    return ", ".join(places)


YAML = [
    (POWERS, "en: evaluate powers", "en: evaluate: powers", "7:15 Y111"),  # a second colon
    (POWERS, "en: evaluate powers", "en: @home", "7:7 Y112"),
    (POWERS, "en: evaluate powers", "en: |x| is no block", "7:7 Y113"),
    (POWERS, "en: evaluate powers", r'en: "take \sin"', "7:13 Y114"),
    (POWERS, "en: evaluate powers", 'en: "evaluate" powers', "7:18 Y118"),
    (POWERS, "en: evaluate powers", r'en: "\e[31m powers"', "7:7 Y104"),  # a terminal escape
    (POWERS, "{en: Powers, zh: 幂}", "{en: Powers, zh: 幂", "5:8 Y115"),
    (POWERS, "{en: Powers, zh: 幂}", "{en: Powers, roots, zh: 幂}", "5:21 Y119"),  # a stray comma
    (POWERS, "  zh: 能计算幂", "   zh: 能计算幂", "8:4 Y116"),
    (POWERS, "  zh: 能计算幂", "\tzh: 能计算幂", "8:1 Y117"),
    (POWERS, "zh: 能计算幂", "zh: 能计算\u200b幂", "8:10 Y104"),  # zero width
    (POWERS, "zh: 能计算幂", "zh: 能计算\u202e幂", "8:10 Y104"),  # right to left
    (POWERS, "    key: a^n + c", "    key: *x^n + c", "30:10 Y120"),
    (POWERS, "    key: a^n + c", "    key: &x a^n + c", "30:10 Y121"),
    (POWERS, "    key: a^n + c", "    key: !x a^n + c", "30:10 Y122"),
    (POWERS, "requires: []", "requires: []\nstage: 2", "10:1 Y124"),  # a key written twice
    (POWERS, "requires: []", "requires: [" + 20 * "[" + 21 * "]", "9:23 Y126"),
    (POWERS, "requires: []", "requires: []\n---\nformat: 1", "10:1 Y123"),
    (POWERS, "requires: []", "[a]: b", "9:1 Y125"),
]

SHAPE = [
    (POWERS, "    draw:\n      a:", "    drw:\n      a:", "23:5 S202"),  # did you mean draw
    (POWERS, "  zh: 能计算幂\n", "  zh: 能计算幂\n  de: Potenzen\n", "9:3 S201"),
    (POWERS, "stage: 1\n", "stage: 1\ncolour: red\n", "4:1 S201"),
    (POWERS, "    prompt: {en: Which", "    edges: []\n    prompt: {en: Which", "48:5 S201"),
    (POWERS, "can:\n  en: evaluate powers\n  zh: 能计算幂\n", "", "1:1 S203"),
    (POWERS, "  zh: 能计算幂\n", "", "6:1 S204"),  # one language is missing
    (POWERS, "    key: $x^2$", "    key: {en: x}", "49:5 S204"),
    (POWERS, "  zh: 能计算幂", "  zh:", "8:3 S205"),
    (POWERS, "en: evaluate powers", "en: [1, 2]", "7:7 S206"),
    (POWERS, "requires: []", "requires: slopes", "9:11 S207"),
    (POWERS, "can:\n  en: evaluate powers\n  zh: 能计算幂", "can: powers", "6:6 S208"),
    (POWERS, "stage: 1", "stage: one", "3:8 S209"),
    (POWERS, "stage: 1", "stage: 1.0", "3:8 S209"),
    (SLOPES, "encompasses: {powers: 0.5}", "encompasses: {powers: 1.5}", "8:23 S209"),
    (POWERS, "level: recognise", "level: easy", "44:12 S210"),
    (POWERS, "kind: choice", "kind: multiple", "45:11 S210"),
    (POWERS, "id: exponential", "id: Exponential", "51:13 S211"),
    (PACK, 'outline: "2.1"', 'outline: "2.x"', "5:32 S211"),
    (POWERS, "      - {en: What does $n$ count?, zh: $n$ 数的是什么？}\n", "", "37:5 S212"),
    (POWERS, "format: 1", "format: 2", "1:9 S214"),
    (POWERS, "skill: powers", "skill: power", "2:8 S215"),  # the file has another name
]

REFERENCES = [
    (SLOPES, "requires: [powers]", "requires: [powers, roots]", "7:20 R303"),
    (SLOPES, "encompasses: {powers: 0.5}", "encompasses: {roots: 0.5}", "8:15 R303"),
    (SLOPES, "requires: [powers]", "requires: []", "8:15 R308"),  # encompasses no ancestor
    (SLOPES, "    vars: [x]", "    after: tensors\n    vars: [x]", "19:5 R304"),
    (POWERS, "outline: [2.1.b]", "outline: [2.4.b]", "4:11 R305"),
    (
        POWERS,
        "requires: []",
        "requires: [slopes]",  # in a circle, and against the order of the route
        "9:12 R306, slopes.yaml:7:12 R306, route.yaml:6:13 R312",
    ),
    (POWERS, "stage: 1", "stage: 2", "3:8 R309, slopes.yaml:7:12 R307"),
    (SLOPES, "id: slopes.2", "id: slopes.1", "36:9 R301"),
    (SLOPES, "id: slopes.2", "id: powers.9", "36:5 R302"),
    (ROUTE, "stage: 1", "stage: 2", "powers.yaml:3:8 R310, slopes.yaml:3:8 R310, 3:12 R316"),
    (ROUTE, "[powers, not-written-yet, slopes]", "[slopes]", "powers.yaml:3:8 R311"),
    (ROUTE, "[powers, not-written-yet, slopes]", "[slopes, powers]", "6:13 R312"),
    (ROUTE, "critical: [slopes]", "critical: [roots]", "7:42 R313"),
    (ROUTE, "[powers, not-written-yet, slopes]", "[powers, slopes, powers]", "6:29 R314"),
    (ROUTE, "pass: 3", "pass: 5", "7:28 R315"),
]

FORMULAS = [
    (POWERS, "      n: 2..3", "      n: 3..2", "25:10 F401"),
    (POWERS, "      n: 2..3", "      n: 3", "25:10 F401"),
    (POWERS, "      n: 2..3", "      n: 2..c", "25:10 F404"),  # drawn only below
    (
        POWERS,
        "      c: 1..20",
        "      e: 1..20",
        "26:7 F402, 30:10 F404, 34:17 F404",
    ),  # Euler's number
    (POWERS, "    key: a^n + c", "    key: a^n + cc", "30:16 F404"),
    (POWERS, "    key: a^n + c", "    key: a^(n + c", "30:12 F403"),
    (POWERS, "    key: a^n + c", '    key: "a^n + sinn(c)"', "30:17 F404"),
    (POWERS, "    key: a^n + c", "    key: __import__('os')", "30:10 F403"),
    (POWERS, "Compute $a^n + c$.", "Compute $a^n + c.", "28:19 F405"),
    (POWERS, "Compute $a^n + c$.", "Compute $a^n + $.", "28:26 F403"),
    (POWERS, "计算 $a^n + c$", "计算 $a^n$", "29:11 F406"),  # shows less than the English
    (POWERS, "      $x^3 = x*x*x$\n  zh", "      $x^3 = x*x*$\n  zh", "13:18 F403"),
    (SLOPES, "where: [a != n]", "where: [a != F]", "17:13 F404"),  # `let` comes after `where`
    (SLOPES, "key: read diff put", "key: read dif put", "64:5 F407"),
    (SLOPES, "key: read diff put", "key: read diff", "64:5 F408"),
    (
        SLOPES,
        "edges: [read > diff, diff > put]",
        "edges: [read > diff, put > diff]",
        "65:26 F409, 68:9 F411",
    ),
    (SLOPES, "answer: {dy/dx: a+b}", "answer: {dy/du: a+b}", "48:18 F410"),
    (SLOPES, 'proof: {du/dx: "diff(b*x, x)", dy/dx', "proof: {dy/dx", "45:5 S203"),
    (SLOPES, "answer: a*n*x^n\n", "answer: a*n*x^(n-1)\n", "27:9 F411"),  # wrong is right
    (SLOPES, "answer: read put diff", "answer: read diff put", "68:9 F411"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), YAML + SHAPE + REFERENCES + FORMULAS)
def test_a_fault_is_found_where_it_is(
    tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    root = write_root(tmp_path, with_one_change(name, old, new))
    assert told(faults(root), root / name) == expected


def test_the_sample_has_no_fault(tmp_path: Path) -> None:
    assert faults(write_root(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (POWERS, b"", "1:1 S205"),
        (POWERS, b"format: 1\nskill: \xff", "2:8 Y102"),
        (POWERS, b"\xef\xbb\xbf[]", "1:1 S208"),  # a byte order mark is no fault of its own
        (POWERS, b"a: [" + b"x, " * 30_000 + b"]", "1:59996 Y126"),
        (POWERS, b"a" * (MAX_BYTES + 1), "1:1 Y103"),
        (ROUTE, b"format: 1\nstages: []", "2:1 S212"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(
    tmp_path: Path, name: str, source: bytes, expected: str
) -> None:
    root = write_root(tmp_path)
    (root / name).write_bytes(source)
    assert told(faults(root), root / name).startswith(expected)


def test_an_alias_bomb_is_refused_without_being_unfolded(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [
        f"a{n}: &a{n} [{', '.join(9 * [f'*a{n - 1}'])}]" for n in range(1, 99)
    ]
    root = write_root(tmp_path, {POWERS: "\n".join(lines)})
    assert {"Y120", "Y121"} <= {found.code for found in faults(root)}


def test_a_folder_without_pack_yaml_says_so_once(tmp_path: Path) -> None:
    root = write_root(tmp_path, {PACK: None})
    assert told(faults(root), root / PACK) == "1:1 S216"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        FILES[POWERS].replace("stage: 1", "stage: one").replace("    key: a^n + c", "    key: a^")
    )
    root = write_root(tmp_path, {POWERS: text.replace("level: recognise", "level: easy")})
    assert told(faults(root), root / POWERS) == "3:8 S209, 30:12 F403, 44:12 S210"


def test_each_code_has_one_meaning() -> None:
    numbers = [code.value[0] for code in Code]
    assert len(set(numbers)) == len(numbers) > 60


def test_every_sentence_of_a_fault_is_complete(tmp_path: Path) -> None:
    for number, (name, old, new, _) in enumerate(YAML + SHAPE + REFERENCES + FORMULAS):
        root = write_root(tmp_path / str(number), with_one_change(name, old, new))
        for found in faults(root):
            assert all(say_sentence(language, found.sentence) for language in LANGUAGES)
