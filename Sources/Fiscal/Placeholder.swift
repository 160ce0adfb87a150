// Fiscal: being written.
