"""Every sentence of the interface, in every language of the product.

The sentences are written in `en.yaml` and `zh.yaml` and compiled to `sentences.py` by
`python -m mathdrill.lang`, so that saying one needs no YAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mathdrill.domain import LANGUAGES, Sentence, Text
from mathdrill.errors import MathdrillError, UsageError
from mathdrill.lang.sentences import SENTENCES

__all__ = ["LANGUAGES", "choose_language", "language_named", "say", "say_sentence"]

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first one set hides the others


class _Filling(str):
    """What replaces a placeholder; in `{count:item|items}` it chooses the word by the number."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return str.__format__(self, spec)
        return one if self == "1" else many


def say(language: str, key: str, /, **values: object) -> str:
    """The sentence called `key`, with its placeholders filled in.

    Args:
        language: one of LANGUAGES.
        key: dotted, e.g. "screen.again".
        values: what the placeholders stand for; a `Text`, a `Sentence` and an error are said in
            the same language.
    Raises: KeyError: no such sentence, or a placeholder without a value.
    """
    return SENTENCES[language][key].format_map(
        {name: _filling(language, value) for name, value in values.items()}
    )


def say_sentence(language: str, sentence: Sentence) -> str:
    """The words of a `Sentence` that came from a room which never speaks itself."""
    return say(language, sentence.key, **dict(sentence.values))


def _filling(language: str, value: object) -> _Filling:
    match value:
        case Text():
            return _Filling(value[language])
        case Sentence():
            return _Filling(say_sentence(language, value))
        case MathdrillError():
            return _Filling(say(language, value.sentence, **value.values))
        case _:
            return _Filling(value)


def language_named(name: str | None) -> str | None:
    """The language that a locale name stands for: "zh_CN.UTF-8" -> "zh"; None if not one of ours."""
    tongue = re.split(r"[-_.@]", (name or "").strip().lower(), maxsplit=1)[0]
    return tongue if tongue in LANGUAGES else None


def choose_language(
    flag: str | None, environ: Mapping[str, str], config: str | None = None
) -> str | None:
    """--lang > MATHDRILL_LANG > config > LANGUAGE, LC_ALL, LC_MESSAGES, LANG.

    Returns: one of LANGUAGES, or None when nothing names one of them: then a terminal may ask,
        and everything else speaks English.
    Raises: UsageError: the flag names a language that does not exist.
    """
    if flag is not None and language_named(flag) is None:
        raise UsageError("lang.unknown", given=flag, languages=", ".join(LANGUAGES))
    wishes = [flag, environ.get("MATHDRILL_LANG"), config]
    wishes += environ.get("LANGUAGE", "").split(":")
    wishes += [next(filter(None, map(environ.get, LOCALE_VARIABLES)), None)]
    return next(filter(None, map(language_named, wishes)), None)
