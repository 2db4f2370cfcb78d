"""Designs of the curriculum that ask most of the format, each as a template that proves itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathdrill.packs.checker import check
from tests.packs.samples import write_root
from tests.packs.test_format import skill_file

NO = "feedback: {en: No., zh: 不对。}"
DESIGNS = {
    "rounded probabilities": f"""
        kind: number
        draw: {{c: 3 of 1..6, k: 1..3}}
        let: {{p: "decimal(c/sum(c), 4)"}}
        places: 3
        prompt: {{en: "$-ln(p_k)$ for $p$, $k$?", zh: "$p$，$k$ 的 $-ln(p_k)$？"}}
        key: -log(entry(p, k))
        proof: log(1/entry(p, k))
        misconceptions: [{{id: sign, answer: "2*log(entry(p, k)) - 1", {NO}}}]
        """,
    "a derivative of relu(W x)": f"""
        kind: matrix
        draw: {{W: 2x2 of -4..4 except 0, v: 2 of -3..3 except 0}}
        where: [prod(W @ v) < 0]
        prompt: {{en: "relu, $W$, $v$", zh: "relu，$W$，$v$"}}
        key: diag(step(W @ v)) @ W
        proof: subs(jacobian(relu(W @ [x, y]), x, y), x, entry(v, 1), y, entry(v, 2))
        misconceptions: [{{id: all, answer: W, {NO}}}]
        """,
    "sorting permutes": f"""
        kind: matrix
        draw: {{v: ["[3, 1, 2]", "[2, 3, 1]", "[1, 3, 2]"]}}
        let: {{a: argsort(v)}}
        prompt: {{en: "sort, $v$", zh: "排序，$v$"}}
        key: "[onehot(3, entry(a, 1)), onehot(3, entry(a, 2)), onehot(3, entry(a, 3))]"
        proof: "[onehot(3, entry(a, 1)), onehot(3, entry(a, 2)), onehot(3, entry(a, 3))]"
        misconceptions: [{{id: none, answer: 2*eye(3), {NO}}}]
        """,
    "a key that depends on a sign": """
        kind: choice
        draw:
          a: -4..4 except 0
          b: -6..6 except 0
          c: -4..4 except 0
          case:
            - {s: 1, t: 1, K: {en: minimum, zh: 极小值点}}
            - {s: 1, t: -1, K: {en: maximum, zh: 极大值点}}
            - {s: -1, t: sign(a), K: {en: saddle point, zh: 鞍点}}
        where: [s*(4*a*c - b^2) > 0, t*a > 0]
        prompt: {en: "$a*x^2 + b*x*y + c*y^2$?", zh: "$a*x^2 + b*x*y + c*y^2$？"}
        key: $K$
        distractors:
          - id: curvature
            answers: [{en: minimum, zh: 极小值点}, {en: maximum, zh: 极大值点}, {en: saddle point, zh: 鞍点}]
            feedback: {en: No., zh: 不对。}
        """,
    "a chosen weight": f"""
        kind: choice
        draw: {{v: 3 of -3..3 except 0, u: 3 of -6..6, a: -3..3, b: -3..3}}
        where: ["a != b", "sum((a*v - u)^2) != sum((b*v - u)^2)"]
        let:
          m: where(sum((a*v - u)^2) < sum((b*v - u)^2), a, b)
          n: a + b - m
        prompt: {{en: "$v$, $u$: $w = a$ or $w = b$?", zh: "$v$，$u$：$w = a$ 还是 $w = b$？"}}
        key: $w = m$
        misconceptions: [{{id: higher, answer: $w = n$, {NO}}}]
        """,
    "local derivatives of a drawn operation": f"""
        kind: vector
        draw:
          p: -5..5 except 0
          q: [1, 2, 4, -1, -2]
          op:
            - {{F: u*v, A: q, B: p}}
            - {{F: u/v, A: 1/q, B: -p/q^2}}
            - {{F: u - v, A: 1, B: -1}}
            - {{F: "max(u, v)", A: "where(p > q, 1, 0)", B: "where(p > q, 0, 1)"}}
        where: [p != q]
        prompt: {{en: "$z = F$ at $u = p$, $v = q$?", zh: "$z = F$，$u = p$，$v = q$？"}}
        key: "[A, B]"
        proof: subs(grad(F, u, v), u, p, v, q)
        vars: []
        misconceptions: [{{id: sign, answer: "[-A, -B - 1]", {NO}}}]
        """,
    "the median of shuffled numbers": f"""
        kind: number
        draw:
          a: -9..-4
          b: -3..0
          c: 1..3
          d: 4..8
          e1: 9..20
          order: [{{v: "[c, a, e1, b, d]"}}, {{v: "[e1, b, a, d, c]"}}]
        prompt: {{en: "Which $x$, for $v$?", zh: "$v$ 的 $x$？"}}
        key: median(v)
        proof: c
        misconceptions: [{{id: mean, answer: mean(v), when: mean(v) != c, {NO}}}]
        """,
    "two steps of Adam": f"""
        kind: steps
        draw: {{r: ["0.5", "0.9"], g: -4..4 except 0, h: -4..4 except 0}}
        let: {{M: r*(1 - r)*g + (1 - r)*h}}
        where: [g != h]
        prompt: {{en: "$r$, $g$, $h$", zh: "$r$，$g$，$h$"}}
        key: {{m2: M, c2: M/(1 - r^2)}}
        proof: {{m2: "dot([r*(1 - r), 1 - r], [g, h])", c2: M/((1 - r)*(1 + r))}}
        misconceptions: [{{id: uncorrected, answer: {{c2: M}}, {NO}}}]
        """,
    "a sum with keepdim": f"""
        kind: shape
        draw:
          a: 2..9
          b: 2..9
          c: 2..9
          case:
            - {{d: 0, k: "`True`", s: "(1, b, c)"}}
            - {{d: 1, k: "`False`", s: "(a, c)"}}
            - {{d: 2, k: "`True`", s: "(a, b, 1)"}}
        prompt: {{en: "Shape of y?", zh: "y 的形状？"}}
        program: y = torch.zeros($a, $b, $c).sum(dim=$d, keepdim=$k)
        observe: y.shape
        key: s
        misconceptions: [{{id: kept, answer: "(a, b, c)", {NO}}}]
        """,
    "the gradient of a softmax": f"""
        kind: vector
        draw: {{k: ["[1, 1, 2]", "[1, 2, 5]", "[2, 3, 5]"], g: 3 of -3..4}}
        let: {{p: k/sum(k)}}
        where: ["entry(g, 1) != entry(g, 2)"]
        prompt: {{en: "$p$, $g$", zh: "$p$，$g$"}}
        key: p*(g - dot(p, g))
        proof: (diag(p) - outer(p, p)) @ g
        misconceptions: [{{id: elementwise, answer: p*g + 1, {NO}}}]
        """,
    "a formula with a drawn base": f"""
        kind: number
        draw: {{b: 2..9, k: 2..9}}
        prompt: {{en: "What is $log_b(k)$ times $ln(b)$, less $ln(k)$, plus $k$?", zh: "$log_b(k)$ 乘以 $ln(b)$，减 $ln(k)$，加 $k$？"}}
        key: k
        proof: log_b(k)*log(b) - log(k) + k
        misconceptions: [{{id: other, answer: k + 1, {NO}}}]
        """,
    "a hessian": f"""
        kind: matrix
        draw: {{a: 1..4, p: -2..3 except 0, q: -2..3 except 0}}
        where: [p != q]
        prompt: {{en: "$x^3 + a*x*y^2$ at $(p, q)$", zh: "$x^3 + a*x*y^2$，$(p, q)$"}}
        key: "[[6*p, 2*a*q], [2*a*q, 2*a*p]]"
        proof: subs(hessian(x^3 + a*x*y^2, x, y), x, p, y, q)
        misconceptions: [{{id: diagonal, answer: "[[6*p, 0], [0, 2*a*p]]", {NO}}}]
        """,
}


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_proves_itself(name: str, tmp_path: Path) -> None:
    root = write_root(tmp_path, skill_file(DESIGNS[name]))
    report = check((root / "calculus" / "powers.yaml",), instances=12)
    assert [(str(found.place), found.code, found.sentence) for found in report.errors] == []
    assert report.items_checked > 1
    shown = "proof:" in DESIGNS[name] or "observe:" in DESIGNS[name]
    proved = shown and "kind: code" not in DESIGNS[name] and report.oracle is not None
    assert report.oracle_checked == (report.items_checked if proved else 0)
