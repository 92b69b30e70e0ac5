import CEL

/// Reads and checks any bytes as an expression.
///
/// Fails when a fault lies outside the source, or when an expression is refused without a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCELParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var environment = Environment()
    environment.declare(variable: "customer.tier", .string)
    environment.declare(variable: "asked", .int)
    environment.declare(variable: "names", .list(.string))
    environment.declare(constant: "values.small", .double(25))
    do {
        let program = try environment.compile(utf8: bytes)
        walk(program.root, within: bytes.count)
    } catch {
        precondition(!error.diagnostics.isEmpty)
        for diagnostic in error.diagnostics {
            precondition(diagnostic.line >= 1 && diagnostic.column >= 1)
            precondition(diagnostic.range.upperBound <= max(bytes.count, error.source.utf8.count))
            _ = diagnostic.rendered(in: error.source, file: "-")
        }
    }
    return 0
}

private func walk(_ expr: Expr, within count: Int) {
    precondition(expr.range.lowerBound >= 0 && expr.range.upperBound <= count)
    for child in expr.children { walk(child, within: count) }
}
