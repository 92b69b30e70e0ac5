internal import Foundation
internal import PolicyBook

/// What an index of a book of some size costs.
struct Speed {
    var indexing: Duration
    /// What the index keeps in memory, without the documents, in bytes.
    var residentBytes: Int
    /// Processor time of a question; what others on the machine take does not count.
    var p50: Duration
    var p99: Duration
    /// Time by the clock.
    var wallP99: Duration

    static func measure(_ book: SyntheticBook) -> Speed {
        let before = residentBytes()
        let start = processorTime()
        let index = SearchIndex(book.documents)
        let indexing = processorTime() - start
        let resident = residentBytes() - before
        for question in book.questions.prefix(100) { _ = index.search(question, locale: "en") }
        var times: [Duration] = []
        var wallTimes: [Duration] = []
        for question in book.questions {
            let begun = processorTime()
            let wall = ContinuousClock().measure { _ = index.search(question, locale: "en") }
            times.append(processorTime() - begun)
            wallTimes.append(wall)
        }
        times.sort()
        wallTimes.sort()
        return Speed(
            indexing: indexing,
            residentBytes: resident,
            p50: times[times.count / 2],
            p99: times[times.count * 99 / 100],
            wallP99: wallTimes[wallTimes.count * 99 / 100]
        )
    }

    /// Processor time that this thread has used (clock_gettime(2)).
    private static func processorTime() -> Duration {
        var time = timespec()
        // SAFETY: the call writes one timespec, which lives for its whole duration.
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Resident memory of this process (proc(5), `/proc/self/statm`, second field, in pages).
    private static func residentBytes() -> Int {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        else { return 0 }  // A missing figure shows as zero; the benchmark goes on.
        let fields = statm.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
    }
}
