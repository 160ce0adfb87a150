/// The demo's dice: the same throws every time, so that two demos look alike.
struct DemoChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A whole number within bounds.
    mutating func number(_ bounds: ClosedRange<Int>) -> Int {
        bounds.lowerBound + Int(next() % UInt64(bounds.count))
    }

    /// True so many times of a hundred.
    mutating func happens(_ percent: Int) -> Bool { number(1...100) <= percent }

    /// One of several; nil when there is none.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[number(0...(elements.count - 1))]
    }

    /// The index of one of several, by weight.
    mutating func weighted(_ weights: [Int]) -> Int {
        var throwLeft = number(1...max(1, weights.reduce(0, +)))
        for (index, weight) in weights.enumerated() {
            throwLeft -= weight
            if throwLeft <= 0 { return index }
        }
        return 0
    }
}
