"""What `--help` prints: what a command is for, examples, then its arguments and options.

Help in the source is the name of a sentence; it is said when the language is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from mathdrill.cli.blocks import Block, Fields, Gap, Heading, Prose
from mathdrill.cli.layout import rows
from mathdrill.cli.names import suggestions
from mathdrill.cli.terminal import Terminal
from mathdrill.cli.wrap import line_text
from mathdrill.errors import UsageError

OF_TYPER = {
    "install_completion": "help.install-completion",
    "show_completion": "help.show-completion",
    "help": "help.this",
}


class Command(TyperCommand):
    """A command that explains itself in the learner's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page of the command."""
        formatter.write(_printed(ctx.obj, page(self, ctx)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; one too many is named."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError("cli.extra-argument", given=rest[0], command=ctx.command_path)
        return rest


class Group(TyperGroup):
    """A command with commands of its own."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the manual page of the group."""
        formatter.write(_printed(ctx.obj, page(self, ctx)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; an unknown one names its neighbours."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            path = ctx.command_path
            close = suggestions(name.casefold(), list(self.commands))
            if close:
                meant = ", ".join(f"{path} {each}" for each in close)
                raise UsageError("cli.unknown-command-meant", given=name, meant=meant)
            known = ", ".join(self.commands)
            raise UsageError("cli.unknown-command", given=name, known=known, command=path)
        return super().resolve_command(ctx, args)


def page(command: Any, ctx: Any) -> Iterator[Block]:
    """The manual page as blocks."""
    terminal: Terminal = ctx.obj
    yield Prose(terminal.say(command.help))
    if command.epilog:
        yield Gap()
        yield Heading(terminal.say("help.examples"))
        for example in terminal.say(command.epilog).strip().split("\n"):
            yield Prose(f"  {example}")
    yield from _commands(terminal, command)
    yield from _parameters(terminal, command, ctx)


def _commands(terminal: Terminal, command: Any) -> Iterator[Block]:
    """Commands under the headings they were declared with."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for name, each in getattr(command, "commands", {}).items():
        heading = each.rich_help_panel or "help.commands"
        panels.setdefault(heading, []).append((f"  {name}", terminal.say(each.help)))
    widest = max((len(name) for panel in panels.values() for name, _ in panel), default=0)
    for heading, fields in panels.items():
        yield Gap()
        yield Heading(terminal.say(heading))
        yield Fields(tuple((name.ljust(widest), text) for name, text in fields))


def _parameters(terminal: Terminal, command: Any, ctx: Any) -> Iterator[Block]:
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        text = terminal.say(OF_TYPER.get(parameter.name) or parameter.help)
        if parameter.param_type_name == "argument":
            arguments.append((f"  {parameter.metavar}", text))
        else:
            names = ", ".join(sorted(parameter.opts, key=len))
            off = "".join(f"/{name}" for name in parameter.secondary_opts)
            wanted = f" {parameter.metavar}" if parameter.metavar else ""
            options.append((f"  {names}{off}{wanted}", text))
    options += [
        ("  --lang en|zh", terminal.say("help.lang")),
        ("  --debug", terminal.say("help.debug")),
    ]
    yield Gap()
    yield Heading(terminal.say("help.usage"))
    wanted = " ".join(name.strip() for name, _ in arguments)
    more = "COMMAND" if getattr(command, "commands", None) else wanted
    yield Prose("  " + " ".join(filter(None, (ctx.command_path, more, "[--…]"))))
    for heading, fields in (("help.arguments", arguments), ("help.options", options)):
        if fields:
            yield Gap()
            yield Heading(terminal.say(heading))
            yield Fields(tuple(fields))


def _printed(terminal: Terminal, blocks: Iterator[Block]) -> str:
    width = terminal.width
    return "".join(
        f"{line_text(row.line).rstrip()}\n" for row in rows(blocks, width, terminal.formula)
    )
