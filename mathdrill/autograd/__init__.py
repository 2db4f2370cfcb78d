"""What torch says about our formulas; torch itself is imported by `oracle` alone."""

METHOD = "torch.autograd, float64"
