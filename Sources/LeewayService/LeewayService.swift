import HTTPWire
package import Ledger

/// The service: the routes, the book they speak of, and the store behind what must be kept.
///
/// Isolation: immutable; each loop gets a handler of its own.
package final class LeewayService: Application {
    let served: ServedBook
    let ledger: any LedgerStore
    let access: Access
    let state: ServiceState
    let environment: ServiceEnvironment
    let router = Router(RouteTable.routes)

    /// Puts a service together.
    package init(
        serving book: ServedBook,
        ledger: any LedgerStore,
        access: Access,
        state: ServiceState,
        environment: ServiceEnvironment
    ) {
        served = book
        self.ledger = ledger
        self.access = access
        self.state = state
        self.environment = environment
    }

    /// A handler for one loop.
    package func makeHandler(loop: Int) -> ServiceHandler {
        ServiceHandler(self)
    }
}
