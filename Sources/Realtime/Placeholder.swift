// Realtime: being written.
