"""What the log says about a learner, as a value, and the formats that print it."""
