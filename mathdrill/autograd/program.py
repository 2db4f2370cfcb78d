"""Short PyTorch programs: read, run safely, and observed. torch is imported at the first run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec

from mathdrill.autograd.program_observation import Failed, Observation, Seen, SeenList, SeenTensor
from mathdrill.autograd.program_reader import read_observed, read_program
from mathdrill.domain import Kind
from mathdrill.errors import TorchMissingError

DIGITS = 7  # of a float32


def available() -> bool:
    """Whether torch is installed, found out without importing it."""
    return find_spec("torch") is not None


def observe(program: str, expressions: Sequence[str]) -> Observation:
    """Run a program and look at the expressions afterwards.

    Args:
        expressions: over the final names of the program, and `err` (the class of the error that
            ended it, or "None"), `gist` (our word for it), `warned` (the classes of its warnings)
            and `stdout`.
    Raises: ProgramError: refused, or over a limit. TorchMissingError.
    """
    return _observed(program, tuple(expressions))


@lru_cache(maxsize=512)
def _observed(text: str, expressions: tuple[str, ...]) -> Observation:
    program = read_program(text)
    wanted = [read_observed(expression, program) for expression in expressions]
    if not available():
        raise TorchMissingError("program.no-torch")
    from mathdrill.autograd.program_run import run

    return run(program, wanted)


def observed_key(program: str, expression: str, kind: Kind) -> str | None:
    """What a learner would type who had run the program: `(3, 1)`, `[2, 0]`, `nan`, `RuntimeError`.

    Returns: None where the observed value is no answer of this kind.
    Raises: as `observe`.
    """
    seen = observe(program, [expression]).values[0]
    match kind, seen:
        case Kind.SHAPE, SeenList(entries):
            inner = ", ".join(typed(entry) for entry in entries)
            return f"({inner},)" if len(entries) == 1 else f"({inner})"
        case Kind.STEPS, SeenList(entries):
            return ", ".join(typed(entry) for entry in entries)
        case _, Failed():
            return None
        case _:
            return typed(seen)


def typed(seen: Seen) -> str:
    """An observed value as it is typed; numbers to seven digits."""
    match seen:
        case bool() | None | str():
            return str(seen)
        case int() | float():
            return f"{seen:.{DIGITS}g}" if isinstance(seen, float) else str(seen)
        case SeenList(entries):
            return f"[{', '.join(typed(entry) for entry in entries)}]"
        case SeenTensor():
            return _nested(seen.shape, [typed(entry) for entry in seen.entries])
        case Failed(error):
            return error
        case _:
            return seen.sort


def _nested(shape: tuple[int, ...], entries: Sequence[str]) -> str:
    if not shape:
        return entries[0]
    size = len(entries) // shape[0] if shape[0] else 0
    rows = (entries[row * size : (row + 1) * size] for row in range(shape[0]))
    return f"[{', '.join(_nested(shape[1:], row) for row in rows)}]"
