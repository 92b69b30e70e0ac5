import Foundation
import LeewayService
import Logging
import PolicyBook
import Synchronization
import SystemIO

/// Writes the log from a thread of its own, many lines at a time.
///
/// Whoever logs never waits: lines that there is no room for are lost, counted, and the log says so.
final class LogWriter: LogSink {
    /// LIMIT: a tenth of a second of the fastest service's lines; more would only be later.
    private static let maxWaitingBytes = 4 << 20
    /// How long lines are gathered before they are written.
    private static let pause: TimeInterval = 0.05
    /// How long the end of the process waits for a reader that does not read.
    private static let patience: TimeInterval = 1

    private struct Waiting {
        var octets: [UInt8] = []
        var lostLines = 0
        var isEnding = false
        var hasEnded = false
        /// Whether the writer sleeps until it is woken.
        var isIdle = true
    }

    private let condition = NSCondition()
    // SAFETY: read and written only while `condition` is locked.
    private nonisolated(unsafe) var waiting = Waiting()
    private let lost = Atomic<UInt64>(0)
    private let level: Atomic<Int>
    private let usualLevel: Atomic<Int>
    let format: LogFormat

    /// Starts to write to standard error.
    init(_ format: LogFormat, _ level: Logger.Level) throws(SystemError) {
        self.format = format
        usualLevel = Atomic(Self.index(of: level))
        self.level = Atomic(Self.index(of: level))
        // The thread keeps the writer alive until it is closed.
        _ = try SystemThread(name: "log") { [self] in run(Descriptor(owning: 2)) }
    }

    /// How many lines there was no room for.
    var lostLines: UInt64 { lost.load(ordering: .relaxed) }

    /// The least level that is logged.
    var leastLevel: Logger.Level { Logger.Level.allCases[level.load(ordering: .relaxed)] }

    /// Logs everything, or again from the usual level on.
    ///
    /// Returns: the level that now holds.
    func toggleDebugging() -> Logger.Level {
        let usual = usualLevel.load(ordering: .relaxed)
        let isUsual = level.load(ordering: .relaxed) == usual
        level.store(isUsual ? Self.index(of: .debug) : usual, ordering: .relaxed)
        return leastLevel
    }

    /// Says from which level on is usually logged; where everything is logged now, it still is.
    func setUsualLevel(_ level: Logger.Level) {
        let index = Self.index(of: level)
        let before = usualLevel.exchange(index, ordering: .relaxed)
        _ = self.level.compareExchange(expected: before, desired: index, ordering: .relaxed)
    }

    var takesAnswers: Bool { leastLevel <= .info }

    func take(_ lines: borrowing [UInt8], count: Int) {
        condition.lock()
        defer { condition.unlock() }
        guard unsafe waiting.octets.count + lines.count <= Self.maxWaitingBytes else {
            unsafe waiting.lostLines += count
            lost.add(UInt64(count), ordering: .relaxed)
            return
        }
        unsafe waiting.octets.append(contentsOf: copy lines)
        if unsafe waiting.isIdle { condition.signal() }
    }

    /// Writes what waits and ends.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        unsafe waiting.isEnding = true
        condition.broadcast()
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while unsafe !waiting.hasEnded {
            guard condition.wait(until: deadline) else { return }
        }
    }

    /// The writer's life; standard error is nobody's to close.
    private func run(_ output: consuming Descriptor) {
        var batch: [UInt8] = []
        while true {
            let (lostLines, isLast) = swapBatch(&batch)
            if lostLines > 0 { batch += lostLine(lostLines) }
            // Nobody can be told that the log cannot be written.
            try? File.writeAll(batch, to: output)
            batch.removeAll(keepingCapacity: true)
            if isLast { break }
        }
        _ = output.relinquish()
        condition.lock()
        unsafe waiting.hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for lines, then a little for more.
    private func swapBatch(_ batch: inout [UInt8]) -> (lostLines: Int, isLast: Bool) {
        condition.lock()
        defer { condition.unlock() }
        unsafe waiting.isIdle = true
        while unsafe waiting.octets.isEmpty && !waiting.isEnding { condition.wait() }
        unsafe waiting.isIdle = false
        let deadline = Date(timeIntervalSinceNow: Self.pause)
        while unsafe !waiting.isEnding && condition.wait(until: deadline) {}
        unsafe swap(&batch, &waiting.octets)
        defer { unsafe waiting.lostLines = 0 }
        return unsafe (waiting.lostLines, waiting.isEnding)
    }

    private func lostLine(_ count: Int) -> [UInt8] {
        LogLine(.warning, "\(count) lines were lost: the log is written too slowly", format).octets
    }

    private static func index(of level: Logger.Level) -> Int {
        Logger.Level.allCases.firstIndex(of: level) ?? 0
    }
}

/// Takes messages from `Logger` to the writer.
struct LogMessages: LogHandler {
    let writer: LogWriter
    var metadata: Logger.Metadata = [:]

    init(_ writer: LogWriter) {
        self.writer = writer
    }

    /// The writer's, which can change while the service runs.
    var logLevel: Logger.Level {
        get { writer.leastLevel }
        set { _ = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = LogLine(event.level, event.message.description, writer.format)
        writer.take(line.octets, count: 1)
    }
}

/// A message as a line of the log.
struct LogLine {
    private(set) var octets: [UInt8] = []

    init(_ level: Logger.Level, _ message: String, _ format: LogFormat) {
        let time = ServiceEnvironment.system.now().description
        switch format {
        case .json:
            octets += Array(#"{"time":"\#(time)","level":"\#(level.rawValue)","message":"#.utf8)
            LogText.appendJSON(message, to: &octets)
            octets.append(UInt8(ascii: "}"))
        case .text:
            octets += Array("\(time) \(level.rawValue) ".utf8)
            LogText.append(message, to: &octets)
        }
        octets.append(UInt8(ascii: "\n"))
    }
}
