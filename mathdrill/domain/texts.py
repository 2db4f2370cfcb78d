"""Texts of the content and sentences of the interface, in every language of the product."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the content in every language of the product."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def same_text(text: str) -> Text:
    """A text that reads alike in every language: a formula, a name."""
    return Text(text, text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the interface: its key in `lang/` and what its placeholders stand for."""

    key: str
    values: tuple[tuple[str, str | Text | Sentence], ...] = ()


def sentence(key: str, /, **values: object) -> Sentence:
    """Build a `Sentence`; what is neither a `Text` nor a `Sentence` is turned into a string."""
    return Sentence(
        key,
        tuple((k, v if isinstance(v, Text | Sentence) else str(v)) for k, v in values.items()),
    )
