public import Base
public import struct FoundationEssentials.UUID

/// Why the kitchen refuses.
public enum KitchenRefusal: Refusal, Equatable {
    /// The dish cannot go that way from where it stands.
    case illegalTransition(from: KitchenItemState, event: KitchenEvent)
    /// No station is set for these products; nothing of the round was sent.
    case unroutable(products: [UUID])
    /// This round of this check is in the kitchen already.
    case roundAlreadyPlaced
    /// The course was fired before.
    case courseAlreadyFired(course: Int)
    /// The check has no such course in the kitchen.
    case unknownCourse(course: Int)
    /// There is no such ticket, dish or station here.
    case notFound
    /// The device stands at another station.
    case otherStation
    /// The ticket left the screen too long ago, or too many have since.
    case recallTooLate
    /// The line has less than that in the kitchen that can still be voided.
    case notSoMany(left: Int64)
    /// A served dish is never voided: comp it, or refund it.
    case alreadyServed
    /// The void was confirmed already, or there is none.
    case nothingToConfirm
    /// It was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)
    /// Something with this id is already there.
    case idTaken
    /// The body names a station, branch or device that isn't there.
    case unknownReference(pointer: String)
    /// A quantity of nothing, or below.
    case invalidQuantity
    /// A station without name, or one that turns red before yellow.
    case invalidStation
    /// Two routing rules about the same thing.
    case repeatedRule
    /// Tickets of the station are not finished.
    case stationBusy
    /// The routing names the station, and nobody else for what it cooks.
    case stationRouted
    /// The order names other stations than there are.
    case orderDiffers

    /// As the outside sees it.
    public var problem: Problem {
        switch self {
        case .illegalTransition(let from, let event):
            Problem(
                409, "illegal_transition", state: from.rawValue, facts: ["event": .string(event.rawValue)])
        case .unroutable(let products):
            Problem(422, "unroutable", facts: ["products": .array(products.map { .string($0.text) })])
        case .roundAlreadyPlaced: Problem(409, "round_already_placed")
        case .courseAlreadyFired(let course):
            Problem(409, "course_already_fired", facts: ["course": .integer(Int64(course))])
        case .unknownCourse(let course):
            Problem(404, "unknown_course", facts: ["course": .integer(Int64(course))])
        case .notFound: Problem(404, "not_found")
        case .otherStation: Problem(403, "other_station")
        case .recallTooLate: Problem(409, "recall_too_late")
        case .notSoMany(let left): Problem(409, "not_so_many", facts: ["left": .integer(left)])
        case .alreadyServed: Problem(409, "already_served", state: "served")
        case .nothingToConfirm: Problem(409, "nothing_to_confirm")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        case .idTaken: Problem(409, "id_taken")
        case .unknownReference(let pointer):
            Problem(
                422, "unknown_reference",
                errors: [FieldFault(pointer, "unknown_reference", "There is nothing with this id.")])
        case .invalidQuantity:
            Problem(
                422, "validation_failed",
                errors: [FieldFault("/quantity", "out_of_range", "A quantity above zero is expected.")])
        case .invalidStation:
            Problem(
                422, "validation_failed",
                errors: [FieldFault("/lateMinutes", "out_of_range", "A name, and yellow no later than red.")])
        case .stationBusy: Problem(409, "station_busy", "Its open tickets have to be finished first.")
        case .stationRouted: Problem(409, "station_routed", "Say which station cooks instead of it.")
        case .orderDiffers: Problem(409, "order_differs", "Name every one that is in use, once.")
        case .repeatedRule:
            Problem(
                422, "validation_failed",
                errors: [FieldFault("/rules", "repeated", "One rule per thing is expected.")])
        }
    }
}
