public import Base

/// A heading of the menu: Kahvaltı, Izgara, Sıcak İçecekler.
public struct Category: Sendable, Hashable {
    /// Its identity.
    public let id: ID<Category>
    /// Its name by language.
    public let name: LocalText
    /// The colour of its tiles' edge, `#RRGGBB`.
    public let color: String
    /// Its place in the list, from 0.
    public let position: Int
    /// Whether it is off the menu for good; its products then aren't sold either.
    public let archived: Bool
    /// Counts its changes.
    public let version: Int64
}
