// swift-tools-version: 6.2
import PackageDescription

// The light modules need no third-party package. `LEEWAY_LIGHT=1` leaves the others out, so that
// sanitizers and fuzzers, which rebuild everything, stay within minutes.
let isLight = Context.environment["LEEWAY_LIGHT"] == "1"

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        path: "Tests/\(name)",
        swiftSettings: strict
    )
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Relocations in a few kilobytes instead of megabytes that every start reads, and no symbols for
// others to link against: Docs/Measurements.md. They ask for glibc 2.36 and for lld, which comes
// with Swift.
let smaller = LinkerSetting.unsafeFlags(
    ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"]
        + ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"],
    .when(platforms: [.linux], configuration: .release)
)

// Levels as in Docs/Architecture.md: a module imports only from the levels below its own.
let lightModules: [Target] = [
    .target(name: "CLinux"),
    module("SystemIO", ["CLinux"]),
    module("JSON"),
    module("CEL"),
    module("HTTPWire"),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(
        name: "COpenSSL",
        linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
    ),
    module("HTTPServer", ["HTTPWire", "SystemIO", "CZlib", "COpenSSL"]),
    module("PolicyBook", ["CEL"]),
]
let lightTests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: ["HTTPWire", "SystemIO"],
        path: "Tests/TestSupport",
        swiftSettings: strict
    ),
    tests("SystemIOTests", ["SystemIO"]),
    tests("JSONTests", ["JSON"]),
    tests("CELTests", ["CEL", "CELConformance"]),
    .target(
        name: "CELConformance",
        dependencies: ["CEL"],
        path: "Tests/CELConformance",
        swiftSettings: strict
    ),
    .executableTarget(
        name: "cel-conformance",
        dependencies: ["CELConformance"],
        path: "Tests/CELConformanceRunner",
        swiftSettings: strict
    ),
    tests("HTTPWireTests", ["HTTPWire"]),
    tests("HTTPServerTests", ["HTTPServer", "HTTPWire", "SystemIO"]),
    tests("PolicyBookTests", ["PolicyBook", "CEL"]),
]
let heavyModules: [Target] = [
    .target(name: "CPages", exclude: ["openapi.json", "docs.html", "docs.css", "docs.js"]),
    module("BookLoader", ["PolicyBook", "CEL", "SystemIO", yams]),
    module("Ledger", ["PolicyBook", grdb]),
    module(
        "LeewayService",
        ["HTTPWire", "JSON", "CEL", "PolicyBook", "BookLoader", "Ledger", "CPages", jwt]
    ),
    .executableTarget(
        name: "leeway",
        dependencies: [
            "LeewayService", "Ledger", "BookLoader", "PolicyBook", "CEL", "HTTPServer",
            "HTTPWire", "JSON", "SystemIO",
            logging, arguments,
        ],
        swiftSettings: strict,
        linkerSettings: [smaller]
    ),
]
let heavyTests: [Target] = [
    tests("BookLoaderTests", ["BookLoader", "PolicyBook", "SystemIO"]),
    tests("LedgerTests", ["Ledger", "PolicyBook", grdb]),
    tests(
        "LeewayServiceTests",
        ["LeewayService", "PolicyBook", "BookLoader", "Ledger", "HTTPWire", "JSON", "TokenSupport"]
    ),
    .target(
        name: "TokenSupport",
        dependencies: [jwt],
        path: "Tests/TokenSupport",
        swiftSettings: strict
    ),
    tests("TidyTests"),
    tests(
        "ServiceTests",
        [
            "SystemIO", "HTTPServer", "HTTPWire", "PolicyBook", "BookLoader", "LeewayService",
            "TokenSupport", "leeway", yams, logging,
        ]
    ),
]

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Tests/Fuzz/\(name)",
        exclude: ["corpus", "dictionary"],
        swiftSettings: strict
    )
}

// Fuzzers have no main function of their own: `Scripts/fuzz` builds them, with `LEEWAY_FUZZ=1`.
let fuzzers: [Target] =
    isLight && Context.environment["LEEWAY_FUZZ"] == "1"
    ? [
        fuzzer("FuzzHTTPChunks", ["HTTPWire", "TestSupport"]),
        fuzzer("FuzzHTTPConnection", ["HTTPWire", "TestSupport"]),
        fuzzer("FuzzHTTPHead", ["HTTPWire", "TestSupport"]),
        fuzzer("FuzzHTTPProxyHeader", ["HTTPWire"]),
        fuzzer("FuzzJSON", ["JSON"]),
        fuzzer("FuzzCELParser", ["CEL"]),
        fuzzer("FuzzCELChecker", ["CEL"]),
        fuzzer("FuzzCELEvaluator", ["CEL"]),
    ] : []

// Benchmarks are built by their scripts: `LEEWAY_BENCH=1`.
let hasBenchmarks = Context.environment["LEEWAY_BENCH"] == "1"
let heavyBenchmarks: [Target] =
    hasBenchmarks && !isLight
    ? [
        .executableTarget(
            name: "bench-decision",
            dependencies: [
                "LeewayService", "BookLoader", "PolicyBook", "JSON", "CEL", "AllocationCounter",
                "TestSupport",
            ],
            path: "Benchmarks/Decision",
            swiftSettings: strict
        )
    ] : []
let lightBenchmarks: [Target] =
    hasBenchmarks
    ? [
        .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
        .executableTarget(
            name: "bench-json",
            dependencies: ["JSON"],
            path: "Benchmarks/JSON",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench-cel",
            dependencies: ["CEL", "AllocationCounter"],
            path: "Benchmarks/CEL",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench-http",
            dependencies: ["HTTPServer", "HTTPWire"],
            path: "Benchmarks/HTTP",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench-search",
            dependencies: ["PolicyBook"],
            path: "Benchmarks/Search",
            exclude: ["README.md", "book.py", "calibrate.py", "fts5.py"],
            swiftSettings: strict
        ),
    ] : []

let package = Package(
    name: "leeway",
    products: [.library(name: "CEL", targets: ["CEL"])]
        + (isLight ? [] : [.executable(name: "leeway", targets: ["leeway"])]),
    dependencies: isLight
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
            .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        ],
    targets: lightModules + lightTests + lightBenchmarks + fuzzers
        + (isLight ? [] : heavyModules + heavyTests + heavyBenchmarks)
)
