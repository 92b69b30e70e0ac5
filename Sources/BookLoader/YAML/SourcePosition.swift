/// A place in a file as editors count it.
///
/// Shape: line and column from 1; columns count code points, as the YAML reader does.
package struct SourcePosition: Sendable, Hashable, Comparable {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in code points.
    package let column: Int

    /// The first place of a file; faults that concern a file as a whole point there.
    package static let start = SourcePosition(line: 1, column: 1)

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Whether the first place comes before the second.
    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
