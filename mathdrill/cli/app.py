"""All commands and their arguments, for everything that `quick` leaves to typer.

What a command does stands in a file of its own under `shell`, imported when it is run: `--help` waits
for none of it. Every help text here is the name of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from mathdrill.cli.complaints import complaint
from mathdrill.cli.manual import Command, Group
from mathdrill.cli.terminal import Terminal

LEARN, PROGRESS, AUTHOR, DATA = (
    f"help.group-{group}" for group in ("learn", "progress", "author", "data")
)

Json = Annotated[bool, typer.Option("--json", help="help.json")]
Plain = Annotated[bool, typer.Option("--plain", help="help.plain")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="help.jsonl")]
Minutes = Annotated[float | None, typer.Option("--minutes", metavar="N", help="help.minutes")]
Count = Annotated[int, typer.Option("--count", metavar="N", help="help.count")]
Version = Annotated[bool, typer.Option("--version", help="help.version")]
Format = Annotated[
    str | None, typer.Option("--format", metavar="html|md|json|csv", help="help.format")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE|30d", help="help.since")]
Open = Annotated[bool, typer.Option("--open", help="help.open")]
Schema = Annotated[bool, typer.Option("--schema", help="help.report-schema")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="help.output")]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH…]", help="help.paths")]
Instances = Annotated[int, typer.Option("--instances", metavar="N", help="help.instances")]
Torch = Annotated[bool | None, typer.Option("--torch/--no-torch", help="help.torch")]
Template = Annotated[str, typer.Argument(metavar="TEMPLATE", help="help.template")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="help.folder")]
SchemaFile = Annotated[str, typer.Argument(metavar="[skill|pack|route]", help="help.schema-file")]
ExtraPack = Annotated[list[Path] | None, typer.Option("--pack", metavar="PATH", help="help.extra")]
Watch = Annotated[bool, typer.Option("--watch", help="help.watch")]
Formula = Annotated[str, typer.Argument(metavar="FORMULA", help="help.formula")]
At = Annotated[str, typer.Option("--at", metavar="x=2,y=3", help="help.at")]
TraceMode = Annotated[str, typer.Option("--mode", metavar="reverse|forward", help="help.mode")]
Along = Annotated[str, typer.Option("--along", metavar="x=1,y=0", help="help.along")]
Why = Annotated[bool, typer.Option("--why", help="help.why")]
Seeds = Annotated[int, typer.Option("--seeds", metavar="N", help="help.seeds")]
Days = Annotated[int, typer.Option("--days", metavar="N", help="help.days")]
Calendar = Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="help.ics")]
Setting = Annotated[str | None, typer.Argument(metavar="[NAME", help="help.setting")]
Value = Annotated[str | None, typer.Argument(metavar="VALUE]", help="help.value")]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="help.file")]
Target = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="help.file")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="help.seed")]


def run(terminal: Terminal, arguments: Sequence[str]) -> int:
    """Run one command. Returns: the exit code."""
    command = typer.main.get_command(build())
    try:
        code = command.main(
            list(arguments), prog_name="mathdrill", standalone_mode=False, obj=terminal
        )
    except typer.TyperException as error:
        raise complaint(error) from error
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # typer would leave with exit code 1
            raise left.__context__ from None
        raise
    return code if isinstance(code, int) else 0


def build() -> typer.Typer:
    """The command line."""
    app = _group("help.mathdrill", "help.mathdrill-examples", alone=True)
    app.callback()(mathdrill)
    _add(app, LEARN, today=today, topic=topic, placement=placement, undo=undo, trace=trace)
    _add(app, PROGRESS, plan=plan, skills=skills, stats=stats, report=report)
    _add(app, PROGRESS, simulate=simulate)
    pack = _group("help.pack", "help.pack-examples")
    _add(pack, None, new=pack_new, check=pack_check, preview=pack_preview)
    _add(pack, None, list=pack_list, schema=pack_schema)
    app.add_typer(pack, name="pack", rich_help_panel=AUTHOR)
    _add(app, AUTHOR, grade=grade)
    data = _group("help.data", "help.data-examples")
    _add(data, None, export=data_export, path=data_path)
    _add(data, None, backup=data_backup, restore=data_restore, rebuild=data_rebuild)
    _add(data, None, **{"import": data_import, "merge": data_merge})
    app.add_typer(data, name="data", rich_help_panel=DATA)
    _add(app, DATA, settings=settings, doctor=doctor)
    return app


def _add(app: typer.Typer, panel: str | None, /, **commands: Callable[..., int]) -> None:
    for name, function in commands.items():
        app.command(
            name,
            cls=Command,
            help=f"help.{name}",
            epilog=f"help.{name}-examples",
            rich_help_panel=panel,
        )(function)


def _group(purpose: str, examples: str, *, alone: bool = False) -> typer.Typer:
    """A command with commands of its own. alone: whether it also does something by itself."""
    return typer.Typer(
        cls=Group,
        help=purpose,
        epilog=examples,
        invoke_without_command=alone,
        add_completion=alone,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def mathdrill(ctx: typer.Context, *, version: Version = False) -> None:
    """`mathdrill` alone, and its flags."""
    from mathdrill.cli.shell import home

    if version:
        home.version(ctx.obj)
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None:
        home.run(ctx.obj)


def today(
    ctx: typer.Context,
    *,
    minutes: Minutes = None,
    plain: Plain = False,
    jsonl: JsonLines = False,
    why: Why = False,
) -> int:
    """`mathdrill today`."""
    from mathdrill.cli.practice import practise
    from mathdrill.cli.quick import Practice

    return practise(ctx.obj, Practice("today", minutes=minutes, plain=plain, jsonl=jsonl, why=why))


def placement(
    ctx: typer.Context, *, plain: Plain = False, jsonl: JsonLines = False, why: Why = False
) -> int:
    """`mathdrill placement`."""
    from mathdrill.cli.practice import practise
    from mathdrill.cli.quick import Practice

    return practise(ctx.obj, Practice("placement", plain=plain, jsonl=jsonl, why=why))


def _known_names(incomplete: str) -> list[tuple[str, str]]:
    from mathdrill.cli.practice import known_names

    return known_names(incomplete)


Name = Annotated[str, typer.Argument(metavar="NAME", help="help.name", autocompletion=_known_names)]


def topic(
    ctx: typer.Context,
    name: Name,
    *,
    count: Count = 10,
    plain: Plain = False,
    jsonl: JsonLines = False,
) -> int:
    """`mathdrill topic NAME`."""
    from mathdrill.cli.practice import practise
    from mathdrill.cli.quick import Practice

    return practise(ctx.obj, Practice("topic", name=name, count=count, plain=plain, jsonl=jsonl))


def undo(ctx: typer.Context) -> int:
    """`mathdrill undo`."""
    from mathdrill.cli.shell import undo as command

    return command.run(ctx.obj)


def trace(
    ctx: typer.Context,
    formula: Formula,
    *,
    at: At = "",
    mode: TraceMode = "reverse",
    along: Along = "",
    torch: Torch = None,
    json: Json = False,
) -> int:
    """`mathdrill trace FORMULA`."""
    from mathdrill.cli.shell import trace as command

    return command.run(ctx.obj, formula, at=at, mode=mode, along=along, torch=torch, json=json)


def plan(ctx: typer.Context, *, days: Days = 14, ics: Calendar = None, json: Json = False) -> int:
    """`mathdrill plan`."""
    from mathdrill.cli.shell import plan as command

    return command.run(ctx.obj, days=days, json=json, ics=ics)


def simulate(ctx: typer.Context, *, seeds: Seeds = 20, days: Days = 60, json: Json = False) -> int:
    """`mathdrill simulate`."""
    from mathdrill.cli.shell import simulate as command

    return command.run(ctx.obj, seeds=seeds, days=days, json=json)


def settings(
    ctx: typer.Context, name: Setting = None, value: Value = None, *, json: Json = False
) -> int:
    """`mathdrill settings [NAME VALUE]`."""
    from mathdrill.cli.shell import settings as command

    return command.run(ctx.obj, name, value, json=json)


def skills(ctx: typer.Context, *, json: Json = False) -> int:
    """`mathdrill skills`."""
    from mathdrill.cli.shell import skills as command

    return command.run(ctx.obj, json=json)


def stats(ctx: typer.Context, *, json: Json = False) -> int:
    """`mathdrill stats`."""
    from mathdrill.cli.shell import stats as command

    return command.run(ctx.obj, json=json)


def report(
    ctx: typer.Context,
    *,
    form: Format = None,
    output: Out = None,
    since: Since = None,
    opened: Open = False,
    schema: Schema = False,
    json: Json = False,
) -> int:
    """`mathdrill report`."""
    from mathdrill.cli.shell import report as command

    if schema:
        return command.schema(ctx.obj)
    form = "json" if json else form
    return command.run(ctx.obj, command.Wanted(form, output, since, opened))


def pack_check(
    ctx: typer.Context,
    paths: Paths = None,
    *,
    instances: Instances = 50,
    torch: Torch = None,
    json: Json = False,
) -> int:
    """`mathdrill pack check`."""
    from mathdrill.cli.shell import pack_check as command

    return command.run(ctx.obj, paths or [], instances=instances, torch=torch, json=json)


def pack_new(ctx: typer.Context, folder: Folder) -> int:
    """`mathdrill pack new`."""
    from mathdrill.cli.shell import pack_new as command

    return command.run(ctx.obj, folder)


def pack_preview(
    ctx: typer.Context,
    template: Template,
    *,
    pack: ExtraPack = None,
    seed: Seed = 0,
    watch: Watch = False,
    json: Json = False,
) -> int:
    """`mathdrill pack preview`."""
    from mathdrill.cli.shell import pack_preview as command

    chosen = command.Chosen(template, seed, tuple(pack or ()))
    return command.run(ctx.obj, chosen, watched=watch, json=json)


def pack_list(ctx: typer.Context, *, json: Json = False) -> int:
    """`mathdrill pack list`."""
    from mathdrill.cli.shell import pack_list as command

    return command.run(ctx.obj, json=json)


def pack_schema(ctx: typer.Context, file: SchemaFile = "skill") -> int:
    """`mathdrill pack schema`."""
    from mathdrill.cli.shell import pack_schema as command

    return command.run(ctx.obj, file)


def grade(ctx: typer.Context) -> int:
    """`mathdrill grade`."""
    from mathdrill.cli.shell import grading as command

    return command.run(ctx.obj)


def data_export(ctx: typer.Context, *, output: Out = None) -> int:
    """`mathdrill data export`."""
    from mathdrill.cli.shell import data as command

    return command.export(ctx.obj, output)


def data_import(ctx: typer.Context, source: Source) -> int:
    """`mathdrill data import`."""
    from mathdrill.cli.shell import data as command

    return command.take_in(ctx.obj, source, as_log=True)


def data_merge(ctx: typer.Context, source: Source) -> int:
    """`mathdrill data merge`."""
    from mathdrill.cli.shell import data as command

    return command.take_in(ctx.obj, source, as_log=False)


def data_backup(ctx: typer.Context, output: Target = None) -> int:
    """`mathdrill data backup`."""
    from mathdrill.cli.shell import data as command

    return command.backup(ctx.obj, output)


def data_restore(ctx: typer.Context, source: Source) -> int:
    """`mathdrill data restore`."""
    from mathdrill.cli.shell import data as command

    return command.restore(ctx.obj, source)


def data_rebuild(ctx: typer.Context) -> int:
    """`mathdrill data rebuild`."""
    from mathdrill.cli.shell import data as command

    return command.rebuild(ctx.obj)


def data_path(ctx: typer.Context) -> int:
    """`mathdrill data path`."""
    from mathdrill.cli.shell import data as command

    return command.path(ctx.obj)


def doctor(ctx: typer.Context, *, json: Json = False) -> int:
    """`mathdrill doctor`."""
    from mathdrill.cli.shell import doctor as command

    return command.run(ctx.obj, json=json)
