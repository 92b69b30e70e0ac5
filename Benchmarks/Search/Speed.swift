internal import Foundation
internal import PolicyBook

/// What an index of a book of some size costs.
struct Speed {
    var indexing: Duration
    /// What the index keeps in memory, without the documents, in bytes.
    var residentBytes: Int
    var p50: Duration
    var p99: Duration

    static func measure(_ book: SyntheticBook) -> Speed {
        let clock = ContinuousClock()
        let before = residentBytes()
        let start = clock.now
        let index = SearchIndex(book.documents)
        let indexing = clock.now - start
        let resident = residentBytes() - before
        for question in book.questions.prefix(100) { _ = index.search(question, locale: "en") }
        let times = book.questions
            .map { question in
                clock.measure { _ = index.search(question, locale: "en", limit: 5) }
            }
            .sorted()
        return Speed(
            indexing: indexing,
            residentBytes: resident,
            p50: times[times.count / 2],
            p99: times[times.count * 99 / 100]
        )
    }

    /// Resident memory of this process (proc(5), `/proc/self/statm`, second field, in pages).
    private static func residentBytes() -> Int {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        else { return 0 }  // A missing figure shows as zero; the benchmark goes on.
        let fields = statm.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
    }
}
