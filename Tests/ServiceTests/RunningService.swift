import Foundation
import Synchronization
import Testing

/// The built binary, running on ports of its own choice; ended when the value goes away, or when the
/// tests do.
final class RunningService: Sendable {
    /// Where it says that it listens, for example `http://127.0.0.1:40513`.
    let addresses: [String]
    let dataFolder: URL
    private let process: Process
    private let log: Mutex<LineReader>?

    /// The first place.
    var address: String { addresses[0] }
    /// The port of the first place; 0 for a Unix domain socket.
    var port: UInt16 { address.split(separator: ":").last.flatMap { UInt16($0) } ?? 0 }

    /// Starts `leeway serve` and waits until it says everywhere where it listens.
    ///
    /// `launcher` is a program and its arguments that turn into the service; with `keepsLog` the
    /// test has to read the log, or the service stops when it fills the pipe.
    init(
        book: String = "Config/book",
        listen: [String] = ["http://127.0.0.1:0"],
        arguments: [String] = ["--open"],
        dataFolder: URL? = nil,
        launcher: [String] = [],
        keepsLog: Bool = false
    ) throws {
        let data = try dataFolder ?? TemporaryFolder.make()
        let process = Process()
        process.currentDirectoryURL = Binary.root
        let command =
            launcher + [Binary.leeway.path, "serve", "--book", book, "--data", data.path]
            + listen.flatMap { ["--listen", $0] } + arguments
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = keepsLog ? errors : FileHandle.nullDevice
        try process.run()
        Leftovers.add(process.processIdentifier)
        var lines = LineReader(output.fileHandleForReading)
        var addresses: [String] = []
        while addresses.count < listen.count {
            let next = lines.next()
            let line = try #require(next, "leeway ended without listening")
            if line.hasPrefix("listening on ") { addresses.append(String(line.dropFirst(13))) }
        }
        self.addresses = addresses
        self.dataFolder = data
        log = keepsLog ? Mutex(LineReader(errors.fileHandleForReading)) : nil
        self.process = process
    }

    /// Reads the log until a line holds the words; nil where it ends before.
    func waitForLog(_ words: String) -> String? {
        let line = readLog(through: words).last
        return line?.contains(words) == true ? line : nil
    }

    /// The next lines of the log: up to one that holds the words, or to the end.
    func readLog(through words: String? = nil) -> [String] {
        log?
            .withLock { lines in
                var read: [String] = []
                while let line = lines.next() {
                    read.append(line)
                    if let words, line.contains(words) { break }
                }
                return read
            } ?? []
    }

    deinit {
        kill(SIGKILL)
    }

    /// Whether it has not ended.
    var isRunning: Bool { process.isRunning }

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
private struct LineReader: Sendable {
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
