// Printing: being written.
