/// What a request demands of the entity tag of the answer.
///
/// Only tags are compared: no date of change is ever sent (RFC 9110 section 13.2.2).
struct Preconditions: Sendable {
    /// The value of `If-Match`; empty where it is absent.
    var ifMatch: [UInt8] = []
    /// The value of `If-None-Match`; empty where it is absent.
    var ifNoneMatch: [UInt8] = []

    enum Outcome {
        case proceed
        case notModified
        case failed
    }

    /// Reads the conditions of a request, keeping the memory of those before.
    mutating func read(_ request: borrowing Request) {
        Self.copy(request, .ifMatch, into: &ifMatch)
        Self.copy(request, .ifNoneMatch, into: &ifNoneMatch)
    }

    private static func copy(
        _ request: borrowing Request,
        _ name: FieldName,
        into value: inout [UInt8]
    ) {
        if !value.isEmpty { value.removeAll(keepingCapacity: true) }
        guard let first = request.field(name) else { return }
        value.append(first, of: request.bytes)
        let all = request.fields(name)
        for range in all.dropFirst() {
            value.append(UInt8(ascii: ","))
            value.append(range, of: request.bytes)
        }
    }

    /// Judges a successful answer to a safe method that carries `tag`; an empty one has no tag.
    func evaluate(_ tag: Span<UInt8>) -> Outcome {
        if !ifMatch.isEmpty {
            guard EntityTag.list(ifMatch.span, contains: tag, comparison: .strong) else {
                return .failed
            }
        }
        if !ifNoneMatch.isEmpty, !tag.isEmpty {
            if EntityTag.list(ifNoneMatch.span, contains: tag, comparison: .weak) {
                return .notModified
            }
        }
        return .proceed
    }
}
