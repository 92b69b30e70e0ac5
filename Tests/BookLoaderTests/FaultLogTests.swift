import PolicyBook
import Testing

@testable import BookLoader

struct FaultLogTests {
    /// A policy with a review that is overdue.
    private static func overdue(_ number: Int) -> String {
        TemporaryBook.policy("review_by: 2026-02-01", id: "p\(number)")
    }

    @Test func `an error is told, however many warnings stand before it`() throws {
        let policies = (1...FaultLog.maxFaults).map(Self.overdue)
        let wrong = TemporaryBook.policy("owners: nobody", id: "wrong")
        let all = (policies + [wrong]).joined(separator: "\n---\n")
        let book = try TemporaryBook(["policies/a.yaml": all])
        let today = try #require(CalendarDate(iso8601: "2026-06-01"))
        let result = BookLoader(today: today).load(book.directory)
        #expect(result.book == nil)
        #expect(result.errors.count == 1)
        #expect(result.errors.first?.message.contains("owners") == true)
        #expect(result.warnings.count == FaultLog.maxFaults)
        #expect(result.omittedCount == 0)
    }

    @Test(arguments: [Fault.Severity.error, .warning], [0, 1])
    func `counts what is beyond the limit`(severity: Fault.Severity, beyond: Int) {
        let log = FaultLog(SourceFile(path: "a.yaml", text: ""))
        for number in 1...FaultLog.maxFaults + beyond {
            log.report(severity, at: .start, "fault \(number)")
        }
        #expect(log.faults.count == FaultLog.maxFaults)
        #expect(log.droppedCount == beyond)
    }
}
