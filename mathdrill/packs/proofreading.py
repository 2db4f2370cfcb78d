"""What can be said of the names, formulas and texts of one template without making an item of it.

Every formula can be read, every text shows the same parameters in both languages, and every name
means one thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from mathdrill.domain import LANGUAGES, Draw
from mathdrill.errors import FormulaError
from mathdrill.items.formulas import is_text
from mathdrill.maths.display import LOG_BASE
from mathdrill.maths.expression import Call, Sym, free_names, walk
from mathdrill.maths.names import ALIASES, CONSTANTS, FUNCTIONS, Names
from mathdrill.maths.parser import parse
from mathdrill.packs.draws import drawn_names, options_of, parse_draw
from mathdrill.packs.findings import Code, Finding, KeyPath, finding, told
from mathdrill.packs.marked import Document
from mathdrill.packs.schema import (
    Bilingual,
    ChoiceTemplate,
    CodeTemplate,
    GraphTemplate,
    MultichoiceTemplate,
    OrderingTemplate,
    TemplateModel,
    TokenTemplate,
    ValueTemplate,
)

LONGEST_FORMULA = 2_000
_RUN = re.compile(r"[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|(?P<name>[^\W0-9]\w*'*)")
_CALLED = re.compile(r"(?<![\w'])(?P<name>[A-Za-z][A-Za-z0-9_]*)\(")
_PLACEHOLDER = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")
DISPLAYED = Names(display=True)


def proofread(template: TemplateModel, document: Document, path: KeyPath) -> list[Finding]:
    """The faults of one template's names, formulas and texts; `path` is its place in the file."""
    drawn = {each: name for name, spec in template.draw.items() for each in drawn_names(name, spec)}
    heads = tuple(each for each, name in drawn.items() if _names_functions(each, name, template))
    parameters = {*drawn, *template.let}
    known = parameters.difference(heads).union(_variables(template))
    author = Names(variables=tuple(sorted(known)), heads=heads, author=True)
    display = Names(variables=tuple(sorted(known)), heads=heads, display=True)
    findings = [*_names(template, document, path), *_drawn(template, document, path)]
    for formula_path, formula, allowed in _formulas(template):
        findings += _read(formula, author, allowed, document, (*path, *formula_path))
    for text_path, text in _texts(template):
        findings += proofread_text(text, document, (*path, *text_path), display, parameters)
    for code_path, code in _programs(template):
        findings += _placeholders(code, parameters, document, (*path, *code_path))
    return findings


def _programs(template: TemplateModel) -> Iterator[tuple[KeyPath, str]]:
    """Every piece of a program, with its path inside the template."""
    if template.program is not None:
        yield ("program",), template.program
    yield from ((("observe", index), text) for index, text in enumerate(template.observe or ()))
    if isinstance(template, CodeTemplate):
        yield ("key",), template.key
        yield from ((("accepts", i), text) for i, text in enumerate(template.accepts))
        for index, rule in enumerate(template.misconceptions):
            yield ("misconceptions", index, "answer"), rule.answer


def _placeholders(
    text: str, parameters: Collection[str], document: Document, path: KeyPath
) -> Iterator[Finding]:
    """A `$name` of a program stands for something drawn or computed."""
    for match in _PLACEHOLDER.finditer(text):
        if match[1] not in parameters:
            place = document.inside(path, text, match.start())
            known = ", ".join(sorted(parameters))
            yield finding(place, Code.UNKNOWN_NAME, name=match[1], formula=match[0], known=known)
            return


def _drawn_names(template: TemplateModel) -> tuple[str, ...]:
    """Every parameter that is drawn, in order."""
    return tuple(each for name, spec in template.draw.items() for each in drawn_names(name, spec))


def proofread_text(
    text: Bilingual,
    document: Document,
    path: KeyPath,
    names: Names = DISPLAYED,
    parameters: Iterable[str] = (),
) -> list[Finding]:
    """The faults of a text; its languages must show the same parameters."""
    findings: list[Finding] = []
    shown: list[set[str]] = []
    products = {*parameters}.intersection(names.variables)
    alike = (*path, LANGUAGES[0]) not in document.values  # one string for both languages
    for language in LANGUAGES[:1] if alike else LANGUAGES:
        place = path if alike else (*path, language)
        faults, mentioned = _displayed(getattr(text, language), names, document, place, products)
        findings += faults
        shown.append(mentioned.intersection(parameters))
    if not findings and shown[0] != shown[-1]:
        different = ", ".join(sorted(shown[0] ^ shown[-1]))
        findings.append(finding(document.place(place), Code.PLACEHOLDERS, names=different))
    return findings


