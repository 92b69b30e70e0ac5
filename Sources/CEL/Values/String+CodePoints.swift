/// CEL compares strings by their code points.
///
/// Swift's `==` takes canonically equivalent strings for equal ("é" as one scalar or two), which
/// would let two different keys of a map meet.
extension String {
    /// Whether both strings consist of the same code points.
    func hasSameCodePoints(as other: String) -> Bool {
        // Different by Swift's measure is different by any, and that takes no call for short text.
        guard self == other else { return false }
        let left = utf8Span.span
        let right = other.utf8Span.span
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    /// Whether the code points come before those of the other string.
    func precedesByCodePoints(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Feeds the code points to the hasher.
    func hashCodePoints(into hasher: inout Hasher) {
        var copy = self
        copy.withUTF8 { bytes in
            // SAFETY: the buffer is read within the closure only.
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        hasher.combine(0xFF as UInt8)
    }
}
