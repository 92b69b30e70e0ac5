/// Where lines of the log go.
package protocol LogSink: AnyObject, Sendable {
    /// Whether lines of answers are wanted now, which only inform.
    var takesAnswers: Bool { get }

    /// Takes whole lines, each with its line feed, from any thread; never waits.
    ///
    /// Lines that there is no room for are lost, and counted.
    func take(_ lines: borrowing [UInt8], count: Int)
}

/// How a line of the log is written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case json
    /// For people at a terminal.
    case text
}

/// The octets of a line: whatever a client or a file puts into a text, it stays within its line.
package enum LogText {
    /// Appends a text without what could end the line, hide a part of it or turn its direction:
    /// control characters (C0, C1, DEL), line and paragraph separators, and the marks by which
    /// Unicode's bidirectional algorithm is steered (UAX #9), each as `\u{…}`.
    package static func append(_ text: String, to line: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            if isDangerous(scalar) {
                line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
            } else {
                line.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            }
        }
    }

    /// Appends a text as a JSON string with its quotes; what is dangerous by its number in hexadecimal digits.
    package static func appendJSON(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            if isDangerous(scalar) {
                // None of them lies beyond U+FFFF.
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
                line.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
            } else {
                if scalar == "\"" || scalar == "\\" { line.append(UInt8(ascii: "\\")) }
                line.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            }
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        // Arabic letter mark; left-to-right and right-to-left marks; embeddings and overrides;
        // isolates; line and paragraph separators; the byte order mark.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
