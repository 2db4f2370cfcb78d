"""Reads packs: every file of a folder, every fault of every file, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mathdrill.domain import ItemTemplate, Pack, Skill, Stage, Text
from mathdrill.packs import marked
from mathdrill.packs.answering import check_answers
from mathdrill.packs.building import build_pack, build_skill, build_stages, build_template
from mathdrill.packs.findings import Code, Finding, Place, finding
from mathdrill.packs.marked import Document
from mathdrill.packs.proofreading import proofread, proofread_text
from mathdrill.packs.schema import PackFile, RouteFile, SkillFile, TemplateModel
from mathdrill.packs.shape import sound_templates, validate

PACK_FILE = "pack.yaml"
ROUTE_FILE = "route.yaml"


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A folder to be read as a pack; `shipped` tells ours from a stranger's."""

    path: Path
    shipped: bool


@dataclass(frozen=True, slots=True)
class LoadedSkill:
    """One skill file. Its places are asked for by the path of a key inside the file."""

    skill: Skill
    templates: tuple[ItemTemplate, ...]
    document: Document

    def place(self, template: str, *path: str | int) -> Place:
        """Where a template of this file, or something inside it, is written."""
        return self.document.key(("templates", self.skill.templates.index(template), *path))


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """One folder. `names` are the skills it should hold, those with faults too."""

    folder: PackFolder
    pack: Pack | None
    document: Document | None
    skills: tuple[LoadedSkill, ...]
    names: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LoadedRoute:
    stages: tuple[Stage, ...]
    document: Document
    findings: tuple[Finding, ...]


def pack_folders(root: Path, *, shipped: bool) -> tuple[PackFolder, ...]:
    """The packs in a folder of packs, or the folder itself where it is one; by name."""
    if (root / PACK_FILE).is_file():
        return (PackFolder(root, shipped),)
    if not root.is_dir():
        return ()
    folders = sorted(entry for entry in root.iterdir() if entry.is_dir())
    return tuple(
        PackFolder(folder, shipped)
        for folder in folders
        if not folder.name.startswith((".", "_")) and any(yaml_files(folder))
    )


def yaml_files(folder: Path) -> Iterator[Path]:
    """The *.yaml files of a folder, by name; nothing else is ever read."""
    yield from sorted(folder.glob("*.yaml"))


def load_pack(folder: PackFolder) -> LoadedPack:
    """Everything in a folder, and all that is wrong with it on its own."""
    file = folder.path / PACK_FILE
    skill_files = [path for path in yaml_files(folder.path) if path.name != PACK_FILE]
    document, findings = _read(file) if file.is_file() else (None, [])
    pack = None
    if document is not None:
        model, faults = validate(PackFile, document)
        findings += faults
        pack = build_pack(folder.path.name, model) if model else None
    elif not findings:
        findings.append(finding(Place(str(file)), Code.NO_PACK_FILE))
    skills: list[LoadedSkill] = []
    for path in skill_files:  # also without a pack.yaml, so that one fault does not hide another
        skill, faults = load_skill(path, pack or Pack(folder.path.name, 1, Text("", ""), ()))
        findings += faults
        skills += [skill] if skill else []
    names = frozenset(path.stem for path in skill_files)
    return LoadedPack(folder, pack, document, tuple(skills), names, tuple(findings))


def load_skill(path: Path, pack: Pack) -> tuple[LoadedSkill | None, list[Finding]]:
    """One skill file; None where it has a fault."""
    document, findings = _read(path)
    if document is None:
        return None, findings
    model, faults = validate(SkillFile, document)
    findings += faults
    entries: Iterable[tuple[int, TemplateModel]]
    if model is None:
        entries = sound_templates(document)
    else:
        entries = enumerate(model.templates)
        if model.skill != path.stem:
            place = document.place(("skill",))
            findings.append(finding(place, Code.FILE_NAME, name=model.skill, expected=path.stem))
        for name in ("title", "can", "lesson"):
            findings += proofread_text(getattr(model, name), document, (name,))
    for index, template in entries:
        place_of = ("templates", index)
        findings += proofread(template, document, place_of)
        findings += check_answers(template, document, place_of)
    if model is None or findings:
        return None, findings
    templates = tuple(build_template(template, model.skill) for template in model.templates)
    return LoadedSkill(build_skill(model, pack), templates, document), []


def load_route(root: Path) -> LoadedRoute:
    """The stages of a folder of packs; none where its route cannot be read."""
    document, findings = _read(root / ROUTE_FILE)
    if document is None:
        return LoadedRoute((), Document(str(root / ROUTE_FILE)), tuple(findings))
    model, faults = validate(RouteFile, document)
    stages = build_stages(model) if model else ()
    return LoadedRoute(stages, document, (*findings, *faults))


def _read(path: Path) -> tuple[Document | None, list[Finding]]:
    try:
        with path.open("rb") as file:
            source = file.read(marked.MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [finding(Place(str(path)), Code.UNREADABLE, reason=reason)]
    return marked.read(str(path), source)
