// Kitchen: being written.
