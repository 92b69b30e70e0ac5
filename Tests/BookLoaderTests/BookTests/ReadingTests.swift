import PolicyBook
import Testing

@testable import BookLoader

/// Books written from the description of the format alone, before the code was read.
///
/// What each answers stands in its own `tests`; every row of theirs decides in one of them.
struct ReadingTests {
    @Test(arguments: [
        ("counter", 87), ("clock", 63), ("purse", 39), ("world", 57), ("hostile", 48),
    ])
    func `answers what the description of the format promises`(_ name: String, _ count: Int) throws
    {
        let directory = Repository.path("Tests/Fixtures/readings/\(name)")
        let loaded = BookLoader.load(directory)
        #expect(loaded.errors.map(\.description) == [])
        let book = try #require(loaded.book)
        let tests = LoadedTests(of: book, in: directory)
        #expect(tests.faults.map(\.description) == [])
        #expect(tests.tests.count == count)
        var coverage = RowCoverage(book)
        for test in tests.tests {
            let result = book.run(test)
            #expect(result.hasPassed, "\(test.name): \(result.differences)")
            for decision in result.decisions { coverage.count(decision) }
        }
        #expect(coverage.undecided.map(\.place.row) == [])
    }
}
