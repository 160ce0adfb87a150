import Glibc
import Store

extension SQLValues {
    /// The values as libpq takes them.
    @safe struct Pointers {
        let values: UnsafePointer<UnsafePointer<CChar>?>?
        let lengths: UnsafePointer<CInt>?
        let formats: UnsafePointer<CInt>?
    }

    /// Calls `body` with a pointer to each value, null for SQL null, its length and its form; they live while
    /// it runs.
    func withPointers<Result>(_ body: (Pointers) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                unsafe withUnsafeTemporaryAllocation(of: CInt.self, capacity: 2 * count) { numbers in
                    for (index, place) in places.enumerated() {
                        unsafe values[index] =
                            place.isNull
                            ? nil
                            : bytes.baseAddress.map {
                                unsafe ($0 + Int(place.start)).assumingMemoryBound(to: CChar.self)
                            }
                        unsafe numbers[index] = place.length
                        unsafe numbers[count + index] = place.isBinary ? 1 : 0
                    }
                    return unsafe body(
                        Pointers(
                            values: UnsafePointer(values.baseAddress),
                            lengths: UnsafePointer(numbers.baseAddress),
                            formats: numbers.baseAddress.map { unsafe UnsafePointer($0 + count) }))
                }
            }
        }
    }
}

extension SQLForm {
    /// The type's number in PostgreSQL's catalogue; zero leaves it to the statement.
    var type: UInt32 {
        switch self {
        case .text: 0
        case .uuid: 2950
        case .instant: 1184
        }
    }
}
