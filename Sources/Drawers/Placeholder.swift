// Drawers: being written.
