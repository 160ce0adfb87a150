// Demo: being written.
