// Organizations: being written.
