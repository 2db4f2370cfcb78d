"""Texts that nobody should type: from a grammar, from mutated right answers, from attacks.

Every function takes a stream of chance; the same stream gives the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

_FUNCTIONS = tuple(
    "sin cos tan sec csc cot asin acos atan sinh cosh tanh sech csch coth asinh acosh atanh exp expm1 "
    "log log1p log2 log10 ln sqrt cbrt abs sign floor ceil sigmoid relu softplus step max min arcsin "
    "pow tensor torch.Size log_2 log_x √".split()
)
_NUMBERS = (
    *"0 1 2 3 7 10 0.5 .5 5. 1e-5 2e3 1e400 1e-400 1e308 0.3333 3.14159 1/3 9^9 10^400".split(),
    "9" * 400,
    "0." + "3" * 398,
)
_OTHER_NAMES = ("e", "e", "pi", "π", "y", "w1", "xy", "x1", "x_1", "E", "i", "foo", "N", "lambda")
_OPERATORS = (*"+-*/^", "**", "·", "−", "×", "÷", " ", "", ",", "=", "<", "->", "|", "∘", "'")
_ALPHABET = (
    *"xyze0123456789.+-*/^()[]{}|,;:=<>!?'\"`~@#$%&_\\ \t\n",
    *"²³⁻¹⁽⁾ⁿˣ₀₁√π∞±·×÷−–（）［］，。、＝ｘ＋１αβθσ∂∇½Ⅷ٣३零",
    *"\x00\x07\x1b\x7f\u00ad\u200b\u200e\u202e\u2066\ufeff\ue000\uffff\ud800\U0001f600\U000e0041",
)
_ATTACKS = (
    "__import__('os').system('id')",
    "exec('1')",
    "eval(input())",
    "open('/etc/passwd').read()",
    "lambda: x",
    "().__class__.__bases__[0].__subclasses__()",
    "{0.__class__}",
    "%s%s%n",
    "${jndi:ldap://x}",
    "[x for x in x]",
    "x if x else x",
    "import os",
    "breakpoint()",
    "globals()",
    "getattr(x,'y')",
    "9^9^9^9",
    "9**9**9**9",
    "x^9^9^9",
    "10^400^400",
    "2^2^2^2^2^2^2",
    "1/0",
    "0/0",
    "log(-x^2)",
    "tan(pi/2)",
    "0^0",
    "(-8)^(1/3)",
    "sqrt(10^4900+1)",
    "(10^4900+1)^(1/3)",
    "9^6000",
    "1/7^6000",
    "sin(1e308*x)",
    "tan(10^300)",
    "(x*1e300-1e300*x)^3",
    "acosh(1e200*x)",
    "x^(10^400)",
    "floor(x*1e20)",
    "exp(exp(exp(exp(x))))",
    "x^x^x^x^x",
    "(x-2)^6000",
    "1-tanh(e^x)^2",
    "log_q(x)",
    "tensor([1,2])",
    "[[1,2],[3]]",
    "2*[1,x]",
    "(3,)",
    "torch.Size([3,4])",
    ",dtype=<",
    "\x1b]0;owned\x07",
    "[red]x[/red]",
)
_JOINTS = ("+", "*", "-", "/", ",", "", " ", "^", "*x+", "|", ")(", "]+[", ";")


def _of(chance: Random, options: Sequence[str]) -> str:
    return options[int(chance.random() * len(options))]


def grown(chance: Random, names: Sequence[str], depth: int = 4) -> str:
    """A formula from the grammar, mostly readable, now and then with a name that is unknown."""
    roll = chance.random()
    if depth == 0 or roll < 0.18:
        kind = chance.random()
        if kind < 0.4:
            return _of(chance, _NUMBERS if kind < 0.01 else _NUMBERS[:-2])
        return _of(chance, _OTHER_NAMES if kind < 0.42 else names)

    def below() -> str:
        return grown(chance, names, depth - 1)

    if roll < 0.45:
        return below() + _of(chance, _OPERATORS[:4] if roll < 0.44 else _OPERATORS) + below()
    if roll < 0.72:
        name = _of(chance, _FUNCTIONS[:-6] if roll < 0.715 else _FUNCTIONS)
        return f"{name} {below()}" if roll > 0.70 else f"{name}({below()})"
    if roll < 0.8:
        some = ",".join(grown(chance, names, 1) for _ in range(1 + int(chance.random() * 5)))
        return f"{_of(chance, ('max', 'min'))}({some})"
    if roll < 0.9:
        return f"({below()})"
    if roll < 0.94:
        return f"|{below()}|"
    return f"({below()})^{_of(chance, _NUMBERS[:12])}"


def mutated(chance: Random, text: str) -> str:
    """The text with one to four characters or stretches changed, doubled, dropped or swapped."""
    for _ in range(1 + int(chance.random() * 4)):
        at = int(chance.random() * (len(text) + 1))
        to = min(len(text), at + 1 + int(chance.random() * 6))
        match int(chance.random() * 6):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + _of(chance, _ALPHABET) + text[at:]
            case 2:
                text = text[:at] + text[at:to] * (2 + int(chance.random() * 3)) + text[to:]
            case 3:
                text = text[:at] + _of(chance, _ALPHABET) + text[to:]
            case 4:
                text = text[to:] + text[at:to] + text[:at]
            case _:
                text = text[:at] + _of(chance, _ATTACKS) + text[to:]
    return text


def soup(chance: Random) -> str:
    """Characters of every sort, without any order."""
    return "".join(_of(chance, _ALPHABET) for _ in range(int(chance.random() ** 2 * 120)))


def any_unicode(chance: Random) -> str:
    """Code points from the whole range, lone surrogates too."""
    return "".join(chr(int(chance.random() * 0x110000)) for _ in range(int(chance.random() * 12)))


def nested(chance: Random) -> str:
    """One function or bracket inside itself, up to and beyond the limits."""
    count = 1 + int(chance.random() ** 2 * 130)
    head = _of(chance, (*_FUNCTIONS, "", "-", "2^", "x^", "1/", "x+", "|", "[", "√", "sin -"))
    inside = _of(chance, ("x", "x+1", "x^2+y", "sqrt(10^4900+1)", "9^6000", "-x", "x y", ""))
    if head in ("-", "2^", "x^", "1/", "x+", "√", "sin -"):
        return head * count + inside
    opening, closing = ("|", "|") if head == "|" else ("[", "]") if head == "[" else ("(", ")")
    missing = int(chance.random() * 2) if chance.random() < 0.2 else 0
    text = f"{'' if head in '|[' else head}{opening}" * count
    return text + inside + closing * (count - missing)


def repeated(chance: Random, names: Sequence[str]) -> str:
    """A long sum, product, chain or list of one piece or of pieces that differ in a number."""
    piece = grown(chance, names, 2) if chance.random() < 0.7 else _of(chance, _ATTACKS)
    joint = _of(chance, _JOINTS)
    room = 1_030 if chance.random() < 0.5 else 300
    count = min(300, room // max(1, len(piece) + len(joint)))
    if chance.random() < 0.3:
        pieces = [f"{_of(chance, _FUNCTIONS[:20])}({index}{joint}x)" for index in range(count // 2)]
        return _of(chance, _JOINTS).join(pieces)
    text = joint.join([piece] * max(1, count))
    return f"{_of(chance, _FUNCTIONS)}({text})" if chance.random() < 0.3 else text


def run_of_letters(chance: Random) -> str:
    """Names without anything between them."""
    pieces = ("x", "y", "sin", "e", "pi", "xy", "2", "w1", "cos", "q", "log", "exp")
    some = [_of(chance, pieces) for _ in range(1 + int(chance.random() * 4))]
    return "".join(some * (1 + int(chance.random() ** 2 * 60)))[:1_000]


def brackets(chance: Random) -> str:
    """Bars, brackets and what stands between them, rarely balanced."""
    pieces = ("(", ")", "[", "]", "|", "|", "{", "}", "x", "1", ",", "+", "-", " ")
    return "".join(_of(chance, pieces) for _ in range(int(chance.random() ** 2 * 300)))


def huge(chance: Random) -> str:
    """Far beyond what may be typed; only its length should matter."""
    piece = _of(
        chance, ("1,", "x", " ", ",dtype=<", "u=1,", "(", "-", "9", "x=", "1 ", "²", "tensor(")
    )
    return piece * int(chance.random() * 4_000)


Made = Callable[[Random, Sequence[str], Sequence[str]], str]

# how often each sort of text is made, and how: (chance, right answers, names) -> text
FAMILIES: dict[str, tuple[int, Made]] = {
    "grammar": (33, lambda chance, _, names: grown(chance, names, 2 + int(chance.random() * 4))),
    "mutated answer": (30, lambda chance, texts, _: mutated(chance, _of(chance, texts))),
    "mutated grammar": (10, lambda chance, _, names: mutated(chance, grown(chance, names, 3))),
    "answer of another": (5, lambda chance, texts, _: _of(chance, texts)),
    "soup": (4, lambda chance, *_: soup(chance)),
    "unicode": (2, lambda chance, *_: any_unicode(chance)),
    "nested": (4, lambda chance, *_: nested(chance)),
    "repeated": (3, lambda chance, _, names: repeated(chance, names)),
    "letters": (3, lambda chance, *_: run_of_letters(chance)),
    "brackets": (3, lambda chance, *_: brackets(chance)),
    "attack": (2, lambda chance, *_: mutated(chance, _of(chance, _ATTACKS))),
    "huge": (1, lambda chance, *_: huge(chance)),
}


def hostile(chance: Random, texts: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """(family, text), the family drawn by its weight.

    texts: right answers to be mutated, best those of the same key. names: those that may be used.
    """
    roll = chance.random() * sum(weight for weight, _ in FAMILIES.values())
    for family, (weight, make) in FAMILIES.items():
        roll -= weight
        if roll < 0:
            return family, make(chance, texts, names)
    raise AssertionError(roll)
