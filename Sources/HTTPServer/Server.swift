public import HTTPWire
import Synchronization
import SystemIO

/// An HTTP/1.1 server: one event loop for each processor, each with its own listeners.
///
/// Start it once, `drain` it, `wait` for its end.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let certificate = CertificateInForce()
    private let makeHandler: @Sendable (Int) -> any RequestHandler
    private let onCertificateChange: @Sendable (Result<Void, ServerError>) -> Void
    /// The watch on the certificate's files while the server runs.
    private let certificateWatch = Mutex<ContentWatch?>(nil)
    /// The loops that run; guards starting against draining from another thread.
    private let loops = Mutex<[RunningLoop]>([])
    /// The count of connections while the server runs.
    private let quota = Mutex<ConnectionQuota?>(nil)

    /// LIMIT: far above any chain of certificates; what follows is not compared.
    private static let maxCertificateBytes = 1 << 20

    /// A server of `application`, not yet started.
    ///
    /// `onCertificateChange` is told, on a thread of its own, whenever the certificate's files have
    /// changed: that the new ones are in force, or why the old ones stay.
    public init(
        _ configuration: ServerConfiguration,
        _ application: some Application,
        onCertificateChange: @escaping @Sendable (Result<Void, ServerError>) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.onCertificateChange = onCertificateChange
        makeHandler = { application.makeHandler(loop: $0) }
    }

    /// Listens at every endpoint and starts the loops.
    ///
    /// Returns: the endpoints as they are bound, port 0 replaced by the port it became.
    /// Throws: where an endpoint cannot be bound; nothing then listens.
    public func start() throws(ServerError) -> [ServerConfiguration.Endpoint] {
        try configuration.checkProxyHeaders()
        let watch = makeCertificateWatch()
        try reloadCertificate()
        let count = loopCount
        let bound = try BoundListeners(configuration, loopCount: count)
        let shared = makeShared(loopCount: count)
        quota.withLock { $0 = shared.quota }
        do throws(SystemError) {
            for (index, listeners) in bound.listenersByLoop.enumerated() {
                let loop = try launch(index, shared, listeners)
                loops.withLock { $0.append(loop) }
            }
        } catch {
            endLoops()
            throw ServerError(error.description)
        }
        start(watch)
        return bound.endpoints
    }

    /// How busy a server is.
    public struct Figures: Sendable {
        /// Connections that are open.
        public let connectionCount: Int
        /// How long each loop has worked and not waited.
        public let loopWork: [Duration]
    }

    /// How busy the server is; nothing before it starts.
    public var figures: Figures {
        Figures(
            connectionCount: quota.withLock { $0?.count ?? 0 },
            loopWork: loops.withLock { $0.map { .nanoseconds($0.work.nanoseconds) } }
        )
    }

    /// Takes no more connections and ends those there are with their next answer.
    ///
    /// Returns at once; the loops stop when no connection is left or `timeout` has passed.
    public func drain(timeout: Duration) {
        post(.drain(deadline: MonotonicTime.now() + timeout))
    }

    /// Reads the certificate and its key again; connections that follow get the new one.
    ///
    /// Throws: where they cannot be read or do not belong together; the old ones stay in force.
    public func reloadCertificate() throws(ServerError) {
        if let files = configuration.certificate {
            certificate.replace(
                try TLSContext(certificateFile: files.certificateFile, keyFile: files.keyFile)
            )
        } else if configuration.endpoints.contains(where: \.isSecure) {
            throw ServerError("a secure endpoint needs a certificate")
        }
    }

    /// Stops at once, whatever is being answered.
    public func stop() {
        post(.stop)
    }

    /// Waits until every loop has stopped.
    public func wait() {
        for loop in loops.withLock({ $0 }) { loop.join() }
        let watch = certificateWatch.withLock { $0.take() }
        watch?.stop()
    }

    /// Begins to watch the certificate's files before they are read, so that no change is missed.
    ///
    /// A server that cannot watch them serves nevertheless, and says so.
    private func makeCertificateWatch() -> ContentWatch? {
        guard let files = configuration.certificate else { return nil }
        do throws(SystemError) {
            return try ContentWatch(
                [files.certificateFile, files.keyFile],
                maxFileBytes: Self.maxCertificateBytes
            )
        } catch {
            tellUnwatched(error)
            return nil
        }
    }

    private func start(_ watch: ContentWatch?) {
        do throws(SystemError) {
            try watch?.start { [self] in noticeCertificateChange() }
            certificateWatch.withLock { $0 = watch }
        } catch {
            tellUnwatched(error)
        }
    }

    private func tellUnwatched(_ error: SystemError) {
        let reason = "the certificate's files are not watched: \(error)"
        onCertificateChange(.failure(ServerError(reason)))
    }

    private func noticeCertificateChange() {
        do throws(ServerError) {
            try reloadCertificate()
            onCertificateChange(.success(()))
        } catch {
            onCertificateChange(.failure(error))
        }
    }

    private var loopCount: Int {
        configuration.loopCount > 0 ? configuration.loopCount : ProcessLimits.processorCount()
    }

    /// What the loops share; connections are bounded by the open files too.
    private func makeShared(loopCount: Int) -> Loop.Shared {
        // Where their limit cannot be read, the configured number of connections stands.
        let files = (try? ProcessLimits.raiseOpenFiles()) ?? .max
        let limits = configuration.limits.bounded(byOpenFiles: files)
        return Loop.Shared(
            limits: limits,
            quota: ConnectionQuota(limits),
            certificate: certificate,
            proxies: configuration.proxies,
            lastDescriptor: ServerLimits.lastDescriptor(ofOpenFiles: files, loopCount: loopCount)
        )
    }

    private func post(_ message: LoopMailbox.Message) {
        for loop in loops.withLock({ $0 }) { loop.mailbox.post(message) }
    }

    private func launch(
        _ index: Int,
        _ shared: Loop.Shared,
        _ listeners: [Listener]
    ) throws(SystemError) -> RunningLoop {
        let mailbox = try LoopMailbox()
        let queue = QueueHandOver(try Loop.makeQueue(mailbox, listeners))
        let makeHandler = makeHandler
        let work = LoopWork()
        let thread = try SystemThread(name: "loop-\(index)") {
            guard let queue = queue.take() else { return }
            let handler = makeHandler(index)
            var loop = Loop(shared, mailbox, queue, listeners, handler, now: .now())
            loop.work = work
            loop.run()
        }
        return RunningLoop(mailbox, work, thread)
    }

    /// Ends the loops that run already when a later one cannot start.
    private func endLoops() {
        stop()
        for loop in loops.withLock({ $0 }) { loop.join() }
        loops.withLock { $0 = [] }
    }
}

/// A loop that runs, as seen from other threads.
private final class RunningLoop: Sendable {
    let mailbox: LoopMailbox
    let work: LoopWork
    private let thread: Mutex<SystemThread?>

    init(_ mailbox: LoopMailbox, _ work: LoopWork, _ thread: consuming SystemThread) {
        self.mailbox = mailbox
        self.work = work
        self.thread = Mutex(thread)
    }

    /// Waits until the loop has ended; a second time it has.
    func join() {
        let thread = thread.withLock { $0.take() }
        thread?.join()
    }
}

/// Carries a queue from the thread that makes it to the loop that owns it.
private final class QueueHandOver: Sendable {
    private let queue: Mutex<EventQueue?>

    init(_ queue: consuming sending EventQueue) {
        self.queue = Mutex(queue)
    }

    func take() -> EventQueue? {
        queue.withLock { $0.take() }
    }
}
