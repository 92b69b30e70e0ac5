import Synchronization

/// What changes while the service runs and any loop may ask: whether it is about to end, and what
/// is amiss with files that are read again.
package final class ServiceState: Sendable {
    private let draining = Atomic<Bool>(false)
    private let faults = Mutex<[WatchedFile: String]>([:])
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

    /// Notes why what stands in a file was not taken; nil once it was.
    package func set(_ fault: String?, of file: WatchedFile) {
        faults.withLock { $0[file] = fault }
    }

    /// Why what is in force is not what stands in its file, for the files where that is so.
    var fileFaults: [(file: WatchedFile, fault: String)] {
        let faults = faults.withLock { $0 }
        return WatchedFile.allCases.compactMap { file in faults[file].map { (file, $0) } }
    }
}

/// A file, beside the book's, that is read again while the service runs; named as its health does.
package enum WatchedFile: String, Sendable, CaseIterable {
    case certificate = "tls:certificate"
    case keys = "access:keys"
    case tokenKeys = "access:tokens"
    case settings = "settings:file"
}
