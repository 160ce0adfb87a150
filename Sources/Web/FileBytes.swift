import Glibc

/// The whole content of a regular file; nil when it can't be read.
func fileBytes(_ path: String) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
        let got = unsafe bytes.withUnsafeMutableBytes { room in
            unsafe read(descriptor, room.baseAddress.map { unsafe $0 + filled }, room.count - filled)
        }
        guard got > 0 else { return nil }
        filled += got
    }
    return bytes
}
