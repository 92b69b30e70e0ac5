import Foundation
import Synchronization
import Testing

/// The built binary, running on a port of its own choice; ended when the value goes away, or when
/// the tests do.
final class RunningService: Sendable {
    /// For example `http://127.0.0.1:40513`.
    let address: String
    let port: UInt16
    let dataFolder: URL
    private let process: Process

    /// Starts `leeway serve` and waits until it says where it listens.
    init(
        book: String = "Config/book",
        arguments: [String] = ["--open"],
        dataFolder: URL? = nil,
        largestFileKiB: Int? = nil
    ) throws {
        let data = try dataFolder ?? TemporaryFolder.make()
        let process = Process()
        process.currentDirectoryURL = Binary.root
        let command =
            ["serve", "--host", "127.0.0.1", "--port", "0", "--book", book, "--data", data.path]
            + arguments
        if let largestFileKiB {
            // A file that may not grow is the disk that is full, without a disk.
            let script = "trap '' XFSZ; ulimit -f \(largestFileKiB); exec \"$0\" \"$@\""
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", script, Binary.leeway.path] + command
        } else {
            process.executableURL = Binary.leeway
            process.arguments = command
        }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        Leftovers.add(process.processIdentifier)
        let line = LineReader(output.fileHandleForReading).first { $0.hasPrefix("listening on ") }
        let address = try #require(line, "leeway ended without listening").dropFirst(13)
        self.address = String(address)
        port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })
        self.dataFolder = data
        self.process = process
    }

    deinit {
        kill(SIGKILL)
    }

    /// Sends the signal and returns at once.
    func signal(_ number: Int32) {
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, number) }
    }

    /// The exit status, or the signal that ended it, negated.
    func waitForEnd() -> Int32 {
        process.waitUntilExit()
        Leftovers.remove(process.processIdentifier)
        return process.terminationReason == .exit
            ? process.terminationStatus : -process.terminationStatus
    }

    /// Sends the signal and waits for the end.
    @discardableResult
    func kill(_ number: Int32) -> Int32 {
        signal(number)
        return waitForEnd()
    }
}

/// Services that outlive their test, because a suite shares them, end with the test process.
private enum Leftovers {
    private static let identifiers = Mutex<[Int32]>([])
    private static let registration: Void = {
        atexit { Leftovers.end() }
    }()

    static func add(_ identifier: Int32) {
        registration
        identifiers.withLock { $0.append(identifier) }
    }

    /// An ended process's number may be given to another.
    static func remove(_ identifier: Int32) {
        identifiers.withLock { $0.removeAll { $0 == identifier } }
    }

    private static func end() {
        for identifier in identifiers.withLock({ $0 }) { _ = Foundation.kill(identifier, SIGKILL) }
    }
}

/// Where the build put the service, and where the checkout is.
enum Binary {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the running test bundle.
    static let leeway = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "leeway")

    /// Runs the binary to its end.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, errors: String) {
        try Command.run(leeway, arguments, environment: environment)
    }
}

enum TemporaryFolder {
    static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "leeway-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

enum Command {
    static func run(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = Binary.root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let files = try TemporaryFolder.make()
        // A folder left over harms no test.
        defer { try? FileManager.default.removeItem(at: files) }
        let paths = ["in", "out", "err"].map { files.appending(path: $0) }
        try Data(input).write(to: paths[0])
        for path in paths.dropFirst() { try Data().write(to: path) }
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        process.standardOutput = try FileHandle(forWritingTo: paths[1])
        process.standardError = try FileHandle(forWritingTo: paths[2])
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus,
            String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
            String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self)
        )
    }
}

/// Lines of a pipe, read as they come.
private struct LineReader: Sequence, IteratorProtocol {
    private let handle: FileHandle
    private var pending: [UInt8] = []

    init(_ handle: FileHandle) {
        self.handle = handle
    }

    mutating func next() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            let more = handle.availableData
            guard !more.isEmpty else { return nil }
            pending += more
        }
    }
}
