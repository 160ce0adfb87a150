/// First in, first out, with constant cost per element.
struct Fifo<Element> {
    private var elements: [Element?] = []
    private var first = 0

    var count: Int { elements.count - first }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func takeFirst() -> Element? {
        guard first < elements.count else { return nil }
        defer { compact() }
        let element = elements[first]
        elements[first] = nil
        first += 1
        return element
    }

    mutating func removeAll() {
        elements = []
        first = 0
    }

    private mutating func compact() {
        if first == elements.count {
            elements.removeAll(keepingCapacity: elements.count <= 64)
            first = 0
        } else if first >= 64, first * 2 >= elements.count {
            elements.removeFirst(first)
            first = 0
        }
    }
}
