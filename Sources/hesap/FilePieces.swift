#if canImport(Glibc)
    import Glibc
#endif

/// A file that is too long to be held whole, read piece by piece.
final class FilePieces {
    private let file: Int32

    /// Opens it; nil when it cannot be read.
    init?(_ path: String) {
        file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
    }

    deinit { close(file) }

    /// The next bytes, so many at most; none at the end.
    func next(_ most: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        var filled = 0
        while filled < most {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe read(file, buffer.baseAddress?.advanced(by: filled), most - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes[0..<filled])
    }
}
