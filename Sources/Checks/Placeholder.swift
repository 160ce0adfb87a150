// Checks: being written.
