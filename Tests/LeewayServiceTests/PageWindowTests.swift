import Testing

@testable import LeewayService

struct PageWindowTests {
    private func window(_ query: String) throws(Problem) -> PageWindow {
        let bytes = Array(query.utf8)
        return try PageWindow(try QueryParameters(bytes, 0..<bytes.count))
    }

    @Test func `cursors lead through the whole list, each element once`() throws {
        let elements = Array(0..<137)
        var seen: [Int] = []
        var query = "limit=10"
        while true {
            let part = try window(query).cut(elements)
            seen += part.elements
            guard let cursor = part.nextCursor else { break }
            query = "limit=10&cursor=\(cursor)"
        }
        #expect(seen == elements)
    }

    @Test func `gives fifty without being asked for a number`() throws {
        let part = try window("").cut(Array(0..<51))
        #expect(part.elements.count == 50)
        #expect(part.nextCursor != nil)
    }

    @Test func `a list that fits has no next cursor`() throws {
        #expect(try window("limit=3").cut([1, 2, 3]).nextCursor == nil)
    }

    @Test(arguments: ["limit=1", "limit=200"])
    func `takes the smallest and the largest limit`(query: String) throws {
        #expect(throws: Never.self) { try window(query) }
    }

    @Test(arguments: [
        "limit=0", "limit=201", "limit=-1", "limit=+5", "limit=x", "limit=", "limit=1.5",
        "cursor=", "cursor=p", "cursor=p0", "cursor=x1", "cursor=p-1", "cursor=p+1", "cursor=pA",
        "cursor=p99999999999999999999",
    ])
    func `refuses what is no limit and no cursor of ours`(query: String) {
        #expect(throws: Problem.self) { try window(query) }
    }
}