def _variables(template: TemplateModel) -> set[str]:
    if isinstance(template, ValueTemplate):
        return {*(template.vars or ()), *template.domain}
    return set()


def _names_functions(parameter: str, name: str, template: TemplateModel) -> bool:
    """Whether a drawn name stands for a function: every option is the name of one."""
    options = [value for each, value in options_of(name, template.draw[name]) if each == parameter]
    return bool(options) and all(_is_function(option.en) for option in options)


def _is_function(option: str) -> bool:
    return ALIASES.get(option, option) in FUNCTIONS


def _names(template: TemplateModel, document: Document, path: KeyPath) -> Iterator[Finding]:
    """One name, one meaning: constants, parameters and variables keep out of each other's way."""
    taken = set(CONSTANTS)
    given = [
        ("draw", key, each)
        for key, spec in template.draw.items()
        for each in drawn_names(key, spec)
    ]
    given += [("let", key, key) for key in template.let]
    for section, key, name in given:
        if name in taken:
            yield finding(document.key((*path, section, key)), Code.NAME_TAKEN, name=name)
        taken.add(name)
    for section, key, name in given:
        if name in _variables(template):
            yield finding(document.key((*path, section, key)), Code.NAME_TAKEN, name=name)


def _formulas(template: TemplateModel) -> Iterator[tuple[KeyPath, str, Collection[str] | None]]:
    """Every formula that is computed: its path, itself, and the names it may use; None for any."""
    drawn = _drawn_names(template)
    parameters = {*drawn, *template.let}
    yield from ((("where", index), text, drawn) for index, text in enumerate(template.where))
    yield from ((("let", name), text, None) for name, text in template.let.items())
    for index, rule in enumerate(template.misconceptions):
        if rule.when is not None:
            yield ("misconceptions", index, "when"), rule.when, parameters
    if isinstance(template, GraphTemplate):
        yield from (
            (("graph", "at", name), text, drawn) for name, text in template.graph.at.items()
        )
    if isinstance(template, ValueTemplate):
        closed = template.kind in ("number", "shape") or template.vars is not None
        declared = {*(template.vars or ()), *parameters} if closed else None
        yield from ((("domain", name), text, None) for name, text in template.domain.items())
        for path, formula in _answers(template):
            yield path, formula, declared
    if isinstance(template, ValueTemplate | ChoiceTemplate | MultichoiceTemplate | TokenTemplate):
        for path, formula in _parts(("proof",), template.proof):
            yield path, formula, None


def _answers(template: ValueTemplate) -> Iterator[tuple[KeyPath, str]]:
    yield from _parts(("key",), template.key)
    for index, accepted in enumerate(template.accepts):
        yield from _parts(("accepts", index), accepted)
    for index, rule in enumerate(template.misconceptions):
        yield from _parts(("misconceptions", index, "answer"), rule.answer)


def _parts(path: KeyPath, answer: str | dict[str, str] | None) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(answer, dict):
        yield from (((*path, name), text) for name, text in answer.items())
    elif isinstance(answer, str):
        yield path, answer


def _drawn(template: TemplateModel, document: Document, path: KeyPath) -> Iterator[Finding]:
    """The faults of the draws; their bounds are formulas over the names above them."""
    above: list[str] = []
    for name, spec in template.draw.items():
        place = (*path, "draw", name)
        try:
            draw = parse_draw(name, spec)
        except ValueError:
            yield _bad_draw(name, template, document, place)
            continue
        names = Names(variables=tuple(above), author=True)
        for bound in filter(None, _bounds(draw)):
            yield from _read(bound, names, above, document, place)
        for _, option in options_of(name, spec):
            if not (_is_function(option.en) or is_text(option)):
                yield from _read(option.en, names, None, document, place)
        above.extend(drawn_names(name, spec))


def _bounds(draw: Draw) -> tuple[str, ...]:
    return (draw.low, draw.high, draw.step, draw.length, draw.columns, *draw.excluded)


