import HTTPWire
import PolicyBook
import Synchronization

/// What all loops have counted.
final class ServiceMetrics: Sendable {
    private let loops = Mutex<[LoopMetrics]>([])
    private let routes: [Route]
    /// Counted where records are known to be on the disk, which is on no loop.
    let feedback = FeedbackCounts()

    init(_ routes: [Route]) {
        self.routes = routes
    }

    /// The counters of another loop.
    func makeLoop() -> LoopMetrics {
        let metrics = LoopMetrics(routeCount: routes.count)
        loops.withLock { $0.append(metrics) }
        return metrics
    }

    /// One route's figures over all loops; paths and methods are empty for what has no route.
    struct RouteFigures {
        let method: String
        let path: String
        let statuses: [(status: String, count: Double)]
        /// Each with the answers that took no longer.
        let buckets: [(bound: String, count: Double)]
        let seconds: Double

        var total: Double { buckets.last?.count ?? 0 }
    }

    /// The figures of every route, and last of what has none.
    func routeFigures() -> [RouteFigures] {
        let loops = loops.withLock { $0 }
        return (0...routes.count)
            .map { index in
                let rows = loops.map { $0.rows[index] }
                let route = index < routes.count ? routes[index] : nil
                var buckets = Self.sum(rows.map(\.byDuration))
                for bucket in buckets.indices.dropFirst() { buckets[bucket] += buckets[bucket - 1] }
                let bounds = RouteMetrics.bounds.map { "\(Double($0) / 1e9)" } + ["+Inf"]
                let statuses = RouteMetrics.statuses.map(String.init) + ["other"]
                return RouteFigures(
                    method: route.map { "\($0.method.spelling)" } ?? "",
                    path: route?.path ?? "",
                    statuses: zip(statuses, Self.sum(rows.map(\.byStatus))).map { ($0, $1) },
                    buckets: zip(bounds, buckets).map { ($0, $1) },
                    seconds: rows.reduce(0) { $0 + Double($1.nanoseconds) / 1e9 }
                )
            }
    }

    /// Decisions by outcome.
    func decisions() -> [(outcome: String, count: Double)] {
        let loops = loops.withLock { $0 }
        return Decision.Outcome.allCases.map { outcome in
            (outcome.rawValue, loops.reduce(0) { $0 + Double($1.decisions(outcome)) })
        }
    }

    private static func sum(_ rows: [[UInt64]]) -> [Double] {
        guard var total = rows.first.map({ $0.map { Double($0) } }) else { return [] }
        for row in rows.dropFirst() {
            for index in row.indices { total[index] += Double(row[index]) }
        }
        return total
    }
}
