import AllocationCounter
import Dispatch
import Synchronization

/// The time that a piece of work takes, and the memory it asks for.
struct Measurement: CustomStringConvertible {
    /// The median of the runs.
    let microseconds: Double
    let fastest: Double
    let slowest: Double
    /// How often memory was asked for by one piece of work, on average.
    let allocations: Double

    var description: String {
        "\(rounded(microseconds)) µs (\(rounded(fastest)) to \(rounded(slowest))), "
            + "\(rounded(allocations)) allocations"
    }

    private func rounded(_ number: Double) -> String {
        "\((number * 1000).rounded() / 1000)"
    }
}

/// Measures a piece of work: seven runs of about a tenth of a second each.
func measure(_ work: () -> Int) -> Measurement {
    let clock = ContinuousClock()
    var checksum = 0
    func run(_ times: Int) -> Duration {
        clock.measure { for _ in 0..<times { checksum &+= work() } }
    }
    var times = 1
    while run(times) < .milliseconds(100), times < 1 << 28 { times *= 2 }
    let before = allocation_count()
    let durations = (0..<7).map { _ in run(times) }.sorted()
    let allocations = allocation_count() - before
    // The array of durations itself is asked for as well.
    let own = 8
    precondition(checksum != .min)
    func each(_ duration: Duration) -> Double {
        duration / .microseconds(1) / Double(times)
    }
    return Measurement(
        microseconds: each(durations[3]),
        fastest: each(durations[0]),
        slowest: each(durations[6]),
        allocations: Double(max(0, Int(allocations) - own)) / Double(7 * times)
    )
}

/// Measures a piece of work that several threads do at once on shared values: the median, in
/// microseconds, of what one thread needs for one.
func measureShared(threads: Int, _ work: @Sendable () -> Int) -> Double {
    let times = 200_000
    let runs = (0..<7)
        .map { _ in
            let longest = Mutex<Duration>(.zero)
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                var checksum = 0
                let duration = ContinuousClock()
                    .measure {
                        for _ in 0..<times { checksum &+= work() }
                    }
                precondition(checksum != .min)
                longest.withLock { $0 = max($0, duration) }
            }
            return longest.withLock { $0 / .microseconds(1) / Double(times) }
        }
    return (runs.sorted()[3] * 1000).rounded() / 1000
}
