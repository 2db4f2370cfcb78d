"""What `pack check` finds: every code, its sentence, and the place of each fault.

Y: the YAML itself. S: the shape of a file. R: references between skills. F: formulas and draws.
K: an item and its keys. W: warnings, which leave a pack usable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mathdrill.domain import Sentence, sentence
from mathdrill.errors import MathdrillError


class Code(Enum):
    """One kind of fault: the code that is printed and the name of its sentence."""

    UNREADABLE = ("Y101", "packs.unreadable")
    ENCODING = ("Y102", "packs.encoding")
    TOO_LARGE = ("Y103", "packs.too-large")
    CHARACTER = ("Y104", "packs.character")
    SYNTAX = ("Y110", "packs.syntax")
    SYNTAX_COLON = ("Y111", "packs.syntax-colon")
    SYNTAX_START = ("Y112", "packs.syntax-start")
    SYNTAX_BLOCK = ("Y113", "packs.syntax-block")
    SYNTAX_BACKSLASH = ("Y114", "packs.syntax-backslash")
    SYNTAX_UNCLOSED = ("Y115", "packs.syntax-unclosed")
    SYNTAX_INDENT = ("Y116", "packs.syntax-indent")
    SYNTAX_TAB = ("Y117", "packs.syntax-tab")
    SYNTAX_QUOTE = ("Y118", "packs.syntax-quote")
    COMMA = ("Y119", "packs.comma")
    ALIAS = ("Y120", "packs.alias")
    ANCHOR = ("Y121", "packs.anchor")
    EXCLAMATION = ("Y122", "packs.tag")
    DOCUMENTS = ("Y123", "packs.documents")
    DUPLICATE_KEY = ("Y124", "packs.duplicate-key")
    KEY_NOT_TEXT = ("Y125", "packs.key-not-text")
    TOO_DEEP = ("Y126", "packs.too-deep")

    UNKNOWN_KEY = ("S201", "packs.unknown-key")
    MISSPELT_KEY = ("S202", "packs.misspelt-key")
    MISSING_KEY = ("S203", "packs.missing-key")
    MISSING_LANGUAGE = ("S204", "packs.missing-language")
    EMPTY = ("S205", "packs.empty")
    NOT_A_TEXT = ("S206", "packs.not-a-text")
    NOT_A_LIST = ("S207", "packs.not-a-list")
    NOT_A_MAPPING = ("S208", "packs.not-a-mapping")
    NOT_A_NUMBER = ("S209", "packs.not-a-number")
    NOT_ONE_OF = ("S210", "packs.not-one-of")
    PATTERN = ("S211", "packs.pattern")
    TOO_FEW = ("S212", "packs.too-few")
    TOO_MANY = ("S213", "packs.too-many")
    FORMAT = ("S214", "packs.format")
    FILE_NAME = ("S215", "packs.file-name")
    NO_PACK_FILE = ("S216", "packs.no-pack-file")
    NO_PACKS = ("S217", "packs.no-packs")
    NO_TEMPLATE = ("S218", "packs.no-template")

    DUPLICATE_ID = ("R301", "packs.duplicate-id")
    FOREIGN_TEMPLATE = ("R302", "packs.foreign-template")
    UNKNOWN_SKILL = ("R303", "packs.unknown-skill")
    UNKNOWN_AFTER = ("R304", "packs.unknown-after")
    UNKNOWN_TOPIC = ("R305", "packs.unknown-topic")
    CYCLE = ("R306", "packs.cycle")
    LATER_STAGE = ("R307", "packs.later-stage")
    NOT_AN_ANCESTOR = ("R308", "packs.not-an-ancestor")
    UNKNOWN_STAGE = ("R309", "packs.unknown-stage")
    WRONG_STAGE = ("R310", "packs.wrong-stage")
    NOT_ON_ROUTE = ("R311", "packs.not-on-route")
    ROUTE_ORDER = ("R312", "packs.route-order")
    GATE_SKILL = ("R313", "packs.gate-skill")
    TWICE = ("R314", "packs.twice")
    GATE_COUNT = ("R315", "packs.gate-count")
    STAGE_NUMBER = ("R316", "packs.stage-number")

    DRAW = ("F401", "packs.draw")
    NAME_TAKEN = ("F402", "packs.name-taken")
    FORMULA = ("F403", "packs.formula")
    UNKNOWN_NAME = ("F404", "packs.unknown-name")
    DOLLARS = ("F405", "packs.dollars")
    PLACEHOLDERS = ("F406", "packs.placeholders")
    UNKNOWN_LABEL = ("F407", "packs.unknown-label")
    LABELS_MISSING = ("F408", "packs.labels-missing")
    EDGE_BROKEN = ("F409", "packs.edge-broken")
    UNKNOWN_PART = ("F410", "packs.unknown-part")
    WRONG_IS_RIGHT = ("F411", "packs.wrong-is-right")
    SHADOWED = ("F412", "packs.shadowed")
    DRAW_ROWS = ("F413", "packs.draw-rows")

    NOT_GENERATED = ("K501", "packs.not-generated")
    KEY_REFUSED = ("K502", "packs.key-refused")
    ACCEPT_REFUSED = ("K503", "packs.accept-refused")
    WRONG_ACCEPTED = ("K504", "packs.wrong-accepted")
    WRONG_UNREADABLE = ("K505", "packs.wrong-unreadable")
    WRONG_UNNAMED = ("K506", "packs.wrong-unnamed")
    WRONG_NAMED_OTHER = ("K507", "packs.wrong-named-other")
    NOT_RENDERED = ("K508", "packs.not-rendered")
    TOO_WIDE = ("K509", "packs.too-wide")
    ORACLE_DISAGREES = ("K510", "packs.oracle-disagrees")
    CRASH = ("K511", "packs.crash")
    FALSE_EQUALITY = ("K512", "packs.false-equality")
    NOT_SHOWN = ("K513", "packs.not-shown")
    ALWAYS_COINCIDES = ("K514", "packs.always-coincides")

    FEW_ITEMS = ("W601", "packs.few-items")
    NEVER_APPLIES = ("W602", "packs.never-applies")


KeyPath = tuple[str | int, ...]
"""The keys and places in lists that lead to a value inside a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is, its code, and the sentence that says what to do about it."""

    place: Place
    code: str
    sentence: Sentence

    @property
    def is_warning(self) -> bool:
        return self.code.startswith("W")


def told(error: MathdrillError) -> Sentence:
    """What an error says, so that a finding can tell what was behind it."""
    values = error.values.items()
    return sentence(
        error.sentence,
        **{
            name: told(value) if isinstance(value, MathdrillError) else value
            for name, value in values
        },
    )


def finding(place: Place, code: Code, /, **values: object) -> Finding:
    """A fault at a place; `values` fill the placeholders of its sentence."""
    number, key = code.value
    return Finding(place, number, sentence(key, **values))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without repetitions, by file and line, as an author mends them."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda f: (f.place.file, f.place.line, f.place.column, f.code),
        )
    )
