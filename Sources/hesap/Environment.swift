import Base

#if canImport(Glibc)
    import Glibc
#endif

/// The process's environment, with what the command line says over it.
enum Environment {
    /// All variables.
    static var variables: [String: String] {
        var result: [String: String] = [:]
        var index = 0
        while let entry = unsafe environ[index] {
            let text = unsafe String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            index += 1
        }
        return result
    }

    /// The configuration, with `--data`, `--port`, `--host`, `--roles` and `--web` over the environment's.
    static func configuration(_ arguments: Arguments) throws(ConfigurationFault) -> Configuration {
        var values = variables
        if values["HOST"] == nil, values["HESAP_HOST"] == nil { values["HESAP_HOST"] = "127.0.0.1" }
        let names = [
            "data": "HESAP_DATA", "port": "PORT", "host": "HESAP_HOST", "roles": "HESAP_ROLES",
            "web": "HESAP_WEB",
        ]
        for (option, name) in names {
            if let value = arguments.option(option) { values[name] = value }
        }
        if arguments.option("host") != nil { values["HOST"] = nil }
        return try Configuration(values)
    }
}
