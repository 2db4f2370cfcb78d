"""Judging one formula: read it, compare it with the key, and say what went wrong.

The order is the table of verdicts: what cannot be read or would be right in another reading is a
free retry, what is right in value must have the form, what differs gets the misconception that
predicts it, else a point where it differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mathdrill.domain import Decimals, Outcome, Sentence, Verdict, Witness, sentence
from mathdrill.errors import FormulaError
from mathdrill.maths.arrays import Array, NoArrayError, as_array, holds_list
from mathdrill.maths.equality import compare, decision
from mathdrill.maths.expression import Expr, Vector
from mathdrill.maths.linear import linear
from mathdrill.maths.parser import parse, parse_words
from mathdrill.maths.pointwise import Comparison, Decision
from mathdrill.maths.words import other_readings, words_of
from mathdrill.scoring.asked import Asked
from mathdrill.scoring.decimals import Closeness, closeness, has_decimals
from mathdrill.scoring.forms import missing_form

Decide = Callable[[Expr, Expr, tuple[Expr, ...]], bool | None]
"""A last resort: (key, response, domain) -> equal, different, or None for unknown."""


def read(asked: Asked, text: str) -> Expr:
    """The formula that was typed, behind one of the declared names and an equals sign or not.

    Raises: FormulaError, with the place of the fault in `text`.
    """
    return parse(without_name(text, asked.answer_names), asked.names)


def without_name(text: str, names: Iterable[str]) -> str:
    """The text with a declared name and its equals sign blanked out, so that places stay."""
    head, equals, _ = text.replace("＝", "=").partition("=")
    if equals and any(same_name(head, name) for name in names):
        return " " * (len(head) + 1) + text[len(head) + 1 :]
    return text


def same_name(one: str, other: str) -> bool:
    """Whether two names before an equals sign are the same but for blanks and full-width forms."""
    return _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    plain = text.translate(str.maketrans("’′（）", "''()"))
    return "".join(plain.split()).replace("**", "^")


def judge(asked: Asked, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one typed formula, without misconceptions."""
    try:
        tree = read(asked, text)
    except FormulaError as error:
        return unreadable(error)
    return judge_tree(asked, tree, text, decide)


def unreadable(error: FormulaError) -> Verdict:
    """The free retry for a text that is no formula."""
    message = sentence(error.sentence, **error.values)
    return Verdict(Outcome.INVALID, message, position=error.position)


def judge_tree(asked: Asked, tree: Expr, text: str, decide: Decide | None = None) -> Verdict:
    """The verdict on one formula that could be read."""
    understood = linear(tree)
    try:
        found = shape(tree)
    except NoArrayError:
        return _invalid(sentence("score.ragged"), understood)
    if found != shape(asked.key):
        return Verdict(
            Outcome.INCORRECT,
            sentence(
                "score.shape",
                expected=shape_words(shape(asked.key)),
                found=shape_words(found),
            ),
            understood=understood,
        )
    if found:
        return judge_entries(asked, as_array(asked.key), as_array(tree), understood, decide)
    result = compare(asked.key, tree, asked.names.variables, asked.domain)
    if result.decision is Decision.EQUAL:
        return _right_value(asked, tree, understood)
    close = Closeness.NO
    if result.decision in (Decision.DIFFERENT, Decision.UNDECIDED):
        close = closeness(
            asked.key, tree, asked.decimals, asked.places, asked.names.variables, asked.domain
        )
    if close is Closeness.ENOUGH:
        return _rounded(asked, tree, understood)
    if close is Closeness.TOO_FEW:
        return _invalid(_digits_sentence(asked), understood)
    other = _other_reading(asked, tree, text)
    if other is not None:
        values = {"understood": f"${understood}$", "other": f"${linear(other)}$"}
        return _invalid(sentence("score.reading", **values), understood)
    return _not_equal(asked, tree, result, understood, decide)


def judge_entries(
    asked: Asked, key: Array, response: Array, understood: str, decide: Decide | None
) -> Verdict:
    """The verdict on an array in the key's shape, entry by entry."""
    verdicts = [
        judge_tree(replace(asked, key=expected), entry, "", decide)
        for expected, entry in zip(key.entries, response.entries, strict=True)
    ]
    for outcome in (Outcome.INCORRECT, Outcome.INVALID, Outcome.UNDECIDED):
        at = [index for index, verdict in enumerate(verdicts) if verdict.outcome is outcome]
        if at:
            first = verdicts[at[0]]
            where = ", ".join(place_text(key.shape, index) for index in at)
            return Verdict(
                outcome,
                sentence("score.entries", places=where, message=first.message),
                understood=understood,
                witness=first.witness,
            )
    praise = verdicts[0].message if len(verdicts) == 1 else sentence("score.correct")
    return Verdict(Outcome.CORRECT, praise, understood=understood)


def place_text(shape: tuple[int, ...], index: int) -> str:
    """Where an entry stands, counted from 1: 2 in a vector, (1, 2) in a matrix."""
    if len(shape) < 2:
        return str(index + 1)
    return f"({index // shape[1] + 1}, {index % shape[1] + 1})"


