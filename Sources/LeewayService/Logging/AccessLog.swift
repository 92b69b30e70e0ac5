import HTTPWire
import PolicyBook

/// Writes a line for each answer of one loop.
///
/// A line is made of octets that were checked before: ids of visible ASCII, hexadecimal digits, paths
/// of the table of routes. Neither the path nor a field as a client sent it is logged, so no key, no
/// person and no line feed gets in.
struct AccessLog {
    private let sink: any LogSink
    private let format: LogFormat
    /// Method and path of every route, and of none.
    private let routes: [[UInt8]]
    private var lines: [UInt8] = []
    private var count = 0
    /// The beginning of a time within the second.
    private var second = Int64.min
    private var secondText: [UInt8] = []

    /// LIMIT: handed on before the end of the loop's turn, so that no buffer grows with the load.
    private static let maxHeldBytes = 65_536

    init(_ sink: any LogSink, _ format: LogFormat, _ routes: [Route]) {
        self.sink = sink
        self.format = format
        self.routes = routes.map { Array("\($0.path)".utf8) } + [Array("-".utf8)]
    }

    /// Adds the line of an answer whose request has the id at `id` in `octets`, where such lines are
    /// wanted.
    mutating func add(
        _ answer: AnsweredRequest,
        id: Range<Int>,
        in octets: borrowing [UInt8],
        at now: Instant
    ) {
        guard sink.takesAnswers else { return }
        switch format {
        case .json: addJSON(answer, id, octets, now)
        case .text: addText(answer, id, octets, now)
        }
        count += 1
        if lines.count >= Self.maxHeldBytes { flush() }
    }

    /// Hands on what was gathered.
    mutating func flush() {
        guard count > 0 else { return }
        sink.take(lines, count: count)
        lines.removeAll(keepingCapacity: true)
        count = 0
    }

    private mutating func addJSON(
        _ answer: AnsweredRequest,
        _ id: Range<Int>,
        _ octets: borrowing [UInt8],
        _ now: Instant
    ) {
        lines.append(fixed: #"{"time":""#)
        addTime(now)
        lines.append(fixed: #"","level":"info","message":"request","request_id":""#)
        for index in id {
            let octet = octets[index]
            if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") {
                lines.append(UInt8(ascii: "\\"))
            }
            lines.append(octet)
        }
        if let trace = answer.trace {
            lines.append(fixed: #"","trace_id":""#)
            trace.appendID(to: &lines)
        }
        lines.append(fixed: #"","method":""#)
        lines.append(fixed: answer.method?.spelling ?? "-")
        lines.append(fixed: #"","route":""#)
        addRoute(answer.route)
        lines.append(fixed: #"","status":"#)
        lines.append(decimal: answer.status)
        lines.append(fixed: #","duration_us":"#)
        lines.append(decimal: answer.nanoseconds / 1_000)
        lines.append(fixed: #","bytes":"#)
        lines.append(decimal: answer.contentBytes)
        switch answer.caller {
        case .key(let id): add(id, fixed: #","key":""#, fixed: "\"")
        case .subject(let id): add(id, fixed: #","subject":""#, fixed: "\"")
        case nil: break
        }
        lines.append(fixed: "}\n")
    }

    private mutating func addText(
        _ answer: AnsweredRequest,
        _ id: Range<Int>,
        _ octets: borrowing [UInt8],
        _ now: Instant
    ) {
        addTime(now)
        lines.append(fixed: " info ")
        lines.append(fixed: answer.method?.spelling ?? "-")
        lines.append(UInt8(ascii: " "))
        addRoute(answer.route)
        lines.append(UInt8(ascii: " "))
        lines.append(decimal: answer.status)
        lines.append(UInt8(ascii: " "))
        lines.append(decimal: answer.nanoseconds / 1_000)
        lines.append(fixed: "us ")
        lines.append(decimal: answer.contentBytes)
        lines.append(fixed: "B id=")
        for index in id { lines.append(octets[index]) }
        if let trace = answer.trace {
            lines.append(fixed: " trace=")
            trace.appendID(to: &lines)
        }
        switch answer.caller {
        case .key(let id): add(id, fixed: " key=")
        case .subject(let id): add(id, fixed: " subject=")
        case nil: break
        }
        lines.append(UInt8(ascii: "\n"))
    }

    private mutating func add(
        _ id: APIKeyID,
        fixed before: StaticString,
        fixed after: StaticString = ""
    ) {
        lines.append(fixed: before)
        id.append(to: &lines)
        lines.append(fixed: after)
    }

    private mutating func addRoute(_ route: Int?) {
        lines.append(contentsOf: routes[route ?? routes.count - 1])
    }

    private mutating func addTime(_ now: Instant) {
        if now.seconds != second {
            second = now.seconds
            let text = Instant(seconds: now.seconds).description
            secondText = Array(text.utf8.prefix { $0 != UInt8(ascii: "Z") })
        }
        lines.append(contentsOf: secondText)
        let milliseconds = Int(now.nanoseconds / 1_000_000)
        lines.append(UInt8(ascii: "."))
        for divisor in [100, 10, 1] {
            lines.append(UInt8(ascii: "0") + UInt8(milliseconds / divisor % 10))
        }
        lines.append(UInt8(ascii: "Z"))
    }
}

/// What is told of an answer.
struct AnsweredRequest: Sendable {
    /// nil for what was no request yet.
    let method: HTTPWire.Method?
    /// Its place in the table; nil for what has no route.
    let route: Int?
    let caller: CallerID?
    let trace: TraceParent?
    let status: Int
    let contentBytes: Int
    let nanoseconds: Int64
}

extension AnsweredRequest {
    /// The same request with another answer.
    init(_ other: AnsweredRequest, status: Int, contentBytes: Int, nanoseconds: Int64) {
        self.init(
            method: other.method,
            route: other.route,
            caller: other.caller,
            trace: other.trace,
            status: status,
            contentBytes: contentBytes,
            nanoseconds: nanoseconds
        )
    }
}
