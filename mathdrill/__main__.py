"""The front door: what was typed at the shell -> an exit code.

`--version` is answered before anything is imported, and `MathdrillError` is caught here alone.
"""

from __future__ import annotations

import gc
import sys

from mathdrill import __version__

FINE = 0
FAULT = 1  # also a finding of `pack check` and `doctor`; errors carry their own codes
INTERRUPTED = 130
OBJECTS_PER_COLLECTION = 50_000  # what a start makes stays; looking for garbage in it costs 7 %


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns: the exit code (tests/README.md, law 10)."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        print(f"mathdrill {__version__}")
        return FINE
    gc.set_threshold(OBJECTS_PER_COLLECTION)
    from mathdrill.cli import front
    from mathdrill.errors import MathdrillError

    try:
        code = front.run(given)
        sys.stdout.flush()
    except MathdrillError as error:
        return _told(given, error, error.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        front.silence_stdout()
        return FINE
    except Exception as error:  # noqa: BLE001  # a fault of ours must not look like one of theirs
        return _told(given, error, FAULT)
    return code


def _told(given: list[str], error: Exception, code: int) -> int:
    from mathdrill.cli import front

    try:
        front.report(given, error)
    except BrokenPipeError:
        front.silence_stdout()
    return code


if __name__ == "__main__":
    sys.exit(main())
