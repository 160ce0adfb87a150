/// Numbers that look random and come out the same for the same seed (SplitMix64), so that a failing case can
/// be run again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number within bounds; small ones, zero and the ends come more often than by even chance.
    mutating func amount(_ bounds: ClosedRange<Int64>) -> Int64 {
        let width = UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound)
        switch next() % 8 {
        case 0: return bounds.lowerBound
        case 1: return bounds.upperBound
        case 2: return bounds.lowerBound &+ Int64(next() % (min(width, 10) + 1))
        default: return bounds.lowerBound &+ Int64(bitPattern: next() % (width == .max ? .max : width + 1))
        }
    }

    mutating func amounts(_ count: ClosedRange<Int64>, _ bounds: ClosedRange<Int64>) -> [Int64] {
        let many = Int(count.lowerBound) + Int(next() % UInt64(count.upperBound - count.lowerBound + 1))
        var result: [Int64] = []
        for _ in 0..<many { result.append(amount(bounds)) }
        return result
    }
}
