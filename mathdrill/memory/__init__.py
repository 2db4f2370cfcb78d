"""What is remembered: FSRS per template, the rating rule, and progress as a fold over the log."""
