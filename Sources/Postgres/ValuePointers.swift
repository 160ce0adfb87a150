import Store

extension SQLValues {
    /// Calls `body` with a pointer to each value, null for SQL null; they live while it runs.
    func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) {
                pointers in
                for (index, start) in starts.enumerated() {
                    unsafe pointers[index] =
                        start == SQLValues.null
                        ? nil
                        : bytes.baseAddress.map { unsafe ($0 + start).assumingMemoryBound(to: CChar.self) }
                }
                return unsafe body(UnsafePointer(pointers.baseAddress))
            }
        }
    }
}
