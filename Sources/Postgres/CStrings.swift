import Glibc

/// Texts as C wants them: an array of pointers to zero-ended bytes, alive while `with` runs.
struct CStrings {
    private let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    /// Calls `body` with the pointers; one null more stands at the end.
    func with<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        let total = texts.reduce(0) { $0 + $1.utf8.count + 1 }
        let bytes = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, total))
        let pointers = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: texts.count + 1)
        defer {
            unsafe bytes.deallocate()
            unsafe pointers.deallocate()
        }
        var next = unsafe bytes
        for (index, text) in texts.enumerated() {
            var text = text
            unsafe (pointers + index).initialize(to: next)
            let count = text.withUTF8 { utf8 in
                if let base = utf8.baseAddress { unsafe memcpy(next, base, utf8.count) }
                return utf8.count
            }
            unsafe next[count] = 0
            unsafe next += count + 1
        }
        unsafe (pointers + texts.count).initialize(to: nil)
        return unsafe body(pointers)
    }
}
