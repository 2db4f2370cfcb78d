"""The HTML report in a real browser; skipped where there is no Chromium.

The report is served with the strict policy as a header, in a frame of a page that measures it: the
page runs a script, the report cannot. What the page finds stands in its own text.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mathdrill.reports.formats import text
from mathdrill.reports.formats.html import POLICY
from tests.reports.made import sample_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --no-proxy-server
--disable-background-networking --disable-component-update --disable-sync --hide-scrollbars
--enable-logging=stderr --v=0 --virtual-time-budget=4000""".split()
DARK, LIGHT = 0, 1  # of Chromium's own PreferredColorScheme
PATIENCE_S = 90
MEASURE = Path(__file__).with_name("measure.html")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


class Handler(BaseHTTPRequestHandler):
    """The measuring page, and reports under their policy."""

    def do_GET(self) -> None:
        """Answer one request."""
        name, _, language = self.path.removeprefix("/").partition(".")
        if name == "measure":
            self._send(MEASURE.read_text(encoding="utf-8"), policy=None)
        elif name in {"new", "two-weeks", "year"}:
            self._send(text(sample_report(name, language), "html"), policy=POLICY)
        else:
            self.send_error(404)

    def _send(self, page: str, *, policy: str | None) -> None:
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy is not None:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server that knows the reports."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def browse(address: str, *options: str) -> tuple[str, list[str]]:
    """(stdout, what the page told the console) of a run of Chromium."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *options, address],
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
    return done.stdout, re.findall(r"CONSOLE.*", done.stderr)


@dataclass(frozen=True)
class Seen:
    """What the measuring page found in a report."""

    found: dict[str, Any]
    console: list[str]


def measured(site: str, report: str, width: int, scheme: int) -> Seen:
    out, console = browse(
        f"{site}/measure#{report},{width}",
        "--dump-dom",
        "--window-size=1400,1000",
        f"--blink-settings=preferredColorScheme={scheme}",
    )
    found = re.search(r"<pre[^>]*>(.*?)</pre>", out, re.DOTALL)
    assert found is not None, out[:400]
    plain = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return Seen(json.loads(plain), console)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("report", "width"),
    [("year.en", 1200), ("year.zh", 390), ("two-weeks.zh", 1200), ("new.en", 320)],
)
def test_a_report_in_the_browser(site: str, report: str, width: int, scheme: int) -> None:
    """Nothing is refused, nothing overflows, all letters can be read, formulas are drawn."""
    seen = measured(site, report, width, scheme)
    assert seen.console == []
    assert seen.found["dark"] is (scheme == DARK)
    assert seen.found["width"] == width
    assert seen.found["overflow"] == []
    assert seen.found["pale"] == []
    assert seen.found["small"] == []
    if not report.startswith("new"):
        assert seen.found["formulas"] > 5
        assert seen.found["stacked"] > 0, "a fraction is higher than its numerator"
    if report == "year.zh":
        assert seen.found["graphs"] > 0


def test_the_file_opens_by_itself_under_its_own_policy(tmp_path: Path) -> None:
    """As a file, without a server: nothing on the console, and all pictures have a size."""
    path = tmp_path / "report.html"
    path.write_text(text(sample_report("year", "en"), "html"), encoding="utf-8")
    out, console = browse(path.as_uri(), "--dump-dom")
    assert console == []
    assert "</footer>" in out


def test_the_policy_would_be_heard_if_it_were_broken(tmp_path: Path) -> None:
    """The test above can fail: a script in the page is refused, and the console says so."""
    path = tmp_path / "report.html"
    page = text(sample_report("new", "en"), "html")
    path.write_text(page.replace("</main>", "<script>1</script></main>"), encoding="utf-8")
    _, console = browse(path.as_uri(), "--dump-dom")
    assert any("Content Security Policy" in line for line in console)


def test_it_prints_with_its_tables_open(tmp_path: Path) -> None:
    path, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(text(sample_report("year", "en"), "html"), encoding="utf-8")
    print_to = partial(browse, path.as_uri())
    print_to(f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_size > 20_000
