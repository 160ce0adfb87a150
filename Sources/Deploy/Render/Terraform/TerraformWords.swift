/// Names and texts in Terraform's way.
enum TerraformWords {
    /// `DBSubnetGroupName` is `db_subnet_group_name`.
    static func snake(_ name: String) -> String {
        let letters = Array(name)
        var result = ""
        for (place, letter) in letters.enumerated() {
            if letter.isUppercase, place > 0 {
                let before = letters[place - 1]
                let next = place + 1 < letters.count ? letters[place + 1] : "A"
                if before.isLowercase || before.isNumber || (before.isUppercase && next.isLowercase) {
                    result += "_"
                }
            }
            result += letter.lowercased()
        }
        return result
    }

    /// `container_definitions` of ECS: `ReadonlyRootFilesystem` is `readonlyRootFilesystem`.
    static func camel(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }

    /// A text that Terraform takes as it stands.
    static func escaped(_ text: String) -> String {
        text.replacing("${", with: "$${").replacing("%{", with: "%%{")
    }

    /// A name in Terraform: letters, digits, `_`.
    static func name(_ text: String) -> String {
        String(text.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

extension Value {
    /// Values of a map written as a list of keys and values.
    var keyed: [(String, Value)] {
        items.compactMap { item in
            guard let key = item["Key"]?.string ?? item["Name"]?.string, let value = item["Value"] else {
                return nil
            }
            return (key, value)
        }
    }

    /// The fields of an object.
    var fields: [Field] {
        guard case .object(let fields) = self else { return [] }
        return fields
    }

    /// This object with another field; without it when there is no value.
    func adding(_ name: String, _ value: Value?) -> Value {
        guard let value else { return self }
        return .object(fields.filter { $0.name != name } + [Field(name, value)])
    }

    /// This object without some fields.
    func without(_ names: String...) -> Value { .object(fields.filter { !names.contains($0.name) }) }
}
