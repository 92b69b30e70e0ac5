extension CompileError {
    // LIMIT: what is quoted in a message, such as a name, may be as long as the source.
    private static let maxMessageLength = 400

    /// Gives faults their lines and columns, in the order of the source.
    init(_ faults: [Fault], in source: String, limits: Limits) {
        let isTooLong = source.utf8.count > limits.maxSourceBytes
        self.source = isTooLong ? String(source.unicodeScalars.prefix(80)) : source
        let bytes = Array(self.source.utf8)
        let sorted = faults.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        diagnostics = sorted.prefix(max(1, limits.maxDiagnostics))
            .map { fault in
                let before = bytes[..<min(fault.range.lowerBound, bytes.count)]
                let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
                // Continuation bytes begin no code point.
                let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
                return Diagnostic(
                    message: fault.message.cut(to: Self.maxMessageLength),
                    suggestion: fault.suggestion,
                    line: before.count { $0 == 0x0A } + 1,
                    column: column + 1,
                    range: fault.range
                )
            }
    }
}

extension String {
    /// The text, or its beginning and `…` where it has more code points.
    func cut(to count: Int) -> String {
        guard let end = unicodeScalars.index(startIndex, offsetBy: count, limitedBy: endIndex),
            end < endIndex
        else { return self }
        return String(unicodeScalars[..<end]) + "…"
    }
}
