"""The laws of the house that can be read from its source; tests/README.md draws the house."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import partial
from graphlib import TopologicalSorter

from mathdrill.domain import Kind
from mathdrill.reports.formats import FORMATS
from mathdrill.scoring.responses import RESPONSES
from tests.sources import (
    PACKAGE,
    ROOT,
    dotted,
    foreign_imports,
    identifiers,
    in_place,
    modules,
    own_imports,
    strings,
    uses,
    words,
)


def faults(found: Iterable[tuple[bool, str]]) -> list[str]:
    """The words of all that is not in order, so that one run tells everything."""
    return [fault for in_order, fault in found if not in_order]


# --- law 1: imports run one way -------------------------------------------------------------------

ROOMS = """errors domain codec lang maths autograd items scoring packs memory planning session store
reports cli""".split()
HELPERS = ("worker", "clock", "paths", "cache")  # edges that know no room but these two:
NOUNS = ("errors", "domain")
DOORS = ("",)  # mathdrill/__init__.py and __main__.py may open any room
TOOLS = ("lang.__main__",)  # run by hand; never imported


def test_every_module_belongs_to_a_room() -> None:
    rooms = {module.room for module in modules().values()}
    assert rooms <= {*ROOMS, *HELPERS, *DOORS}
    assert rooms >= {*ROOMS, *HELPERS, *DOORS}, "a room of the plan is empty"


def test_each_room_imports_only_rooms_before_it() -> None:
    allowed = {room: {*ROOMS[: rank + 1], *HELPERS} for rank, room in enumerate(ROOMS)}
    allowed |= {helper: {*NOUNS, *HELPERS} for helper in HELPERS}
    allowed |= {door: {*ROOMS, *HELPERS, *DOORS} for door in DOORS}
    found = [
        (target.partition(".")[0] in allowed[module.room], f"{module.at(node)} imports {target}")
        for module in modules().values()
        for target, node in own_imports(module)
    ]
    assert faults(found) == []
    assert len(found) > 100


def test_no_module_waits_for_itself() -> None:
    """No cycle, wherever an import stands; graphlib raises CycleError with the way round."""
    graph = {
        module.name: {target for target, _ in own_imports(module)} - {module.name, ""}
        for module in modules().values()
    }
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph) - 1


# --- third parties, each with one door ------------------------------------------------------------

IMPORTERS = {
    "fsrs": ("memory.fsrs",),
    "mpmath": ("maths.arithmetic",),
    "numpy": ("planning.simulation",),
    "platformdirs": ("paths",),
    "prompt_toolkit": ("cli.prompt",),
    "pydantic": ("packs.json_schema", "packs.scalars", "packs.schema", "packs.shape"),
    "pydantic_core": ("packs.json_schema", "packs.scalars", "packs.schema"),
    "rich": ("cli.screen*",),
    "sqlite_utils": ("store.migrations",),
    "sympy": ("maths.symbolic",),
    "torch": ("autograd",),
    "typer": ("cli",),
    "yaml": ("packs.marked", "lang.__main__"),
}


def test_each_third_party_comes_in_by_its_own_door() -> None:
    strangers = [
        (package, module, node)
        for module in modules().values()
        for package, node in foreign_imports(module)
        if package not in sys.stdlib_module_names
    ]
    assert [
        f"{module.at(node)} imports {package}"
        for package, module, node in strangers
        if not in_place(module.name, IMPORTERS.get(package, ()))
    ] == []
    assert {package for package, _, _ in strangers} == set(IMPORTERS)


def test_the_project_depends_on_what_it_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split("[<>=!~ ]", each)[0].lower() for each in project["dependencies"]}
    names = {"prompt_toolkit": "prompt-toolkit", "sqlite_utils": "sqlite-utils", "yaml": "pyyaml"}
    pulled_in = {"mpmath", "pydantic_core"}  # by sympy and pydantic, which pin what fits
    assert needed == {names.get(each, each) for each in IMPORTERS} - pulled_in


# --- law 2: the core touches nothing --------------------------------------------------------------

EDGES = (
    *HELPERS,
    *TOOLS,
    "__main__",
    "packs.loader",
    "packs.catalogue",
    "packs.compile",
    "packs.checker",
    "packs.scaffold",
    "store",
    "reports.formats",
    "cli",
)
WORLD = """asyncio concurrent ctypes fcntl getpass glob http io locale logging multiprocessing os
pathlib platform readline secrets select shutil signal socket sqlite3 subprocess sys tempfile termios
threading time tty urllib uuid""".split()
ASKING = {"open", "print", "input", "breakpoint", "sys.stdout", "sys.stdin", "os.environ"}
TIME = re.compile(r"\.(now|today|utcnow|time|time_ns|monotonic|perf_counter|localtime|gmtime)$")
DRAWS = re.compile(r"(random|torch\.(rand\w*|manual_seed)|numpy\.random)(\.|$)")


def test_the_core_does_no_io_and_reads_no_clock() -> None:
    core = [module for module in modules().values() if not in_place(module.name, EDGES)]
    found: list[tuple[bool, str]] = []
    for module in core:
        found += (
            (package not in WORLD, f"{module.at(node)} imports {package}")
            for package, node in foreign_imports(module)
        )
        found += (
            (name not in ASKING, f"{module.at(node)} uses {name}") for name, node in uses(module)
        )
    assert faults(found) == []
    assert len(core) > 40


def test_nothing_but_the_clock_asks_what_time_it_is() -> None:
    assert {
        f"{module.name} uses {name}"
        for module in modules().values()
        for name, _ in uses(module)
        if name.startswith(("datetime.", "date.", "time.")) and TIME.search(name)
    } == {"clock uses datetime.datetime.now", "clock uses time.monotonic"}


def test_nothing_draws_from_global_randomness() -> None:
    """Seeded `random.Random` alone; law 5 says why."""
    drawn = {
        (name, f"{module.at(node)} uses {name}")
        for module in modules().values()
        for name, node in uses(module)
        if DRAWS.match(name) and name != "random"
    }
    assert [place for name, place in drawn if not name.startswith("random.Random")] == []
    assert drawn


# --- law 4: content is data -----------------------------------------------------------------------

BANNED = {
    "eval": "parse with mathdrill.maths.parser",
    "exec": "packs are data",
    "compile": "packs are data",
    "__import__": "an import that no law can see",
    "hash": "differs from run to run",
    "yaml.load": "builds objects and loses duplicate keys",
    "yaml.safe_load": "loses duplicate keys",
}
BANNED_ANYWHERE = {
    "import_module": "an import that no law can see",
    **dict.fromkeys("getrandbits randint randrange".split(), "only random() is promised"),
    "sympify": "evaluates strings",
    "parse_expr": "evaluates strings",
    "lambdify": "writes code and runs it",
    "full_load": "builds objects and loses duplicate keys",
    "unsafe_load": "runs what the file says",
}
BANNED_MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop", "imp", "runpy"}


def test_nothing_that_was_written_is_ever_run() -> None:
    found: list[tuple[bool, str]] = []
    for module in modules().values():
        found += (
            (package not in BANNED_MODULES, f"{module.at(node)} imports {package}")
            for package, node in foreign_imports(module)
        )
        for name, node in uses(module):
            plain = name.removeprefix("builtins.")
            reason = BANNED.get(plain) or BANNED_ANYWHERE.get(plain.rpartition(".")[2])
            if (module.name, name) == ("worker", "importlib.import_module"):
                continue  # the function that its parent names; see the next law
            found.append((reason is None, f"{module.at(node)} uses {name}: {reason}"))
    assert faults(found) == []
    assert len(found) > 5000


def test_a_worker_is_given_functions_that_exist() -> None:
    named = [
        (text, module.at(node))
        for module in modules().values()
        for text, node in strings(module)
        if re.fullmatch(r"mathdrill(\.\w+)+:\w+", text)
    ]
    assert [
        f"{place} names {text}"
        for text, place in named
        for module, _, function in [text.removeprefix("mathdrill.").partition(":")]
        if module not in modules()
        or function not in {name for name, _ in identifiers(modules()[module])}
    ] == []
    assert named


# --- size, words, tables --------------------------------------------------------------------------


def test_no_file_eats_the_house() -> None:
    generated = PACKAGE / "lang" / "sentences.py"
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    long = {
        str(file.relative_to(ROOT)): lines
        for file in files
        if file != generated and (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
    assert len(files) > 60


NOT_OUR_WORDS = {
    "tag": "skill",
    "question": "item",
    "card": "item",
    "exercise": "item",
    "variant": "item",
    "grade": "verdict",
    "bool": "verdict",
    "score": "rating",
    "ease": "difficulty",
    "bug": "misconception",
    "fake": "distractor",
    "input": "text",
    "help": "worked solution, hint or lesson",
}
MEANT = {  # where a word is not ours to choose
    "grade": ("scoring.grade", "cli", ""),  # the command and its function, by their contract
    "score": ("scoring.score", "session", "cli", "packs.checker"),  # what the room does
    "Score": ("session",),
    "_score": ("cli.drill",),
    "_given_score": ("cli.drill",),
    "inputs": ("autograd",),  # of torch.autograd.grad
    "help": ("cli",),  # typer's parameter, and the command that lists commands
    "format_help": ("cli.manual",),  # a method of click
    "card": ("memory.fsrs",),  # of the package fsrs
    "TAG": ("packs.findings",),  # of YAML
}


def test_one_word_for_each_thing() -> None:
    named = [
        (name, ours, module.name, module.at(node))
        for module in modules().values()
        for name, node in identifiers(module)
        for word in words(name)
        for ours in [NOT_OUR_WORDS.get(word) or NOT_OUR_WORDS.get(word.removesuffix("s"))]
    ]
    assert [
        f"{place} names {name!r}; say {ours}"
        for name, ours, module, place in named
        if ours and not in_place(module, MEANT.get(name, ()))
    ] == []
    assert len(named) > 3000


def test_the_table_of_responses_is_its_folder() -> None:
    """A response kind is one file and one line."""
    folder = {file.stem for file in (PACKAGE / "scoring" / "responses").glob("*.py")}
    assert {kind.value for kind in RESPONSES} == {kind.value for kind in Kind}
    assert {kind.value for kind in RESPONSES} == folder - {"__init__"}


def test_the_table_of_formats_is_its_folder() -> None:
    """A report format is one file and one line."""
    folder = {file.stem for file in (PACKAGE / "reports" / "formats").glob("*.py")}
    assert set(FORMATS) == folder - {"__init__"}


def test_the_page_about_the_house_draws_it_as_it_is() -> None:
    page = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\| (`[^|]*`) \|$", page, re.MULTILINE)
    assert [room for room, _ in rows] == ROOMS
    drawn = {
        f"{room}.{place}" if place != room or (PACKAGE / room).is_dir() else room
        for room, places in rows
        for place in re.findall(r"`([^`]+)`", places)
    }
    inside = {*modules(), "lang.sentences"} - {*HELPERS, *DOORS, "__main__"}
    files = {name for name in inside if "__init__" not in name and not (PACKAGE / name).is_dir()}
    files -= {"scoring.responses", "reports.formats", "cli.shell"}
    assert {name for name in files if not any(map(partial(fnmatch, name), drawn))} == set()
    assert {place for place in drawn if not any(fnmatch(name, place) for name in files)} == set()


def test_every_file_that_a_page_names_exists() -> None:
    named = [
        (page.name, name)
        for page in (ROOT / "README.md", ROOT / "tests" / "README.md")
        for name in re.findall(r"`([\w./-]+\.(?:py|yaml|md|txt))`", page.read_text("utf-8"))
    ]
    places = (ROOT, PACKAGE, PACKAGE / "lang", *(ROOT / "content").iterdir())
    assert [
        f"{page} names {name}"
        for page, name in named
        if not any((place / name).exists() for place in places)
    ] == []
    assert len(named) > 20


def test_tests_mirror_the_program() -> None:
    of_their_own = {"bench", "transcripts", "__pycache__"}
    folders = {each.name for each in (ROOT / "tests").iterdir() if each.is_dir()} - of_their_own
    rooms = {each.name for each in PACKAGE.iterdir() if (each / "__init__.py").exists()}
    assert folders <= rooms
    without_behaviour = {"domain", "lang"}  # nouns and sentences
    assert rooms - folders <= without_behaviour, "a room without tests"


# --- law 10: errors -------------------------------------------------------------------------------


def test_only_the_front_door_catches_what_reaches_a_person() -> None:
    """Beside it: the child of a worker; `pack check`, which makes findings; a preview that goes on."""
    going_on = {"worker", "packs.probing", "packs.equalities", "cli.shell.pack_preview"}
    catching: set[str] = set()
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                if {"MathdrillError", "Exception"} & {dotted(kind) for kind in kinds}:
                    catching.add(module.name)
    assert catching == {"__main__", *going_on}
