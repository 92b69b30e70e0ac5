import PolicyBook
import Synchronization

/// What one loop has counted.
///
/// Isolation: counted on its loop's thread alone, read from any: a loop pays two plain moves for a
/// count and shares no cache line with another loop.
final class LoopMetrics: Sendable {
    /// By the route's place in the table; the last row is for what has no route.
    let rows: [RouteMetrics]
    private let decisions = CounterRow()

    init(routeCount: Int) {
        rows = (0...routeCount).map { _ in RouteMetrics() }
    }

    /// Counts a decision.
    func count(_ outcome: Decision.Outcome) {
        decisions.add(1, at: Self.index(of: outcome))
    }

    /// How many decisions had that outcome.
    func decisions(_ outcome: Decision.Outcome) -> UInt64 {
        decisions[Self.index(of: outcome)]
    }

    private static func index(of outcome: Decision.Outcome) -> Int {
        switch outcome {
        case .deny: 0
        case .escalate: 1
        case .ask: 2
        case .allow: 3
        }
    }

    /// Counts an answer; `route` is nil for what has none.
    func count(route: Int?, status: Int, nanoseconds: Int64) {
        rows[route ?? rows.count - 1].count(status: status, nanoseconds: nanoseconds)
    }
}

/// The answers of one route, by status and by duration.
final class RouteMetrics: Sendable {
    /// The statuses that are told apart; others count together.
    static let statuses = [
        200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 417,
        422, 429, 431, 500, 501, 503, 505,
    ]
    /// The upper bounds of the histogram's buckets, in nanoseconds; one more is without bound.
    static let bounds: [Int64] = [
        5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
        10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000, 1_000_000_000,
    ]

    private static let otherStatus = statuses.count
    private static let firstBucket = otherStatus + 1
    private static let sum = firstBucket + bounds.count + 1

    private let cells = CounterRow()

    func count(status: Int, nanoseconds: Int64) {
        cells.add(1, at: Self.statuses.firstIndex(of: status) ?? Self.otherStatus)
        let bucket = Self.bounds.firstIndex { nanoseconds <= $0 } ?? Self.bounds.count
        cells.add(1, at: Self.firstBucket + bucket)
        cells.add(UInt64(max(0, nanoseconds)), at: Self.sum)
    }

    /// The answers with each status of ``statuses``, and last those with another.
    var byStatus: [UInt64] { (0...Self.otherStatus).map { cells[$0] } }
    /// The answers in each bucket alone.
    var byDuration: [UInt64] { (0...Self.bounds.count).map { cells[Self.firstBucket + $0] } }
    /// All durations together.
    var nanoseconds: UInt64 { cells[Self.sum] }
}

/// Counters of one writer and any number of readers.
final class CounterRow: Sendable {
    // LIMIT: as many as a route needs, 43, in whole cache lines.
    private let cells = InlineArray<48, Atomic<UInt64>> { _ in Atomic(0) }

    /// INVARIANT: called on one thread alone, so that a load and a store do for an addition.
    func add(_ amount: UInt64, at index: Int) {
        let sum = cells[index].load(ordering: .relaxed) &+ amount
        cells[index].store(sum, ordering: .relaxed)
    }

    subscript(index: Int) -> UInt64 { cells[index].load(ordering: .relaxed) }
}
