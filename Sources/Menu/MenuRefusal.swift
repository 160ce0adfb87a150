public import Base
public import struct FoundationEssentials.UUID

/// Why the menu refuses.
public enum MenuRefusal: Refusal, Equatable {
    /// No product with this id is on the organization's menu.
    case unknownProduct(UUID)
    /// The product has no such portion.
    case unknownPortion(UUID)
    /// The option belongs to none of the product's groups.
    case optionNotInGroup(UUID)
    /// Too few options of a group that demands some.
    case groupRequired(group: UUID, min: Int)
    /// Too many options of a group.
    case groupMax(group: UUID, max: Int)
    /// Less is left than asked for; `remaining` in whole pieces.
    case soldOut(subject: UUID, remaining: Int64)
    /// The product isn't sold at this branch, or its price there cannot be told.
    case notAvailableHere(UUID)
    /// No KDV rate of the product's class is in force.
    case noTaxRate(UUID)
    /// There is no such category, product, group, rule or availability subject to change.
    case notFound
    /// The thing was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)
    /// It is archived and cannot be changed any more.
    case archived
    /// The category still has products on the menu.
    case categoryInUse(products: Int)
    /// The group still goes with products on the menu.
    case groupInUse(products: Int)
    /// A KDV rate is changed for days to come alone.
    case taxRateBegun
    /// A thing with this id is already there.
    case idTaken
    /// Another product has this barcode.
    case barcodeTaken
    /// Another product has this PLU.
    case pluTaken
    /// The body names a category, tax class, group or branch that isn't there.
    case unknownReference(pointer: String)
    /// The body doesn't make sense as a whole.
    case invalid(pointer: String, code: String, message: String)

    /// As the outside sees it.
    public var problem: Problem {
        switch self {
        case .unknownProduct(let id): Problem(422, "unknown_product", facts: ["product": .string(id.text)])
        case .unknownPortion(let id): Problem(422, "unknown_portion", facts: ["portion": .string(id.text)])
        case .optionNotInGroup(let id):
            Problem(422, "option_not_in_group", facts: ["option": .string(id.text)])
        case .groupRequired(let group, let min):
            Problem(
                422, "group_required", facts: ["group": .string(group.text), "min": .integer(Int64(min))])
        case .groupMax(let group, let max):
            Problem(422, "group_max", facts: ["group": .string(group.text), "max": .integer(Int64(max))])
        case .soldOut(let subject, let remaining):
            Problem(
                409, "sold_out", facts: ["product": .string(subject.text), "remaining": .integer(remaining)])
        case .notAvailableHere(let id):
            Problem(422, "not_available_here", facts: ["product": .string(id.text)])
        case .taxRateBegun: Problem(409, "tax_rate_begun", "A rate is changed for days to come alone.")
        case .noTaxRate(let id): Problem(422, "no_tax_rate", facts: ["product": .string(id.text)])
        case .notFound: Problem(404, "not_found")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        case .archived: Problem(409, "archived", state: "archived")
        case .categoryInUse(let count):
            Problem(409, "category_in_use", facts: ["products": .integer(Int64(count))])
        case .groupInUse(let count): Problem(409, "group_in_use", facts: ["products": .integer(Int64(count))])
        case .idTaken: Problem(409, "id_taken")
        case .barcodeTaken: Problem(409, "barcode_taken")
        case .pluTaken: Problem(409, "plu_taken")
        case .unknownReference(let pointer):
            Problem(
                422, "unknown_reference",
                errors: [FieldFault(pointer, "unknown_reference", "There is nothing with this id.")])
        case .invalid(let pointer, let code, let message):
            Problem(422, "validation_failed", errors: [FieldFault(pointer, code, message)])
        }
    }
}
