"""Text → tree: a Pratt parser for the notation in which people type formulas.

`^` binds right to left and tighter than a sign: -x^2 = -(x^2), 2^-1. A product written without a
sign (juxtaposition) stands at the level of `*` and `/`, left to right: 1/2x = (1/2)·x. A function
without brackets takes the numbers and names that follow: sin 2x = sin(2x). `Reading` holds the
other conventions that people use, so that scoring can tell when one of them was meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from mathdrill.errors import FormulaError
from mathdrill.maths.expression import (
    MAX_DEPTH,
    MAX_NODES,
    Add,
    Call,
    Const,
    Div,
    Expr,
    Mul,
    Neg,
    Pow,
    Relation,
    Sym,
    Vector,
    integer,
    is_deep,
)
from mathdrill.maths.lexer import MAX_CHARACTERS, Token, TokenKind
from mathdrill.maths.names import CONSTANTS, Names, Role
from mathdrill.maths.reading import OUR_READING, Reading
from mathdrill.maths.words import WRAPPER, number_of, words_of

_RELATION, _LIST, _SUM, _SIGN, _PRODUCT, _TIGHT, _POWER = 4, 2, 10, 15, 20, 25, 30
_RELATIONS = {"=": "=", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DISPLAYED = {**_RELATIONS, "->": "->", "≈": "≈", "~=": "≈"}


def parse(
    text: str, names: Names, reading: Reading = OUR_READING, *, limit: int = MAX_CHARACTERS
) -> Expr:
    """The tree of a formula.

    Raises: FormulaError, with the place of the fault in `text`.
    """
    return parse_words(text, words_of(text, names, limit), names, reading)


def parse_words(
    text: str, words: Sequence[Token], names: Names, reading: Reading = OUR_READING
) -> Expr:
    """The tree of the words of a text. Raises: FormulaError."""
    tree = _Parser(text, words, names, reading).formula()
    if is_deep(tree):  # chains such as 1/2/3/… grow deep without brackets
        raise FormulaError("formula.too-deep", position=0, depth=MAX_DEPTH)
    return tree


class _Parser:
    """One pass over the words; every method leaves `at` behind what it has read."""

    def __init__(self, text: str, words: Sequence[Token], names: Names, reading: Reading) -> None:
        self.text = text
        self.words = words
        self.names = names
        self.reading = reading
        self.at = 0
        self.depth = 0
        self.nodes = 0
        self.open: list[str] = []  # "(", "[" or "|", innermost last

    def peek(self) -> Token:
        return self.words[self.at]

    def next(self) -> Token:
        word = self.words[self.at]
        self.at += 1
        return word

    def sees(self, operator: str) -> bool:
        word = self.words[self.at]
        return word.kind is TokenKind.OPERATOR and word.text == operator

    def take(self, operator: str) -> bool:
        if self.sees(operator):
            self.at += 1
            return True
        return False

    def fail(self, key: str, word: Token, **values: object) -> FormulaError:
        return FormulaError(key, position=word.start, length=word.end - word.start, **values)

    def formula(self) -> Expr:
        if self.peek().kind is TokenKind.END:
            raise self.fail("formula.empty", self.peek())
        tree = self.expression(0)
        word = self.peek()
        if word.kind is not TokenKind.END:
            raise self.stray(word)
        return tree

    def stray(self, word: Token) -> FormulaError:
        if word.text in ("=", "=="):
            return self.fail("formula.equation", word)
        if word.text in _DISPLAYED:
            return self.fail("formula.relation", word, operator=word.text)
        if word.text in (")", "]"):
            return self.fail("formula.closing", word, bracket=word.text)
        if word.text == ",":
            return self.fail("formula.comma", word)
        if word.kind is TokenKind.NUMBER:
            return self.fail("formula.two-numbers", word, number=word.text)
        return self.fail("formula.unexpected", word, found=word.text)

    def expression(self, level: int) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("formula.too-deep", self.peek(), depth=MAX_DEPTH)
        left = self.operand(level)
        while (step := self.infix(left, level)) is not None:
            left = step
        self.depth -= 1
        return left

    def infix(self, left: Expr, level: int) -> Expr | None:
        """The tree with one more operator taken in, or None where this level ends."""
        word = self.peek()
        kind, text = word.kind, word.text
        if kind is TokenKind.END:
            return None
        if kind is TokenKind.OPERATOR:
            if text in ("+", "-"):
                return self.sum(left) if level < _SUM else None
            if text in "@∘" and not (self.names.display or self.names.author):
                raise self.fail("formula.character", word, character=text)
            if text in ("*", "/", "∘", "@"):
                return self.product(left, text) if level < _PRODUCT else None
            if text in ("^", "**"):
                return self.power(left) if level < _POWER else None
            if text in _DISPLAYED and (self.names.display or self.names.author):
                return self.relation(left, text) if level < _RELATION else None
            if text == "," and self.names.display and not self.open:
                return self.relation(left, text) if level < _LIST else None
            if not (text in ("(", "[", "√") or (text == "|" and self.open[-1:] != ["|"])):
                return None
        elif kind is TokenKind.NUMBER and not self.after_constant(word):
            raise self.fail("formula.two-numbers", word, number=text)
        binding = _TIGHT if self.reading.tight else _PRODUCT
        if level >= binding:
            return None
        return self.node(_product(left, self.expression(binding)))

    def after_constant(self, word: Token) -> bool:
        before = self.words[self.at - 1]
        return before.role == Role.CONSTANT and not word.spaced

    def sum(self, left: Expr) -> Expr:
        terms = [left]
        while (plus := self.sees("+")) or self.sees("-"):
            self.next()
            term = self.expression(_SUM)
            terms.append(term if plus else Neg(term))
        return self.node(Add(tuple(terms)))

    def product(self, left: Expr, operator: str) -> Expr:
        self.next()
        right = self.expression(_PRODUCT)
        if operator == "@":
            return self.node(Call("matmul", (left, right)))
        if operator == "∘":
            return self.node(Relation("∘", left, right))
        return self.node(Div(left, right) if operator == "/" else _product(left, right))

    def power(self, left: Expr) -> Expr:
        self.next()
        reach = _POWER - 1
        if self.reading.wide:
            reach = _SUM
        elif self.reading.tight:
            reach = _PRODUCT + 1
        return self.node(Pow(left, self.expression(reach)))

    def relation(self, left: Expr, operator: str) -> Expr:
        self.next()
        right = self.expression(_LIST if operator == "," else _RELATION)
        return self.node(Relation(_DISPLAYED.get(operator, operator), left, right))

    def node(self, tree: Expr) -> Expr:
        self.count()
        return tree

    def count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.fail("formula.too-long", self.peek(), limit=MAX_NODES)

    def operand(self, level: int) -> Expr:
        word = self.next()
        self.count()
        match word.kind:
            case TokenKind.NUMBER:
                return number_of(word.text)
            case TokenKind.NAME:
                return self.name(word)
            case TokenKind.END:
                raise self.fail("formula.ends", word)
            case TokenKind.OPERATOR:
                return self.prefix(word, level)

    def prefix(self, word: Token, level: int) -> Expr:
        match word.text:
            case "-":
                return Neg(self.expression(max(level, _SIGN)))
            case "+":
                return self.expression(max(level, _SIGN))
            case "(":
                return self.brackets(word, ")")
            case "[":
                return self.brackets(word, "]")
            case "|":
                self.open.append("|")
                inside = self.expression(_LIST)
                self.close("|", word)
                return Call("abs", (inside,))
            case "√":
                return Call("sqrt", (self.expression(_POWER),))
            case "?" | "…" if self.names.display:
                return Sym(word.text)
            case ")" | "]":
                self.at -= 1
                if self.open:
                    raise self.fail("formula.missing", word)
                raise self.fail("formula.closing", word, bracket=word.text)
            case _:
                raise self.fail("formula.operator", word, operator=word.text)

    def close(self, bracket: str, opening: Token) -> None:
        word = self.peek()
        if not self.take(bracket):
            if word.kind is TokenKind.END:
                raise self.fail("formula.unclosed", opening, bracket=bracket)
            if word.text in (")", "]", "|"):
                raise self.fail("formula.mismatch", word, bracket=bracket, found=word.text)
            raise self.stray(word)
        self.open.pop()

    def brackets(self, opening: Token, closing: str) -> Expr:
        self.open.append(opening.text)
        items: list[Expr] = []
        comma = False
        while not self.sees(closing):
            items.append(self.expression(_LIST))
            comma = self.take(",")
            if not comma:
                break
        self.close(closing, opening)
        if closing == ")" and len(items) == 1 and not comma:
            return self.primed(items[0], opening) if self.names.display else items[0]
        authored = self.names.display or self.names.author
        return self.node(Vector(tuple(items), round=authored and closing == ")"))

    def primed(self, inside: Expr, opening: Token) -> Expr:
        """(f∘g)'(x) in a displayed text: a call of a function named by its own brackets."""
        if not self.sees("'"):
            return inside
        while self.take("'"):
            last = self.words[self.at - 1].end
        name = self.text[opening.start : last]
        if not self.take("("):
            return Sym(name)
        return Call(name, self.arguments(self.words[self.at - 1]))

    def name(self, word: Token) -> Expr:
        if word.role == Role.CONSTANT:
            return Const(word.text)
        if word.role == WRAPPER:
            return self.wrapper(word)
        if word.role == Role.FUNCTION:
            return self.function(word)
        if self.names.display and word.text not in self.names.variables and self.sees("("):
            return Call(word.text, self.arguments(self.next()))
        return Sym(word.text)

    def wrapper(self, word: Token) -> Expr:
        """tensor([1, 2]) and torch.Size([3]) are the lists inside them."""
        if not self.take("("):
            raise self.fail("formula.needs-brackets", word, function=word.text)
        arguments = self.arguments(self.words[self.at - 1])
        if len(arguments) != 1:
            raise self.arity(word, (1, 1), len(arguments))
        return arguments[0]

    def arguments(self, opening: Token) -> tuple[Expr, ...]:
        self.open.append("(")
        items: list[Expr] = []
        if not self.sees(")"):
            items.append(self.expression(_LIST))
            while self.take(","):
                items.append(self.expression(_LIST))
        self.close(")", opening)
        return tuple(items)

    def function(self, word: Token) -> Expr:
        exponent: Expr | None = None
        if self.sees("^") or self.sees("**"):
            if self.names.display and word.text in self.names.heads:
                return Sym(word.text)
            exponent = self.function_exponent(word)
        if self.sees("("):
            arguments = self.arguments(self.next())
        elif self.names.display and not self.starts_argument():
            return Sym(word.text)
        else:
            arguments = (self.bare_argument(word),)
        call = self.call(word, arguments)
        return call if exponent is None else self.node(Pow(call, exponent))

    def function_exponent(self, word: Token) -> Expr:
        """The 2 of sin^2 x. An exponent -1 asks: it could mean 1/sin or the inverse function."""
        caret = self.next()
        exponent = self.expression(_POWER)
        if exponent in (integer(-1), Neg(integer(1))):
            raise self.fail("formula.inverse", caret, function=word.text)
        if isinstance(exponent, Neg) or self.peek().kind is TokenKind.END:
            raise self.fail("formula.function-power", caret, function=word.text)
        return exponent

    def starts_argument(self) -> bool:
        word = self.peek()
        return word.kind in (TokenKind.NUMBER, TokenKind.NAME)

    def bare_argument(self, word: Token) -> Expr:
        if self.take("-"):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self.fail("formula.too-deep", self.peek(), depth=MAX_DEPTH)
            inner = Neg(self.bare_argument(word))
            self.depth -= 1
            return inner
        first = self.peek()
        if first.role == Role.FUNCTION or first.text in ("|", "√"):
            return self.expression(_POWER - 1)
        factors: list[Expr] = []
        while self.starts_argument() and self.peek().role != Role.FUNCTION:
            if factors and self.peek().kind is TokenKind.NUMBER:
                break
            factors.append(self.expression(_POWER - 1))
            if self.reading.bare == "one":
                break
        while self.reading.bare == "brackets" and factors and self.sees("("):
            factors.append(self.expression(_POWER - 1))
        if not factors:
            raise self.fail("formula.needs-argument", word, function=word.text)
        argument = factors[0] if len(factors) == 1 else Mul(tuple(factors))
        while self.reading.bare == "all" and (step := self.infix(argument, _SUM)) is not None:
            argument = step
        return argument

    def call(self, word: Token, arguments: tuple[Expr, ...]) -> Expr:
        name, count = word.text, len(arguments)
        if name.startswith("log_"):
            base = name[4:]
            if count != 1:
                raise self.arity(word, (1, 1), count)
            bottom: Expr = integer(int(base)) if base.isdigit() else self.base_name(base)
            return self.node(Div(Call("log", arguments), Call("log", (bottom,))))
        arity = self.names.arity(name)
        if arity is not None and not arity[0] <= count <= arity[1]:
            raise self.arity(word, arity, count)
        if name == "log" and count == 2:
            return self.node(Div(Call("log", arguments[:1]), Call("log", arguments[1:])))
        if name == "log" and self.reading.log_base and word.end - word.start == 3:
            return Call(f"log{self.reading.log_base}", arguments)
        if name == "pow":
            return Pow(*arguments)
        return Call(name, arguments)

    def base_name(self, name: str) -> Expr:
        return Const(name) if name not in self.names.variables and name in CONSTANTS else Sym(name)

    def arity(self, word: Token, expected: tuple[int, int], found: int) -> FormulaError:
        fewest, most = expected
        wanted = str(fewest) if fewest == most else f"{fewest}-{most}"
        return self.fail("formula.arity", word, function=word.text, expected=wanted, found=found)


def _product(left: Expr, right: Expr) -> Expr:
    factors = left.factors if isinstance(left, Mul) else (left,)
    return Mul((*factors, right))
