import Base

/// Short ways of writing what many resources have in their properties.
extension Value {
    /// This object with one more name, or as it is when there is no value.
    func with(_ name: String, _ value: Value?) -> Value {
        guard let value, case .object(let fields) = self else { return self }
        return .object(fields + [Field(name, value)])
    }

    /// The `Name` tag alone; the tags of ownership follow.
    static func named(_ name: String, _ more: [Tag] = []) -> Value {
        .list(
            ([Tag(key: "Name", value: name)] + more).map { ["Key": .text($0.key), "Value": .text($0.value)] })
    }

    /// A policy document.
    static func policy(_ statements: [Value]) -> Value {
        ["Version": "2012-10-17", "Statement": .list(statements)]
    }

    /// Permission to do something with something.
    static func allow(_ actions: [String], on resources: [Value], if condition: Value? = nil) -> Value {
        let base: Value = ["Effect": "Allow", "Action": .texts(actions), "Resource": .list(resources)]
        return base.with("Condition", condition)
    }

    /// Permission for a service of AWS to assume a role.
    static func trust(_ service: String, account: String? = nil) -> Value {
        let statement: Value = [
            "Effect": "Allow", "Principal": ["Service": .text(service)], "Action": "sts:AssumeRole",
        ]
        let condition: Value? = account.map { ["StringEquals": ["aws:SourceAccount": .text($0)]] }
        return policy([statement.with("Condition", condition)])
    }

    /// A role's own policy.
    static func inline(_ name: String, _ statements: [Value]) -> Value {
        [["PolicyName": .text(name), "PolicyDocument": policy(statements)]]
    }

    /// JSON text of a value in which other resources' names may stand.
    static func jsonText(_ value: Value) -> Value {
        var pieces: [Value] = []
        var written = ""
        func flush() {
            if !written.isEmpty { pieces.append(.text(written)) }
            written = ""
        }
        func write(_ value: Value) {
            switch value {
            case .text(let text): written += JSON.string(text).written
            case .integer(let number): written += String(number)
            case .thousandths(let number): written += Value.decimal(number)
            case .truth(let flag): written += flag ? "true" : "false"
            case .list(let values):
                written += "["
                for (index, one) in values.enumerated() {
                    if index > 0 { written += "," }
                    write(one)
                }
                written += "]"
            case .object(let fields):
                written += "{"
                for (index, field) in fields.enumerated() {
                    written += (index > 0 ? "," : "") + JSON.string(field.name).written + ":"
                    write(field.value)
                }
                // Two closing braces together would look like the end of a reference to a parameter.
                written += " }"
            case .join(let values):
                written += "\""
                for one in values { inside(one) }
                written += "\""
            case .reference, .attribute, .lookup:
                written += "\""
                inside(value)
                written += "\""
            }
        }
        func inside(_ value: Value) {
            if case .text(let text) = value {
                written += JSON.string(text).written.dropFirst().dropLast()
            } else {
                flush()
                pieces.append(value)
            }
        }
        write(value)
        flush()
        return pieces.count == 1 ? pieces[0] : .join(pieces)
    }

    /// A number of thousandths as it is written: `100` is `0.1`.
    static func decimal(_ thousandths: Int) -> String {
        let whole = thousandths / 1000
        let rest = abs(thousandths % 1000)
        guard rest > 0 else { return String(whole) }
        let digits = String(1000 + rest).dropFirst()
        let sign = thousandths < 0 && whole == 0 ? "-" : ""
        return sign + "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}

extension LinterWaiver {
    /// checkov does not see that a value is a reference to another stack, or judges by something that does
    /// not apply here.
    static func because(_ reason: String, _ rules: String...) -> [LinterWaiver] {
        rules.map { LinterWaiver($0, reason) }
    }
}
