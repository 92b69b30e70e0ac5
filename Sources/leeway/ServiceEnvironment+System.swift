import Foundation
import HTTPServer
import LeewayService
import PolicyBook
import SystemIO

extension ServiceEnvironment {
    /// The machine's clock and random numbers.
    static let system = ServiceEnvironment(
        now: {
            // Milliseconds are what people and logs compare; a clock gives no more that is true.
            let milliseconds = Int64(Date().timeIntervalSince1970 * 1_000)
            return Instant(
                seconds: milliseconds / 1_000,
                nanoseconds: milliseconds % 1_000 * 1_000_000
            )
        },
        ticks: { MonotonicTime.now().nanoseconds },
        makeID: {
            var generator = SystemRandomNumberGenerator()
            let high = String(generator.next(), radix: 16)
            let low = String(generator.next(), radix: 16)
            func padded(_ digits: String) -> String {
                String(repeating: "0", count: 16 - digits.utf8.count) + digits
            }
            return padded(high) + padded(low)
        },
        compress: { Gzip.compress($0) }
    )

    /// The same, reached by its callers at that address; empty: as each request says.
    static func system(publicURL: String) -> ServiceEnvironment {
        var environment = system
        environment.publicURL = publicURL.isEmpty ? nil : publicURL
        return environment
    }
}