def _bad_draw(name: str, template: TemplateModel, document: Document, place: KeyPath) -> Finding:
    spec = template.draw[name]
    if isinstance(spec, tuple):
        names = ", ".join(drawn_names(name, spec))
        return finding(document.key(place), Code.DRAW_ROWS, name=name, names=names)
    return finding(document.place(place), Code.DRAW, found=spec)


def _read(
    formula: str,
    names: Names,
    allowed: Collection[str] | None,
    document: Document,
    path: KeyPath,
) -> Iterator[Finding]:
    """What keeps a formula from being read, at the very sign, and the names it must not use."""
    try:
        tree = parse(formula, names, limit=LONGEST_FORMULA)
    except FormulaError as error:
        place = document.inside(path, formula, error.position)
        yield finding(place, Code.FORMULA, formula=formula, fault=told(error))
        return
    known = ", ".join(names.variables if allowed is None else allowed)
    for match in _RUN.finditer(formula):  # a learner's ax is a*x; an author's is a slip
        if match["name"] and not _is_known(match["name"], names):
            place, values = document.inside(path, formula, match.start()), {"formula": formula}
            yield finding(place, Code.UNKNOWN_NAME, name=match["name"], known=known, **values)
            return
    calls = (node for node in walk(tree) if isinstance(node, Call))
    bound = [name for call in calls if call.name == "subs" for name in call.arguments[1::2]]
    for name in free_names(tree):
        if allowed is not None and name not in allowed and Sym(name) not in bound:
            place = document.place(path)
            yield finding(place, Code.UNKNOWN_NAME, name=name, formula=formula, known=known)


def _is_known(name: str, names: Names) -> bool:
    base = name.removeprefix(LOG_BASE)
    return names.find(base) is not None or (base != name and base.isdigit())


def _displayed(
    text: str, names: Names, document: Document, path: KeyPath, products: set[str]
) -> tuple[list[Finding], set[str]]:
    """The faults of the formulas between dollars, and the names that they show.

    products: names whose values would be multiplied by a bracket behind them.
    """
    pieces = text.split("$")
    if len(pieces) % 2 == 0:
        place = document.inside(path, text, text.rfind("$"))
        return [finding(place, Code.DOLLARS)], set()
    findings: list[Finding] = []
    shown: set[str] = set()
    start = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            try:
                tree = parse(piece, names, limit=LONGEST_FORMULA)
                shown |= {node.name for node in walk(tree) if isinstance(node, Sym | Call)}
                shown |= {
                    name.removeprefix(LOG_BASE) for name in shown if name.startswith(LOG_BASE)
                }
                findings += _shadowed(piece, products, document, path, text, start)
            except FormulaError as error:
                place = document.inside(path, text, start + error.position)
                findings.append(finding(place, Code.FORMULA, formula=piece, fault=told(error)))
        start += len(piece) + 1
    return findings, shown


def _shadowed(
    formula: str, products: set[str], document: Document, path: KeyPath, text: str, start: int
) -> Iterator[Finding]:
    """A parameter right before a bracket: f(x) with a drawn f would show as a product."""
    for match in _CALLED.finditer(formula):
        if match["name"] in products:
            place = document.inside(path, text, start + match.start())
            yield finding(place, Code.SHADOWED, name=match["name"])
            return


def _texts(template: TemplateModel) -> Iterator[tuple[KeyPath, Bilingual]]:
    """Every text a learner may see, with its path inside the template."""
    yield ("prompt",), template.prompt
    yield ("solution",), template.solution
    yield from ((("hints", i), hint) for i, hint in enumerate(template.hints))
    for index, rule in enumerate(template.misconceptions):
        yield ("misconceptions", index, "feedback"), rule.feedback
        if isinstance(rule.answer, Bilingual):
            yield ("misconceptions", index, "answer"), rule.answer
    if isinstance(template, ChoiceTemplate | TokenTemplate):
        yield ("key",), template.key
    if isinstance(template, TokenTemplate):
        yield from ((("accepts", i), text) for i, text in enumerate(template.accepts))
    if isinstance(template, ChoiceTemplate):
        for index, group in enumerate(template.distractors):
            yield ("distractors", index, "feedback"), group.feedback
            for place, answer in enumerate(group.answers):
                yield ("distractors", index, "answers", place), answer
    if isinstance(template, MultichoiceTemplate):
        yield from ((("options", name), text) for name, text in template.options.items())
    if isinstance(template, OrderingTemplate):
        yield from ((("labels", name), text) for name, text in template.labels.items())
