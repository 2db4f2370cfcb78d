"""All packs, found, compiled once and kept until a file changes.

Compiling needs YAML and pydantic, which a learner must not wait for: a child process does it, and
from then on the catalogue is read from the cache.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import mathdrill
from mathdrill import __version__
from mathdrill.cache import read_compiled, write_compiled
from mathdrill.codec import decode, encode
from mathdrill.domain import Catalogue
from mathdrill.errors import ContentError
from mathdrill.packs.compiled import Compiled
from mathdrill.packs.findings import Finding
from mathdrill.packs.unread import packed, unpacked
from mathdrill.paths import user_packs

CACHE_FORMAT = 3  # raise when what is kept in the cache changes its meaning
CHILD_DEADLINE_S = 120.0


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What can be learnt from, and the faults of the packs that were left out."""

    catalogue: Catalogue
    problems: tuple[Finding, ...]


def load_catalogue(extra: Sequence[Path] = ()) -> LoadedCatalogue:
    """The shipped packs, those of the user's folder, of MATHDRILL_PACKS and of `extra`.

    Raises: ContentError: the shipped packs are not there or have a fault.
    """
    shipped = shipped_content()
    others = third_party_folders(extra)
    files = list(_yaml_files((shipped, *others)))
    name = _cache_name(others)
    stamp = json.dumps([CACHE_FORMAT, __version__, files])
    key = read_compiled(f"{name}-stamp", stamp)
    if key is None:
        key = _content_key(files)
        write_compiled(f"{name}-stamp", stamp, key)
    compiled = _kept(name, str(key))
    if compiled is None:
        compiled = _compile(shipped, others)
        if not compiled.faults:
            write_compiled(name, str(key), _to_keep(compiled))
    if compiled.faults:
        first = compiled.faults[0]
        count = len(compiled.faults)
        raise ContentError("packs.broken", place=first.place, code=first.code, count=count)
    return LoadedCatalogue(compiled.catalogue, compiled.problems)


def shipped_content() -> Path:
    """The packs that come with the program: inside the package, or beside its pyproject.toml.

    Raises: ContentError: they are in neither place.
    """
    package = Path(str(mathdrill.__file__)).absolute().parent
    if (package / "content").is_dir():
        return package / "content"
    if (package.parent / "pyproject.toml").is_file() and (package.parent / "content").is_dir():
        return package.parent / "content"
    raise ContentError("packs.no-content", path=package / "content")


def third_party_folders(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where strangers' packs may be; a folder that was named is returned even if it is not there."""
    named = [
        Path(entry) for entry in os.environ.get("MATHDRILL_PACKS", "").split(os.pathsep) if entry
    ]
    own = user_packs()
    found = [*([own] if own.is_dir() else []), *named, *extra]
    return tuple(dict.fromkeys(folder.expanduser().absolute() for folder in found))


def marks(extra: Sequence[Path] = ()) -> tuple[tuple[str, int, int], ...]:
    """What changes when any file of any pack does.

    Raises: ContentError: the shipped packs are not there.
    """
    return tuple(_yaml_files((shipped_content(), *third_party_folders(extra))))


def _yaml_files(roots: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    """(path, mtime, size) of every *.yaml in the folders and one level below, in order."""
    for root in roots:
        yield str(root), 0, 0
        entries = _entries(str(root))
        yield from _marks(entries)
        for entry in entries:
            if entry.is_dir():
                yield from _marks(_entries(entry.path))


def _marks(entries: Sequence[os.DirEntry[str]]) -> Iterator[tuple[str, int, int]]:
    for entry in entries:
        if entry.name.endswith(".yaml"):
            with contextlib.suppress(OSError):  # a link to nowhere is no file
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _cache_name(others: Sequence[Path]) -> str:
    """One cache for each set of folders, so that a `--pack` now and then costs the next start nothing."""
    folders = "\n".join(map(str, others))
    return f"catalogue-{zlib.crc32(folders.encode()):08x}" if others else "catalogue"


def _content_key(files: Sequence[tuple[str, int, int]]) -> str:
    """Changes whenever the program or the name or a byte of any file does."""
    from hashlib import sha256  # not needed on most days

    digest = sha256(f"{CACHE_FORMAT} {__version__}".encode())
    for path, _, size in files:
        digest.update(f"\0{path}\0{size}\0".encode())
        if path.endswith(".yaml"):
            digest.update(_bytes(path))
    return digest.hexdigest()


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _to_keep(compiled: Compiled) -> object:
    bare = replace(compiled, catalogue=replace(compiled.catalogue, templates={}))
    return [encode(bare), packed(compiled.catalogue.templates)]


def _kept(name: str, key: str) -> Compiled | None:
    data = read_compiled(name, key)
    if not isinstance(data, list) or len(data) != 2:
        return None
    bare, templates = data
    try:
        found = decode(Compiled, bare)
        return replace(found, catalogue=replace(found.catalogue, templates=unpacked(templates)))
    except ValueError:
        return None


def _compile(shipped: Path, others: Sequence[Path]) -> Compiled:
    """By a child process; here, where no child can be started."""
    import subprocess

    command = [
        sys.executable,
        "-P",
        "-m",
        "mathdrill.packs.compile",
        str(shipped),
        *map(str, others),
    ]
    try:
        child = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=CHILD_DEADLINE_S,
        )
        return decode(Compiled, json.loads(child.stdout))
    except (OSError, subprocess.SubprocessError, ValueError):
        from mathdrill.packs.compile import compile_packs

        return compile_packs(shipped, others)
