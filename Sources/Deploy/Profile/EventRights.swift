/// Who may do what in the event log: each service that uses it has a user of its own, which may only what the
/// service does there. What has the role `relay` writes what the outbox tells of; the others read it, each in
/// a group of its own name. Nobody may make topics, change settings or read another's place in a topic.
public struct EventRights: Sendable, Equatable {
    /// What a service does with topics.
    public enum Use: Sendable, Equatable { case writes, reads }

    /// The service.
    public var service: String
    /// The user that it signs in as, and the group in which it reads: `globalpay-payment-processor`.
    public var user: String
    /// What it does with the topics.
    public var use: Use

    /// One operation on one thing, in the words of Kafka's own rights.
    public struct Grant: Sendable, Equatable {
        /// `Write`, `Read`, `Describe`.
        public var operations: [String]
        /// `topic` or `group`.
        public var kind: String
        /// The thing's name.
        public var name: String
    }

    /// Everything that the user may do, and nothing else.
    public func grants(_ topics: [String]) -> [Grant] {
        let operation = use == .writes ? "Write" : "Read"
        let onTopics = topics.map { Grant(operations: [operation, "Describe"], kind: "topic", name: $0) }
        guard use == .reads else { return onTopics }
        return onTopics + [Grant(operations: ["Read", "Describe"], kind: "group", name: user)]
    }
}

extension Profile {
    /// The rights of every service that uses the event log; a service without roles does the work of all.
    public var eventRights: [EventRights] {
        guard data.events != nil else { return [] }
        return services.filter { $0.uses.contains("events") }.map { service in
            EventRights(
                service: service.name, user: "\(system)-\(service.name)",
                use: service.roles.isEmpty || service.roles.contains("relay") ? .writes : .reads)
        }
    }

    /// The secret of a service's user of the event log; Kafka takes only names that begin so.
    public func eventsSecret(_ service: String) -> String { "AmazonMSK_\(names.prefix)-events-\(service)" }
}
