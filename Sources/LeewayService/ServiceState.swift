import Synchronization

/// What changes while the service runs and any loop may ask: whether it is about to end, and what
/// is amiss with its certificate.
package final class ServiceState: Sendable {
    private let draining = Atomic<Bool>(false)
    private let certificate = Mutex<String?>(nil)

    private let aroundService = Mutex<@Sendable () -> ServerFigures>({ ServerFigures() })

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

    /// Names who tells of the parts around the service.
    package func attach(figures: @escaping @Sendable () -> ServerFigures) {
        aroundService.withLock { $0 = figures }
    }

    /// What the parts around the service tell now.
    func figures() -> ServerFigures {
        aroundService.withLock { $0 }()
    }

    /// Notes why a changed certificate was not taken; nil once one was.
    package func setCertificateFault(_ fault: String?) {
        certificate.withLock { $0 = fault }
    }

    /// Why the certificate in force is not the one in its files; nil where it is.
    var certificateFault: String? {
        certificate.withLock { $0 }
    }
}
