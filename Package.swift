// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Every Swift target is built with the same strict settings: see docs/decisions/0006-strict-swift.md.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    // A release build is specialized across modules: docs/decisions/0026-one-release-build.md.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// A Swift module of the product; `uses` are the only modules it may import (ArchitectureTests holds it to
/// that).
func module(_ name: String, uses: [String] = []) -> Target {
    .target(
        name: name, dependencies: uses.map { .init(stringLiteral: $0) }, exclude: readme(name),
        swiftSettings: strict)
}

/// What tells people about a module is no source of it.
func readme(_ name: String) -> [String] {
    FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Sources/\(name)/README.md")
        ? ["README.md"] : []
}

/// The tests of one module.
func tests(_ name: String, uses: [String]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: uses.map { .init(stringLiteral: $0) }, swiftSettings: strict)
}

/// A C library of Debian's, reached through pkg-config where its package has a file for that.
func library(_ name: String, pkgConfig: String? = nil, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// Foundation's time zones stand in a part of it that nothing calls by its name: a static link leaves that out.
let timeZones: [LinkerSetting] = [
    .unsafeFlags(
        [
            "--whole-archive", "-lFoundationInternationalization", "--no-whole-archive",
            "-lFoundationEssentials",
            "-l_FoundationICU",
        ].flatMap { ["-Xlinker", $0] }, .when(platforms: [.linux]))
]

let package = Package(
    name: "hesap",
    products: [.executable(name: "hesap", targets: ["hesap"])],
    targets: [
        library("CMicrohttpd", pkgConfig: "libmicrohttpd", package: "libmicrohttpd-dev"),
        library("CWslay", package: "libwslay-dev"),
        library("CPq", pkgConfig: "libpq", package: "libpq-dev"),
        library("CSodium", pkgConfig: "libsodium", package: "libsodium-dev"),
        library("CJansson", pkgConfig: "jansson", package: "libjansson-dev"),
        library("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
        library("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
        library("CPango", pkgConfig: "cairo", package: "libpango1.0-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
        .target(name: "CShims", dependencies: ["CMicrohttpd", "CCurl", "CZlib"]),

        module("Base", uses: ["CJansson"]),
        module("Store", uses: ["Base"]),
        module("Crypto", uses: ["Base", "CSodium"]),
        module("Postgres", uses: ["Base", "Store", "CPq", "CShims"]),
        module("Web", uses: ["Base", "CMicrohttpd", "CWslay", "CShims"]),
        module("HTTPClient", uses: ["Base", "CCurl", "CShims"]),

        module("YAML", uses: ["CYAML"]),
        module("Deploy", uses: ["Base", "YAML", "Crypto"]),

        module("Organizations", uses: ["Base", "Store", "Crypto"]),
        module("Ledger", uses: ["Base", "Store", "Organizations"]),
        module("Payments", uses: ["Base", "Store", "Organizations", "Ledger"]),
        module("Connectors", uses: ["Base", "Store", "Organizations", "Ledger", "Payments", "HTTPClient"]),
        module("Drawers", uses: ["Base", "Store", "Organizations", "Ledger", "Payments"]),
        module("Fiscal", uses: ["Base", "Store", "Organizations", "Ledger", "Payments"]),
        module("Printing", uses: ["Base", "Store", "Organizations", "CPango"]),
        module("Menu", uses: ["Base", "Store", "Organizations"]),
        module("Kitchen", uses: ["Base", "Store", "Organizations", "Printing"]),
        module(
            "Checks",
            uses: [
                "Base", "Store", "Organizations", "Ledger", "Payments", "Drawers", "Fiscal", "Printing",
                "Menu", "Kitchen",
            ]),
        module("Pages", uses: ["Base", "Store", "Web", "Organizations", "Menu"]),
        module(
            "API",
            uses: [
                "Base", "Store", "Crypto", "Web", "Organizations", "Ledger", "Payments", "Connectors",
                "Drawers", "Fiscal", "Printing", "Menu", "Kitchen", "Checks", "Realtime", "Pages",
            ]),
        module("Realtime", uses: ["Base", "Store", "Web", "Organizations"]),
        module(
            "Workers",
            uses: [
                "Base", "Store", "HTTPClient", "Organizations", "Ledger", "Payments", "Connectors", "Drawers",
                "Checks",
            ]),
        module(
            "Demo",
            uses: [
                "Base", "Store", "Crypto", "Organizations", "Ledger", "Payments", "Connectors", "Drawers",
                "Fiscal", "Menu", "Kitchen", "Checks",
            ]),
        module(
            "Bench",
            uses: [
                "Base", "Store", "Postgres", "Organizations", "Ledger", "Drawers", "Menu", "Checks", "Demo",
            ]),
        .executableTarget(
            name: "hesap",
            dependencies: [
                "Base", "Store", "Crypto", "Postgres", "Web", "HTTPClient", "Organizations", "Ledger",
                "Payments", "Connectors",
                "Drawers", "Fiscal", "Printing", "Menu", "Kitchen", "Checks", "Pages", "API", "Realtime",
                "Workers", "Demo", "Bench", "Deploy", "CShims",
            ],
            exclude: readme("hesap"), swiftSettings: strict, linkerSettings: timeZones),

        .target(
            name: "TestSupport",
            dependencies: [
                "Base", "Store", "Postgres", "Organizations", "Ledger", "Payments", "Connectors", "Drawers",
                "Fiscal", "Printing", "Menu", "Kitchen", "Checks",
            ], path: "Tests/TestSupport", swiftSettings: strict),
        tests("Base", uses: ["Base"]),
        tests("Store", uses: ["Base", "Store"]),
        tests("Crypto", uses: ["Base", "Crypto"]),
        tests("Postgres", uses: ["Base", "Store", "Postgres", "TestSupport"]),
        tests("Web", uses: ["Base", "Web", "HTTPClient"]),
        tests("HTTPClient", uses: ["Base", "Web", "HTTPClient"]),
        tests(
            "Organizations", uses: ["Base", "Store", "Crypto", "Postgres", "Organizations", "TestSupport"]),
        tests("Ledger", uses: ["Base", "Store", "Postgres", "Organizations", "Ledger", "TestSupport"]),
        tests(
            "Payments",
            uses: [
                "Base", "Store", "Organizations", "Ledger", "Payments", "Connectors", "Drawers", "Fiscal",
                "TestSupport",
            ]),
        tests("Printing", uses: ["Base", "Store", "Organizations", "Printing", "TestSupport"]),
        tests("Menu", uses: ["Base", "Store", "Organizations", "Menu", "TestSupport"]),
        tests(
            "Kitchen", uses: ["Base", "Store", "Organizations", "Printing", "Kitchen", "TestSupport"]),
        tests(
            "Checks",
            uses: [
                "Base", "Store", "Organizations", "Ledger", "Payments", "Connectors", "Drawers", "Fiscal",
                "Printing", "Menu", "Kitchen", "Checks", "TestSupport",
            ]),
        tests("Demo", uses: ["Base", "Store", "Organizations", "Menu", "Kitchen", "Demo", "TestSupport"]),
        tests("API", uses: ["Base", "Web", "API"]),
        tests("YAML", uses: ["YAML"]),
        tests("Deploy", uses: ["Base", "YAML", "Deploy"]),
        tests("Architecture", uses: ["Base"]),
    ]
)

// pangocairo's own pkg-config file brings -pthread, which SwiftPM refuses with a warning; cairo's, which CPango names
// instead, has all but these two folders. Whoever imports a module reads what that one imports: so all that is built
// on CPango needs them, and nothing else.
let pangoFolders = SwiftSetting.unsafeFlags(
    ["-Xcc", "-I/usr/include/pango-1.0", "-Xcc", "-I/usr/include/harfbuzz"])
let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })

func isBuilt(_ target: Target, on name: String, among targets: [String: Target]) -> Bool {
    target.dependencies.contains { dependency in
        guard case .byNameItem(let used, _) = dependency else { return false }
        return used == name || targets[used].map { isBuilt($0, on: name, among: targets) } ?? false
    }
}

for target in package.targets
where target.swiftSettings != nil && isBuilt(target, on: "CPango", among: targets) {
    target.swiftSettings?.append(pangoFolders)
}
