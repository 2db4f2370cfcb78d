"""Compile `en.yaml` and `zh.yaml` to `sentences.py`: `python -m mathdrill.lang`.

Exit code 1 and a line on stderr for everything that keeps the languages from being twins.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from mathdrill.domain import LANGUAGES
from mathdrill.paths import replace_file

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "sentences.py"
HEADER = '''"""Generated from en.yaml and zh.yaml by `python -m mathdrill.lang`; edit those."""

SENTENCES: dict[str, dict[str, str]] = {
'''

Sentences = dict[str, dict[str, str]]


def read_sentences(text: str) -> dict[str, str]:
    """Nested sections flattened to dotted keys; every scalar is a string.

    Raises: ValueError: not YAML, a key written twice, something other than sections and strings.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    sentences: dict[str, str] = {}
    for key, sentence, line in _flatten(node, ""):
        if key in sentences:
            raise ValueError(f"line {line}: {key} is written twice")
        sentences[key] = sentence
    return sentences


def _flatten(node: yaml.Node | None, prefix: str) -> Iterator[tuple[str, str, int]]:
    match node:
        case yaml.MappingNode():
            names: set[str] = set()
            for name, value in node.value:
                line = name.start_mark.line + 1
                if name.value in names:
                    raise ValueError(f"line {line}: {prefix}{name.value} is written twice")
                names.add(name.value)
                if isinstance(value, yaml.ScalarNode) and value.value:
                    yield prefix + name.value, value.value, line
                else:
                    yield from _flatten(value, f"{prefix}{name.value}.")
        case None | yaml.ScalarNode(value=""):
            return  # an empty section
        case _:
            line = node.start_mark.line + 1
            raise ValueError(f"line {line}: expected a section or a sentence under {prefix!r}")


def placeholders(sentence: str) -> set[str]:
    """The names between braces.

    Raises: ValueError: a lone brace, or a placeholder that is not a plain name.
    """
    names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    if strange := {name for name in names if not name.isidentifier()}:
        raise ValueError(f"not a name: {', '.join(sorted(strange))}")
    return names


def differences(sentences: Sentences) -> list[str]:
    """What keeps the languages from being twins, one line each."""
    found: list[str] = []
    names: dict[str, dict[str, set[str]]] = {}
    for language, of_language in sentences.items():
        for key, sentence in of_language.items():
            try:
                names.setdefault(key, {})[language] = placeholders(sentence)
            except ValueError as error:
                found.append(f"{language}.yaml: {key}: {error}")
    for key, by_language in names.items():
        if missing := [language for language in sentences if key not in sentences[language]]:
            found.append(f"{key} is missing in {', '.join(missing)}")
        elif len({frozenset(each) for each in by_language.values()}) > 1:
            found.append(f"{key} has different placeholders: {by_language}")
    return found


def load(folder: Path = FOLDER) -> Sentences:
    """The sentences of every language, as its YAML file has them."""
    loaded: Sentences = {}
    for language in LANGUAGES:
        try:
            text = (folder / f"{language}.yaml").read_text(encoding="utf-8")
            loaded[language] = read_sentences(text)
        except ValueError as error:
            raise ValueError(f"{language}.yaml: {error}") from error
    return loaded


def compiled(sentences: Sentences) -> str:
    """The text of `sentences.py`: the same sentences give the same bytes."""
    lines = [HEADER]
    for language, of_language in sentences.items():
        lines.append(f'    "{language}": {{\n')
        lines += (f"        {key!r}: {of_language[key]!r},\n" for key in sorted(of_language))
        lines.append("    },\n")
    return "".join(lines) + "}\n"


def main() -> int:
    """Compile until the file matches the sources, should another hand edit them meanwhile."""
    try:
        sentences = load()
        while True:
            replace_file(COMPILED, compiled(sentences))
            if (again := load()) == sentences:
                break
            sentences = again
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    found = differences(sentences)
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
