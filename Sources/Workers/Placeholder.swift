// Workers: being written.
