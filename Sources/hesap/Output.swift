#if canImport(Glibc)
    import Glibc
#endif

/// Writes a line to the standard output at once, also where that is a pipe or a file.
func print(_ text: String) {
    var rest = ArraySlice((text + "\n").utf8)
    while !rest.isEmpty {
        let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
    }
}
