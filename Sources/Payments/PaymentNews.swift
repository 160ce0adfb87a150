import Base
import Organizations

/// What payments tell the rest of the world, in the commit that changes them.
enum PaymentNews {
    /// Into the domain outbox, for webhooks.
    static func publish(_ intent: PaymentIntent, _ context: CommandContext) {
        context.publish(
            topic: "payment_intent.\(intent.state.rawValue)", aggregate: intent.id.raw, data: intent.json)
    }

    /// Into the domain outbox, for webhooks.
    static func publish(_ refund: Refund, _ context: CommandContext) {
        context.publish(topic: "refund.\(refund.state.rawValue)", aggregate: refund.id.raw, data: refund.json)
    }

    /// Onto the screens of the branch.
    static func show(_ type: String, _ intent: PaymentIntent, _ context: CommandContext) {
        guard let branch = intent.branch else { return }
        context.show(
            Frame(
                branch: branch, type: type, entity: "payment_intent", id: intent.id.raw,
                version: intent.version,
                data: intent.json, audience: .pos))
    }
}
