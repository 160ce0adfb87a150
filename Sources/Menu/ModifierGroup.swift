public import Base
public import Store

/// A choice that goes with products: the milk of a coffee, how meat is done, extras.
public struct ModifierGroup: Sendable, Hashable {
    /// Its identity.
    public let id: ID<ModifierGroup>
    /// Its name by language.
    public let name: LocalText
    /// How many options must be chosen; 0: none.
    public let min: Int
    /// How many options may be chosen, counted with their multiples.
    public let max: Int
    /// How many of the first chosen cost nothing.
    public let freeCount: Int
    /// The options, in order; archived ones are left out.
    public let options: [ModifierOption]
    /// Its place in lists, from 0.
    public let position: Int
    /// Whether it is no longer used.
    public let archived: Bool
    /// Counts its changes.
    public let version: Int64
}

/// One option of a group.
public struct ModifierOption: Sendable, Hashable {
    /// What choosing it does to the dish, and so how the kitchen shows it.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// Something comes on top: shown with +.
        case add
        /// Something is left out: shown with −.
        case remove
        /// A choice of one among others.
        case plain
    }

    /// Its identity.
    public let id: ID<ModifierOption>
    /// Its name by language.
    public let name: LocalText
    /// The short text on kitchen tickets; nil: the Turkish name.
    public let kitchenText: String?
    /// Adds, removes or chooses.
    public let kind: Kind
    /// Minor units that one of it costs, KDV inside.
    public let price: Int64
    /// Whether screens choose it beforehand.
    public let isDefault: Bool
    /// Its place in the group, from 0.
    public let position: Int
}
