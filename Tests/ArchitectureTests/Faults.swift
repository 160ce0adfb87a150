import Testing

/// Collects what breaks a rule and reports it as one issue, a place a line.
struct Faults {
    private var places: [String] = []

    mutating func add(_ place: String, _ what: String) { places.append("\(place): \(what)") }

    mutating func add(_ places: [String], _ what: String) {
        for place in places { add(place, what) }
    }

    func report() {
        let list = places.map { "\n  " + $0 }.joined()
        #expect(places.isEmpty, "\(places.count) places:\(list)")
    }
}
