import PolicyBook
import Testing

/// How much of a large book is checked for what its author can hardly have meant.
struct BookFindingTests {
    /// Policies of one row each; no row can ever apply, or each applies wherever the others do.
    private static func book(_ count: Int, when condition: String) throws -> PolicyBook {
        try SmallBook.book { book in
            book.policies = (1...count)
                .map { number in
                    let row = PolicyBuilder.Row(
                        id: "r\(number)",
                        when: condition,
                        upTo: "\(number).00 EUR"
                    )
                    return SmallBook.policy(named: "returns.p\(number)", [row])
                }
        }
    }

    private static func messages(
        _ book: PolicyBook,
        maxRows: Int = PolicyBook.maxCheckedRows,
        maxPairs: Int = PolicyBook.maxComparedPairs,
        about words: String
    ) throws -> Int {
        let today = try #require(CalendarDate(iso8601: "2026-06-01"))
        return book.findings(on: today, maxRows: maxRows, maxPairs: maxPairs)
            .count { $0.message.contains(words) }
    }

    @Test(arguments: [(3, 3), (2, 2), (1, 1), (0, 0)])
    func `rows are looked at up to the limit, and no policy after it`(
        _ limit: Int,
        _ found: Int
    ) throws {
        let book = try Self.book(3, when: "case.ok && !case.ok")
        #expect(try Self.messages(book, maxRows: limit, about: "can never apply") == found)
    }

    /// Each of three rows is held against two others.
    @Test(arguments: [(6, 3), (5, 2), (4, 2), (3, 1), (1, 0)])
    func `rows are held against each other up to the limit of pairs`(
        _ limit: Int,
        _ found: Int
    ) throws {
        let book = try Self.book(3, when: "case.ok")
        #expect(try Self.messages(book, maxPairs: limit, about: "with a limit of its own") == found)
    }
}
