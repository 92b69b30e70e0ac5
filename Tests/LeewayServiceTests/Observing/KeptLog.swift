import Foundation
import LeewayService
import Synchronization

/// Keeps what is logged.
final class KeptLog: LogSink {
    private let octets = Mutex<[UInt8]>([])
    private let counted = Mutex(0)

    var takesAnswers: Bool { true }

    func take(_ lines: borrowing [UInt8], count: Int) {
        let copied = copy lines
        octets.withLock { $0 += copied }
        counted.withLock { $0 += count }
    }

    /// The lines, of which there have to be as many as were counted.
    var lines: [String] {
        let text = octets.withLock { String(decoding: $0, as: UTF8.self) }
        let lines = text.split(separator: "\n").map(String.init)
        precondition(lines.count == counted.withLock { $0 })
        return lines
    }

    /// The lines as JSON objects.
    func objects() throws -> [[String: Any]] {
        try lines.map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return value as? [String: Any] ?? [:]
        }
    }
}
