// Bench: being written.
