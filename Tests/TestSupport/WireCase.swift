/// Octets that a client sends on a fresh connection, and what a server has to make of them.
package struct WireCase: Sendable, CustomStringConvertible {
    /// What is sent.
    package let input: [UInt8]
    /// The statuses of the answers, in order.
    package let statuses: [Int]
    /// What `EchoHandler` answers to the last request; nil where it does not matter.
    package let echo: String?
    /// Which of the nine points of "Parsing HTTP/1.1" it belongs to; 0 for the limits.
    package let point: Int
    /// The rule, for example `RFC 9112 section 3`.
    package let rule: String

    /// Whether the server refuses what was sent last.
    package var isRefusal: Bool { statuses.last.map { $0 >= 400 } ?? false }

    /// The rule and the beginning of the octets, control characters escaped.
    package var description: String {
        let start = String(decoding: input.prefix(90), as: UTF8.self)
        return "\(rule): \(start.debugDescription) (\(input.count)) → \(statuses)"
    }

    /// One case.
    package init(_ input: String, _ statuses: [Int], _ echo: String?, _ point: Int, _ rule: String)
    {
        self.input = Array(input.utf8)
        self.statuses = statuses
        self.echo = echo
        self.point = point
        self.rule = rule
    }

    /// Cases that are refused with one status, the connection closed.
    static func refused(
        _ status: Int,
        _ point: Int,
        _ rule: String,
        _ inputs: [String]
    ) -> [WireCase] {
        inputs.map { WireCase($0, [status], nil, point, rule) }
    }

    /// Cases that are answered by the handler's echo.
    static func answered(
        _ point: Int,
        _ rule: String,
        _ inputs: [(String, String)]
    ) -> [WireCase] {
        inputs.map { WireCase($0.0, [200], $0.1, point, rule) }
    }

    /// A head of a request line and a field line for each other argument.
    static func head(_ lines: String...) -> String {
        lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A GET of the root with `fields` after a Host.
    static func get(_ fields: String...) -> String {
        (["GET / HTTP/1.1", "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A POST of the root with chunked content.
    static func chunked(_ content: String) -> String {
        head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + content
    }

    /// Every case.
    package static let all: [WireCase] =
        requestLines + lineEnds + fieldLines + hosts + targets + lengths + transferCodings
        + chunks + connections + paths + expectations + limits
}
