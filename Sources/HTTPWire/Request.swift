/// A request that was read whole: ranges into the bytes it arrived in, so that nothing is copied
/// and no string is made for what nobody asks.
///
/// Isolation: it belongs to a connection and is lent to a handler for one call; its memory is used
/// again for the next request.
public struct Request: ~Copyable {
    /// The connection's buffer, which every range below points into.
    public package(set) var bytes: [UInt8]
    /// What the request asks for; a `HEAD` is seen as `get`.
    public internal(set) var method = Method.get
    /// The version of the protocol the client speaks.
    public internal(set) var version = Version.http11
    /// The client's address, as a trusted proxy gave it where there is one; nil for a client on a
    /// Unix domain socket.
    public package(set) var peer: IPAddress?
    /// Whether the client's own connection is encrypted, here or at a trusted proxy.
    public package(set) var isSecure = false

    /// Where this request begins in `bytes`; what follows is relative to it, so that the buffer may
    /// be moved to its front while a request is still incomplete.
    var origin = 0
    var isHead = false
    var pathExtent = Extent.empty
    var queryExtent = Extent.empty
    var authorityExtent = Extent.empty
    var contentExtent = Extent.empty
    var lines: [FieldLine] = []

    /// An empty request over a buffer of `capacity` octets.
    package init(capacity: Int) {
        bytes = [UInt8](repeating: 0, count: capacity)
        lines.reserveCapacity(24)
    }

    /// The path, percent-decoded and without dot segments; starts with a slash, except that an
    /// `OPTIONS *` has the path `*`.
    public var path: Range<Int> { pathExtent.range(from: origin) }

    /// The query without its question mark, as it was sent; empty where there is none.
    public var query: Range<Int> { queryExtent.range(from: origin) }

    /// The host and port the request is for: of the target where it names one, else of `Host`.
    public var authority: Range<Int> { authorityExtent.range(from: origin) }

    /// The content, with any transfer coding removed.
    public var content: Range<Int> { contentExtent.range(from: origin) }

    /// Where the first field line with this name has its value; nil where there is none.
    public func field(_ name: FieldName) -> Range<Int>? {
        var index = 0
        while index < lines.count {
            if lines[index].name == name.rawValue { return lines[index].value.range(from: origin) }
            index += 1
        }
        return nil
    }

    /// Where the first field line whose name is `spelling`, in any case, has its value.
    ///
    /// For names that are no `FieldName`.
    public func field(named spelling: StaticString) -> Range<Int>? {
        let span = bytes.span
        for line in lines
        where span.equalsIgnoringCase(line.spelling.range(from: origin), spelling) {
            return line.value.range(from: origin)
        }
        return nil
    }

    /// Where every field line with this name has its value, in order; usually one at most.
    public func fields(_ name: FieldName) -> [Range<Int>] {
        lines.filter { $0.name == name.rawValue }.map { $0.value.range(from: origin) }
    }

    /// How many field lines have this name.
    public func count(of name: FieldName) -> Int {
        var count = 0
        var index = 0
        while index < lines.count {
            if lines[index].name == name.rawValue { count += 1 }
            index += 1
        }
        return count
    }

    /// How many field lines the request has.
    public var fieldCount: Int { lines.count }

    /// The name and value of the field line at `index`, counted from zero in the order of arrival.
    public func fieldLine(at index: Int) -> (name: Range<Int>, value: Range<Int>) {
        (lines[index].spelling.range(from: origin), lines[index].value.range(from: origin))
    }

    /// The octets at `range` as text; octets that are no UTF-8 become U+FFFD.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The value of a field as text; nil where there is none.
    public func string(_ name: FieldName) -> String? {
        field(name).map { string($0) }
    }

    /// Whether the octets at `range` are exactly those of `text`.
    public func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        bytes.span.equals(range, text)
    }
}

/// A stretch of a request, in octets from its first one.
struct Extent: Sendable, Equatable {
    var start: UInt32
    var end: UInt32

    static let empty = Extent(start: 0, end: 0)

    init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// INVARIANT: requests are bounded to far less than 4 GiB by `WireLimits`, and readers give
    /// offsets in order.
    init(_ start: Int, _ end: Int) {
        self.init(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
    }

    var count: Int { Int(end) - Int(start) }

    func range(from origin: Int) -> Range<Int> { origin + Int(start)..<origin + Int(end) }
}

/// One field line of a request.
struct FieldLine: Sendable {
    /// The raw value of the `FieldName` it has, or `unknownName`.
    let name: UInt8
    let spelling: Extent
    let value: Extent

    static let unknownName = UInt8.max
}
