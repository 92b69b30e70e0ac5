import HTTPWire
package import Ledger

/// The service: the routes, the book they speak of, and the store behind what must be kept.
///
/// Isolation: immutable; each loop gets a handler of its own.
package final class LeewayService: Application {
    let books: BookInForce
    let reload: BookReload
    let ledger: any LedgerStore
    let access: AccessInForce
    let limiter: RateLimiter
    let state: ServiceState
    let environment: ServiceEnvironment
    let router = Router(RouteTable.routes)
    let reference = ReferencePages()
    let metrics = ServiceMetrics(RouteTable.routes)
    let log: (sink: any LogSink, format: LogFormat)?

    /// Puts a service together.
    ///
    /// Without `log` no answer is logged.
    package init(
        serving books: BookInForce,
        reload: @escaping BookReload,
        ledger: any LedgerStore,
        access: AccessInForce,
        state: ServiceState,
        environment: ServiceEnvironment,
        log: (sink: any LogSink, format: LogFormat)? = nil
    ) {
        self.books = books
        self.reload = reload
        self.ledger = ledger
        self.access = access
        limiter = RateLimiter(seed: UInt64(environment.makeID().prefix(16), radix: 16) ?? 0)
        self.state = state
        self.environment = environment
        self.log = log
    }

    /// Reads the book's files again off the loops, and tells what came of it, once, on any thread.
    package typealias BookReload =
        @Sendable (_ tell: @escaping @Sendable (BookAttempt) -> Void) -> Void

    /// A handler for one loop.
    package func makeHandler(loop: Int) -> ServiceHandler {
        ServiceHandler(self)
    }
}
