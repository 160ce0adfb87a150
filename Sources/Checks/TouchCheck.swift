import Base
public import Organizations
public import Store

/// What the frequent steps of a check touch, so that steps that touch nothing in common may commit together.
extension Touch {
    /// A step of a check, and of the table that it sits at as far as this process knows.
    static func step(
        of check: ID<Check>, at branch: ID<Branch>, _ organization: ID<Organization>
    ) -> Touch {
        let table = CheckCache.shared.check(check, at: branch, of: organization)?.check.table
        let touch = Touch(["check " + check.raw.text])
        return table.map { touch.and("table " + $0.id.raw.text) } ?? touch
    }
}

extension OpenCheck {
    /// What it touches: the check, the table and the branch's next number.
    public var touch: Touch {
        let touch = Touch(["check " + id.raw.text, "number " + branch.raw.text])
        return table.map { touch.and("table " + $0.raw.text) } ?? touch
    }
}

extension AddLines {
    /// What it touches: the check and its table.
    public func touch(of actor: Actor) -> Touch { .step(of: check, at: branch, actor.organization) }
}

extension SendLines {
    /// What it touches: the check and its table; counted stock makes it run alone.
    public func touch(of actor: Actor) -> Touch { .step(of: check, at: branch, actor.organization) }
}

extension PayCheck {
    /// What it touches: the check and its table.
    func touch(of actor: Actor) -> Touch { .step(of: check, at: branch, actor.organization) }
}
