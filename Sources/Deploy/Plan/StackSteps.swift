import Base
import Crypto

/// The steps of one stack: a change set is made, waited for, carried out, waited for.
struct StackSteps {
    let profile: Profile
    let part: StackPart
    /// The template, compact.
    let template: String
    let observed: ObservedStack?

    /// Bytes that a template may have on a command line's own way; a longer one goes through the state
    /// bucket.
    static let inlineBytesMax = 51_200

    /// The steps; none when the stack stands as the template says.
    func steps() throws(RunFault) -> [Step] {
        if let observed { try refuse(observed) }
        let isThere =
            observed.map { !["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"].contains($0.status) } ?? false
        if isThere, let observed, observed.template == wanted {
            return observed.isProtected || !protects ? [] : [protect]
        }
        var steps: [Step] = []
        if observed?.status == "ROLLBACK_COMPLETE" { steps += Self.removal(of: part.stack, in: part.region) }
        if observed != nil, observed?.status != "ROLLBACK_COMPLETE" { steps.append(clear) }
        if isLong { steps.append(upload) }
        steps += [change(isThere: isThere), ready, execute(isThere: isThere), finish]
        if protects, observed?.isProtected != true { steps.append(protect) }
        return steps
    }

    /// The file of the template.
    var file: RenderedFile { RenderedFile(path: part.file, text: template + "\n") }

    private var wanted: JSON { ((try? JSON(parsing: template)) ?? .null).sorted }
    private var isLong: Bool { template.utf8.count > Self.inlineBytesMax }
    private var protects: Bool { profile.environment.tier != .economy }
    private var key: String { "\(part.name)-\(part.region)" }
    /// A letter first: twelve digits in a row are an account's number.
    private var set: String { "hesap-t" + Hex.text(Digest.sha256(Array(template.utf8)).prefix(6).map { $0 }) }

    private func refuse(_ stack: ObservedStack) throws(RunFault) {
        guard stack.isOurs else {
            throw RunFault(
                3,
                "The stack \(stack.name) in \(stack.region) does not bear the tags of this system: it is"
                    + " somebody else's. Rename the system, or tag the stack.")
        }
        let passing = [
            "REVIEW_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE", "CREATE_COMPLETE",
            "UPDATE_COMPLETE", "IMPORT_COMPLETE",
        ]
        guard passing.contains(stack.status) else {
            let advice =
                stack.status.hasSuffix("_IN_PROGRESS")
                ? "somebody is changing it; wait for the end and plan again"
                : "look at its events (aws cloudformation describe-stack-events), put it right, plan again"
            throw RunFault(2, "The stack \(stack.name) in \(stack.region) is \(stack.status): \(advice).")
        }
    }

    private func words(_ verb: String, _ more: [Word]) -> [Word] {
        ["cloudformation", .text(verb), "--stack-name", .text(part.stack)] + more
    }

    private var clear: Step {
        Step(
            "clear-\(key)", "Take an earlier change set of \(part.stack) away", .read,
            words("delete-change-set", ["--change-set-name", .text(set)]), region: part.region,
            forgives: ["ChangeSetNotFound", "does not exist"])
    }

    private var upload: Step {
        Step(
            "template-\(key)", "Put the long template of \(part.stack) into the state bucket", .update,
            [
                "s3api", "put-object", "--bucket", .text(StateBucket.name(of: profile)), "--key",
                .text(objectKey), "--body", .file(part.file, prefix: ""),
            ], region: profile.regions.primary)
    }

    private var objectKey: String { "templates/\(set)/\(part.name).\(part.region).json" }

    private var body: [Word] {
        guard isLong else { return ["--template-body", .file(part.file, prefix: "file://")] }
        let host = "s3.\(profile.regions.primary).amazonaws.com"
        return ["--template-url", .text("https://\(host)/\(StateBucket.name(of: profile))/\(objectKey)")]
    }

    private func change(isThere: Bool) -> Step {
        let tags: [Word] = Ownership.tags(of: profile).map { .text("Key=\($0.key),Value=\($0.value)") }
        return Step(
            "change-\(key)", "\(isThere ? "Prepare the changes of" : "Prepare") the stack \(part.stack)",
            .read,
            words(
                "create-change-set",
                ["--change-set-name", .text(set), "--change-set-type", isThere ? "UPDATE" : "CREATE"] + body
                    + ["--capabilities", "CAPABILITY_NAMED_IAM", "--tags"] + tags), region: part.region,
            done: DoneCheck(look("[Status]"), holds: "CREATE_"))
    }

