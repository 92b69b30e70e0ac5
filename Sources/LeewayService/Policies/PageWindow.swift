/// The part of a list that one answer shows.
struct PageWindow {
    /// Lists give so many at a time unless asked for another number.
    static let defaultLimit = 50
    /// LIMIT: bounds the size of one answer.
    static let maxLimit = 200

    private let limit: Int
    private let offset: Int

    /// Reads `limit` and `cursor`; throws `malformedRequest` for what is none.
    init(_ query: QueryParameters) throws(Problem) {
        limit = try Self.limit(try query["limit"])
        offset = try (try query["cursor"]).map(Self.offset) ?? 0
    }

    /// The window's elements, and the cursor of the next one; nil at the end.
    func cut<Element>(
        _ elements: [Element]
    ) -> (elements: ArraySlice<Element>, nextCursor: String?) {
        let shown = elements.dropFirst(offset).prefix(limit)
        let next = offset + shown.count
        return (shown, next < elements.count && !shown.isEmpty ? Self.cursor(next) : nil)
    }

    private static func limit(_ text: String?) throws(Problem) -> Int {
        guard let text else { return defaultLimit }
        guard let limit = Int(text), 1...maxLimit ~= limit, !text.hasPrefix("+") else {
            throw Problem(
                .malformedRequest,
                "`limit` is a whole number from 1 to \(maxLimit), not `\(text.shortened)`"
            )
        }
        return limit
    }

    /// Opaque to callers, who must not count on its form.
    static func cursor(_ offset: Int) -> String {
        "p" + String(offset, radix: 36)
    }

    /// The offset that a cursor stands for.
    static func offset(_ cursor: String) throws(Problem) -> Int {
        guard let offset = Int(cursor.dropFirst(), radix: 36), offset > 0,
            self.cursor(offset) == cursor
        else {
            throw Problem(
                .malformedRequest,
                "`\(cursor.shortened)` is no cursor that this service gave as `next_cursor`"
            )
        }
        return offset
    }
}
