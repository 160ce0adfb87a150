/// Bytes that many answers share without a copy: a cached page, a file in memory.
///
/// Safe: the memory is written once, before the value can be seen by anyone else, and freed with the last
/// slice.
@safe public final class SharedBytes: @unchecked Sendable {
    /// How many bytes there are.
    public let count: Int
    let start: UnsafeMutableRawPointer
    private let parent: SharedBytes?

    /// A copy of the bytes.
    public init(_ bytes: [UInt8]) {
        count = bytes.count
        unsafe start = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        parent = nil
        unsafe bytes.withUnsafeBytes { source in
            guard let first = source.baseAddress else { return }
            unsafe start.copyMemory(from: first, byteCount: source.count)
        }
    }

    private init(slice range: Range<Int>, of parent: SharedBytes) {
        count = range.count
        unsafe start = parent.start + range.lowerBound
        self.parent = parent
    }

    deinit {
        if parent == nil { unsafe start.deallocate() }
    }

    /// A part of the bytes, sharing their memory; the range is clamped to what there is.
    public func slice(_ range: Range<Int>) -> SharedBytes {
        SharedBytes(slice: range.clamped(to: 0..<count), of: self)
    }

    /// A copy as an array.
    public var array: [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
