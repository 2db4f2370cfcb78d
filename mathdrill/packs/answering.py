"""Whether the answers of a template belong to its key: named parts, labels in order, edges."""

from __future__ import annotations

from collections.abc import Iterator

from mathdrill.items.literals import is_valid_order
from mathdrill.packs.building import edge_of
from mathdrill.packs.findings import Code, Finding, KeyPath, finding
from mathdrill.packs.marked import Document
from mathdrill.packs.schema import (
    ChoiceTemplate,
    GraphTemplate,
    MultichoiceTemplate,
    OrderingTemplate,
    StepsTemplate,
    TemplateModel,
)

Fault = tuple[KeyPath, Code, dict[str, str]]


def check_answers(template: TemplateModel, document: Document, path: KeyPath) -> list[Finding]:
    """The faults of the key and of everything that is compared with it."""
    faults = list(_wrong_is_right(template))
    if isinstance(template, StepsTemplate | GraphTemplate):
        faults += _parts(template)
    if isinstance(template, MultichoiceTemplate):
        faults += _options(template)
    if isinstance(template, ChoiceTemplate) and not (
        template.misconceptions or template.distractors
    ):
        faults.append(((), Code.MISSING_KEY, {"name": "misconceptions"}))
    if isinstance(template, OrderingTemplate):
        faults += _orders(template)
        faults += _edges(template)
    return [finding(document.key((*path, *at)), code, **values) for at, code, values in faults]


def _wrong_is_right(template: TemplateModel) -> Iterator[Fault]:
    for index, rule in enumerate(template.misconceptions):
        if rule.answer == template.key:
            yield ("misconceptions", index, "answer"), Code.WRONG_IS_RIGHT, {"name": rule.id}


def _options(template: MultichoiceTemplate) -> Iterator[Fault]:
    """The key and the wrong answers name options."""
    known = ", ".join(template.options)
    right = set(template.key.split())
    for word in template.key.split():
        if word not in template.options:
            yield ("key",), Code.UNKNOWN_LABEL, {"name": word, "known": known}
    for name in template.proof:
        if name not in template.options:
            yield ("proof", name), Code.UNKNOWN_LABEL, {"name": name, "known": known}
    for index, rule in enumerate(template.misconceptions):
        path = ("misconceptions", index, "answer")
        for word in rule.answer.split():
            if word not in template.options:
                yield path, Code.UNKNOWN_LABEL, {"name": word, "known": known}
        if rule.answer != template.key and set(rule.answer.split()) == right:
            yield path, Code.WRONG_IS_RIGHT, {"name": rule.id}


def _parts(template: StepsTemplate | GraphTemplate) -> Iterator[Fault]:
    """Answers name the parts of the key and no others; a whole answer names them all."""
    known = ", ".join(template.key)
    rules = enumerate(template.misconceptions)
    changes: list[tuple[KeyPath, dict[str, str]]] = [
        (("misconceptions", index, "answer"), rule.answer) for index, rule in rules
    ]
    whole: list[tuple[KeyPath, dict[str, str]]] = [
        (("accepts", index), answer) for index, answer in enumerate(template.accepts)
    ]
    if template.proof:
        whole.append((("proof",), template.proof))
    for path, answer in [*changes, *whole]:
        for name in answer:
            if name not in template.key:
                yield (*path, name), Code.UNKNOWN_PART, {"name": name, "known": known}
    for path, answer in whole:
        for name in template.key:
            if name not in answer:
                yield path, Code.MISSING_KEY, {"name": name}


def _orders(template: OrderingTemplate) -> Iterator[Fault]:
    """The key and every wrong order hold each label once."""
    known = ", ".join(template.labels)
    rules = enumerate(template.misconceptions)
    orders: list[tuple[KeyPath, str]] = [
        (("key",), template.key),
        *((("misconceptions", index, "answer"), rule.answer) for index, rule in rules),
    ]
    for path, order in orders:
        words = order.split()
        strangers = [word for word in words if word not in template.labels]
        for word in strangers:
            yield path, Code.UNKNOWN_LABEL, {"name": word, "known": known}
        if not strangers and sorted(words) != sorted(template.labels):
            yield path, Code.LABELS_MISSING, {"known": known}


def _edges(template: OrderingTemplate) -> Iterator[Fault]:
    """The key respects every edge, and no wrong order respects them all."""
    known = ", ".join(template.labels)
    key = template.key.split()
    edges = [edge_of(edge) for edge in template.edges]
    for index, edge in enumerate(edges):
        for word in edge:
            if word not in template.labels:
                yield ("edges", index), Code.UNKNOWN_LABEL, {"name": word, "known": known}
        if {*edge} <= {*key} and not is_valid_order(key, [edge]):
            yield ("edges", index), Code.EDGE_BROKEN, {"before": edge[0], "later": edge[1]}
    for index, rule in enumerate(template.misconceptions):
        if edges and is_valid_order(rule.answer.split(), edges):
            yield ("misconceptions", index, "answer"), Code.WRONG_IS_RIGHT, {"name": rule.id}
