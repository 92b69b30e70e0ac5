import PolicyBook
import Testing

@testable import BookLoader

struct ShippedBooksTests {
    @Test(arguments: ["Config/book", "Tests/Fixtures/sample-book"])
    func `loads without a fault`(directory: String) throws {
        let result = BookLoader.load(Repository.path(directory))
        for fault in result.errors { Issue.record(Comment(rawValue: fault.description)) }
        #expect(result.book != nil)
        #expect(result.omittedCount == 0)
    }
}
