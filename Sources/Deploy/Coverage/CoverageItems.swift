/// The facts of a document as a file of the project: a line each, its parts between tabs.
public enum CoverageItems {
    /// The facts as a text.
    public static func text(_ items: [DocumentItem]) -> String {
        items.map { item in
            [String(item.line), item.kind.rawValue, item.section, item.context, item.key, item.value]
                .map { $0.replacing("\t", with: " ") }.joined(separator: "\t")
        }.joined(separator: "\n") + "\n"
    }

    /// Reads such a text.
    public static func read(_ text: String) -> [DocumentItem] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 6, let number = Int(parts[0]),
                let kind = DocumentItem.Kind(rawValue: parts[1])
            else {
                return nil
            }
            return DocumentItem(
                line: number, section: parts[2], kind: kind, context: parts[3], key: parts[4], value: parts[5]
            )
        }
    }
}
