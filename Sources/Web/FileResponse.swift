import Glibc

extension Response {
    /// A regular file from the disk with its size, its media type by its name, and an entity tag of its
    /// inode, size and time of change; nil when there is no such file. A symbolic link is not followed.
    public static func file(at path: String, headers: Headers = [:]) -> Response? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var headers = headers
        headers.setDefault("Content-Type", MediaType.of(path: path))
        let change = status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec
        headers.setDefault(
            "ETag", "\"\(hex(status.st_ino))-\(hex(UInt(status.st_size)))-\(hex(UInt(bitPattern: change)))\"")
        return Response(200, headers: headers, body: .file(path: path, size: Int(status.st_size), range: nil))
    }
}

private func hex(_ number: UInt) -> String {
    String(number, radix: 16)
}
