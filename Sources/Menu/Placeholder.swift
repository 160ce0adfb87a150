// Menu: being written.