def matches(asked: Asked, predicted: Expr, tree: Expr) -> bool:
    """Whether a response is the predicted one, exactly or rounded."""
    if shape(tree) != shape(predicted):
        return False
    if isinstance(predicted, Vector):
        entries = zip(as_array(predicted).entries, as_array(tree).entries, strict=True)
        return all(matches(asked, expected, entry) for expected, entry in entries)
    variables = asked.names.variables
    if decision(predicted, tree, variables, asked.domain) is Decision.EQUAL:
        return True
    near = closeness(predicted, tree, asked.decimals, asked.places, variables, asked.domain)
    return near is Closeness.ENOUGH


def shape(tree: Expr) -> tuple[int, ...]:
    """() for a scalar, (n,) for a vector, (m, n) for a matrix.

    Raises: NoArrayError: lists that do not go together, or inside a function.
    """
    if not holds_list(tree):
        return ()
    lengths = as_array(tree).shape
    if not lengths:
        raise NoArrayError
    return lengths


def shape_words(lengths: tuple[int, ...]) -> Sentence:
    """A shape in words, () being a single value."""
    return sentence("score.shape-list", shape=lengths) if lengths else sentence("score.shape-one")


def _invalid(message: Sentence, understood: str) -> Verdict:
    return Verdict(Outcome.INVALID, message, understood=understood)


def _right_value(asked: Asked, tree: Expr, understood: str) -> Verdict:
    if asked.decimals is Decimals.EXACT and has_decimals(tree):
        return _invalid(sentence("score.exact"), understood)
    form = missing_form(tree, asked.form)
    if form is not None:
        if form.startswith("without "):
            name = form.removeprefix("without ")
            return _invalid(sentence("score.form-without", name=name), understood)
        return _invalid(sentence(f"score.form-{form}"), understood)
    return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)


def _rounded(asked: Asked, tree: Expr, understood: str) -> Verdict:
    if asked.decimals is Decimals.EXACT:
        return _invalid(sentence("score.exact"), understood)
    if has_decimals(asked.key) or not has_decimals(tree):
        return Verdict(Outcome.CORRECT, sentence("score.correct"), understood=understood)
    exact = sentence("score.correct-exact", exact=f"${linear(asked.key)}$")
    return Verdict(Outcome.CORRECT, exact, understood=understood)


def _digits_sentence(asked: Asked) -> Sentence:
    if asked.places is not None:
        return sentence("score.places", places=asked.places)
    return sentence("score.digits")


def _other_reading(asked: Asked, tree: Expr, text: str) -> Expr | None:
    """The tree of another convention in which the same text would be right, or None."""
    plain = without_name(text, asked.answer_names)
    if not plain:  # one entry of an array
        return None
    words = words_of(plain, asked.names)
    tried = [tree]
    for reading in other_readings(words):
        try:
            other = parse_words(plain, words, asked.names, reading)
            if other in tried or shape(other) != shape(asked.key):
                continue
        except (FormulaError, NoArrayError):
            continue
        tried.append(other)
        if decision(asked.key, other, asked.names.variables, asked.domain) is Decision.EQUAL:
            return other
    return None


def _not_equal(
    asked: Asked, tree: Expr, result: Comparison, understood: str, decide: Decide | None
) -> Verdict:
    match result.decision:
        case Decision.DIFFERENT:
            witness = _witness(result)
            message = sentence("score.incorrect")
            if witness is not None:
                message = _witness_sentence(witness)
            return Verdict(Outcome.INCORRECT, message, understood=understood, witness=witness)
        case Decision.NARROWER:
            point = _point_text(result)
            return Verdict(
                Outcome.INCORRECT,
                sentence("score.narrower", point=point, key=_number_text(result.key)),
                understood=understood,
                witness=_witness(result),
            )
        case Decision.NOWHERE:
            return _invalid(sentence("score.nowhere"), understood)
        case Decision.UNDECIDED | Decision.EQUAL:
            equal = decide(asked.key, tree, asked.domain) if decide is not None else None
            if equal:
                return _right_value(asked, tree, understood)
            if equal is False:
                return Verdict(
                    Outcome.INCORRECT, sentence("score.incorrect"), understood=understood
                )
            return Verdict(Outcome.UNDECIDED, sentence("score.undecided"), understood=understood)


def _witness(result: Comparison) -> Witness | None:
    if not result.point:
        return None
    point = tuple((name, _number_text(value)) for name, value in result.point)
    for digits in range(4, 17):
        response, key = (_number_text(v, digits) for v in (result.response, result.key))
        if response != key:
            break
    return Witness(point, response, key)


def _witness_sentence(witness: Witness) -> Sentence:
    point = ", ".join(f"{name} = {value}" for name, value in witness.point)
    return sentence("score.witness", point=point, response=witness.response, key=witness.key)


def _point_text(result: Comparison) -> str:
    return ", ".join(f"{name} = {_number_text(value)}" for name, value in result.point)


def _number_text(value: float | None, digits: int = 4) -> str:
    if value is None:
        return "-"
    return format(value, f".{digits if abs(value) < 1e4 else digits + 2}g")
