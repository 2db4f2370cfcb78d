"""What a program may name: plain tables. Everything that is not in one of them is refused.

Left out on purpose: whatever reads or writes files (load, save, from_file), runs or compiles text
(compile, jit, ops, hub), reaches memory (storage, data_ptr, share_memory_), calls back later
(hooks, apply), changes what other programs see (set_default_…), or whose result is of a size that
the arguments do not tell (bincount, histc).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MODULES: Mapping[str, str] = {
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "optim": "torch.optim",
    "math": "math",
}
"""Names that stand for a module at the beginning of a path."""

_POINTWISE = """abs acos acosh asin asinh atan atan2 atanh ceil clamp cos cosh erf exp exp2 expm1
floor fmod frac log log10 log1p log2 logaddexp maximum minimum neg pow reciprocal remainder round
rsqrt sigmoid sign sin sinh sqrt square tan tanh trunc add sub mul div true_divide heaviside hypot
isfinite isinf isnan isclose eq ne lt le gt ge logical_and logical_or logical_not where relu
nan_to_num lerp"""
_REDUCING = """all any amax amin argmax argmin argsort cumprod cumsum logsumexp max mean median min
norm numel prod softmax log_softmax sort std sum topk trace unique var count_nonzero allclose
equal"""
_SHAPING = """broadcast_tensors broadcast_to cat chunk concat diag diag_embed diagonal flatten flip
gather hstack index_select masked_select meshgrid movedim narrow nonzero permute repeat_interleave
reshape roll scatter split squeeze stack swapaxes take tile transpose tril triu unbind unsqueeze
vstack"""
_PRODUCTS = """addmm addmv baddbmm bilinear bmm cdist cross det dot einsum inner inverse kron matmul
mm mv outer tensordot vdot"""
_MAKING = """arange empty_like eye full full_like linspace logspace ones ones_like rand rand_like
randint randn randn_like randperm normal bernoulli multinomial tensor as_tensor zeros zeros_like
tril_indices"""
_ASKING = """is_grad_enabled is_inference_mode_enabled is_tensor is_floating_point numel result_type
manual_seed set_grad_enabled clone detach"""
_LAYERS = """Linear Bilinear Identity Flatten Sequential Parameter Embedding Conv1d Conv2d AvgPool1d
AvgPool2d MaxPool1d MaxPool2d BatchNorm1d LayerNorm Dropout ReLU LeakyReLU ELU GELU SiLU Sigmoid
Tanh Softplus Softmax LogSoftmax MSELoss L1Loss SmoothL1Loss HuberLoss CrossEntropyLoss NLLLoss
BCELoss BCEWithLogitsLoss KLDivLoss"""
_FUNCTIONAL = """relu leaky_relu elu gelu silu sigmoid tanh softplus softmax log_softmax logsigmoid
hardtanh linear bilinear embedding one_hot pad normalize cosine_similarity layer_norm batch_norm
dropout conv1d conv2d avg_pool1d avg_pool2d max_pool1d max_pool2d mse_loss l1_loss smooth_l1_loss
huber_loss cross_entropy nll_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div"""
_MATHS = """acos asin atan atan2 ceil cos cosh erf exp expm1 floor fabs fsum gcd hypot isclose
isfinite isinf isnan log log10 log1p log2 pow sin sinh sqrt tan tanh trunc"""

FUNCTIONS: Mapping[str, frozenset[str]] = {
    "torch": frozenset(
        f"{_POINTWISE} {_REDUCING} {_SHAPING} {_PRODUCTS} {_MAKING} {_ASKING}".split()
    ),
    "torch.linalg": frozenset("det inv matrix_norm norm solve vector_norm".split()),
    "torch.autograd": frozenset(("backward", "grad", "gradcheck", "gradgradcheck")),
    "torch.autograd.functional": frozenset("hessian hvp jacobian jvp vhp vjp".split()),
    "torch.func": frozenset("grad grad_and_value hessian jacfwd jacrev jvp vjp vmap".split()),
    "torch.nn": frozenset(_LAYERS.split()),
    "torch.nn.functional": frozenset(_FUNCTIONAL.split()),
    "torch.nn.init": frozenset("constant_ ones_ zeros_ normal_ uniform_ eye_".split()),
    "torch.nn.utils": frozenset(("clip_grad_norm_", "clip_grad_value_")),
    "torch.optim": frozenset("SGD Adam AdamW RMSprop Adagrad".split()),
    "math": frozenset(_MATHS.split()),
}
"""What may be called, by module."""

CONSTANTS: Mapping[str, frozenset[str]] = {
    "torch": frozenset(
        """float16 bfloat16 float32 float64 half float double int8 int16 int32 int64 int long uint8
        bool pi e inf nan""".split()
    ),
    "math": frozenset("pi e inf nan tau".split()),
}

MANAGERS = frozenset(
    "torch.no_grad torch.enable_grad torch.inference_mode torch.set_grad_enabled "
    "torch.autograd.set_detect_anomaly torch.autograd.detect_anomaly".split()
)
"""What may stand after `with`."""

KNOWN: Mapping[str, str] = MappingProxyType(
    {
        **{f"{module}.{name}": "function" for module, names in FUNCTIONS.items() for name in names},
        **{f"{module}.{name}": "constant" for module, names in CONSTANTS.items() for name in names},
        **dict.fromkeys(MANAGERS, "function"),
    }
)
"""Every path and what it is."""

DIFFERENTIABLE = "torch.autograd.Function"
"""The one class that a program may derive from."""

BUILTINS = frozenset(
    """abs all any bool enumerate float int len list max min print range reversed round sorted str
    sum tuple zip""".split()
)

KEYWORDS = frozenset(
    """affine allow_unused alpha amsgrad approximate argnums atol axis base beta betas bias
    ceil_mode centered check_numerics chunk_size correction create_graph dampening decimals
    descending diagonal dilation dim dim0 dim1 dims dtype elementwise_affine end eps equal_nan
    error_if_nonfinite exponent fill_value grad_outputs gradient groups has_aux high
    ignore_index in_dims index indexing inplace inputs keepdim keepdims kernel_size
    label_smoothing largest log_target low lr lr_decay materialize_grads max max_norm maximize
    mean min mode momentum n negative_slope nesterov norm_type num_classes num_samples offset
    ord other out_dims outputs p padding pos_weight raise_exception reduction repeats
    replacement requires_grad retain_graph return_counts return_inverse reverse rho
    rounding_mode rtol sep set_to_none shape shifts size sorted stable start std steps stop
    strict stride target tensors threshold training unbiased value vectorize weight weight_decay
    x y""".split()
)
"""Names that an argument may be passed by. Not among them: out, device, generator, pin_memory."""

_IN_PLACE = """abs_ add_ ceil_ clamp_ clamp_min_ clamp_max_ copy_ cos_ detach_ div_ exp_ fill_ floor_
index_fill_ log_ masked_fill_ mul_ neg_ normal_ pow_ reciprocal_ relu_ requires_grad_ round_
scatter_ sigmoid_ sign_ sin_ sqrt_ square_ squeeze_ sub_ t_ tan_ tanh_ transpose_ unsqueeze_
uniform_ zero_"""
_METHODS = """backward clamp_max clamp_min contiguous clone cpu detach dim double expand expand_as
float half int long bool is_contiguous is_floating_point is_inference item masked_fill
index_fill new_full new_ones new_tensor new_zeros numpy repeat reshape_as requires_grad_ retain_grad
scatter_add element_size size stride sum_to_size t to tolist type_as unfold view view_as nelement
index_add"""
_NOT_METHODS = """arange as_tensor bilinear broadcast_tensors cat cdist einsum empty_like eye
full full_like hstack is_grad_enabled is_inference_mode_enabled is_tensor linspace logspace
manual_seed meshgrid normal ones ones_like rand rand_like randint randint_like randn randn_like
randperm result_type set_grad_enabled stack tensor tensordot tril_indices vstack where zeros
zeros_like concat"""

METHODS: Mapping[str, frozenset[str]] = {
    "tensor": frozenset(f"{_IN_PLACE} {_METHODS}".split())
    | (FUNCTIONS["torch"] - frozenset(_NOT_METHODS.split()))
    | {"where"},
    "node": frozenset(("name",)),
    "module": frozenset("double eval float parameters requires_grad_ train zero_grad".split()),
    "optimizer": frozenset(("step", "zero_grad")),
    "context": frozenset("mark_dirty save_for_backward set_materialize_grads".split()),
    "differentiable": frozenset(("apply",)),
    "size": frozenset(("numel",)),
    "list": frozenset(("append",)),
    "array": frozenset(("tolist",)),
}
"""What may be called on a value of each sort."""

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "tensor": frozenset(
        """T mT data dtype grad grad_fn is_leaf ndim requires_grad retains_grad shape
        _version""".split()
    ),
    "node": frozenset(("next_functions",)),
    "module": frozenset("bias in_features out_features training weight".split()),
    "context": frozenset(("needs_input_grad", "saved_tensors")),
    "result": frozenset("indices values".split()),
    "array": frozenset("dtype shape".split()),
    "dtype": frozenset(("is_floating_point",)),
}
"""What may be read of a value of each sort."""

SETTABLE: Mapping[str, frozenset[str]] = {
    "tensor": frozenset("data grad requires_grad".split()),
    "module": frozenset("bias weight".split()),
}
"""What may be assigned; records and contexts keep fields of any name of their own."""

NAMES_OF_ATTRIBUTES = frozenset().union(*METHODS.values(), *ATTRIBUTES.values())

CALLING_BACK = frozenset(
    """torch.autograd.gradcheck torch.autograd.gradgradcheck torch.autograd.functional.hessian
    torch.autograd.functional.hvp torch.autograd.functional.jacobian torch.autograd.functional.jvp
    torch.autograd.functional.vhp torch.autograd.functional.vjp torch.func.grad
    torch.func.grad_and_value torch.func.hessian torch.func.jacfwd torch.func.jacrev torch.func.jvp
    torch.func.vjp torch.func.vmap""".split()
)
"""Functions that take a function of the program and call it at once or when they are called."""
