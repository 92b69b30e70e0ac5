/// A call of a function whose overload is chosen when the arguments are there.
final class CallSite: Sendable {
    let name: String
    /// By candidate, in the order in which they are tried.
    let implementations: [Overload.Implementation]
    /// Those of one candidate after those of another: they hold no references, so that trying
    /// candidates counts none.
    private let parameters: [Parameter]
    private let arity: Int

    /// All overloads take the same number of arguments.
    init(name: String, overloads: [Overload]) {
        self.name = name
        implementations = overloads.map(\.implementation)
        parameters = overloads.flatMap { $0.parameters.map { Parameter($0) } }
        arity = overloads.first?.parameters.count ?? 0
    }

    /// Whether a candidate takes that value at that place.
    @inline(__always)
    func accepts(_ value: Value, at place: Int, of candidate: Int) -> Bool {
        parameters[candidate &* arity &+ place].accepts(value)
    }

    /// What a parameter accepts, as bits of kinds.
    private struct Parameter: Sendable, BitwiseCopyable {
        private let kinds: UInt32
        private let host: HostTypeID?

        init(_ type: CELType) {
            kinds = Self.kinds(of: type)
            if case .host(let id, _) = type { host = id } else { host = nil }
        }

        @inline(__always)
        func accepts(_ value: Value) -> Bool {
            guard kinds & value.kindBit != 0 else { return false }
            if let host, case .host(let value) = value { return value.type == host }
            return true
        }

        private static func kinds(of type: CELType) -> UInt32 {
            switch type {
            case .dyn, .parameter, .error: .max
            case .null: Value.null.kindBit
            case .bool: 1 << 1
            case .int: 1 << 2
            case .uint: 1 << 3
            case .double: 1 << 4
            case .string: 1 << 5
            case .bytes: 1 << 6
            case .list: 1 << 7
            case .map: 1 << 8
            case .timestamp: 1 << 9
            case .duration: 1 << 10
            case .type: 1 << 11
            case .optional: 1 << 12
            case .host: 1 << 13
            case .wrapper(let inner): kinds(of: inner) | Value.null.kindBit
            case .opaque: 0
            }
        }
    }
}

extension Value {
    /// The bit that stands for the kind of the value.
    @inline(__always)
    var kindBit: UInt32 {
        switch self {
        case .null: 1
        case .bool: 1 << 1
        case .int: 1 << 2
        case .uint: 1 << 3
        case .double: 1 << 4
        case .string: 1 << 5
        case .bytes: 1 << 6
        case .list: 1 << 7
        case .map: 1 << 8
        case .timestamp: 1 << 9
        case .duration: 1 << 10
        case .type: 1 << 11
        case .optional: 1 << 12
        case .host: 1 << 13
        }
    }
}
