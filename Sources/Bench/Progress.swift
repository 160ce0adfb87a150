import Glibc

/// A line for whoever watches, written at once also into a file.
func say(_ line: String) {
    print(line)
    fflush(nil)
}
