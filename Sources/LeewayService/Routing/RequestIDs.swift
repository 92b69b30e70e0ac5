import HTTPWire

/// Names each request for the log and the caller (`X-Request-Id`).
struct RequestIDs {
    /// LIMIT: long enough for two UUIDs and a separator; more would only fill logs.
    private static let maxLength = 128
    /// How many hexadecimal digits count the requests of a loop.
    private static let digitCount = 8

    /// The id made last: seven characters of the loop, then the count.
    private(set) var last: [UInt8]

    /// `prefix` tells handlers and restarts apart.
    init(prefix: String) {
        last = Array(prefix.utf8.prefix(7)) + Array(repeating: UInt8(ascii: "0"), count: 8)
    }

    /// The id of a request: echoed where it is fit, else made.
    enum ID {
        case echoed(Range<Int>)
        case made
    }

    /// Finds or makes the id of `request` and adds it to its answer.
    mutating func identify(_ request: borrowing Request, _ reply: inout Reply) -> ID {
        if let range = request.field(.xRequestID), Self.isFit(request, range) {
            reply.addField(.xRequestID, request.bytes, range)
            return .echoed(range)
        }
        make(&reply)
        return .made
    }

    /// Makes an id and adds it to the answer.
    ///
    /// Complexity: no allocation.
    mutating func make(_ reply: inout Reply) {
        countUp()
        reply.addField(.xRequestID, last, 0..<last.count)
    }

    /// The id of the request at hand as text.
    func text(_ id: ID, in request: borrowing Request) -> String {
        switch id {
        case .echoed(let range): request.string(range)
        case .made: text
        }
    }

    /// The id made last.
    var text: String { String(decoding: last, as: UTF8.self) }

    /// Adds one in hexadecimal; the number after the greatest is zero.
    private mutating func countUp() {
        var place = last.count - 1
        while place >= last.count - Self.digitCount {
            switch last[place] {
            case UInt8(ascii: "9"):
                last[place] = UInt8(ascii: "a")
                return
            case UInt8(ascii: "f"):
                last[place] = UInt8(ascii: "0")
                place -= 1
            default:
                last[place] += 1
                return
            }
        }
    }

    /// Visible ASCII only, so that an id cannot break a log line.
    private static func isFit(_ request: borrowing Request, _ range: Range<Int>) -> Bool {
        guard 1...maxLength ~= range.count else { return false }
        for index in range where !(0x21...0x7E ~= request.bytes[index]) { return false }
        return true
    }
}
