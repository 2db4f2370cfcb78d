"""When two words, or two orders, are the same answer."""

from __future__ import annotations

import pytest

from mathdrill.items.literals import folded, is_valid_order, same_token


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("yes", "YES", True),
        ("yes", " yes ", True),
        ("ＮａＮ", "nan", True),
        ("two  words", "two words", True),
        ("'None'", "None", True),
        ("0", "0.0", True),
        ("0", "-0", True),
        ("1.50", "1.5", True),
        ("-2", "-2.", True),
        ("-2", "−2", True),  # a typographic minus
        ("1", "1.1", False),
        ("yes", "no", False),
        ("1e3", "1000", False),  # a word, not a formula
        ("", "0", False),
        (".", ".", True),
        ("RuntimeError", "runtime error", True),
        ("chain", "the chain", True),
        ("then", "n", False),
        ("-12", "tensor(-12.)", True),
        ("nan", "torch.tensor(nan)", True),
        ("inf", "+∞", True),
        ("-inf", "−∞", True),
        ("inf", "-inf", False),
        ("1 1", "11", False),
        ("-", "-", True),
        ("9" * 5_000, "9" * 5_001, False),
    ],
)
def test_tokens(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_token(one, other) is same
    assert same_token(other, one) is same


def test_folding_is_idempotent() -> None:
    assert folded(folded("  ＡＢ  ç ")) == folded("  ＡＢ  ç ")


@pytest.mark.parametrize(
    ("order", "valid"),
    [("a b c", True), ("b a c", True), ("c a b", False), ("a c b", False), ("a b", False)],
)
def test_orders(order: str, valid: bool) -> None:  # noqa: FBT001
    assert is_valid_order(order.split(), [("a", "c"), ("b", "c")]) is valid
