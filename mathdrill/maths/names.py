"""The names that formulas may use: functions, constants, and the variables an item declares.

A run of letters that is no name is read as a product of the fewest known names: `xsin(x)`, `2xy`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# canonical function -> (fewest, most) arguments
FUNCTIONS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("sin", "cos", "tan", "sec", "csc", "cot"), (1, 1)),
    **dict.fromkeys(("asin", "acos", "atan", "sinh", "cosh", "tanh"), (1, 1)),
    **dict.fromkeys(("sech", "csch", "coth", "asinh", "acosh", "atanh"), (1, 1)),
    **dict.fromkeys(("exp", "expm1", "log1p", "log2", "log10"), (1, 1)),
    **dict.fromkeys(("sqrt", "cbrt", "abs", "sign", "floor", "ceil"), (1, 1)),
    **dict.fromkeys(("sigmoid", "relu", "softplus", "step"), (1, 1)),
    "log": (1, 2),
    "pow": (2, 2),
    "max": (1, 20),
    "min": (1, 20),
}

# what only a pack's author may write; resolved before an item exists
AUTHOR_FUNCTIONS: dict[str, tuple[int, int]] = {
    "diff": (2, 3),
    "grad": (2, 9),
    "jacobian": (2, 9),
    "hessian": (2, 9),
    "subs": (3, 17),
    "where": (3, 3),
    "len": (1, 1),
    "gcd": (2, 2),
    "mod": (2, 2),
    "round": (1, 1),
    "expand": (1, 1),
    "entry": (2, 3),
    **dict.fromkeys(("dot", "matmul", "outer", "row", "col", "onehot", "full", "decimal"), (2, 2)),
    **dict.fromkeys(("T", "diag", "trace", "det", "inv", "eye", "rowsum", "colsum"), (1, 1)),
    **dict.fromkeys(("sum", "mean", "prod", "median", "norm", "norm1", "norminf"), (1, 1)),
    **dict.fromkeys(("sort", "argsort", "argmax", "softmax", "cumsum"), (1, 1)),
}

ALIASES: dict[str, str] = {
    "ln": "log",
    "lg": "log10",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctg": "atan",
    "tg": "tan",
    "ctg": "cot",
    "cotan": "cot",
    "cosec": "csc",
    "sh": "sinh",
    "ch": "cosh",
    "th": "tanh",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "sgn": "sign",
    "logistic": "sigmoid",
    "heaviside": "step",
    "ceiling": "ceil",
    "maximum": "max",
    "minimum": "min",
    "absolute": "abs",
    "square_root": "sqrt",
}

CONSTANTS = ("pi", "e")

GREEK: dict[str, str] = {
    **dict(zip("αβγδεζηθ", "alpha beta gamma delta epsilon zeta eta theta".split(), strict=True)),
    **dict(zip("ικλμνξοπ", "iota kappa lambda mu nu xi omicron pi".split(), strict=True)),
    **dict(zip("ρστυφχψω", "rho sigma tau upsilon phi chi psi omega".split(), strict=True)),
    **dict(
        zip("ΓΔΘΛΞΠΣΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(), strict=True)
    ),
}

LONGEST_RUN = 200
LONGEST_NAME = 16

_LETTER = re.compile(r"[A-Za-z](?:_?[0-9]+|_[a-z])?'*")  # x, x1, x_1, x_i


class Role(StrEnum):
    VARIABLE = "variable"
    CONSTANT = "constant"
    FUNCTION = "function"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Piece:
    """One name inside a run of letters: its canonical spelling and where it starts in the run."""

    role: Role
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in one formula mean.

    variables: names that stand for values. heads: names that stand for functions.
    author: a pack's formula: author functions, and any single letter is a variable.
    display: a formula only to be shown: every run of letters is a name as it stands.
    """

    variables: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    author: bool = False
    display: bool = False

    def arity(self, function: str) -> tuple[int, int] | None:
        """(fewest, most) arguments of a canonical function; None for one that is only shown."""
        if function in self.heads:
            return (1, 1)
        if function in FUNCTIONS:
            return FUNCTIONS[function]
        return AUTHOR_FUNCTIONS.get(function) if self.author else None

    def find(self, run: str) -> tuple[Role, str] | None:
        """What one name means, or None."""
        if run in self.variables:
            return (Role.VARIABLE, run)
        if run in self.heads:
            return (Role.FUNCTION, run)
        spelled = _spell_greek(run)
        if spelled in self.variables:
            return (Role.VARIABLE, spelled)
        if spelled in CONSTANTS or run in ("Pi", "PI"):
            return (Role.CONSTANT, "e" if spelled == "e" else "pi")
        function = _function(run, author=self.author)
        if function is not None:
            return (Role.FUNCTION, function)
        bare = spelled.replace("_", "")
        same = [v for v in self.variables if v.replace("_", "") == bare]
        if len(same) == 1:
            return (Role.VARIABLE, same[0])
        if self.author and (_LETTER.fullmatch(spelled) or spelled in GREEK.values()):
            return (Role.VARIABLE, spelled)
        return None

    def split(self, run: str) -> tuple[Piece, ...] | None:
        """A run of letters and digits as the fewest known names, or None.

        Digits may follow a function (`sin2x`) or a constant (`e5`), never a variable: `x2` is a
        slip for `x^2` or `2x`, and only the learner knows which.
        """
        whole = self.find(run)
        if whole is not None:
            return (Piece(*whole, 0, len(run)),)
        if self.display:
            role = Role.VARIABLE
            return (Piece(role, run, 0, len(run)),)
        if len(run) > LONGEST_RUN:
            return None
        longest = max(LONGEST_NAME, *map(len, (*self.variables, *self.heads, "")))
        meanings: dict[str, tuple[Role, str] | None] = {}
        best: list[tuple[Piece, ...] | None] = [None] * (len(run) + 1)
        best[len(run)] = ()
        for start in range(len(run) - 1, -1, -1):
            for end in range(min(len(run), start + longest), start, -1):
                rest = best[end]
                found = best[start]
                if rest is None or (found is not None and len(rest) + 1 >= len(found)):
                    continue
                piece = self._piece(run, start, end, rest, meanings)
                if piece is not None:
                    best[start] = (piece, *rest)
        return best[0]

    def _piece(
        self,
        run: str,
        start: int,
        end: int,
        rest: tuple[Piece, ...],
        meanings: dict[str, tuple[Role, str] | None],
    ) -> Piece | None:
        part = run[start:end]
        if part.isdigit():
            return Piece(Role.DIGITS, part, start, end) if start else None
        if part not in meanings:
            meanings[part] = self.find(part)
        found = meanings[part]
        if found is None:
            return None
        if rest and rest[0].role is Role.DIGITS and found[0] is Role.VARIABLE:
            return None
        return Piece(*found, start, end)


def _spell_greek(run: str) -> str:
    if run.isascii():
        return run
    head, tail = run[0], run[1:]
    return GREEK.get(head, head) + tail if tail.isascii() else run


def _function(run: str, *, author: bool) -> str | None:
    if run == "σ":
        return "sigmoid"
    if author and run in AUTHOR_FUNCTIONS:
        return run
    lower = run.lower() if run.isascii() else run
    name = ALIASES.get(lower, lower)
    if name in FUNCTIONS or (author and name in AUTHOR_FUNCTIONS):
        return name
    return None


def suggestion(run: str, names: Names) -> str | None:
    """The known name nearest to an unknown one, or None."""
    from difflib import get_close_matches

    for variable in names.variables:
        if variable.lower() == run.lower():
            return variable
    known = [*names.variables, *FUNCTIONS, *ALIASES, *CONSTANTS]
    if names.author:
        known += [*names.heads, *AUTHOR_FUNCTIONS]
    if run in {"E", "Exp"}:
        return "e" if run == "E" else "exp"
    near = get_close_matches(run.lower(), known, n=1, cutoff=0.6)
    return near[0] if near else None
