"""Every sentence of the interface exists in every language, and the right language is chosen."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from mathdrill.domain import Sentence, Text, sentence
from mathdrill.errors import UsageError
from mathdrill.lang import LANGUAGES, choose_language, language_named, say, say_sentence
from mathdrill.lang import __main__ as compiler
from mathdrill.lang.sentences import SENTENCES


def test_the_compiled_sentences_are_those_of_the_yaml_files() -> None:
    assert compiler.COMPILED.read_text(encoding="utf-8") == compiler.compiled(compiler.load())


def test_the_languages_are_twins() -> None:
    assert compiler.differences(SENTENCES) == []


def test_each_language_has_its_file() -> None:
    assert (
        {file.stem for file in compiler.FOLDER.glob("*.yaml")} == set(LANGUAGES) == set(SENTENCES)
    )


def test_chinese_prose_uses_full_width_punctuation() -> None:
    """A comma, colon or full stop between two Chinese characters is a slip of the keyboard."""
    narrow = [
        (key, text[at - 1 : at + 2])
        for key, text in SENTENCES["zh"].items()
        for at in range(1, len(text) - 1)
        if text[at] in ",.;:?!()" and _chinese(text[at - 1]) and _chinese(text[at + 1])
    ]
    assert narrow == []


def test_no_english_sentence_was_left_untranslated() -> None:
    """A sentence of four English words or more has been forgotten, unless it is what one types."""
    assert [
        key
        for key, text in SENTENCES["zh"].items()
        if text == SENTENCES["en"][key] and len(text.split()) > 3 and not key.endswith("-examples")
    ] == []


def _chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


@pytest.mark.parametrize(
    ("flag", "environ", "config", "chosen"),
    [
        ("zh", {"MATHDRILL_LANG": "en"}, "en", "zh"),  # what was asked for just now
        (None, {"MATHDRILL_LANG": "zh", "LANG": "en_GB.UTF-8"}, "en", "zh"),
        (None, {"LANG": "en_GB.UTF-8"}, "zh", "zh"),  # chosen once on a terminal
        (None, {"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, None, "zh"),
        (None, {"LANGUAGE": "fr:zh"}, None, "zh"),  # the first of the list that we speak
        (None, {"LANGUAGE": "fr", "LANG": "zh_CN.UTF-8"}, None, "zh"),
        (None, {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, None, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, None, None),  # POSIX: LC_ALL hides LANG
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en"}, None, "zh"),
        (None, {"LANG": "C.UTF-8"}, None, None),  # names no language: a terminal may ask
        (None, {"LANG": "de_DE.UTF-8"}, None, None),
        (None, {"MATHDRILL_LANG": "fr", "LANG": "zh_CN"}, None, "zh"),
        (None, {}, "fr", None),
        (None, {}, None, None),
        ("zh-Hans", {}, None, "zh"),
    ],
)
def test_the_language_is_chosen_in_order(
    flag: str | None, environ: dict[str, str], config: str | None, chosen: str | None
) -> None:
    assert choose_language(flag, environ, config) == chosen


@pytest.mark.parametrize("flag", ["fr", "", "english"])
def test_a_language_that_does_not_exist_is_a_usage_error(flag: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose_language(flag, {"LANG": "zh_CN"})
    assert caught.value.exit_code == 2
    assert say("en", caught.value.sentence, **caught.value.values) == (
        f"There is no language '{flag}'; there are: en, zh."
    )


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh", "zh"),
        ("ZH-hant", "zh"),
        ("en_US@euro", "en"),
        ("eng", None),
        ("C", None),
        ("", None),
        (None, None),
    ],
)
def test_locale_names(locale: str | None, language: str | None) -> None:
    assert language_named(locale) == language


def test_a_sentence_is_said_in_each_language() -> None:
    notice = sentence("paths.unwritable", path="/x", reason=Text("full", "磁盘已满"))
    assert say_sentence("en", notice).startswith("/x cannot be written: full.")
    assert say_sentence("zh", notice).startswith("无法写入 /x：磁盘已满。")


@pytest.mark.parametrize("unknown", [Sentence("no.such"), Sentence("paths.unwritable")])
def test_an_unknown_sentence_or_a_missing_value_is_a_key_error(unknown: Sentence) -> None:
    with pytest.raises(KeyError):
        say_sentence("en", unknown)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), ("1", "1 item")]
)
def test_the_number_chooses_the_word(
    count: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SENTENCES["en"], "x", "{count} {count:item|items}")
    assert say("en", "x", count=count) == said


def test_what_a_value_holds_is_never_read_as_a_placeholder() -> None:
    assert "'{languages}'" in say("en", "lang.unknown", given="{languages}", languages="en")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("a:\n  b: one\n  c:\n    d: two\n", {"a.b": "one", "a.c.d": "two"}),
        ("a:\nb: {}\nc: ''\n", {}),  # sections that wait for their sentences
        ("", {}),
        ("a:\n  yes: no\n  1: 012\n", {"a.yes": "no", "a.1": "012"}),  # every scalar is a string
    ],
)
def test_sections_become_dotted_keys(text: str, sentences: dict[str, str]) -> None:
    assert compiler.read_sentences(text) == sentences


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a:\n  b: one\n  b: two\n", "line 3: a.b is written twice"),
        ("a:\n  b: one\na:\n  c: two\n", "line 3: a is written twice"),  # YAML keeps the last
        ("a.b: one\na:\n  b: two\n", "line 3: a.b is written twice"),
        ("a: [one]\n", "line 1: expected a section or a sentence under 'a.'"),
        ("a: 'one\n", "while scanning a quoted scalar"),
    ],
)
def test_faults_of_a_language_file_are_named(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        compiler.read_sentences(text)


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ({"a": "x"}, {}, "a is missing in zh"),
        ({}, {"a": "x"}, "a is missing in en"),
        ({"a": "{n}"}, {"a": "{m}"}, "a has different placeholders"),
        ({"a": "{"}, {"a": "x"}, "en.yaml: a: "),
        ({"a": "{n.x}"}, {"a": "{n.x}"}, "not a name: n.x"),
        ({"a": "{}"}, {"a": "{}"}, "not a name"),
    ],
)
def test_differences_between_the_languages_are_named(
    english: dict[str, str], chinese: dict[str, str], fault: str
) -> None:
    found = compiler.differences({"en": english, "zh": chinese})
    assert found
    assert fault in found[0]


def test_the_compiler_writes_what_can_be_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tricky sentences survive; a missing one is told, and stops nobody else's work."""
    (tmp_path / "en.yaml").write_text('a:\n  b: "it\'s \\"{x}\\" {{}} \\\\ \\n"\n  c: only\n')
    (tmp_path / "zh.yaml").write_text("a:\n  b: “{x}”\n", encoding="utf-8")
    monkeypatch.setattr(compiler, "COMPILED", tmp_path / "sentences.py")
    monkeypatch.setattr(compiler.load, "__defaults__", (tmp_path,))
    assert compiler.main() == 1
    assert capsys.readouterr().err == "a.c is missing in zh\n"
    assert runpy.run_path(str(tmp_path / "sentences.py"))["SENTENCES"] == {
        "en": {"a.b": 'it\'s "{x}" {{}} \\ \n', "a.c": "only"},
        "zh": {"a.b": "“{x}”"},
    }
