"""What typer finds wrong with the arguments, as an error of ours in the learner's language."""

from __future__ import annotations

from typing import Any

from typer import TyperException

from mathdrill.cli.names import suggestions
from mathdrill.errors import UsageError

EXPECTED = {"float": "cli.a-number", "int": "cli.a-whole-number"}


def complaint(error: TyperException) -> UsageError:
    """The same fault in our words; typer's own classes have no public names, so by name."""
    found: Any = error
    command = found.ctx.command_path if getattr(found, "ctx", None) else "mathdrill"
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(found, command)
        case "MissingParameter":
            return UsageError("cli.missing", name=_name(found.param), command=command)
        case "BadOptionUsage":
            wanting = "requires" in found.message  # the class stands for both faults
            key = "cli.needs-value" if wanting else "cli.takes-no-value"
            return UsageError(key, option=found.option_name)
        case "BadParameter":
            return _bad_value(found, command)
        case _:
            return UsageError("cli.usage", message=error.format_message(), command=command)


def _unknown_option(error: Any, command: str) -> UsageError:
    given = error.option_name
    known = [name for parameter in error.ctx.command.params for name in parameter.opts]
    close = suggestions(given, [*known, "--help", "--lang", "--debug"])
    if close:
        meant = ", ".join(close)
        return UsageError("cli.unknown-option-meant", given=given, meant=meant, command=command)
    return UsageError("cli.unknown-option", given=given, command=command)


def _bad_value(error: Any, command: str) -> UsageError:
    if error.param is None:
        return UsageError("cli.usage", message=error.format_message(), command=command)
    annotation = error.param.type_descriptor.annotation
    expected = EXPECTED.get(getattr(annotation, "__name__", ""))
    name = _name(error.param)
    if expected is None:
        return UsageError("cli.bad-value", name=name, command=command)
    return UsageError(expected, name=name, command=command)


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)
