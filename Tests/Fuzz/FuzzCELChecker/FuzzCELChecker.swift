import CEL

/// Checks any expression over variables and functions of all forms of types.
///
/// Fails when a type or a message is larger than it may be, when a fault has no place in the
/// source, or when an expression is not of the type that was deduced for it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCELChecker(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let source = String(decoding: bytes, as: UTF8.self)
    do throws(CompileError) {
        let program = try environment.compile(source)
        verify(program.root, in: source)
        precondition(program.variables.allSatisfy { environment.names.indices.contains($0) })
        _ = try environment.compile(source, expecting: program.resultType)
    } catch {
        precondition((1...environment.limits.maxDiagnostics).contains(error.diagnostics.count))
        for diagnostic in error.diagnostics {
            precondition(0 <= diagnostic.range.lowerBound)
            precondition(diagnostic.range.upperBound <= source.utf8.count)
            precondition(diagnostic.line > 0 && diagnostic.column > 0)
            precondition(diagnostic.message.unicodeScalars.count <= 401)
            _ = diagnostic.rendered(in: source, file: "policy.yaml")
        }
    }
    return 0
}

private let environment: Environment = {
    var environment = Environment()
    let one = CELType.parameter("T")
    let pair = CELType.opaque("pair", [one, one])
    environment.declare(variable: "flag", .bool)
    environment.declare(variable: "anything", .dyn)
    environment.declare(variable: "lists", .list(.list(.int)))
    environment.declare(variable: "table", .map(.string, .list(.dyn)))
    environment.declare(variable: "maybe", .optional(.string))
    environment.declare(variable: "number", .wrapper(.int))
    environment.declare(variable: "at", .timestamp)
    environment.declare(
        function: "pair",
        Overload("pair", [one, one], returns: pair, isPure: false, .binary { left, _ in left })
    )
    environment.declare(
        function: "left",
        Overload("left", [pair], returns: one, isMember: true, isPure: false, .unary { $0 })
    )
    environment.declare(
        function: "first_of",
        Overload("first_of", [.list(one), one], returns: one, isPure: false, .binary { $1 })
    )
    return environment
}()

private func verify(_ expr: Expr, in source: String) {
    precondition(expr.type.size <= 256, "a type is too large")
    precondition(expr.type.description.unicodeScalars.count <= 1000, "its text is too long")
    precondition(expr.range.upperBound <= source.utf8.count, "a part is not in the source")
    for child in expr.children { verify(child, in: source) }
}

extension CELType {
    /// How many nodes it has.
    fileprivate var size: Int {
        switch self {
        case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner):
            1 + inner.size
        case .map(let key, let value): 1 + key.size + value.size
        case .opaque(_, let parameters): parameters.reduce(1) { $0 + $1.size }
        default: 1
        }
    }
}
