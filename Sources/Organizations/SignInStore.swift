import Base
import Store

/// All SQL of passwords and wrong tries.
enum SignInStore {
    /// A try at a password.
    struct Try: Sendable {
        /// Nil when nobody has the address.
        let person: ID<Person>?
        let passwordHash: String?
        let tries: Int
        /// Set when the door is shut, whatever the password.
        let lockedUntil: Instant?
    }

    /// How many places there are to count tries at addresses that nobody has: two such addresses with the
    /// same place push each other out.
    private static let strangersMax = 4_096

    /// Counts a try before its password is looked at, in the same steps whether somebody has the address or
    /// not.
    ///
    /// - Parameter digest: what is stored of an address that may be nobody's.
    static func countTry(
        _ email: String, _ digest: Bytes, at now: Instant, in tx: borrowing Transaction
    ) throws -> Try {
        let slot = slot(of: digest)
        tx.later(
            """
            insert into sign_in_strangers (slot, address, tries) values (\(slot), \(digest), 0)
            on conflict (slot) do nothing
            """)
        let stranger = try tx.row(
            """
            select case when address = \(digest) then tries else 0 end,
                case when address = \(digest) then locked_until end
            from sign_in_strangers where slot = \(slot) for update
            """, as: (Int, Instant?).self)
        let row = try tx.row(
            """
            select id, password_hash, wrong_passwords, locked_until from people where email = \(email) for update
            """, as: (ID<Person>, String?, Int, Instant?).self)
        let (wrong, lockedUntil) = row.map { ($0.2, $0.3) } ?? stranger ?? (0, nil)
        if let lockedUntil, lockedUntil > now {
            return Try(person: row?.0, passwordHash: nil, tries: wrong, lockedUntil: lockedUntil)
        }
        let before = lockedUntil == nil ? wrong : 0
        guard before < LockOut.triesMax else {
            let until = now.advanced(seconds: LockOut.seconds)
            try lock(row?.0, digest, until: until, in: tx)
            return Try(person: row?.0, passwordHash: nil, tries: before, lockedUntil: until)
        }
        count(before + 1, of: row?.0, digest, in: tx)
        return Try(person: row?.0, passwordHash: row?.1, tries: before + 1, lockedUntil: nil)
    }

    private static func count(
        _ tries: Int, of person: ID<Person>?, _ digest: Bytes, in tx: borrowing Transaction
    ) {
        guard let person else {
            return tx.later(
                """
                update sign_in_strangers set address = \(digest), tries = \(tries), locked_until = null
                where slot = \(slot(of: digest))
                """, affecting: 1)
        }
        tx.later(
            "update people set wrong_passwords = \(tries), locked_until = null where id = \(person)",
            affecting: 1)
    }

    /// Shuts the door of a person, or of an address that nobody has.
    static func lock(
        _ person: ID<Person>?, _ digest: Bytes, until: Instant, in tx: borrowing Transaction
    ) throws {
        guard let person else {
            try tx.run(
                """
                update sign_in_strangers set locked_until = \(until)
                where slot = \(slot(of: digest)) and address = \(digest) and tries >= \(LockOut.triesMax)
                """)
            return
        }
        try tx.run(
            """
            update people set locked_until = \(until)
            where id = \(person) and wrong_passwords >= \(LockOut.triesMax)
            """)
    }

    private static func slot(of digest: Bytes) -> Int {
        digest.raw.prefix(2).reduce(0) { $0 << 8 | Int($1) } % strangersMax
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
