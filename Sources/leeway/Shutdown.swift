import HTTPServer
import LeewayService
import Synchronization
import SystemIO

/// Ends a server when the process is told to: gently at first, at once the second time.
final class Shutdown: Sendable {
    private struct Progress {
        var server: Server?
        var reloads: [@Sendable () -> Void] = []
        var onUserSignal: (@Sendable () -> Void)?
        var isAsked = false
    }

    private let state: ServiceState
    private let drainTimeout: Duration
    private let progress = Mutex(Progress())

    /// `state` is told first, so that load balancers look elsewhere.
    init(telling state: ServiceState, drainTimeout: Duration) {
        self.state = state
        self.drainTimeout = drainTimeout
    }

    /// Begins to listen for SIGTERM and SIGINT, for SIGHUP, which reads again what can be, and for
    /// SIGUSR1.
    ///
    /// Called before any other thread is started, because threads inherit which signals are held
    /// back.
    func watchSignals() throws {
        let watch = try SignalWatch { [self] signal in
            switch signal {
            case .hangUp: reload()
            case .user1: progress.withLock { $0.onUserSignal }?()
            case .terminate, .interrupt: askToStop()
            }
            return true
        }
        // The watch lives as long as the process: a second signal may come at any time.
        _ = consume watch
    }

    /// Names the server to end; a signal may have come before there was one.
    func attach(_ server: Server) {
        let isAsked = progress.withLock { progress in
            progress.server = server
            return progress.isAsked
        }
        if isAsked { server.stop() }
    }

    /// Adds what SIGHUP reads again; before that the signal finds it being read the first time.
    func attach(reload: @escaping @Sendable () -> Void) {
        progress.withLock { $0.reloads.append(reload) }
    }

    /// Says what SIGUSR1 does.
    func attach(onUserSignal act: @escaping @Sendable () -> Void) {
        progress.withLock { $0.onUserSignal = act }
    }

    private func reload() {
        for reload in progress.withLock({ $0.reloads }) { reload() }
    }

    private func askToStop() {
        let (server, isSecond) = progress.withLock { progress in
            defer { progress.isAsked = true }
            return (progress.server, progress.isAsked)
        }
        state.beginDraining()
        if isSecond { server?.stop() } else { server?.drain(timeout: drainTimeout) }
    }
}
