import HTTPWire
package import Ledger

/// The service: the routes, the book they speak of, and the store behind what must be kept.
///
/// Isolation: immutable; each loop gets a handler of its own.
package final class LeewayService: Application {
    let books: BookInForce
    let reload: BookReload
    let ledger: any LedgerStore
    let access: Access
    let state: ServiceState
    let environment: ServiceEnvironment
    let router = Router(RouteTable.routes)

    /// Puts a service together.
    package init(
        serving books: BookInForce,
        reload: @escaping BookReload,
        ledger: any LedgerStore,
        access: Access,
        state: ServiceState,
        environment: ServiceEnvironment
    ) {
        self.books = books
        self.reload = reload
        self.ledger = ledger
        self.access = access
        self.state = state
        self.environment = environment
    }

    /// Reads the book's files again off the loops, and tells what came of it, once, on any thread.
    package typealias BookReload =
        @Sendable (_ tell: @escaping @Sendable (BookAttempt) -> Void) -> Void

    /// A handler for one loop.
    package func makeHandler(loop: Int) -> ServiceHandler {
        ServiceHandler(self)
    }
}
