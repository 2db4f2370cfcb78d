"""How much a program may take: budgets, and what is asked of arguments before a call.

`program_guard` counts the elements of tensors; here stand the limits and the checks of everything
that Python itself would allocate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

BLANK = "____"

MAX_CHARACTERS = 2_000  # a program fits a screen
MAX_FILLING = 200
MAX_DEPTH = 30  # of brackets, blocks and operators in one another
MAX_DIGITS = 20  # of a number as it is written
MAX_STRING = 200
MAX_STEPS = 20_000  # nodes interpreted and tensor operations done, backward ones too
MAX_CALLS = 20  # of the program's own functions in one another
MAX_ELEMENTS = 10_000  # of one tensor, and along one of its dimensions: empty ones can be long
MAX_DIMENSIONS = 12
MAX_WORK = 5_000_000  # elements that one run reads and makes, entries of lists included
MAX_ENTRIES = 10_000  # of a list with all lists in it
MAX_BITS = 4_096  # of a whole number
MAX_OUTPUT = 4_000  # characters printed
MAX_NESTING = 8  # lists in lists

Rule = Callable[[Sequence[Any], Mapping[str, Any]], bool]
"""Whether a call may be made with these arguments."""


def count_entries(value: object, deepest: int = MAX_NESTING) -> int:
    """How many values a list holds with all lists in it; above MAX_ENTRIES counting ends."""
    if not isinstance(value, list | tuple):
        return 1
    if deepest == 0:
        return MAX_ENTRIES + 1
    total = 0
    for entry in value:
        total += count_entries(entry, deepest - 1)
        if total > MAX_ENTRIES:
            break
    return max(total, 1)


def fits(operator: str, left: object, right: object) -> bool:
    """Whether Python can compute left ∘ right of its own values without taking too much."""
    if operator == "*":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, list | tuple | str) and isinstance(other, int):
                length = len(one) if isinstance(one, str) else count_entries(one)
                return length * max(other, 0) <= MAX_ENTRIES
    if operator == "+" and isinstance(left, list | tuple | str) and isinstance(right, type(left)):
        if isinstance(left, str):
            return len(left) + len(right) <= MAX_ENTRIES
        return count_entries(left) + count_entries(right) <= MAX_ENTRIES
    if not (isinstance(left, int) and isinstance(right, int)):
        return True
    if operator == "**":
        return left.bit_length() * max(right, 1) <= MAX_BITS
    return left.bit_length() + right.bit_length() <= MAX_BITS


# --- calls with an argument that could do harm ----------------------------------------------------


def _plain_repeats(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Repeats in a tensor make a result of a size that only its values tell."""
    given = [*arguments, keywords.get("repeats", 1)]
    return all(isinstance(value, int) or value is None for value in given[1:])


def _no_strings(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """A string would name a device or a file."""
    return not any(isinstance(value, str) for value in [*arguments, *keywords.values()])


def _few_names(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """einsum walks its equation in Python."""
    return all(len(value) <= 40 for value in arguments if isinstance(value, str))


def _small_chunks(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Empty pieces have no elements, and still there could be a billion of them."""
    return all(abs(value) <= MAX_ENTRIES for value in arguments if isinstance(value, int))


RULES: Mapping[str, Rule] = {
    "torch.repeat_interleave": _plain_repeats,
    "tensor.repeat_interleave": _plain_repeats,
    "tensor.to": _no_strings,
    "tensor.numpy": _no_strings,
    "torch.einsum": _few_names,
    "torch.chunk": _small_chunks,
    "tensor.chunk": _small_chunks,
    "torch.split": _small_chunks,
    "tensor.split": _small_chunks,
    "torch.manual_seed": _no_strings,
}
"""By path of the function, or sort and name of the method."""
