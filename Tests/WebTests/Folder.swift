import Glibc

/// A folder of its own that goes with its owner.
final class Folder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/hesap-web-XXXXXX".utf8CString)
        path = unsafe template.withUnsafeMutableBufferPointer { room in
            unsafe room.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) } ?? ""
        }
    }

    deinit {
        remove(path)
    }

    /// Writes a file, making the folders on its way. Gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            _ = unsafe mkdir(folder, 0o755)
        }
        let full = "\(path)/\(name)"
        guard let file = unsafe fopen(full, "w") else { return full }
        unsafe fputs(text, file)
        unsafe fclose(file)
        return full
    }

    private func remove(_ folder: String) {
        guard let directory = unsafe opendir(folder) else {
            _ = unsafe unlink(folder)
            return
        }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." {
                if unsafe unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
            }
        }
        unsafe closedir(directory)
        _ = unsafe rmdir(folder)
    }
}
