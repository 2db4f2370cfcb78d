"""The pictures of the README: `python -m tests.reports.shots [CONTENT]` takes them with Chromium.

Reports of the histories over the shipped packs, or those of another folder that has a route.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mathdrill.domain import Catalogue
from mathdrill.packs.catalogue import shipped_content
from mathdrill.packs.compile import compile_packs
from mathdrill.reports.formats import text
from tests.histories import HISTORIES, history
from tests.reports.made import report_of
from tests.reports.test_chromium import DARK, LIGHT, browse

FOLDER = Path(__file__).parent / "screenshots"
MOST_BYTES = 150_000
A_DAY = 24


@dataclass(frozen=True)
class Shot:
    """One picture: of which report, how large; from which of its parts on, "" for its beginning."""

    name: str
    history: str
    language: str
    width: int
    height: int
    scheme: int
    part: str = ""


SHOTS = (
    Shot("report", "year", "en", 1120, 700, LIGHT),
    Shot("wrong-answers", "year", "en", 1120, 560, LIGHT, "weakest"),
    Shot("report-zh-dark", "year", "zh", 420, 900, DARK, "calibration"),
)


@cache
def page(catalogue_of: Path, name: str, language: str) -> str:
    """The report of a history over the packs of a folder."""
    catalogue: Catalogue = compile_packs(catalogue_of, ()).catalogue
    return text(report_of(catalogue, history(catalogue, HISTORIES[name], A_DAY), language), "html")


def from_part(printed: str, part: str) -> str:
    """The page without what comes before one of its parts."""
    if not part:
        return printed
    head, _, body = printed.partition("<body>\n")
    _, begin, rest = body.partition(f'<section id="{part}"')
    bare = "section:first-child { margin: 0; border: 0; padding: 0 }"
    return f"{head.replace('</style>', f'{bare}</style>')}<body>\n<main>\n{begin}{rest}"


def main(content: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.html")
        for shot in SHOTS:
            printed = page(content, shot.history, shot.language)
            report.write_text(from_part(printed, shot.part), encoding="utf-8")
            picture = FOLDER / f"{shot.name}.png"
            browse(
                report.as_uri(),
                f"--screenshot={picture}",
                f"--window-size={shot.width},{shot.height}",
                f"--blink-settings=preferredColorScheme={shot.scheme}",
            )
            size = picture.stat().st_size
            print(f"{picture.name}: {size} bytes{'' if size <= MOST_BYTES else ', too many'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped_content())
