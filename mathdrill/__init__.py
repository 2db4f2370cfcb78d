"""mathdrill: a terminal trainer for the mathematics behind PyTorch's autograd."""

from __future__ import annotations

TYPE_CHECKING = False  # what `typing.TYPE_CHECKING` is, without the import of typing
if TYPE_CHECKING:
    from mathdrill.scoring.grade import grade

__version__ = "0.1.0"
__all__ = ["__version__", "grade"]


def __getattr__(name: str) -> object:
    """`mathdrill.grade`, imported when it is first asked for."""
    if name == "grade":
        from mathdrill.scoring.grade import grade

        return grade
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
