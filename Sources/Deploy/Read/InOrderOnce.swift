extension Sequence where Element: Equatable {
    /// The elements in their order, each once.
    public var inOrderOnce: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