    private func look(_ query: String) -> [Word] {
        words(
            "describe-change-set",
            ["--change-set-name", .text(set), "--query", .text(query), "--output", "text"])
    }

    private var ready: Step {
        Step(
            "ready-\(key)", "Wait until the changes of \(part.stack) are known", .wait,
            look("[Status,StatusReason]"), region: part.region, patience: Patience(every: 3, most: 300),
            awaits: Awaited(
                ["CREATE_COMPLETE", "didn't contain changes", "No updates are to be performed"],
                bad: ["FAILED"]))
    }

    private func execute(isThere: Bool) -> Step {
        Step(
            "execute-\(key)", "\(isThere ? "Change" : "Create") the stack \(part.stack)",
            isThere ? .update : .create, words("execute-change-set", ["--change-set-name", .text(set)]),
            region: part.region, resources: part.resources,
            done: DoneCheck(look("[ExecutionStatus]"), holds: "EXECUTE_"),
            forgives: ["InvalidChangeSetStatus"],
            details: StackChange.lines(from: observed?.template, to: wanted))
    }

    private var finish: Step {
        Step(
            "finish-\(key)", "Wait until \(part.stack) stands", .wait,
            words(
                "describe-stacks",
                ["--query", "Stacks[0].[StackStatus,StackStatusReason]", "--output", "text"]),
            region: part.region, patience: Patience(every: 5, most: 3 * 3600),
            awaits: Awaited(
                ["CREATE_COMPLETE\t", "UPDATE_COMPLETE\t", "CREATE_COMPLETE\n", "UPDATE_COMPLETE\n"],
                bad: ["FAILED", "ROLLBACK", "DELETE"]),
            why: words(
                "describe-stack-events",
                [
                    "--query",
                    "StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]",
                    "--output", "text",
                ]))
    }

    private var protect: Step {
        Step(
            "protect-\(key)", "Protect the stack \(part.stack) against deletion", .update,
            words("update-termination-protection", ["--enable-termination-protection"]), region: part.region)
    }

    /// Takes a stack away.
    static func removal(of stack: String, in region: String) -> [Step] {
        [
            Step(
                "delete-\(stack)-\(region)", "Delete the stack \(stack)", .delete,
                ["cloudformation", "delete-stack", "--stack-name", .text(stack)], region: region),
            Step(
                "deleted-\(stack)-\(region)", "Wait until \(stack) is gone", .wait,
                [
                    "cloudformation", "list-stacks", "--query",
                    .text("StackSummaries[?StackName=='\(stack)'].StackStatus | [0]"), "--output", "text",
                ],
                region: region, patience: Patience(every: 5, most: 3600),
                awaits: Awaited(["DELETE_COMPLETE", "None"], bad: ["DELETE_FAILED"]),
                why: [
                    "cloudformation", "describe-stack-events", "--stack-name", .text(stack), "--query",
                    "StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]",
                    "--output", "text",
                ]),
        ]
    }
}

/// What a new template changes.
enum StackChange {
    /// A line a resource: `+ AWS::EC2::VPC VPC`.
    static func lines(from old: JSON?, to new: JSON) -> [String] {
        let before = old?["Resources"]?.members ?? []
        let after = new["Resources"]?.members ?? []
        func type(_ json: JSON) -> String { json["Type"]?.text ?? "?" }
        let created = after.filter { name, _ in !before.contains { $0.0 == name } }
        let changed = after.filter { name, value in before.contains { $0.0 == name && $0.1 != value } }
        let removed = before.filter { name, _ in !after.contains { $0.0 == name } }
        return created.map { "+ \(type($0.1)) \($0.0)" } + changed.map { "~ \(type($0.1)) \($0.0)" }
            + removed.map { "- \(type($0.1)) \($0.0)" }
    }
}

/// Tags that say whose a thing is.
enum Ownership {
    /// Of the system and environment, and the profile's own.
    static func tags(of profile: Profile) -> [Tag] {
        [
            Tag(key: "hesap:system", value: profile.system),
            Tag(key: "hesap:environment", value: profile.environment.name),
        ] + profile.tags.filter { !$0.key.hasPrefix("hesap:") }
    }
}
