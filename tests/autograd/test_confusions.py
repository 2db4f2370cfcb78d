"""The 25 most common confusions about autograd, each as a program and what torch does with it.

Nothing here depends on how torch words a message: errors are classes and gists of our own.
"""

from __future__ import annotations

from typing import Any

import pytest

from mathdrill.autograd.program import observe
from mathdrill.autograd.program_observation import Seen, SeenList, same

FACTS: list[tuple[str, str, str, Any]] = [
    (  # 1: backward() ADDS into
        "Why must I call zero_grad()? Gradients add up.",
        """\
x = torch.tensor(1., requires_grad=True)
for _ in range(3):
    (2 * x).backward()
""",
        "x.grad.item()",
        6.0,
    ),
    (  # 2: set_to_none=True is the default since 2
        "After optimizer.zero_grad() the gradient is None, not 0.",
        """\
w = torch.tensor(2., requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
(w ** 2).backward()
opt.zero_grad()
""",
        "str(w.grad)",
        "None",
    ),
    (  # 3: Only leaves keep
        ".grad of an intermediate tensor is None.",
        """\
x = torch.tensor(2., requires_grad=True)
y = x * x
z = 3 * y
z.backward()
r = (y.grad, x.grad.item())
""",
        "[str(r[0]), r[1], warned]",
        ["None", 12.0, ["UserWarning"]],
    ),
    (  # 4: The product is the result of a recorded operation
        "randn(..., requires_grad=True) * 0.01 (or .to/.double) is not a leaf: no .grad, optimizer refuses it.",
        """\
w = torch.randn(3, requires_grad=True) * 0.01
leaf = w.is_leaf
torch.optim.SGD([w], lr=0.1)
""",
        "[leaf, err, gist]",
        [False, "ValueError", "not-a-leaf"],
    ),
    (  # 5: Saved values are freed by the first backward; use retain_graph=True, sum the los
        "Second backward: 'Trying to backward through the graph a second time'.",
        """\
x = torch.tensor(2., requires_grad=True)
y = x * x
y.backward()
y.backward()
""",
        "[err, gist]",
        ["RuntimeError", "graph-is-freed"],
    ),
    (  # 6: Only nodes that SAVED something fail
        "... but y = x + 3 can be run backward twice without retain_graph.",
        """\
x = torch.tensor(2., requires_grad=True)
y = x + 3
y.backward()
y.backward()
""",
        "[err, x.grad.item()]",
        ["None", 2.0],
    ),
    (  # 7: h still points into the previous graph: h = h
        "RNN/state carried across iterations: the second iteration fails; retain_graph=True is the wrong cure.",
        """\
w = torch.tensor(.5, requires_grad=True)
h = torch.tensor(1.)
for _ in range(2):
    h = torch.tanh(w * h)
    h.backward()
""",
        "[err, gist]",
        ["RuntimeError", "graph-is-freed"],
    ),
    (  # 8: Pass a vector v (VJP) or reduce to a scalar
        "'grad can be implicitly created only for scalar outputs'.",
        """\
x = torch.ones(3, requires_grad=True)
(2 * x).backward()
""",
        "[err, gist]",
        ["RuntimeError", "not-a-scalar"],
    ),
    (  # 9: They are dL/dy of an imagined downstream scalar: the result is J' v
        "What are the numbers passed to backward(gradient=...)?",
        """\
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x ** 2
y.backward(torch.tensor([1., 0., 10.]))
""",
        "x.grad.tolist()",
        [2.0, 0.0, 60.0],
    ),
    (  # 10: No input required gradients (or the graph was cut by detach/no_grad/argmax/compa
        "'element 0 of tensors does not require grad and does not have a grad_fn'.",
        """\
x = torch.ones(3)
x.sum().backward()
""",
        "[err, gist]",
        ["RuntimeError", "no-graph"],
    ),
    (  # 11: Wrap parameter updates in torch
        "'a leaf Variable that requires grad is being used in an in-place operation'.",
        """\
w = torch.ones(2, requires_grad=True)
w -= 0.1
""",
        "[err, gist]",
        ["RuntimeError", "leaf-in-place"],
    ),
    (  # 12: exp saved its OUTPUT; the version counter noticed the change
        "'one of the variables needed for gradient computation has been modified by an inplace operation'.",
        """\
x = torch.ones(2, requires_grad=True)
y = x.exp()
y += 1
y.sum().backward()
""",
        "[err, gist]",
        ["RuntimeError", "changed-in-place"],
    ),
    (  # 13: Multiplication by a number did not save y, so overwriting y is harmless
        "Myth: y = 2*x; y.add_(1); y.sum().backward() fails. It does not.",
        """\
x = torch.ones(3, requires_grad=True)
y = x * 2
y.add_(1)
y.sum().backward()
""",
        "[err, x.grad.tolist()]",
        ["None", [2.0, 2.0, 2.0]],
    ),
    (  # 14: Rebinding makes a NEW tensor: under no_grad it does not require grad; outside no
        "w = w - lr*w.grad loses the parameter.",
        """\
w = torch.tensor(2., requires_grad=True)
(w ** 2).backward()
with torch.no_grad():
    w = w - 0.1 * w.grad
""",
        "[w.requires_grad, w.is_leaf]",
        [False, True],
    ),
    (  # 15: eval() changes dropout/batch-norm behaviour only; use no_grad or inference_mode
        "model.eval() does not switch off gradients.",
        """\
m = nn.Linear(1, 1).eval()
y = m(torch.ones(1, 1))
""",
        "y.requires_grad",
        True,
    ),
    (  # 16: Use x
        "detach() shares memory; clone() does not.",
        """\
x = torch.ones(2, requires_grad=True)
d = x.detach()
d[0] = 9
""",
        "x.tolist()",
        [9.0, 1.0],
    ),
    (  # 17:
        ".data gives silently WRONG gradients where detach() raises.",
        """\
x = torch.ones(2, requires_grad=True)
y = x ** 2
x.data[0] = 9
y.sum().backward()
""",
        "x.grad.tolist()",
        [18.0, 2.0],
    ),
    (  # 18: The new tensor is an unrelated leaf;
        "Rebuilding a tensor cuts the graph: torch.tensor(t), .item(), .numpy().",
        """\
x = torch.tensor(3., requires_grad=True)
y = torch.tensor((x * x).item(), requires_grad=True)
y.backward()
""",
        "str(x.grad)",
        "None",
    ),
    (  # 19: A perfect prediction gets loss 4/3; F
        "Loss of (N,1) against (N,) silently broadcasts to N x N.",
        """\
p = torch.tensor([[1.], [2.], [3.]])
t = torch.tensor([1., 2., 3.])
l = F.mse_loss(p, t)
""",
        "[round(l.item(), 4), warned]",
        [1.3333, ["UserWarning"]],
    ),
    (  # 20: 0 * inf = nan in the unselected branch: make the INPUT safe first
        "torch.where does not protect against NaN gradients.",
        """\
x = torch.tensor(0., requires_grad=True)
y = torch.where(x > 0, x.sqrt(), torch.zeros(()))
y.backward()
""",
        "[y.item(), str(x.grad.item())]",
        [0.0, "nan"],
    ),
    (  # 21: Conventions, not mathematics; (z**2)
        "Gradient at kinks and ties: relu'(0)=0, |x|'(0)=0, max() shares ties, max(dim) does not.",
        """\
x = torch.tensor([3., 3.], requires_grad=True)
a, = torch.autograd.grad(x.max(), x)
b, = torch.autograd.grad(x.max(dim=0).values, x)
z = torch.zeros(2, requires_grad=True)
c, = torch.autograd.grad(torch.relu(z).sum() + z.abs().sum(), z)
n, = torch.autograd.grad(z.norm(), z)
""",
        "[a.tolist(), b.tolist(), c.tolist(), n.tolist()]",
        [[0.5, 0.5], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]],
    ),
    (  # 22: cross_entropy expects logits; double softmax flattens gradients and bounds the l
        "Applying softmax before F.cross_entropy.",
        """\
z = torch.tensor([[1., 2., 3.]])
t = torch.tensor([2])
a = F.cross_entropy(z, t)
b = F.cross_entropy(torch.softmax(z, 1), t)
""",
        "[round(a.item(), 4), round(b.item(), 4)]",
        [0.4076, 0.7972],
    ),
    (  # 23: Log loss
        "total_loss += loss keeps every graph alive.",
        """\
w = torch.ones(1, requires_grad=True)
total = 0
for _ in range(3):
    loss = (w ** 2).sum()
    total = total + loss
""",
        "[total.requires_grad, total.grad_fn is not None]",
        [True, True],
    ),
    (  # 24: The gradient has no graph of its own unless create_graph=True
        "Second derivative fails without create_graph=True; autograd.grad does not fill .grad.",
        """\
x = torch.tensor(3., requires_grad=True)
g, = torch.autograd.grad(x ** 3, x)
keep = str(x.grad)
g.backward()
""",
        "[g.item(), keep, err, gist]",
        [27.0, "None", "RuntimeError", "no-graph"],
    ),
    (  # 25: eps = 1e-6 is lost in single-precision rounding; use torch
        "gradcheck fails in float32.",
        """\
x = torch.tensor([0.3, 1.1, 2.0], requires_grad=True)
torch.autograd.gradcheck(torch.sin, (x,))
""",
        "[err, gist, warned]",
        ["GradcheckError", "needs-float64", ["UserWarning"]],
    ),
]


def frozen(value: Any) -> Seen:
    if isinstance(value, list):
        return SeenList(tuple(map(frozen, value)))
    found: Seen = value
    return found


@pytest.mark.parametrize(
    ("program", "observed", "expected"),
    [fact[1:] for fact in FACTS],
    ids=[f"{number}. {fact[0]}" for number, fact in enumerate(FACTS, start=1)],
)
def test_a_confusion_is_answered_by_torch(program: str, observed: str, expected: Any) -> None:
    (seen,) = observe(program, [observed]).values
    assert same(seen, frozen(expected)), seen


def test_they_are_all_there() -> None:
    assert len(FACTS) == 25
