// Payments: being written.
