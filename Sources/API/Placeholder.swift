// API: being written.
