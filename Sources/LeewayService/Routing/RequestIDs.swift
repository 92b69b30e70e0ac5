import HTTPWire

/// Names each request for the log and the caller (`X-Request-Id`).
struct RequestIDs {
    /// LIMIT: long enough for two UUIDs and a separator; more would only fill logs.
    private static let maxLength = 128

    private let prefix: String
    private var count: UInt32 = 0

    /// `prefix` tells handlers and restarts apart.
    init(prefix: String) {
        self.prefix = String(prefix.prefix(7))
    }

    /// The id of a request: echoed where it is fit, else made.
    enum ID {
        case echoed(Range<Int>)
        case made(String)

        func text(in request: borrowing Request) -> String {
            switch self {
            case .echoed(let range): request.string(range)
            case .made(let id): id
            }
        }
    }

    /// Finds or makes the id of `request` and adds it to its answer.
    mutating func identify(_ request: borrowing Request, _ reply: inout Reply) -> ID {
        if let range = request.field(.xRequestID), Self.isFit(request, range) {
            reply.addField(.xRequestID, request.bytes, range)
            return .echoed(range)
        }
        let id = make()
        reply.addField(.xRequestID, id)
        return .made(id)
    }

    /// Fifteen characters, so that the string needs no memory of its own.
    mutating func make() -> String {
        count &+= 1
        let number = String(count, radix: 16)
        return prefix + String(repeating: "0", count: 8 - number.utf8.count) + number
    }

    /// Visible ASCII only, so that an id cannot break a log line.
    private static func isFit(_ request: borrowing Request, _ range: Range<Int>) -> Bool {
        guard 1...maxLength ~= range.count else { return false }
        for index in range where !(0x21...0x7E ~= request.bytes[index]) { return false }
        return true
    }
}
