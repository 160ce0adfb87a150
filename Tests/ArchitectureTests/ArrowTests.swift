import Testing

@Suite struct ArrowTests {
    let table = ModuleTable.written
    /// Modules of the toolchain, and who may use them; nil is everybody.
    let toolchain: [String: Set<String>?] = [
        "FoundationEssentials": nil, "Synchronization": nil, "Dispatch": ["Crypto", "Postgres", "hesap"],
        "FoundationInternationalization": ["Base"],
        "Glibc": ["Base", "Postgres", "Web", "HTTPClient", "Printing", "Bench", "Deploy", "hesap"],
    ]

    @Test func `every import is an arrow of the table`() {
        var faults = Faults()
        for file in Project.sources {
            for module in file.imports where module != file.module {
                let isAllowed: Bool
                if let users = toolchain[module] {
                    isAllowed = users?.contains(file.module) != false
                } else {
                    isAllowed = table.uses[file.module]?.contains(module) == true
                }
                if !isAllowed { faults.add(file.path, "imports \(module)") }
            }
        }
        faults.report()
    }

    @Test func `Package.swift declares the arrows of the table and no others`() {
        let declared = ModuleTable.declared(in: Project.text(of: "Package.swift")).filter {
            $0.key != "TestSupport"
        }
        #expect(Set(declared.keys) == Set(table.order))
        for (module, uses) in declared { #expect(Set(uses) == Set(table.uses[module] ?? []), "\(module)") }
    }

    @Test func `every folder of Sources is a module of the table or a C library`() {
        for file in Project.sources where !file.path.hasSuffix("/shim.h") {
            #expect(table.uses[file.module] != nil, "\(file.path)")
        }
    }

    @Test func `arrows point up the table, so there is no circle`() {
        for (place, module) in table.order.enumerated() {
            for used in table.uses[module] ?? [] {
                guard let other = table.order.firstIndex(of: used) else {
                    #expect(used.hasPrefix("C"), "\(module) uses \(used), which is no module")
                    continue
                }
                #expect(other < place, "\(module) uses \(used)")
            }
        }
    }

    @Test func `no rule can reach a socket`() {
        let domain = [
            "Organizations", "Ledger", "Payments", "Drawers", "Fiscal", "Printing", "Menu", "Kitchen",
            "Checks",
        ]
        for module in domain {
            for outside in ["Postgres", "Web", "HTTPClient", "API", "Realtime", "Workers", "CShims"] {
                #expect(table.uses[module]?.contains(outside) == false, "\(module) uses \(outside)")
            }
        }
        #expect(table.uses["Kitchen"]?.contains("Checks") == false)
    }

    @Test func `the reader of imports and tables is not fooled`() {
        let file = SourceFile(
            path: "Sources/X/Y.swift",
            text: """
                public import Base // import Web
                @preconcurrency import struct FoundationEssentials.UUID
                /* import Postgres */
                let text = "import Kitchen \\(Date()) x"
                    import Glibc
                """)
        #expect(file.imports == ["Base", "FoundationEssentials", "Glibc"])
        #expect(file.places(of: "Date()") == ["Sources/X/Y.swift:4"])
        #expect(file.literals.map(\.text) == ["import Kitchen \\() x"])
        let table = ModuleTable(
            markdown: "| Module | Owns | May use |\n|---|---|---|\n| `A` | a | – |\n| `B` | b | `A` |")
        #expect(table.order == ["A", "B"] && table.uses == ["A": [], "B": ["A"]])
        let declared = ModuleTable.declared(in: "module(\"A\"),\n module(\"B\", uses: [\"A\",\n \"C\"]),")
        #expect(declared == ["A": [], "B": ["A", "C"]])
    }
}
