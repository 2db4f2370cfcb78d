"""Law 11, as far as the source shows it: what is said exists, and what exists is said."""

from __future__ import annotations

import ast
import re
from functools import cache

from mathdrill.lang import __main__ as compiler
from mathdrill.lang.sentences import SENTENCES
from tests.sources import calls, dotted, in_place, modules, patterns, strings

SECTIONS = {key.partition(".")[0] for key in SENTENCES["en"]}
KEY = re.compile(r"[a-z]+(\.[a-z0-9_-]+)+")


@cache
def _spoken() -> tuple[set[str], list[re.Pattern[str]]]:
    """What the source says: whole strings, and what f-strings or beginnings can become."""
    texts = {text for module in modules().values() for text, _ in strings(module)}
    made = [pattern for module in modules().values() for pattern, _ in patterns(module)]
    made += [re.compile(re.escape(text) + ".+") for text in texts if text.endswith(("-", "."))]
    sections = tuple(re.escape(f"{section}.") for section in SECTIONS)
    ending = re.compile(r"\.\+(\\-[a-z]+)+")  # f"{key}-near": the same sentence and a bit more
    return texts, [
        pattern
        for pattern in made
        if pattern.pattern.startswith(sections) or ending.fullmatch(pattern.pattern)
    ]


def test_every_sentence_is_said_somewhere() -> None:
    whole, made = _spoken()
    never_said = [
        key
        for key in SENTENCES["en"]
        if key not in whole and not any(pattern.fullmatch(key) for pattern in made)
    ]
    assert never_said == []


def test_every_sentence_that_is_said_exists() -> None:
    """`say(…, "key", …)`, `sentence("key", …)` and errors, with all their placeholders filled."""
    said = [
        (key, call, name.rpartition(".")[2], module.at(call))
        for module in modules().values()
        for name, call in calls(module)
        if name.endswith(("say", "sentence", "Sentence", "Error"))
        for key in map(_literal, call.args)
        if key is not None
    ]
    english = SENTENCES["en"]
    assert [f"{place} says {key}" for key, _, _, place in said if key not in english] == []
    assert [
        f"{place} leaves {needed - given} of {key} empty"
        for key, call, name, place in said
        for needed in [compiler.placeholders(english[key])]
        for given in [{each.arg for each in call.keywords}]
        if name != "Sentence" and None not in given and not needed <= given
    ] == []
    assert len(said) > 50


def _literal(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(key)) if KEY.fullmatch(key):
            return key
        case _:
            return None


def test_no_string_names_a_sentence_that_does_not_exist() -> None:
    wrong = {
        module.at(node): text
        for module in modules().values()
        for text, node in strings(module)
        if KEY.fullmatch(text)
        and text.partition(".")[0] in SECTIONS
        and text not in SENTENCES["en"]
        and not text.endswith(("-", ".py", ".yaml", ".json", ".db"))
    }
    assert wrong == {}


def test_every_pattern_of_sentences_finds_one() -> None:
    _, made = _spoken()
    empty = [
        pattern.pattern
        for pattern in made
        if not pattern.pattern.startswith(".+") and not any(map(pattern.fullmatch, SENTENCES["en"]))
    ]
    assert empty == []


TALKING = ("__main__", "cli", "reports", "store", "session", "planning", "memory", "scoring")


def test_no_english_is_hidden_in_the_program() -> None:
    """Three plain words in a row are a sentence, unless nobody hears them.

    A ValueError says them to ourselves, and a generator of numbers takes them as its seed.
    """
    hidden: dict[str, str] = {}
    for module in modules().values():
        if not in_place(module.name, TALKING):
            continue
        inward = {
            id(part) for node in ast.walk(module.tree) if _inward(node) for part in ast.walk(node)
        }
        hidden |= {
            module.at(node): text
            for text, node in strings(module)
            if re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text)
            and id(node) not in inward
            and not text.startswith("mathdrill ")  # what a learner can type
        }
    assert hidden == {}


def _inward(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=function):
            return dotted(function).rpartition(".")[2] == "Random"
        case _:
            return False


def test_no_chinese_is_hidden_in_the_program() -> None:
    """But asking for the language before there is one, words to type, and a pack to begin with."""
    hidden = {
        module.at(node): text
        for module in modules().values()
        for text, node in strings(module)
        if re.search("[\u4e00-\u9fff]", text)
        and text != "语言 / Language"
        and not in_place(module.name, ("scoring.responses", "packs.scaffold"))
    }
    assert hidden == {}
