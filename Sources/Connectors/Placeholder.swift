// Connectors: being written.
