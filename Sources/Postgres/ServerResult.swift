import CPq
import Glibc
import Store

/// One answer of the server.
///
/// Safe: `raw` is never null, is cleared once, here, and never leaves this type.
@safe struct ServerResult: ~Copyable {
    private let raw: OpaquePointer

    init?(_ raw: OpaquePointer?) {
        guard let raw = unsafe raw else { return nil }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe PQclear(raw) }

    var status: ExecStatusType { unsafe PQresultStatus(raw) }
    var succeeded: Bool { status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK }
    /// `COMMIT`, `UPDATE 3` and so on.
    var tag: String { unsafe String(cString: PQcmdStatus(raw)) }

    /// The answer's rows; `columns` are taken over when they were read before.
    func rows(columns known: [String]?) -> Rows {
        let height = unsafe Int(PQntuples(raw))
        var columns = known ?? []
        if columns.count != width {
            columns = (0..<width).map { unsafe String(cString: PQfname(raw, Int32($0))) }
        }
        var bytes: [UInt8] = []
        var places: [Range<Int>?] = []
        places.reserveCapacity(width * height)
        for row in 0..<Int32(height) {
            for column in 0..<Int32(width) { places.append(append(row, column, to: &bytes)) }
        }
        return Rows(columns: columns, bytes: bytes, places: places, affected: affected)
    }

    /// How many columns its rows have; none for a statement that gives no rows.
    var width: Int { unsafe Int(PQnfields(raw)) }

    private func append(_ row: Int32, _ column: Int32, to bytes: inout [UInt8]) -> Range<Int>? {
        guard unsafe PQgetisnull(raw, row, column) == 0, let text = unsafe PQgetvalue(raw, row, column) else {
            return nil
        }
        let start = bytes.count
        let length = unsafe Int(PQgetlength(raw, row, column))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: length))
        return start..<bytes.count
    }

    var affected: Int {
        guard let digits = unsafe PQcmdTuples(raw) else { return 0 }
        return unsafe Int(atoll(digits))
    }

    /// Why the server refused, in our kinds.
    func failure(of statement: String?) -> DatabaseError {
        let sqlState = field(67) ?? ""  // PG_DIAG_SQLSTATE, 'C'
        let constraint = field(110)  // PG_DIAG_CONSTRAINT_NAME, 'n'
        let whole = unsafe String(cString: PQresultErrorMessage(raw))
        let message = field(77) ?? whole  // PG_DIAG_MESSAGE_PRIMARY, 'M'
        return DatabaseError(
            kind: .init(sqlState: sqlState, constraint: constraint), message: message, statement: statement)
    }

    private func field(_ code: Int32) -> String? {
        guard let text = unsafe PQresultErrorField(raw, code) else { return nil }
        return unsafe String(cString: text)
    }
}

extension DatabaseError.Kind {
    /// What an SQLSTATE (PostgreSQL's appendix A) means for the caller.
    init(sqlState: String, constraint: String?) {
        switch sqlState {
        case "40001", "40P01": self = .conflict
        case "57014", "55P03": self = .timeout
        case "", "57P01", "57P02", "57P03", "57P05", "25P03", "53300": self = .connection
        case _ where sqlState.hasPrefix("08"): self = .connection
        case _ where sqlState.hasPrefix("23"): self = constraint.map { .constraint($0) } ?? .other(sqlState)
        default: self = .other(sqlState)
        }
    }
}

extension DatabaseError {
    /// True when a prepared statement no longer fits the schema, so that preparing again helps.
    var isStaleStatement: Bool {
        switch kind {
        case .other("26000"): true
        case .other("0A000"): message.contains("cached plan")
        default: false
        }
    }
}
