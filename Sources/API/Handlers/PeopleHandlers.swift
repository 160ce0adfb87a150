import Base
import Organizations
import Store

extension API {
    func handle(_ route: PeopleRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .list: try await listPeople(call)
        case .add: try await addPerson(call)
        case .roles: try await listRoles(call)
        case .change(let person): try await change(person, call)
        case .setPIN(let person): try await setPIN(person, call)
        case .unlockPIN(let person): try await unlockPIN(person, call)
        case .disable(let person): try await disable(person, call)
        case .enable(let person): try await enable(person, call)
        case .setGrants(let role): try await setGrants(of: role, call)
        }
    }

    private func listPeople(_ call: Call) async throws -> Reply {
        let actor = try call.actor()
        try demand(.editStaff, actor)
        let members = try await application.database.transaction(.system) { tx in
            try StaffList.all(actor.organization, in: tx)
        }
        return .page(members.map { PersonView($0) })
    }

    private func addPerson(_ call: Call) async throws -> Reply {
        let body = try call.body(AddPersonBody.shape)
        let secrets = try await NewSecrets.prepare(
            pin: body.pin, password: body.password, application.identity.keys)
        return try await staffCommand(call, status: 201) { context, tx in
            try AddPerson(
                id: ID(context.command), name: body.name, email: body.email, language: body.language,
                role: body.role, branches: body.branches
            ).run(secrets, context, in: tx)
        }
    }

    private func change(_ person: ID<Person>, _ call: Call) async throws -> Reply {
        let body = try call.body(ChangePersonBody.shape)
        let change = ChangePerson(
            person, name: body.name, language: body.language, role: body.role,
            branches: body.branches.map { $0.isEmpty ? .some(nil) : .some($0) } ?? .none)
        return try await staffCommand(call) { context, tx in try change.run(context, in: tx) }
    }

    private func setPIN(_ person: ID<Person>, _ call: Call) async throws -> Reply {
        let body = try call.body(SetPINBody.shape)
        let secrets = try await NewSecrets.prepare(pin: body.pin, password: nil, application.identity.keys)
        return try await staffCommand(call) { context, tx in
            try SetPIN(person).run(secrets, context, in: tx)
        }
    }

    private func unlockPIN(_ person: ID<Person>, _ call: Call) async throws -> Reply {
        _ = try call.body(EmptyBody.shape)
        return try await staffCommand(call) { context, tx in try UnlockPIN(person).run(context, in: tx) }
    }

    private func enable(_ person: ID<Person>, _ call: Call) async throws -> Reply {
        _ = try call.body(EmptyBody.shape)
        return try await staffCommand(call) { context, tx in try EnablePerson(person).run(context, in: tx) }
    }

    private func disable(_ person: ID<Person>, _ call: Call) async throws -> Reply {
        _ = try call.body(EmptyBody.shape)
        return try await staffCommand(call) { context, tx in try DisablePerson(person).run(context, in: tx) }
    }

    /// A command on people, in the system's scope, after which nobody's rights are remembered.
    private func staffCommand(
        _ call: Call, status: Int = 200,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Membership
    ) async throws -> Reply {
        let answer = try await application.runner.run(try call.actor(), key: try call.key(), scope: .system) {
            context, tx in
            Answer(status: status, body: PersonView.shape.encode(PersonView(try body(context, tx))))
        }
        application.identity.forget()
        return .command(answer)
    }

    private func listRoles(_ call: Call) async throws -> Reply {
        let actor = try call.actor()
        try demand(.editStaff, actor)
        let roles = try await read(call) { tx in try Roles.all(actor.organization, in: tx) }
        return .page(roles.map { RoleView($0) })
    }

    private func setGrants(of role: String, _ call: Call) async throws -> Reply {
        let body = try call.body(GrantsBody.shape)
        let answer = try await application.runner.run(try call.actor(), key: try call.key(), scope: .system) {
            context, tx in
            let known = try Roles.all(context.actor.organization, in: tx).first { $0.id == role }
            let grants = (known?.grants ?? [:]).merging(body.grants) { $1 }
            let changed = try Roles.change(role, to: grants, context, in: tx)
            return Answer(status: 200, body: RoleView.shape.encode(RoleView(changed)))
        }
        application.identity.forget()
        return .command(answer)
    }

    func listBranchPeople(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let people = try await application.database.transaction(.system) { tx in
            try StaffList.signingIn(at: branch, organization, in: tx)
        }
        return .page(
            people.map { member in
                BranchPersonView(
                    id: member.person.id, name: member.person.name, role: member.role,
                    initials: member.person.initials)
            })
    }
}

extension PersonView {
    init(_ member: Membership) {
        self.init(
            id: member.person.id, name: member.person.name, email: member.person.email,
            language: member.person.language, role: member.role, branches: member.branches,
            hasPIN: member.hasPIN,
            disabled: member.disabled, version: member.version)
    }
}
