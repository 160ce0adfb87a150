import Base

extension RolloutOrder {
    /// As the journal keeps it.
    var json: JSON {
        .object([
            ("service", .string(service)), ("image", .string(image)), ("migrates", .bool(migrates)),
            ("steps", .array(steps.map { .integer(Int64($0)) })), ("settle", .integer(Int64(settle))),
            ("bake", .integer(Int64(bake))), ("hold", .integer(Int64(hold))),
            ("drain", .integer(Int64(drain))),
            ("limits", .array(limits.map(\.json))),
        ])
    }

    init?(json: JSON) {
        guard let service = json["service"]?.text, let image = json["image"]?.text,
            let steps = json["steps"]?.array, let settle = json["settle"]?.integer,
            let bake = json["bake"]?.integer, let hold = json["hold"]?.integer,
            let drain = json["drain"]?.integer
        else { return nil }
        self.init(
            service: service, image: image, migrates: json["migrates"] == .bool(true),
            steps: steps.compactMap { $0.integer.map(Int.init) }, settle: Int(settle), bake: Int(bake),
            hold: Int(hold), drain: Int(drain),
            limits: (json["limits"]?.array ?? []).compactMap(AbortRule.init(json:)))
    }
}

extension AbortRule {
    var json: JSON {
        switch self {
        case .errors(let most): ["errors": .integer(Int64(most))]
        case .latency(let most): ["latency": .integer(Int64(most))]
        }
    }

    init?(json: JSON) {
        if let most = json["errors"]?.integer {
            self = .errors(Int(most))
        } else if let most = json["latency"]?.integer {
            self = .latency(Int(most))
        } else {
            return nil
        }
    }
}

extension RolloutState.Event {
    var json: JSON {
        switch self {
        case .did: "did"
        case .resumed: "resumed"
        case .failed(let why): ["failed": .string(why)]
        case .found(let standing):
            [
                "found": [
                    "slot": .string(standing.slot.rawValue), "size": .integer(Int64(standing.size)),
                    "image": .string(standing.image),
                ]
            ]
        case .saw(let health): ["saw": health.json]
        case .tried(let failure): ["tried": failure.map(\.json) ?? .null]
        case .read(let readings): ["read": readings.json]
        }
    }

    init?(json: JSON) {
        if json == "did" {
            self = .did
        } else if json == "resumed" {
            self = .resumed
        } else if let why = json["failed"]?.text {
            self = .failed(why)
        } else if let found = json["found"], let slot = found["slot"]?.text.flatMap(Colour.init(rawValue:)),
            let size = found["size"]?.integer, let image = found["image"]?.text
        {
            self = .found(Standing(slot: slot, size: Int(size), image: image))
        } else if let health = json["saw"].flatMap(SlotHealth.init(json:)) {
            self = .saw(health)
        } else if let tried = json["tried"] {
            self = .tried(ProbeFailure(json: tried))
        } else if let readings = json["read"].flatMap(Readings.init(json:)) {
            self = .read(readings)
        } else {
            return nil
        }
    }
}

extension ProbeFailure {
    var json: JSON {
        [
            "probe": .string(probe), "status": .integer(Int64(status)), "body": .string(body),
            "log": .string(log),
        ]
    }

    init?(json: JSON) {
        guard let probe = json["probe"]?.text, let status = json["status"]?.integer else { return nil }
        self.init(
            probe: probe, status: Int(status), body: json["body"]?.text ?? "", log: json["log"]?.text ?? "")
    }
}

extension SlotHealth {
    var json: JSON {
        [
            "ready": .integer(Int64(ready)), "healthy": .integer(Int64(healthy)),
            "failure": failure.map(\.json) ?? .null,
        ]
    }

    init?(json: JSON) {
        guard let ready = json["ready"]?.integer, let healthy = json["healthy"]?.integer else { return nil }
        self.init(
            ready: Int(ready), healthy: Int(healthy),
            failure: json["failure"].flatMap(ProbeFailure.init(json:)))
    }
}

extension Readings {
    var json: JSON {
        [
            "requests": .integer(Int64(requests)), "errors": .integer(Int64(errors)),
            "p95": p95.map { .integer(Int64($0)) } ?? .null, "alarms": .array(alarms.map { .string($0) }),
            "health": health.json,
        ]
    }

    init?(json: JSON) {
        guard let requests = json["requests"]?.integer, let errors = json["errors"]?.integer,
            let health = json["health"].flatMap(SlotHealth.init(json:))
        else { return nil }
        self.init(
            requests: Int(requests), errors: Int(errors), p95: json["p95"]?.integer.map(Int.init),
            alarms: (json["alarms"]?.array ?? []).compactMap(\.text), health: health)
    }
}
