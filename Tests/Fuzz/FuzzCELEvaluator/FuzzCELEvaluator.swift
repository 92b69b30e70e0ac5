import CEL

/// Evaluates any expression over a few variables, of which the first byte says which are given.
///
/// Fails when checking changes what an expression gives, when a value is not of the type that was
/// deduced for it, or when it nests deeper than expressions may and what they are given.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCELEvaluator(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let given = bytes.first else { return 0 }
    let source = String(decoding: bytes.dropFirst(), as: UTF8.self)
    var environment = Environment()
    var activation = Activation(slotCount: variables.count)
    for (slot, variable) in variables.enumerated() {
        environment.declare(variable: variable.name, variable.type)
        if given & (1 << slot) != 0 { activation[slot] = variable.value }
    }
    guard let checked = try? environment.compile(source) else {
        // What the checker refuses is evaluated all the same: it must end without a trap.
        _ = (try? environment.compileUnchecked(source))?.evaluate(activation, budget: 20_000)
        return 0
    }
    let outcome = checked.evaluate(activation, budget: 20_000)
    if case .value(let value) = outcome {
        precondition(value.fits(checked.resultType), "\(value) is no \(checked.resultType)")
        precondition(value.depth <= environment.limits.maxNesting + 1, "the value nests too deep")
        let unchecked = try? environment.compileUnchecked(source)
        if case .value(let other)? = unchecked?.evaluate(activation, budget: 20_000) {
            precondition("\(value)" == "\(other)", "\(value) differs from \(other)")
        }
    }
    return 0
}

private let variables: [(name: String, type: CELType, value: Value)] = [
    ("flag", .bool, .bool(true)),
    ("n", .int, .int(7)),
    ("ratio", .double, .double(0.5)),
    ("name", .string, .string("Käthe")),
    ("names", .list(.string), .list([.string("a"), .string("b")])),
    ("table", .map(.string, .int), .map(MapValue(["gold": .int(80)]))),
    ("at", .timestamp, Timestamp(seconds: 1_772_366_400).map { .timestamp($0) } ?? .null),
    ("anything", .dyn, .uint(3)),
]

extension Value {
    /// Whether the value can be of the type, as far as the type says it.
    fileprivate func fits(_ type: CELType) -> Bool {
        switch type {
        case .bool: if case .bool = self { true } else { false }
        case .int: if case .int = self { true } else { false }
        case .uint: if case .uint = self { true } else { false }
        case .double: if case .double = self { true } else { false }
        case .string: if case .string = self { true } else { false }
        case .bytes: if case .bytes = self { true } else { false }
        case .list: if case .list = self { true } else { false }
        case .map: if case .map = self { true } else { false }
        default: true
        }
    }
}

extension Value {
    /// How many levels of lists, maps and optionals it has, and one.
    fileprivate var depth: Int {
        switch self {
        case .list(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .map(let map): 1 + (map.values.map(\.depth).max() ?? 0)
        case .optional(let inner): 1 + (inner?.depth ?? 0)
        default: 1
        }
    }
}
