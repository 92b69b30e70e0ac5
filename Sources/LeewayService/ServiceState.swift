import Synchronization

/// What changes while the service runs and any loop may ask: whether it is about to end.
package final class ServiceState: Sendable {
    private let draining = Atomic<Bool>(false)

    /// A service that is ready.
    package init() {}

    /// From now on `/readyz` tells load balancers to go elsewhere.
    package func beginDraining() {
        draining.store(true, ordering: .releasing)
    }

    /// Whether the service is about to end.
    var isDraining: Bool {
        draining.load(ordering: .acquiring)
    }
}
