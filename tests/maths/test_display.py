"""Formulas as they are shown: what a text of the content says on one line."""

from __future__ import annotations

import pytest

from mathdrill.items.formulas import Bindings
from mathdrill.maths.linear import Style
from mathdrill.maths.prose import render
from tests.maths.drawn import drawn


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("$(p, q)$", "(2, -3)"),  # a tuple stays one
        ("$(p,)$", "(2,)"),
        ("$()$", "()"),
        ("$[p, q]$", "[2, -3]"),
        ("$z*x + p$", "2"),  # zero terms and factors go …
        ("$keep(z)*x + p$", "0x + 2"),  # … unless they are to be seen
        ("$p + keep(z)$", "2 + 0"),
        ("$brackets(x + p)$", "(x + 2)"),
        ("$log_p(x)$", "log₂(x)"),
        ("$log_b(x)$", "log_b(x)"),  # not drawn
        ("$norm(v)$", "‖[3, 4]‖"),
        ("$norm(u)^2$", "‖u‖²"),
        ("$norm1(u) + norminf(u)$", "‖u‖₁ + ‖u‖∞"),
        ("$dot(u, v)$", "u · [3, 4]"),
        ("$A^T @ v$", "Aᵀ @ [3, 4]"),
        ("$x' @ A @ x$", "x' @ A @ x"),
        ("$Aᵀ$", "Aᵀ"),
        ("$(A + B) @ u$", "(A + B) @ u"),
        ("$∂f/∂x$", "∂f/∂x"),
        ("$∂^2 f/(∂x ∂y)$", "∂²f/∂x∂y"),  # as one writes it
        ("$∇f = [2*x, p]$", "∇f = [2x, 2]"),
        ("$w_1 + x_i + y_12$", "w₁ + xᵢ + y₁₂"),
        ("$[[1], [p]]$", "[[1], [2]]"),
        ("a word: $word$", "a word: `x.sum()`"),
    ],
)
def test_shown(written: str, shown: str) -> None:
    assert render(drawn().text(written, "en")) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("$brackets(x + p)$", "(x + 2)"), ("$A @ u$", "A @ u"), ("$norm(u)$", "norm(u)")],
)
def test_shown_in_ascii(written: str, shown: str) -> None:
    assert render(drawn().text(written, "en"), Style.ASCII) == shown


def test_a_bilingual_word_is_shown_in_the_language_of_the_text() -> None:
    bindings: Bindings = drawn()
    assert bindings.text("$answer$", "zh") == "是"
    assert bindings.text("$answer$", "en") == "yes"
