import Deploy

/// `hesap deploy capacity`: what growth asks for, where it breaks, and whether scaling keeps up.
enum DeployCapacityCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["environment", "load"], flags: [])
        let word = try arguments.word("The profile")
        try arguments.finish()
        let load = try arguments.option("load").map { text in
            guard let load = Int(text), (1...1_000_000).contains(load) else {
                throw Usage("--load is requests a second, 1 to 1000000.")
            }
            return load
        }
        let profile = try DeployFile.profile(word, environment: arguments.option("environment")).profile
        let sheet = Capacity.of(Graph.build(profile), base: load)
        print(CapacityText.page(sheet, system: profile.system))
        if sheet.status != 0 { throw Failure("The growth or the scaling does not hold; see above.") }
    }
}
