/// A file that a profile becomes: a template, a manifest, a script, a page.
public struct RenderedFile: Sendable, Equatable {
    /// Its path below the folder of the output: `cloudformation/network.eu-central-1.json`.
    public var path: String
    /// Its whole text, ending with a line end.
    public var text: String

    /// A file with its text.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
