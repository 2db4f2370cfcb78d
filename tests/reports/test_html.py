"""The HTML report is one file for everybody: complete, quiet, readable by eye and by ear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from mathdrill.reports.formats import text
from mathdrill.reports.formats.html import PARTS, POLICY
from mathdrill.reports.prose import blocks, inline
from tests.histories import HISTORIES, sample_course
from tests.learning import answered
from tests.reports.made import report_of, sample_report

SVG = "svg"
NAMESPACE = "{http://www.w3.org/2000/svg}"  # only a graph names it; HTML needs none
EVERY = [(name, language) for name in HISTORIES for language in ("en", "zh")]
SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def page(name: str, language: str) -> ET.Element:
    """The document as a tree: it is written as XML that HTML reads alike."""
    return tree(text(sample_report(name, language), "html"))


def tree(printed: str) -> ET.Element:
    first, _, rest = printed.partition("\n")
    assert first == "<!doctype html>"
    return ET.fromstring(rest)


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_it_is_whole_by_itself_and_runs_nothing(name: str, language: str) -> None:
    root = page(name, language)
    for element in root.iter():
        assert element.tag not in {"script", "link", "img", "iframe", "object", "form", "base"}
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert attribute not in {"src", "srcset", "style", "action", "data"}
            if attribute == "href":
                assert value.startswith("#")
    (sheet,) = SHEET.findall(text(sample_report(name, language), "html"))
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_the_policy_comes_before_anything_it_rules() -> None:
    head = page("year", "en").find("head")
    assert head is not None
    charset, policy, *_ = head
    assert charset.attrib == {"charset": "utf-8"}
    assert policy.attrib == {"http-equiv": "Content-Security-Policy", "content": POLICY}
    assert POLICY == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_headings_go_down_one_step_at_a_time(name: str, language: str) -> None:
    root = page(name, language)
    levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_picture_has_words_in_its_place(name: str, language: str) -> None:
    for picture in (e for e in page(name, language).iter() if e.tag.endswith(SVG)):
        if picture.get("aria-hidden") == "true":
            continue
        assert picture.get("role") == "img"
        label = picture.get("aria-label") or said(picture)
        assert len(label) >= 5
        assert bool(re.search("[\u4e00-\u9fff]", label)) is (language == "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_chart_has_its_table(language: str) -> None:
    root = page("year", language)
    figures = list(root.iter("figure"))
    assert len(figures) == 4
    assert all(figure.find("details/table") is not None for figure in figures)
    stages = root.findall(".//article[header]/table")
    assert len(stages) == 3
    for table in root.iter("table"):
        heads = table.findall("thead/tr/th")
        assert all(head.get("scope") == "col" and said(head) for head in heads)
        for row in table.findall("tbody/tr"):
            assert [cell.get("scope") for cell in row.findall("th")] == ["row"]
            assert len(row) == len(heads)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_links_lead_somewhere_and_names_are_given_once(name: str, language: str) -> None:
    root = page(name, language)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    links = [element.attrib["href"][1:] for element in root.iter("a")]
    sections = [section.get("id") for section in root.iter("section")]
    assert links == (sections if len(sections) > 1 else [])
    assert set(links) <= set(ids)
    assert root.get("lang") == {"en": "en", "zh": "zh-Hans"}[language]


def test_the_parts_come_in_the_order_in_which_they_help() -> None:
    sections = [section.get("id") for section in page("year", "en").iter("section")]
    assert sections == list(PARTS)


def test_where_nothing_was_answered_there_is_the_route_and_the_next_step() -> None:
    root = page("new", "en")
    assert [section.get("id") for section in root.iter("section")] == ["mastery"]
    assert "mathdrill today" in said(root)
    assert list(root.iter("figure")) == []


def test_little_data_is_told_and_not_drawn() -> None:
    few = [answered("evaluate.1", correct=n > 0, session=str(n)) for n in range(3)]
    events = [replace(event, id=str(n), seq=n) for n, event in enumerate(few)]
    root = tree(text(report_of(sample_course(), events), "html"))
    assert said(root).count("Not enough data") == 2
    assert not any("recall against" in e.get("aria-label", "") for e in root.iter())


# --- wrong answers --------------------------------------------------------------------------------


def wrong_page(template: str, typed: str | None, misconception: str | None = None) -> ET.Element:
    event = answered(template, correct=False)
    event = replace(event, id="1", answer=typed, misconception=misconception)
    return tree(text(report_of(sample_course(), [event]), "html"))


def test_wrong_answers_and_keys_are_drawn_as_formulas() -> None:
    typed, key = wrong_page("chain-rule.1", "-1/(4x+1)^2").findall(".//dd/math")
    assert typed.find(".//mfrac") is not None
    assert key.find(".//mfrac") is not None
    assert typed.get("alttext", "").startswith("-1/(4x + 1)")


def test_a_graph_that_was_missed_is_drawn_with_its_open_cells() -> None:
    root = wrong_page("forward-pass.1", "u = 7, v = 11, L = 121")
    (graph,) = root.iter(f"{NAMESPACE}svg")
    assert [t.text for t in graph.iter(f"{NAMESPACE}text")].count("?") == 3
    assert said(graph).startswith("Computational graph; asked for: u, v, L")
    assert root.find(".//li/pre") is None


def test_options_are_listed_and_the_one_that_was_chosen_is_told() -> None:
    root = wrong_page("kinks.1", "1", "averaged-the-slopes")
    assert len(root.findall(".//ul[@class='wrong']//ol/li")) == 3
    assert said(root.findall(".//dd")[-2]) == "1. differentiable, with slope 0"
    assert "You averaged" in said(root)


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "</dd></dl>", "&lt;", "\u202etxt.exe", "a\x00b", "$x$", "]]>"],
)
def test_whatever_was_typed_stays_what_was_typed(typed: str) -> None:
    shown = said(wrong_page("to-float.1", typed))
    plain = typed.replace("\u202e", "<U+202E>").replace("\x00", "<U+0000>")
    assert plain in shown


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Only `x` is *not* **bold $x$**.", "<p>Only <code>x</code> is *not* <strong>bold "),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("so\n\n  $x = 1$", '<p>so</p><p class="kept"><math'),
        ("two\nlines", "<p>two lines</p>"),
    ],
)
def test_texts_of_the_content_keep_their_form(content: str, shown: str) -> None:
    assert blocks(content).startswith(shown)


def test_punctuation_stays_with_its_formula() -> None:
    assert inline("($x$).").startswith('<span class="whole">(<math')
    assert inline("($x$).").endswith("</math>).</span>")


# --- colours --------------------------------------------------------------------------------------


def themes() -> Iterator[tuple[str, dict[str, str]]]:
    (sheet,) = SHEET.findall(text(sample_report("new", "en"), "html"))
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", part))
        for part in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    )
    yield "light", light
    yield "dark", dark


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


WRITTEN = [  # what is read, on what it stands
    *(("ink", ground) for ground in ("paper", "sheet", "tint")),
    *(("quiet", ground) for ground in ("paper", "sheet", "tint")),
    *(("accent", ground) for ground in ("paper", "sheet")),
    *(("alarm", ground) for ground in ("paper", "sheet")),
    ("on-accent", "accent"),
]
DRAWN = [  # bars, dots and signs, which are seen and not read
    *(("level-3", "paper"), ("level-4", "paper"), ("accent", "paper"), ("quiet", "paper")),
    *(("alarm", "paper"), ("alarm", "none"), ("paper", "level-4"), ("learning", "paper")),
]


@pytest.mark.parametrize(("theme", "colours"), list(themes()))
def test_contrast_is_that_of_wcag(theme: str, colours: dict[str, str]) -> None:
    assert theme in {"light", "dark"}
    pale = {pair: contrast(*(colours[name] for name in pair)) for pair in WRITTEN}
    assert {pair: found for pair, found in pale.items() if found < 4.5} == {}
    faint = {pair: contrast(*(colours[name] for name in pair)) for pair in DRAWN}
    assert {pair: found for pair, found in faint.items() if found < 3} == {}


def test_both_themes_name_the_same_colours_and_all_of_them_are_used() -> None:
    (_, light), (_, dark) = themes()
    (sheet,) = SHEET.findall(text(sample_report("new", "en"), "html"))
    assert set(light) == set(dark) == set(re.findall(r"var\(--([\w-]+)\)", sheet))
