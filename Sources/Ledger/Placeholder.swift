// Ledger: being written.
