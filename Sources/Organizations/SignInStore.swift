import Base
import Store

/// All SQL of passwords and wrong tries.
enum SignInStore {
    /// A try at a person's password.
    struct Try: Sendable {
        let person: ID<Person>
        let passwordHash: String?
        let tries: Int
        /// Set when the door is shut, whatever the password.
        let lockedUntil: Instant?
    }

    /// Counts a try before its password is looked at; nil when nobody has that address.
    static func countTry(_ email: String, at now: Instant, in tx: borrowing Transaction) throws -> Try? {
        let row = try tx.row(
            """
            select id, password_hash, wrong_passwords, locked_until from people where email = \(email) for update
            """, as: (ID<Person>, String?, Int, Instant?).self)
        guard let (person, hash, wrong, lockedUntil) = row else { return nil }
        if let lockedUntil, lockedUntil > now {
            return Try(person: person, passwordHash: nil, tries: wrong, lockedUntil: lockedUntil)
        }
        let before = lockedUntil == nil ? wrong : 0
        guard before < LockOut.triesMax else {
            let until = now.advanced(seconds: LockOut.seconds)
            try lock(person, until: until, in: tx)
            return Try(person: person, passwordHash: nil, tries: before, lockedUntil: until)
        }
        tx.later(
            "update people set wrong_passwords = \(before + 1), locked_until = null where id = \(person)",
            affecting: 1)
        return Try(person: person, passwordHash: hash, tries: before + 1, lockedUntil: nil)
    }

    static func lock(_ person: ID<Person>, until: Instant, in tx: borrowing Transaction) throws {
        try tx.run(
            """
            update people set locked_until = \(until)
            where id = \(person) and wrong_passwords >= \(LockOut.triesMax)
            """)
    }

    static func forgetTries(_ person: ID<Person>, in tx: borrowing Transaction) {
        tx.later("update people set wrong_passwords = 0, locked_until = null where id = \(person)")
    }

    /// Counts a try at a PIN: the tries so far with this one, or until when the pad is locked.
    static func countPINTry(
        _ organization: ID<Organization>, _ person: ID<Person>, _ device: ID<Device>, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> (tries: Int, lockedUntil: Instant?) {
        tx.later(
            """
            insert into pin_tries (organization, person, device, tries)
            values (\(organization), \(person), \(device), 0)
            on conflict (organization, person, device) do nothing
            """)
        let row = try tx.row(
            """
            select tries, locked_until from pin_tries
            where organization = \(organization) and person = \(person) and device = \(device) for update
            """, as: (Int, Instant?).self)
        let (wrong, lockedUntil) = row ?? (0, nil)
        if let lockedUntil, lockedUntil > now { return (wrong, lockedUntil) }
        let before = lockedUntil == nil ? wrong : 0
        guard before < LockOut.triesMax else {
            let until = now.advanced(seconds: LockOut.seconds)
            lockPIN(organization, person, device, until: until, in: tx)
            return (before, until)
        }
        tx.later(
            """
            update pin_tries set tries = \(before + 1), locked_until = null
            where organization = \(organization) and person = \(person) and device = \(device)
            """, affecting: 1)
        return (before + 1, nil)
    }

    static func lockPIN(
        _ organization: ID<Organization>, _ person: ID<Person>, _ device: ID<Device>, until: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update pin_tries set locked_until = \(until)
            where organization = \(organization) and person = \(person) and device = \(device)
                and tries >= \(LockOut.triesMax)
            """)
    }

    /// Opens the pad again: on one device after a right PIN, on all of them when a manager unlocks.
    static func forgetPINTries(
        _ organization: ID<Organization>, _ person: ID<Person>, _ device: ID<Device>?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            delete from pin_tries where organization = \(organization) and person = \(person)
                and (\(device)::uuid is null or device = \(device)::uuid)
            """)
    }

    static func pinHash(
        _ organization: ID<Organization>, _ person: ID<Person>, _ branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> String? {
        try tx.value(
            """
            select pin_hash from memberships
            where organization = \(organization) and person = \(person) and disabled_at is null
                and pin_hash is not null and (branches is null or \(branch) = any (branches))
            """, as: String.self)
    }
}
