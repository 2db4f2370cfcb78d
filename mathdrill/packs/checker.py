"""`pack check`: every template proves itself over many seeds (law 9)."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mathdrill.autograd import METHOD
from mathdrill.domain import LANGUAGES, ItemTemplate, sentence
from mathdrill.packs.assembling import assemble
from mathdrill.packs.catalogue import shipped_content, third_party_folders
from mathdrill.packs.equalities import Meanings
from mathdrill.packs.findings import Code, Finding, KeyPath, Place, finding, in_order
from mathdrill.packs.loader import (
    ROUTE_FILE,
    LoadedPack,
    LoadedSkill,
    load_pack,
    load_route,
    pack_folders,
)
from mathdrill.packs.probing import (
    FEWEST_ITEMS,
    Fault,
    Found,
    Probe,
    check_text,
    coincides_always,
    count_draws,
    draws_numbers,
    probe,
    text_equalities,
)
from mathdrill.packs.proving import Share, shares
from mathdrill.packs.showing import unshown

_TEMPLATE = re.compile(r"[a-z][a-z0-9-]*\.[1-9][0-9]*")
CHUNK = 50  # seeds a worker takes at a time
ALONE = 200  # seeds that are not worth starting workers for

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What `pack check` found; the counts are those of the contract in tests/README.md.

    oracle: how keys were confirmed; None where no oracle was asked. shares: by kind.
    unproved: templates with keys that are neither confirmed nor words.
    equalities: how many equalities in lessons, hints and solutions were found true.
    """

    packs: int
    skills: int
    templates: int
    items_checked: int
    oracle_checked: int
    oracle: str | None
    shares: tuple[Share, ...]
    unproved: tuple[str, ...]
    equalities: int
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(
    paths: Sequence[Path] = (),
    *,
    instances: int = 50,
    oracle: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Check folders of packs, packs, skill files or single templates; the shipped packs by default.

    Args:
        instances: seeds per template.
        oracle: ask torch about keys, if it is installed.
        progress: called with (seeds done, seeds in all).
    Raises: ContentError: the shipped packs are not there.
    """
    chosen = _choose(paths)
    loaded = [
        skill
        for pack in chosen.packs
        for skill in pack.skills
        if chosen.has(skill.document.file)
        and (not chosen.names or chosen.names & {*skill.skill.templates})
    ]
    asked = oracle and find_spec("torch") is not None
    seeds = max(1, instances)
    templates = [
        template
        for skill in loaded
        for template in skill.templates
        if not chosen.names or template.id in chosen.names
    ]
    probes = _probe_all(templates, seeds, progress, oracle=asked)
    found = [*chosen.findings]
    equalities = sum(each.equalities for each in probes.values())
    for skill in loaded:
        equalities += _true_in_lesson(skill)
        found += _of_lesson(skill)
        for template in skill.templates:
            if template.id in probes:
                found += _of_template(skill, template, probes[template.id], seeds)
    found = [_shown(each) for each in found]
    return Report(
        packs=len(chosen.packs),
        skills=len(loaded),
        templates=len(templates),
        items_checked=sum(len(each.items) for each in probes.values()),
        oracle_checked=sum(len(each.confirmed) for each in probes.values()),
        oracle=METHOD if asked else None,
        shares=shares((t.kind, *probes[t.id].counts) for t in templates) if asked else (),
        unproved=tuple(name for name, each in probes.items() if each.unproved) if asked else (),
        equalities=equalities,
        errors=in_order(each for each in found if not each.is_warning),
        warnings=in_order(each for each in found if each.is_warning),
    )


# --- what is to be checked ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Packs to be checked, within `roots` (folders, or single files), and their own faults.

    names: of single templates; where there are any, nothing else is looked at.
    """

    roots: tuple[Path, ...]
    packs: tuple[LoadedPack, ...]
    findings: tuple[Finding, ...]
    names: frozenset[str] = frozenset()

    def has(self, file: str) -> bool:
        return _inside(Path(file), self.roots)


def _inside(path: Path, roots: Sequence[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)


def _choose(paths: Sequence[Path]) -> _Chosen:
    """Read what was named together with what it may refer to."""
    given = [path.expanduser() for path in paths]
    names = {str(path) for path in given if _TEMPLATE.fullmatch(str(path)) and not path.exists()}
    roots = tuple(path.absolute() for path in given if str(path) not in names)
    if not roots:
        roots = (shipped_content(), *(third_party_folders() if names else ()))
    home = next(filter(None, map(_home, roots)), None) or shipped_content()
    folders = list(pack_folders(home, shipped=True))
    known = {folder.path for folder in folders}
    findings: list[Finding] = []
    for root in roots:
        own = pack_folders(root.parent if root.is_file() else root, shipped=False)
        if not own:
            findings.append(finding(Place(str(root)), Code.NO_PACKS))
        folders += [folder for folder in own if folder.path not in known]
        known |= {folder.path for folder in own}
    packs = [load_pack(folder) for folder in folders]
    assembled = assemble(packs, load_route(home))
    findings += [
        each
        for each in (*assembled.shipped, *assembled.strange)
        if _inside(Path(each.place.file), roots)
    ]
    for name in sorted(names.difference(*map(_templates, packs))):
        findings.append(finding(Place(name), Code.NO_TEMPLATE, name=name))
    chosen = [
        pack
        for pack in packs
        if _inside(pack.folder.path, roots)
        or any(pack.folder.path in root.parents for root in roots)
    ]
    if names:
        chosen = [pack for pack in chosen if names & _templates(pack)]
    return _Chosen(roots, tuple(chosen), tuple(findings), frozenset(names))


def _templates(pack: LoadedPack) -> set[str]:
    return {name for skill in pack.skills for name in skill.skill.templates}


def _home(root: Path) -> Path | None:
    """The folder with a route that a path belongs to: itself, or one above a pack or skill."""
    above = (root, *list(root.parents)[:2])
    return next((folder for folder in above if (folder / ROUTE_FILE).is_file()), None)


def _shown(found: Finding) -> Finding:
    """With its files as a person in the current folder would name them."""
    here = f"{Path.cwd()}{os.sep}"
    values = {
        name: value.removeprefix(here) if isinstance(value, str) else value
        for name, value in found.sentence.values
    }
    place = replace(found.place, file=found.place.file.removeprefix(here))
    return Finding(place, found.code, sentence(found.sentence.key, **values))


# --- probing, on every core -----------------------------------------------------------------------

Task = tuple[ItemTemplate, range, bool]


def _probe_all(
    templates: Sequence[ItemTemplate], seeds: int, progress: Progress | None, *, oracle: bool
) -> dict[str, Probe]:
    tasks = [
        (template, range(start, min(start + CHUNK, last)), oracle)
        for template in templates
        for last in [seeds if template.draw else 1]
        for start in range(0, last, CHUNK)
    ]
    total = sum(len(numbers) for _, numbers, _ in tasks)
    done = 0
    probes: dict[str, Probe] = {}
    for finished, size in _run(tasks, total):
        done += size
        before = probes.get(finished.template)
        probes[finished.template] = finished if before is None else _together(before, finished)
        if progress is not None:
            progress(done, total)
    return probes


def _together(one: Probe, other: Probe) -> Probe:
    return Probe(
        one.template,
        one.items | other.items,
        one.confirmed | other.confirmed,
        one.worded | other.worded,
        one.applied | other.applied,
        (*one.faults, *other.faults),
        one.equalities + other.equalities,
    )


def _run(tasks: Sequence[Task], total: int) -> Iterator[tuple[Probe, int]]:
    """Every task's probe with its number of seeds, in any order; here if there are no workers."""
    workers = min(os.cpu_count() or 1, len(tasks))
    left = dict(enumerate(tasks))
    if workers > 1 and total > ALONE:
        try:
            context = get_context("spawn")  # forking a process that has threads may hang it
            with ProcessPoolExecutor(workers, context, _ignore_interrupt) as pool:
                for number, probed in _submit(pool, left):
                    yield probed, len(left.pop(number)[1])
        except (BrokenProcessPool, OSError):
            pass
    for task in left.values():
        yield _work(task), len(task[1])


def _submit(pool: Executor, tasks: dict[int, Task]) -> Iterator[tuple[int, Probe]]:
    waiting = {pool.submit(_work, task): number for number, task in tasks.items()}
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        for future in waiting:
            future.cancel()


def _ignore_interrupt() -> None:
    """Ctrl-C is for the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task) -> Probe:
    template, seeds, oracle = task
    if not oracle:
        return probe(template, seeds)
    from mathdrill.autograd.oracle import confirm  # torch, only where it is asked

    return probe(template, seeds, confirm)


# --- findings with their places -------------------------------------------------------------------


def _of_lesson(skill: LoadedSkill) -> Iterator[Finding]:
    for path, code, values in check_text(skill.skill.lesson, ("lesson",)):
        yield finding(skill.document.place(path), code, seed=0, **values)
    for path, code, values in _in_lesson(skill)[1]:
        yield finding(_formula_place(skill, path), code, seed=0, **values)


def _true_in_lesson(skill: LoadedSkill) -> int:
    return _in_lesson(skill)[0]


def _in_lesson(skill: LoadedSkill) -> tuple[int, list[Found]]:
    nothing = {language: Meanings() for language in LANGUAGES}
    return text_equalities(skill.skill.lesson, ("lesson",), nothing)


def _formula_place(skill: LoadedSkill, path: KeyPath) -> Place:
    """Where a formula of a text stands; the path ends with its number."""
    *way, number = path
    document = skill.document
    text: Any = document.data
    for step in way:
        text = text[step]
    pieces = text.split("$")[: 2 * int(number) + 1]
    return document.inside(tuple(way), text, len("$".join(pieces)) + 1)


def _of_template(
    skill: LoadedSkill, template: ItemTemplate, probed: Probe, seeds: int
) -> Iterator[Finding]:
    for fault in _first_of_each(probed):
        if fault.code is Code.FALSE_EQUALITY:
            index = skill.skill.templates.index(template.id)
            place = _formula_place(skill, ("templates", index, *fault.path))
            yield finding(place, fault.code, **dict(fault.values))
            continue
        yield finding(skill.place(template.id, *fault.path), fault.code, **dict(fault.values))
    if missing := unshown(template):
        place, names = skill.place(template.id, "key"), ", ".join(missing)
        yield finding(place, Code.NOT_SHOWN, names=names)
    broken = any(fault.code in (Code.NOT_GENERATED, Code.CRASH) for fault in probed.faults)
    if not broken and draws_numbers(template) and len(probed.items) < FEWEST_ITEMS:
        count = max(len(probed.items), count_draws(template))
        if count < FEWEST_ITEMS:
            place = skill.place(template.id, "draw")
            yield finding(place, Code.FEW_ITEMS, count=count, least=FEWEST_ITEMS)
    if not broken and (seeds >= CHUNK or not template.draw):
        for index, rule in enumerate(template.mal_rules):
            if rule.when and index not in probed.applied:
                place = skill.place(template.id, "misconceptions", index, "when")
                count = len(probed.items)
                if coincides_always(template, rule):
                    yield finding(place, Code.ALWAYS_COINCIDES, name=rule.misconception)
                    continue
                yield finding(place, Code.NEVER_APPLIES, name=rule.misconception, count=count)


def _first_of_each(probed: Probe) -> Iterable[Fault]:
    """One fault of each kind at each place, that of the smallest seed."""
    faults = sorted(probed.faults, key=lambda fault: int(str(dict(fault.values).get("seed", 0))))
    return {(fault.path, fault.code): fault for fault in reversed(faults)}.values()
