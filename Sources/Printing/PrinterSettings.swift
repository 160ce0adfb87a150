/// What a printer is like.
public struct PrinterSettings: Sendable, Equatable {
    /// The width of its paper.
    public enum Paper: String, CaseIterable, Sendable {
        /// 58 mm: 32 columns, 48 mm printable.
        case mm58 = "58"
        /// 80 mm: 48 columns, 72 mm printable.
        case mm80 = "80"

        /// Characters of the normal font in a line.
        public var columns: Int { self == .mm58 ? 32 : 48 }
        /// Width of the paper in millimetres.
        var width: Int { self == .mm58 ? 58 : 80 }
        /// Width that is printed on, in millimetres.
        var printable: Int { self == .mm58 ? 48 : 72 }
    }

    /// Its paper.
    public var paper: Paper
    /// The number of CP857 (Turkish) in `ESC t`: 13 on Epson and most others.
    public var codePage: UInt8
    /// Whether it has a cutter.
    public var cuts: Bool

    /// A printer; by default one for 80 mm with Epson's code pages and a cutter.
    public init(paper: Paper = .mm80, codePage: UInt8 = 13, cuts: Bool = true) {
        self.paper = paper
        self.codePage = codePage
        self.cuts = cuts
    }
}
